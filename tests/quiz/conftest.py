"""One quiz of the real corpus for all tests that only look at items."""

from __future__ import annotations

import datetime

import pytest

from assistant.documents.corpus import Corpus
from assistant.quiz.items import ItemType, Quiz
from assistant.quiz.material import Material
from assistant.quiz.quizmaster import Quizmaster, Wish

ON = datetime.date(2026, 2, 2)


@pytest.fixture(scope="session")
def quizmaster(corpus: Corpus) -> Quizmaster:
    """Give the maker of quizzes for the real corpus."""
    return Quizmaster(corpus, ON)


@pytest.fixture(scope="session")
def quiz(quizmaster: Quizmaster) -> Quiz:
    """Give fifty items on the whole corpus."""
    return quizmaster.make(Wish(count=50, seed=5))


@pytest.fixture(scope="session")
def one_of_each(quiz: Quiz) -> Quiz:
    """Give one item of each type, and a case without options."""
    items = {(item.type, bool(item.options)): item for item in quiz.items}
    assert {type_ for type_, _ in items} == set(ItemType)
    return Quiz(tuple(items.values()))


@pytest.fixture(scope="session")
def material(corpus: Corpus) -> Material:
    """Give everything that can be asked of the real corpus."""
    return Material(corpus, ON)
