from __future__ import annotations

import pytest

from assistant.documents.corpus import Corpus
from assistant.retrieval.asked_for import CERTAIN, Fact, asked_for, asking_words, holds

ASKED = {
    Fact.TELEPHONE: ["Vad är telefonnumret till Origo?", "telefon till Kruton", "Har Kruton telefon?"],
    Fact.AMOUNT: ["Vad kostar det?"],
    Fact.DURATION: ["Inom hur många dagar?", "Hur länge får hon bo där?"],
    Fact.NUMBER: ["Hur många platser finns det?"],
    Fact.DATE: ["Vilket datum antogs riktlinjen?"],
    Fact.HOURS: ["Vilka öppettider gäller?"],
    Fact.ADDRESS: ["Vilken adress har de?"],
    Fact.MEANING: ["Vad är skyddat boende?"],
    Fact.AUTHORITY: [
        "Vem beslutar om fingerade personuppgifter?",
        "Vilken myndighet fattar beslut om sekretessmarkering?",
        "Vilken akutmottagning tar emot personer som utsatts för våldtäkt?",
        "Vart anmäler man ett missförhållande?",
        "Vart i vården skickar jag honom?",
        "genomförandeplan vem gör den",
        "Behöver boendet tillstånd, och vem ger det?",
        "Who decides on protected identity?",
        "Which municipality is responsible in an emergency?",
    ],
    Fact.AGE: [
        "Hur gammal måste den enskilde vara?",
        "Från vilken ålder får man stödet?",
        "Finns det en åldersgräns hos KAST?",
        "Är hon gammal nog för stödet?",
        "How old must one be to take part?",
    ],
    Fact.YES_NO: [
        "Får jag berätta för hennes syster hur hon har det?",
        "Måste hon ha polisanmält?",
        "Hon är här som turist. Har vi något ansvar alls?",
        "Hon vill inte ha stöd, kan man utreda ändå?",
        "Klienten undrar om hon kan få ersättning",
        "Är det så att boendet alltid har personal?",
        "Kan möten hållas över telefon?",
        "Is consent required?",
        "And can the investigation be opened against her will?",
    ],
    None: ["Han slog sönder hennes telefon.", "Vad är tanken med genomförandeplanen?"],
}


@pytest.mark.parametrize(("fact", "question"), [(fact, question) for fact, listed in ASKED.items() for question in listed])
def test_the_kind_of_fact_that_is_asked_for(fact: Fact | None, question: str) -> None:
    assert asked_for(question) is fact


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Kan hon få veta hur många dagar det tar?", Fact.DURATION),
        ("Har Huddinge en samtalsgrupp, och hur många träffar är det?", Fact.NUMBER),
        ("Får jag veta vem som beslutar?", Fact.AUTHORITY),
        ("Finns telefonnummer till Origo?", Fact.TELEPHONE),
    ],
)
def test_yes_or_no_does_not_hide_what_is_asked_for_more_closely(question: str, fact: Fact) -> None:
    assert asked_for(question) is fact


@pytest.mark.parametrize(
    "question",
    [
        "Kan du förklara vad hedersförtryck är?",
        "Can you explain what KAST is?",
        "Vem kan få stödet?",
        "För vem är samtalsgruppen?",
        "Who may take part in the discussion group?",
        "Vad säger riktlinjerna om husdjur?",
        "Var kan jag läsa mer?",
        "I vilket annat regelverk står taxan?",
    ],
)
def test_a_question_that_asks_for_something_else_than_who_and_yes_or_no(question: str) -> None:
    assert asked_for(question) is None


@pytest.mark.parametrize(
    ("text", "fact", "expected"),
    [
        ("Ring 08-508 20 700.", Fact.TELEPHONE, True),
        ("Dnr 2025/941", Fact.TELEPHONE, False),
        ("max 15 tillfällen", Fact.NUMBER, True),
        ("en insats", Fact.NUMBER, False),
        ("inom fyra månader", Fact.DURATION, True),
        ("2026-01-21", Fact.DATE, True),
        ("500 kronor", Fact.AMOUNT, True),
        ("Den enskilde är 18 år eller äldre.", Fact.AGE, True),
        ("mellan 13 och 26 år", Fact.AGE, True),
        ("det hände för 18 år sedan", Fact.AGE, False),
        ("max 15 tillfällen", Fact.AGE, False),
        ("Skatteverket fattar beslut.", Fact.AUTHORITY, True),
        ("Stödet ges enskilt och i grupp.", Fact.AUTHORITY, False),
        ("Den enskilde behöver inte vara polisanmäld.", Fact.YES_NO, True),
        ("Samtalsgruppens innehåll", Fact.YES_NO, False),
    ],
)
def test_whether_a_text_holds_such_a_fact(text: str, fact: Fact, expected: bool) -> None:
    assert holds(text, fact) is expected


def test_the_words_that_ask_are_told_from_those_of_the_subject() -> None:
    assert list(asking_words("Hur gammal måste gruppledaren vara?", Fact.AGE)) == ["hur", "gammal"]
    assert "sjuttonåring" in asking_words("Är en sjuttonåring gammal nog?", Fact.AGE)
    assert "mottagning" not in asking_words("Vilken mottagning tar emot henne?", Fact.AUTHORITY)
    assert list(asking_words("Får hon stöd?", Fact.YES_NO)) == []


def test_who_and_yes_or_no_and_ages_never_refuse_a_question_by_themselves() -> None:
    assert not CERTAIN & {Fact.AUTHORITY, Fact.YES_NO, Fact.AGE}


def test_typical_questions_of_every_new_kind_are_known(corpus: Corpus) -> None:
    asked = [asked_for(question.text) for question in corpus.questions]
    assert asked.count(Fact.AUTHORITY) > 150
    assert asked.count(Fact.YES_NO) > 500
    assert asked.count(Fact.AGE) > 10


@pytest.mark.parametrize(
    "question",
    [
        "Får jag lämna ut hennes adress till mannen?",
        "Kan vi ge numret till polisen?",
        "Ska man skriva adressen i journalen?",
    ],
)
def test_whether_something_may_be_passed_on_is_no_question_for_it(question: str) -> None:
    assert asked_for(question) is Fact.YES_NO


@pytest.mark.parametrize(
    ("question", "fact"),
    [("Kan du ge mig numret till Origo?", Fact.TELEPHONE), ("Vilken adress har mottagningen?", Fact.ADDRESS)],
)
def test_who_wants_a_number_or_an_address_still_asks_for_it(question: str, fact: Fact) -> None:
    assert asked_for(question) is fact
