from __future__ import annotations

import pytest

from assistant.answering.answer import Answer, Status
from assistant.chat import Assistant, Turn


def talk(assistant: Assistant, *questions: str) -> list[Answer]:
    history: list[Turn] = []
    answers = []
    for question in questions:
        answers.append(assistant.ask(question, history))
        history.append(Turn(question, answers[-1].answer))
    return answers


def test_a_pronoun_is_read_as_what_was_asked_about_and_that_is_shown(assistant: Assistant) -> None:
    answer = talk(assistant, "Vad är en barnkonsekvensanalys?", "När ska den göras?")[-1]
    assert "/barnkonsekvensanalyser/" in answer.citations[0].paragraph_id
    assert "Läst som en följdfråga: ”När ska den göras (barnkonsekvensanalys)?”" in answer.notices
    assert answer.question == "När ska den göras?"


def test_the_paragraph_asked_for_is_the_one_just_shown_with_its_law(assistant: Assistant) -> None:
    first, where = talk(assistant, "När kan en samordnad individuell plan upprättas?", "Vilken paragraf är det?")
    assert where.citations[0].paragraph_id == first.citations[0].paragraph_id
    assert where.answer.startswith(f"Det står i {first.citations[0].label} [1].")
    assert "2 kap. 7 § SoL (2001:453)" in where.answer
    assert {one.canonical for one in where.legal_references} >= {"SoL 2:7"}


def test_the_page_is_told_two_turns_later_too(assistant: Assistant) -> None:
    answers = talk(assistant, "När kan en samordnad individuell plan upprättas?", "Vilken paragraf är det?", "Och vilken sida?")
    assert answers[2].citations[0].paragraph_id == answers[0].citations[0].paragraph_id


def test_another_municipality_replaces_the_first(assistant: Assistant) -> None:
    answer = talk(assistant, "Vad är syftet med Stockholms riktlinjer?", "och i Huddinge?")[-1]
    assert answer.citations[0].paragraph_id == "huddinge-vald-riktlinjer/syfte/1"
    assert "Läst som en följdfråga: ”Vad är syftet med Huddinges riktlinjer?”" in answer.notices


def test_a_third_turn_may_mean_the_first(assistant: Assistant) -> None:
    answer = talk(assistant, "Vad gör Mikamottagningen?", "Hur gammal måste man vara?", "numret dit?")[-1]
    assert "08-508 25 501" in answer.answer


@pytest.mark.parametrize(
    "question",
    ["Vad är våldsbejakande extremism?", "Vem upprättar genomförandeplanen?", "Vad är gallring?"],
)
def test_a_new_topic_is_not_read_into_the_old_one(assistant: Assistant, question: str) -> None:
    history = [Turn("Hur många tillfällen är Stöd för personer utsatta för våld?"), Turn("Måste det vara polisanmält?")]
    assert assistant.self_contained(question, history) == question


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("Vad säger 2 a kap. 10 § SoL?", "När ska jag göra en orosanmälan för ett barn?"),
        ("Vem leder SIP-mötet?", "Kan hon få skyddat boende?"),
    ],
)
def test_a_question_that_names_what_it_is_about_stands_alone(assistant: Assistant, before: str, question: str) -> None:
    answer = talk(assistant, before, question)[-1]
    assert not any(notice.startswith("Läst som en följdfråga") for notice in answer.notices)


def test_a_pronoun_after_a_section_of_law_means_that_section(assistant: Assistant) -> None:
    history = [Turn("Vad säger 2 a kap. 10 § SoL?", assistant.ask("Vad säger 2 a kap. 10 § SoL?").answer)]
    assert assistant.self_contained("När gäller den?", history) == "När gäller den (2 a kap. 10 § SoL)?"


def test_a_general_question_that_the_topic_has_no_answer_to_is_asked_back(assistant: Assistant) -> None:
    answer = talk(assistant, "Vem leder SIP-mötet?", "Vilka villkor gäller?")[-1]
    assert answer.status is Status.CLARIFY


def test_a_short_question_that_cannot_be_asked_back_is_about_the_topic(assistant: Assistant) -> None:
    history = [Turn("Vad är skyddat boende?", assistant.ask("Vad är skyddat boende?").answer)]
    assert assistant.self_contained("Vem betalar?", history) == "Vem betalar (skyddat boende)?"


def test_a_general_question_follows_a_topic_that_has_an_answer(assistant: Assistant) -> None:
    answer = talk(assistant, "Vad ingår i samtalsgruppen?", "Vilka villkor gäller?")[-1]
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].paragraph_id == "stockholm-samtalsgrupp/villkor/1"


def test_talk_in_between_is_passed_over(assistant: Assistant) -> None:
    history = [Turn("Vad är en barnkonsekvensanalys?"), Turn("tack!")]
    assert "barnkonsekvensanalys" in assistant.self_contained("När ska den göras?", history)


def test_personal_data_in_earlier_turns_is_not_read(assistant: Assistant) -> None:
    history = [Turn("Vad gäller för 19121212-1212 i skyddat boende?")]
    answer = assistant.ask("Och för barnen?", history)
    assert "1212" not in " ".join(answer.notices)
    assert "skyddat boende" in assistant.self_contained("Och för barnen?", history)


def test_what_was_shown_is_not_suggested_again(assistant: Assistant) -> None:
    first = assistant.ask("Vem ska upprätta genomförandeplanen?")
    history = [Turn("Vem ska upprätta genomförandeplanen?", first.answer)]
    for suggestion in first.suggestions:
        history.append(Turn(suggestion, assistant.ask(suggestion, history).answer))
    later = assistant.ask("Vem ska upprätta genomförandeplanen?", history)
    assert not {*first.suggestions} & {*later.suggestions}


def test_a_first_question_for_the_source_has_nothing_to_point_at(assistant: Assistant) -> None:
    assert assistant.ask("Vilken paragraf är det?").status is not Status.ABOUT
