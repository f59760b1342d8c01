"""The real interpreter, opened once, on the assistant's corpus and index."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.chat import Assistant
from assistant.documents.corpus import Corpus
from assistant.interpretation import Check, Interpreter
from assistant.retrieval.search import Searcher
from assistant.settings import Settings
from assistant.text import collapse
from assistant.verification.model import Evidence
from assistant.verification.units import Unit, find_units

Checks = Callable[[str], Check]


@pytest.fixture(scope="session")
def searcher(assistant: Assistant) -> Searcher:
    return assistant._searcher


@pytest.fixture(scope="session")
def interpreter(assistant: Assistant, searcher: Searcher, settings: Settings) -> Interpreter:
    return Interpreter(assistant.corpus, searcher, settings)


@pytest.fixture(scope="session")
def check(interpreter: Interpreter) -> Checks:
    """Check a statement."""
    return interpreter.check


@pytest.fixture(scope="session")
def units_with(corpus: Corpus) -> Callable[[str], tuple[Unit, ...]]:
    """Give the units of the first paragraph that holds some words."""

    def find(words: str) -> tuple[Unit, ...]:
        for paragraph in corpus.paragraphs:
            if words in collapse(paragraph.full_text):
                whole = collapse(paragraph.full_text)
                return find_units(Evidence(paragraph, corpus.document_of(paragraph.id), whole))
        raise AssertionError(f"no paragraph holds {words!r}")

    return find
