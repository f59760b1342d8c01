from __future__ import annotations

import pytest

from assistant.retrieval.answerability import Verdict, judge
from assistant.retrieval.asked_for import Fact, asked_for, holds
from assistant.retrieval.search import Searcher, SearchResult


def verdict(searcher: Searcher, question: str) -> Verdict:
    return judge(searcher.search(question), searcher.corpus).verdict


@pytest.mark.parametrize(
    "question",
    [
        "Vem beslutar om fingerade personuppgifter?",
        "När ska en orosanmälan göras?",
        "Hur många tillfällen kan man få stöd utan behovsprövning?",
        "Vem ansvarar för skolgången när barnet bor på skyddat boende?",
        "Who may take part in the discussion group?",
    ],
)
def test_a_question_that_the_documents_answer_passes(searcher: Searcher, question: str) -> None:
    assert verdict(searcher, question) is Verdict.ANSWERED


@pytest.mark.parametrize(
    "question",
    [
        "Vad blir det för väder i morgon?",
        "Hur kokar man pasta?",
        "Hur söker jag bygglov för en carport?",
        "Vad är huvudstaden i Frankrike?",
        "Hur ansöker jag om föräldrapenning?",
        "How do I fix my printer?",
    ],
)
def test_a_question_about_something_else_is_off_topic(searcher: Searcher, question: str) -> None:
    assert verdict(searcher, question) is Verdict.OFF_TOPIC


@pytest.mark.parametrize(
    "question",
    [
        "Hur många kronor kostar ett dygn på skyddat boende?",
        "Inom hur många dagar ska förhandsbedömningen vara klar?",
        "Vilka är Botkyrkas riktlinjer för våldsutsatta?",
    ],
)
def test_a_question_for_what_the_documents_do_not_say_is_not_answered(searcher: Searcher, question: str) -> None:
    assert verdict(searcher, question) is not Verdict.ANSWERED


def test_the_kind_of_fact_that_is_missing_is_named(searcher: Searcher) -> None:
    found = judge(searcher.search("Hur många kronor kostar ett dygn på skyddat boende?"), searcher.corpus)
    assert found.missing is Fact.AMOUNT


def test_another_municipality_is_named(searcher: Searcher) -> None:
    assert judge(searcher.search("Vad gäller i Nacka?"), searcher.corpus).elsewhere == ("Nacka",)


def test_nothing_found_is_not_answered(searcher: Searcher) -> None:
    query = searcher.search("hej").query
    assert judge(SearchResult(query, ()), searcher.corpus).verdict is Verdict.OFF_TOPIC


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Vad är telefonnumret till Origo?", Fact.TELEPHONE),
        ("Han slog sönder hennes telefon.", None),
        ("Vad kostar det?", Fact.AMOUNT),
        ("Inom hur många dagar?", Fact.DURATION),
        ("Hur länge får hon bo där?", Fact.DURATION),
        ("Hur många platser finns det?", Fact.NUMBER),
        ("Vilket datum antogs riktlinjen?", Fact.DATE),
        ("Vilka öppettider gäller?", Fact.HOURS),
        ("Vilken adress har de?", Fact.ADDRESS),
        ("Vad är skyddat boende?", None),
    ],
)
def test_the_kind_of_fact_that_is_asked_for(question: str, fact: Fact | None) -> None:
    assert asked_for(question) is fact


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
    ],
)
def test_whether_a_text_holds_such_a_fact(text: str, fact: Fact, expected: bool) -> None:
    assert holds(text, fact) is expected
