"""``assistant ask``: one question, one answer."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.cli.streams import progress_bar, text_console, words_or_stdin, write_json
from assistant.settings import load_settings
from assistant.text import clean_question

if TYPE_CHECKING:
    from assistant.answering.answer import Answer
    from assistant.chat import Assistant
    from assistant.generation.renderings import Rendering


def run_ask(arguments: argparse.Namespace) -> int:
    """Answer the question on the command line, as text or as the contract's JSON object."""
    question = clean_question(words_or_stdin(arguments.question))  # before the models load: a bad question is told at once
    settings = load_settings()
    from assistant.chat import Assistant

    with progress_bar() as progress:
        assistant = Assistant.open(settings, progress)
        if arguments.document:
            assistant = assistant.within(arguments.document)
        answer = assistant.ask(question, on=arguments.on)
        rendering = _render(assistant, answer, arguments.render) if arguments.render else None
    if arguments.json:
        write_json({**answer.to_dict(), **({"rendering": rendering.to_dict()} if rendering else {})})
        return 0
    from assistant.cli.rendering import print_answer, print_rendering

    console = text_console()
    print_answer(console, answer, arguments.on or settings.date_today)
    if rendering:
        print_rendering(console, rendering)
    return 0


def _render(assistant: Assistant, answer: Answer, language: str) -> Rendering:
    from assistant.generation.renderings import Language

    return assistant.render(answer, Language(language))
