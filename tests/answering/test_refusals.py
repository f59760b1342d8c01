from __future__ import annotations

import pytest

from assistant.answering.answer import Confidence, Status
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
    assert {citation.section[-1] for citation in answer.citations} <= {"Föreskrifter och allmänna råd"}


@pytest.mark.parametrize("question", ["Vad betyder bör i riktlinjerna?", "Vad innebär ordet måste?"])
def test_no_document_explains_bor_and_the_rule_on_general_advice_is_quoted(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.NOT_IN_GUIDELINES
    assert answer.confidence is Confidence.LOW
    assert answer.answer.startswith("Riktlinjerna förklarar inte vad ”")
    assert "”Föreskrifter är rättsligt tvingande medan allmänna råd är generella rekommendationer" in answer.answer
    assert any(notice.startswith("Så läser programmet ordet: ”") for notice in answer.notices)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("vad menas med kontaktförbud", MISSING[Fact.MEANING]),
        ("vad är ett målsägandebiträde?", MISSING[Fact.MEANING]),
        ("Vilka tecken på hedersvåld finns det?", MISSING[Fact.SIGNS]),
    ],
)
def test_the_word_alone_is_no_answer_and_the_refusal_says_what_is_missing(
    assistant: Assistant, question: str, said: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.NOT_IN_GUIDELINES
    assert answer.answer.startswith(said)


@pytest.mark.parametrize(
    "question",
    [
        "Vem beslutar om vårdnad om barnet?",
        "vem skriver under utredningen",
        "får jag söka igenom hennes väska",
        "behöver man polisanmäla för att få hjälp",
    ],
)
def test_the_right_place_without_what_is_asked_is_never_sure(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).confidence is not Confidence.HIGH


@pytest.mark.parametrize("question", ["vad betyder latent våld", "Vad är SIP?", "vilka tecken är det på ekonomiskt våld"])
def test_a_meaning_that_stands_there_is_given_plainly(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert answer.confidence is Confidence.HIGH


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


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("vad står RVT för", "Relationsvåldsteam"),
        ("what does RVC stand for", "Relationsvåldscentrum"),
        ("vad är VBE", "handlar om hot"),
    ],
)
def test_the_paragraph_that_says_what_a_word_means_comes_before_those_that_use_it(
    assistant: Assistant, question: str, words: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert words in answer.answer
    assert "08-508" not in answer.answer


@pytest.mark.parametrize("question", ["2+2", "7 / 3"])
def test_a_question_without_words_gets_no_quote(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).citations == ()


def test_the_paragraph_of_the_right_section_that_has_what_is_asked_leads(assistant: Assistant) -> None:
    answer = assistant.ask("Hur dokumenteras en förhandsbedömning?")
    assert "ska detta dokumenteras" in answer.answer
    assert answer.citations[0].paragraph_id.endswith("/forhandsbedomning/4")


def test_an_answer_whose_quote_has_not_what_is_asked_is_led_in_as_uncertain(assistant: Assistant) -> None:
    answer = assistant.ask("Hur journalförs en förhandsbedömning?")
    assert answer.confidence is not Confidence.HIGH
