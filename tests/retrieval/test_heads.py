"""The word that a question asks by."""

from __future__ import annotations

import pytest

from assistant.retrieval.heads import UNNAMED, asked_head


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("Vilken metod arbetar de efter?", "metod"),
        ("vilka olika teoretiska kunskaper behövs", "kunskaper"),
        ("Hur många gruppledare är det?", "gruppledare"),
        ("Vem kallar till mötet?", "kallar"),
        ("vem ska ha skrivit intyget", "skrivit"),
        ("Hon vill ha ett intyg. Vilken mall använder jag?", "mall"),
        ("hur många i varje grupp", UNNAMED),
    ],
)
def test_what_a_question_asks_by_is_named(question: str, head: str) -> None:
    assert asked_head(question) == head


@pytest.mark.parametrize(
    "question",
    [
        "Får hon bo kvar?",
        "Vilken myndighet beslutar om det?",
        "Vem är chef?",
        "Vilken ålder gäller?",
        "Hur många dagar tar det?",
        "vilka tecken finns på ekonomiskt våld",
    ],
)
def test_a_question_for_an_actor_or_for_what_is_told_by_its_form_asks_by_no_word(question: str) -> None:
    assert asked_head(question) is None
