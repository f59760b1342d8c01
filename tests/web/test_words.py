from __future__ import annotations

import pytest

from assistant.answering.answer import Status
from assistant.chat import Assistant
from assistant.text import find_words
from assistant.web.words import ROLES

QUESTIONS = [question for role in ROLES for question in role.questions]


def test_no_question_is_suggested_twice() -> None:
    assert len(QUESTIONS) == len(set(QUESTIONS)) == 24


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_to_start_from_is_answered(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status in {Status.ANSWERED, Status.PARTLY_ANSWERED}
    for citation in answer.citations:  # and every quote can be marked in its document
        assert find_words(assistant.corpus.paragraph(citation.paragraph_id).full_text, citation.quote) is not None
