from __future__ import annotations

import pytest

from assistant.retrieval.answerability import Verdict, features_of, judge
from assistant.retrieval.asked_for import Fact
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
        "Vad gäller för skyddat boende i Uppsala kommun?",
        "Vem betalar taxin till det skyddade boendet?",
    ],
)
def test_a_question_for_what_the_documents_do_not_say_is_not_answered(searcher: Searcher, question: str) -> None:
    assert verdict(searcher, question) is not Verdict.ANSWERED


@pytest.mark.parametrize(
    "question",
    [
        "Hur många träffar är samtalsgruppen?",
        "Hur många leder samtalsgruppen?",
        "Vilken ålder krävs för samtalsgruppen?",
        "Till vilka åldrar vänder sig Origo?",
    ],
)
def test_a_typical_question_that_asks_like_a_near_miss_is_answered(searcher: Searcher, question: str) -> None:
    assert verdict(searcher, question) is Verdict.ANSWERED


def test_hardly_any_typical_question_is_refused(searcher: Searcher) -> None:
    asked = [one.text for one in searcher.corpus.questions][::24]
    refused = [text for text in asked if verdict(searcher, text) is not Verdict.ANSWERED]
    assert len(refused) <= 0.02 * len(asked), refused


def test_somebody_who_comes_from_another_municipality_is_no_question_about_that_municipality(searcher: Searcher) -> None:
    moves = "Klienten vill flytta från Botkyrka till en annan kommun på grund av hotbilden. Vad kan hon göra själv?"
    assert verdict(searcher, moves) is Verdict.ANSWERED


def test_only_few_near_misses_and_many_typical_questions_are_certain(searcher: Searcher) -> None:
    certain = judge(searcher.search("Vem ska upprätta genomförandeplanen?"), searcher.corpus)
    doubtful = judge(searcher.search("Hur ofta träffas handläggaren och utföraren?"), searcher.corpus)
    assert certain.certain
    assert not doubtful.certain


def test_the_kind_of_fact_that_is_missing_is_named(searcher: Searcher) -> None:
    found = judge(searcher.search("Hur många kronor kostar ett dygn på skyddat boende?"), searcher.corpus)
    assert found.missing is Fact.AMOUNT


def test_another_municipality_is_named(searcher: Searcher) -> None:
    assert judge(searcher.search("Vad gäller i Nacka?"), searcher.corpus).elsewhere == ("Nacka",)


def test_nothing_found_is_not_answered(searcher: Searcher) -> None:
    query = searcher.search("hej").query
    assert judge(SearchResult(query, ()), searcher.corpus).verdict is Verdict.OFF_TOPIC


@pytest.mark.parametrize(
    "question",
    [
        "Vem upprättar genomförandeplanen?",
        "Vilken myndighet beslutar om sekretessmarkering?",
        "Hur gammal måste man vara för att få stöd hos Origo?",
        "Är en sjuttonåring gammal nog för samtalsgruppen?",
        "Måste man ha polisanmält för att få stöd?",
        "Is consent required before the partner is contacted?",
        "Hur snabbt ska socialnämnden inleda en utredning?",
    ],
)
def test_what_is_asked_for_is_held_for_its_subject(searcher: Searcher, question: str) -> None:
    assert not features_of(searcher.search(question), searcher.corpus).missing
    assert verdict(searcher, question) is Verdict.ANSWERED


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Vem är enhetschef på Kruton?", Fact.AUTHORITY),
        ("Vart anmäler man ett företag som säljer larm?", Fact.AUTHORITY),
        ("Har Huddinge ett eget badhus för våldsutsatta?", Fact.YES_NO),
        ("Vilket larm kostar 500 kronor i månaden?", Fact.AMOUNT),
    ],
)
def test_what_is_asked_for_and_not_held_is_missing(searcher: Searcher, question: str, fact: Fact) -> None:
    found = judge(searcher.search(question), searcher.corpus)
    assert found.verdict is not Verdict.ANSWERED
    assert found.missing is fact


def test_no_age_is_called_missing_where_one_of_others_stands(searcher: Searcher) -> None:
    found = judge(searcher.search("Hur gammal måste en gruppledare i samtalsgruppen vara?"), searcher.corpus)
    assert found.missing is None  # those who take part are 18


def test_nothing_is_missing_where_nothing_of_a_kind_is_asked_for(searcher: Searcher) -> None:
    result = searcher.search("Vad är tanken med genomförandeplanen?")
    assert not features_of(result, searcher.corpus).missing
    assert judge(result, searcher.corpus).missing is None


@pytest.mark.parametrize(
    ("asked", "others"),
    [
        ("Vem ansvarar för skolgången när barnet bor på skyddat boende?", "Vem ansvarar för hunden på skyddat boende?"),
        ("Krävs samtycke för en samordnad individuell plan?", "Krävs bankomatkort för en samordnad individuell plan?"),
    ],
)
def test_the_same_question_about_something_else_is_less_sure(searcher: Searcher, asked: str, others: str) -> None:
    held, not_held = (judge(searcher.search(one), searcher.corpus) for one in (asked, others))
    assert held.probability > not_held.probability


@pytest.mark.parametrize("question", ["Vad är huvudstaden i Frankrike?", "Hur kokar man potatis?"])
def test_no_places_are_named_where_nothing_is_near(searcher: Searcher, question: str) -> None:
    found = judge(searcher.search(question), searcher.corpus)
    assert found.verdict is Verdict.OFF_TOPIC
    assert not found.names_places


def test_places_are_named_on_the_subject(searcher: Searcher) -> None:
    assert judge(searcher.search("Vem betalar tolken i samtalet med våldsutövaren?"), searcher.corpus).names_places


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("vad menas med kontaktförbud", Fact.MEANING),
        ("Vilka tecken på hedersvåld finns det?", Fact.SIGNS),
        ("vem signerar avtalet med boendet", Fact.AUTHORITY),
    ],
)
def test_the_right_word_without_what_is_asked_of_it_is_no_answer(searcher: Searcher, question: str, missing: Fact) -> None:
    found = judge(searcher.search(question), searcher.corpus)
    assert found.missing is missing
    assert not found.certain


def test_what_is_missing_is_never_certain(searcher: Searcher) -> None:
    found = judge(searcher.search("behöver man polisanmäla för att få hjälp"), searcher.corpus)
    assert found.missing is Fact.YES_NO
    assert not found.certain
