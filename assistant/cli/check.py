"""``assistant check``: whether a statement is what the guidelines say."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rich.text import Text

from assistant.cli.rendering import TONES, capital, hang, heading, quote_lines
from assistant.cli.streams import progress_bar, text_console, words_or_stdin, write_json
from assistant.settings import load_settings
from assistant.text import clean_question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from assistant.answering.answer import Citation
    from assistant.interpretation.model import Check, Finding
    from assistant.verification.model import Difference

VERDICTS = {
    "supported": ("ok", "Stöds av riktlinjerna"),
    "contradicted": ("stop", "Motsägs av riktlinjerna"),
    "not_addressed": ("caution", "Tas inte upp i riktlinjerna"),
}
"""A tone and the words for each verdict."""
UNSURE = "Osäkert, jämför själv med citatet"
KINDS = {
    "modality": "Styrka (ska, bör, får, kan)",
    "number": "Tal eller gräns",
    "negation": "Nekande",
    "actor": "Vem",
    "reference": "Lagrum",
    "place": "Plats",
    "condition": "Villkor",
    "time": "Tid",
}
"""What a difference of each kind is called."""


def run_check(arguments: argparse.Namespace) -> int:
    """Check the statement on the command line, as text or as the contract's JSON object."""
    claim = clean_question(words_or_stdin(arguments.claim))  # before the models load: a bad statement is told at once
    settings = load_settings()
    from assistant.interpretation import Interpreter

    with progress_bar() as progress:
        check = Interpreter.open(settings, progress).check(claim, arguments.on)
    if arguments.json:
        write_json(check.to_dict())
    else:
        print_check(text_console(), check)
    return 0


def print_check(console: Console, check: Check) -> None:
    """Print a check: the verdict, each claim with what differs, the quotes, and what to be aware of."""
    console.print(_status(check.verdict.value, check.unsure))
    for number, finding in enumerate(check.claims, start=1):
        if len(check.claims) > 1:
            heading(console, f"Påstående {number}")
            hang(console, "", "", Text(finding.text))
            hang(console, "", "", _status(finding.verdict.value, finding.unsure))
        _print_publishers(console, finding)
        _print_differences(console, finding.differences)
    _print_citations(console, check.citations)
    if check.notices:
        heading(console, "Observera")
        for notice in check.notices:
            hang(console, "- ", "  ", Text(notice))


def _status(verdict: str, unsure: bool) -> Text:
    tone, words = VERDICTS[verdict]
    if unsure and verdict == "contradicted":
        tone, words = "caution", UNSURE
    sign, colour = TONES[tone]
    return Text(f"{sign} {words}", f"bold {colour}")


def _print_publishers(console: Console, finding: Finding) -> None:
    """Print whose documents say what, where they do not say the same."""
    if len(set(finding.by_publisher.values())) > 1:
        for name, verdict in finding.by_publisher.items():
            words = VERDICTS[verdict.value][1].removesuffix(" av riktlinjerna").removesuffix(" i riktlinjerna")
            hang(console, "  ", "  ", Text(f"{name}: {words.lower()}", "dim"))


def _print_differences(console: Console, differences: Sequence[Difference]) -> None:
    for one in differences:
        claim = f"påståendet ”{one.claim}”" if one.claim else "saknas i påståendet"
        source = f"riktlinjen ”{one.source}”" if one.source else "saknas i riktlinjen"
        hang(console, "  ", "    ", Text(f"{KINDS[one.kind.value]}: {claim}, {source}"))


def _print_citations(console: Console, citations: Sequence[Citation]) -> None:
    if not citations:
        return
    heading(console, "Så står det i riktlinjerna")
    for citation in citations:
        mark = f"[{citation.marker}] "
        indent = " " * len(mark)
        hang(console, mark, indent, Text(f"{citation.label}. {capital(citation.binding)}."))
        for line in quote_lines(citation):
            hang(console, f"{indent}│ ", f"{indent}│ ", Text(line, "italic"))
