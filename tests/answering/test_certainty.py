"""When an answer is given plainly, and when it is led in as the nearest that the documents come."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.answer import Confidence
from assistant.answering.certainty import support_of
from assistant.answering.sources import source_of_whole
from assistant.chat import Assistant, Turn

PLAN = "stockholm-vald-riktlinjer/handlaggning/genomforandeplan/1"
CERTIFICATE = "stockholm-vald-riktlinjer/ovrigt/intyg/1"


@pytest.mark.parametrize(
    "question",
    [
        "vad är meningen med livet",
        "vad gör jag om klienten tar livet av sig",
        "vad händer med ärendet om hon dör",
        "hur många i varje samtalsgrupp",
        "Kan jag bevilja bistånd till våldsutövaren?",
        "Vem kallar till ett SIP-möte?",
        "Vilken metod arbetar KAST efter i samtalen?",
        "På vilka språk finns FREDA översatt?",
        "Hur går man till väga vid tvångsvård enligt LVM för en våldsutsatt kvinna?",
        "Måste vi ha ett papper på hur vi tar upp ämnet med alla vi träffar?",
    ],
)
def test_words_of_the_question_beside_what_it_asks_are_not_said_plainly(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).confidence is not Confidence.HIGH


@pytest.mark.parametrize(
    "question",
    [
        "Vem upprättar genomförandeplanen?",
        "Hur många gruppledare är det i samtalsgruppen?",
        "Vilka former av skyddade personuppgifter finns det?",
        "Vem beslutar om fingerade personuppgifter?",
        "Vad menas med gallring?",
        "vad är hedersvåld",
        "behöver boendet veta att hon har skyddad identitet",
        "14 kap. 1 § SoL",
        "telefonnummer till Kruton",
    ],
)
def test_what_the_words_shown_answer_is_said_plainly(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).confidence is Confidence.HIGH


def test_what_is_shown_supports_its_own_question_and_not_another_one(assistant: Assistant) -> None:
    result = assistant.searcher.search("Vem upprättar genomförandeplanen?")
    plan, certificate = (
        support_of(result, [source_of_whole(assistant.corpus.paragraph(one), assistant.corpus)], assistant.corpus)
        for one in (PLAN, CERTIFICATE)
    )
    assert plan is not None
    assert certificate is None or (certificate.coverage < plan.coverage and certificate.question < plan.question)


def test_a_question_of_two_parts_is_supported_as_far_as_the_part_with_the_least(assistant: Assistant) -> None:
    shown = [source_of_whole(assistant.corpus.paragraph(PLAN), assistant.corpus)]
    both = assistant.searcher.search("Vem upprättar genomförandeplanen, och vad kostar taxin?")
    one = assistant.searcher.search("Vem upprättar genomförandeplanen?")
    less, more = (support_of(result, shown, assistant.corpus) for result in (both, one))
    assert less is not None
    assert more is not None
    assert less.coverage < more.coverage


def test_a_follow_up_whose_own_words_are_not_shown_is_not_answered_plainly(assistant: Assistant) -> None:
    first = Turn("Vad är en SIP?", assistant.ask("Vad är en SIP?").answer)
    assert assistant.ask("Och vad gäller för barn?", [first]).confidence is not Confidence.HIGH


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("Hur frågar jag om våld?", "Även om hon är full?"),
        ("Ska jag göra en orosanmälan när ett barn har sett våld?", "Måste jag berätta det för mamman?"),
        ("Får jag ringa mannen?", "Måste hon vara med?"),
    ],
)
def test_a_follow_up_that_the_documents_pass_by_is_not_answered_plainly(
    assistant: Assistant, before: str, question: str
) -> None:
    assert assistant.ask(question, [Turn(before, assistant.ask(before).answer)]).confidence is not Confidence.HIGH


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("Vad är skyddat boende?", "Vem betalar?"),
        ("Vad är telefonnumret till Relationsvåldscentrum Väst?", "Och Sydost?"),
        ("Kan man använda finska hos oss i Stockholm?", "Får hon beslutet översatt också?"),
    ],
)
def test_a_follow_up_whose_answer_is_shown_is_answered_plainly(assistant: Assistant, before: str, question: str) -> None:
    assert assistant.ask(question, [Turn(before, assistant.ask(before).answer)]).confidence is Confidence.HIGH


@pytest.mark.parametrize("question", ["Får jag ringa mannen?", "Får grannen veta hur det gick?"])
def test_telling_somebody_is_not_answered_by_telling_somebody_else(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).confidence is not Confidence.HIGH


@pytest.mark.parametrize(
    "question", ["Får vi ta kontakt med den våldsutsatta när han går i behandling?", "Måste pappan underrättas om utredningen?"]
)
def test_telling_the_one_who_is_asked_about_is_answered(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).confidence is Confidence.HIGH


def test_what_the_search_did_not_find_supports_nothing(assistant: Assistant) -> None:
    result = replace(assistant.searcher.search("Vem upprättar genomförandeplanen?"), hits=())
    assert support_of(result, [source_of_whole(assistant.corpus.paragraph(PLAN), assistant.corpus)], assistant.corpus) is None
