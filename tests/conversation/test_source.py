from __future__ import annotations

import pytest

from assistant.conversation.source import asks_where


@pytest.mark.parametrize(
    "question",
    [
        "Vilken paragraf är det?",
        "ok, och vilket lagrum är det då?",
        "Vilken sida står det på?",
        "Var står det?",
        "I vilken lag står det?",
        "Källa?",
        "Står det ska eller bör?",
        "Which page is that on?",
        "where does it say that?",
    ],
)
def test_a_question_for_the_source_alone_is_known(question: str) -> None:
    assert asks_where(question)


@pytest.mark.parametrize(
    "question",
    [
        "Vilken paragraf gäller för skyddat boende?",
        "Vilka lagar styr arbetet i Huddinge?",
        "Var står bestämmelsen om gallring?",
        "Vilken sida av saken ska utredas?",
    ],
)
def test_a_question_with_a_subject_of_its_own_is_no_question_for_the_source(question: str) -> None:
    assert not asks_where(question)
