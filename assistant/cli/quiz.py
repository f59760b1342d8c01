"""``assistant quiz``: questions with key and source, as text, as JSON or as a file for another program."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text

from assistant.cli.rendering import hang, heading
from assistant.cli.streams import Progress, progress_bar, refuse_no_place, storage_error, text_console, write_json
from assistant.errors import UsageError
from assistant.law.annotate import open_corpus
from assistant.quiz.exports import BINARY, FORMATS, export
from assistant.quiz.exports.shared import LETTERS, TYPE_NAMES, WAS_MADE
from assistant.quiz.items import ItemType, Quiz
from assistant.quiz.judging import careful, interpretation_judge, verifier_judge
from assistant.quiz.quizmaster import Quizmaster, Wish
from assistant.settings import Settings, load_settings

if TYPE_CHECKING:
    from rich.console import Console

TYPES = tuple(one.value for one in ItemType)


def run_quiz(arguments: argparse.Namespace) -> int:
    """Make a quiz and print it, or write it to a file."""
    wish = read_wish(
        topic=arguments.topic,
        document=arguments.document,
        section=arguments.section,
        types=arguments.type,
        count=arguments.count,
        seed=arguments.seed,
    )
    format_ = "json" if arguments.json else arguments.format
    _refuse_unusable(arguments, format_)
    settings = load_settings()
    with progress_bar() as progress:
        quiz = open_quizmaster(settings, progress).make(wish, lambda done: progress("Frågor", done / wish.count))
    if format_ is None:
        print_quiz(text_console(), quiz)
        return 0
    for notice in quiz.notices:
        sys.stderr.write(f"{notice}\n")
    if format_ == "json" and arguments.output is None:
        write_json(quiz.to_dict())
        return 0
    data = export(quiz, format_)
    if arguments.output is None:
        sys.stdout.buffer.write(data)
        return 0
    try:
        Path(arguments.output).write_bytes(data)
    except OSError as error:
        raise storage_error(error) from None
    return 0


def open_quizmaster(settings: Settings, progress: Progress) -> Quizmaster:
    """Read the corpus; the index is opened only where a topic is asked for."""
    corpus = open_corpus(settings)

    def open_searcher() -> Any:  # noqa: ANN401  # Searcher, imported late: it brings the vector store
        from assistant.index.store import ensure_index
        from assistant.retrieval.search import Searcher

        return Searcher(corpus, ensure_index(settings, corpus, progress), settings)

    judge = careful([interpretation_judge(corpus, settings), verifier_judge(corpus)])
    return Quizmaster(corpus, settings.date_today, judge, open_searcher)


def read_wish(**fields: object) -> Wish:
    """Give what a quiz is to be about; a field that is None is left to its default.

    Raises
    ------
    UsageError
        Where a field is of another kind than it should be.
    """
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if value is None:
            continue
        if name == "types":
            values[name] = _types(value)
        elif name in {"count", "seed"}:
            values[name] = _number(name, value)
        elif isinstance(value, str):
            values[name] = value
        else:
            raise UsageError(f"Fältet {name} ska vara text.")
    return Wish(**values)


def _number(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise UsageError(f"Fältet {name} ska vara ett heltal.")
    return value


def _types(value: object) -> tuple[ItemType, ...]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(name in TYPES for name in names):
        raise UsageError("Frågetypen finns inte.", f"De som finns: {', '.join(TYPES)}.")
    return tuple(dict.fromkeys(ItemType(name) for name in names))


def _refuse_unusable(arguments: argparse.Namespace, format_: str | None) -> None:
    """Say what is wrong with the file before anything is made."""
    if arguments.output is None:
        if format_ in BINARY and sys.stdout.isatty():
            raise UsageError("Det formatet är en fil, inte text.", "Ange vart den ska skrivas med --output.")
        return
    if format_ is None:
        raise UsageError("Utfilen behöver ett format.", f"Ange --format: {', '.join(FORMATS)}.")
    refuse_no_place(arguments.output)


def print_quiz(console: Console, quiz: Quiz) -> None:
    """Print the questions first and their key after them, so that the questions can be tried."""
    for number, item in enumerate(quiz.items, start=1):
        heading(console, f"Fråga {number}. {TYPE_NAMES[item.type]} ({item.difficulty.value})")
        hang(console, "", "", Text(item.question))
        for name, _ in item.pairs:
            hang(console, "  • ", "    ", Text(name))
        for letter, option in zip(LETTERS, item.options, strict=False):
            hang(console, f"  {letter} ", "    ", Text(option))
    heading(console, "Facit")
    for number, item in enumerate(quiz.items, start=1):
        lead = f"{number}. "
        hang(console, lead, " " * len(lead), Text("; ".join(item.right), "bold"))
        hang(console, " " * len(lead), " " * len(lead), Text(item.explanation))
        hang(console, " " * len(lead), " " * len(lead), Text(f"Mål: {item.objective}", "dim"))
    console.print()
    for notice in (*quiz.notices, WAS_MADE):
        hang(console, "", "", Text(notice))
