from __future__ import annotations

import pytest

from assistant.answering.answer import Status
from assistant.answering.refusals import MISSING, TOLD_BY_FORM, what_is_missing
from assistant.chat import Assistant
from assistant.retrieval.answerability import Answerability, Verdict
from assistant.retrieval.asked_for import Fact


@pytest.mark.parametrize("fact", Fact)
def test_every_kind_that_is_missing_is_said_in_one_plain_sentence(fact: Fact) -> None:
    said = what_is_missing(Answerability(Verdict.NEAR, 0.1, fact))
    assert said == MISSING[fact]
    assert said.startswith("Riktlinjerna ")
    assert said.endswith(".")


def test_who_and_yes_or_no_are_not_said_to_be_missing_from_an_answer() -> None:
    assert not TOLD_BY_FORM & {Fact.AUTHORITY, Fact.YES_NO}


def test_that_nobody_is_named_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("Vem är enhetschef på Kruton?")
    assert answer.status is Status.NOT_IN_GUIDELINES
    assert answer.answer.startswith("Riktlinjerna säger inte vem som ansvarar för det.")


def test_that_neither_yes_nor_no_is_said_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("Har Huddinge ett eget badhus för våldsutsatta?")
    assert answer.status is Status.NOT_IN_GUIDELINES
    assert answer.answer.startswith("Riktlinjerna svarar varken ja eller nej på det.")


def test_no_age_is_called_missing_beside_one(assistant: Assistant) -> None:
    answer = assistant.ask("Från vilken ålder kan en ungdom få samtal utan biståndsbeslut?")
    assert MISSING[Fact.AGE] not in answer.answer


def test_who_decides_is_answered_where_it_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("Vilken myndighet beslutar om sekretessmarkering?")
    assert answer.status is Status.ANSWERED
    assert "Skatteverket" in answer.answer


@pytest.mark.parametrize("question", ["Vad är skillnaden mellan ska och bör i riktlinjerna?", "Är ska och måste samma sak?"])
def test_words_that_name_nothing_in_the_documents_are_not_compared(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.NOT_IN_GUIDELINES
    assert answer.citations == ()


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Vad är skillnaden mellan föreskrifter och allmänna råd?", "rättsligt tvingande"),
        ("Vad är skillnaden mellan Stockholms och Huddinges riktlinjer?", "Huddinge"),
    ],
)
def test_words_that_name_something_are_compared(assistant: Assistant, question: str, word: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert word in answer.answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Hur länge får man gå i samtalsgrupp och vem får vara med?", "Riktlinjerna ger inget säkert svar på hela frågan."),
        ("Vad kostar samtalsgruppen och vem får vara med?", MISSING[Fact.AMOUNT]),
    ],
)
def test_a_part_answered_under_its_heading_in_the_document_named_is_an_answer_in_part(
    assistant: Assistant, question: str, said: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.PARTLY_ANSWERED
    assert answer.answer.startswith(said)
    assert "stockholm-samtalsgrupp/villkor/1" in [one.paragraph_id for one in answer.citations]


def test_parts_of_which_none_is_answered_are_no_answer_in_part(assistant: Assistant) -> None:
    answer = assistant.ask("Hur länge är pausen i samtalsgruppen och vad heter ledaren?")
    assert answer.status is Status.NOT_IN_GUIDELINES
