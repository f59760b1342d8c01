"""``assistant refs``: the legal references in a text and their standing."""

from __future__ import annotations

import argparse
from dataclasses import replace

from assistant.cli.streams import text_console, words_or_stdin, write_json
from assistant.law.grammar import parse
from assistant.law.refs import refs
from assistant.law.standing import standing
from assistant.settings import load_settings
from assistant.text import visible


def run_refs(arguments: argparse.Namespace) -> int:
    """Print the references in the text on the command line."""
    text = words_or_stdin(arguments.text)
    on = arguments.on or load_settings().date_today
    if arguments.json:
        write_json(refs(text, arguments.law, on))
        return 0
    judged = [standing(reference, on) for reference in parse(text, default_sfs=arguments.law)]
    references = [replace(one, as_written=visible(one.as_written)) for one in judged]
    console = text_console()
    if not references:
        console.print("Texten innehåller inga lagrum som verktyget känner igen.")
        return 0
    from assistant.cli.rendering import law_table

    console.print(f"Ställning {on.isoformat()}")
    console.print(law_table(references))
    return 0
