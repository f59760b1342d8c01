from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering.about import asks_to_decide, reply
from assistant.answering.answer import Status
from assistant.answering.danger import is_danger
from assistant.chat import Assistant, Turn

DANGER = [line.split("\t") for line in Path(__file__).with_name("danger.tsv").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("kind", "text"), DANGER)
def test_acute_danger_is_told_from_what_is_past_or_thought_of(kind: str, text: str) -> None:
    assert is_danger(text) is (kind == "danger")


def test_the_table_of_danger_has_both_kinds() -> None:
    assert len(DANGER) >= 60
    assert {kind for kind, _ in DANGER} == {"danger", "none"}


def test_danger_without_a_question_gets_the_way_to_help_first(assistant: Assistant) -> None:
    answer = assistant.ask("hon ringer och gråter, han har kniv")
    assert answer.status is Status.ABOUT
    assert answer.answer.startswith("Vid omedelbar fara: ring 112.")
    assert "– Kriscentrum för kvinnor och barn 08-508 25 544" in answer.answer.splitlines()
    assert answer.retrieved == ()


def test_danger_with_a_question_gets_help_first_and_the_answer_behind(assistant: Assistant) -> None:
    answer = assistant.ask("Han hotar att döda henne, får vi lämna uppgifter till polisen?")
    assert answer.answer.startswith("Vid omedelbar fara: ring 112.")
    assert answer.citations
    assert answer.notices[0].startswith("Vid omedelbar fara: ring 112.")


def test_a_question_about_danger_is_an_ordinary_question(assistant: Assistant) -> None:
    answer = assistant.ask("Vad gäller vid akut behov av skydd enligt riktlinjen?")
    assert answer.citations
    assert not answer.answer.startswith("Vid omedelbar fara")


@pytest.mark.parametrize(
    "question", ["hej, när ska polisanmälan göras?", "Hej! Vad är FREDA?", "tack! och i Huddinge?", "Hjälp mig med en SIP"]
)
def test_a_greeting_in_front_of_a_question_does_not_hide_it(question: str) -> None:
    assert reply(question, []) == ""


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("ok", "Vad vill du veta mer?"),
        ("Tack, det var bra", "Varsågod."),
        ("hej då", "Hej då."),
        ("hjälp", "Jag är ett program"),
        ("Är du en robot?", "Ja. Jag är ett program"),
        ("din idiot", "Det blev inte bra."),
        ("sparar du det jag skriver?", "Jag sparar inte"),
        ("kan jag lita på dig?", "Kontrollera alltid"),
        ("Vilka dokument bygger du på, och hur nya är de?", "Jag bygger på de här dokumenten:"),
        ("hello", "Hej."),
    ],
)
def test_talk_gets_a_fitting_reply(text: str, begins: str) -> None:
    assert reply(text, []).startswith(begins)


def test_who_asks_for_a_decision_is_shown_the_rules(assistant: Assistant) -> None:
    answer = assistant.ask("hej! kan du bestämma om hon ska få skyddat boende?")
    assert answer.status is Status.ABOUT
    assert answer.answer.startswith("Nej. Jag visar vad riktlinjerna säger")
    assert any("skyddat-boende" in citation.paragraph_id for citation in answer.citations)
    assert answer.retrieved == ()


@pytest.mark.parametrize(
    "question",
    ["Ska hon få skyddat boende?", "hej! ska hon få skyddat boende?", "Bör vi bevilja henne stöd?", "Ska jag avslå ansökan?"],
)
def test_a_question_for_the_outcome_of_a_case_asks_for_a_decision(question: str) -> None:
    assert asks_to_decide(question)


@pytest.mark.parametrize(
    "question",
    [
        "Ska hon få ta med barnen?",
        "Ska hon få information på sitt språk?",
        "Ska hon få skyddat boende om hon inte polisanmäler?",
        "Ska hon nekas stöd utan polisanmälan?",
        "Kan man få skyddat boende?",
        "Hon är hög när hon kommer. Ska vi ändå ge henne stöd?",
    ],
)
def test_a_question_for_a_rule_asks_for_no_decision(question: str) -> None:
    assert not asks_to_decide(question)


def test_who_asks_for_the_outcome_of_a_case_is_shown_the_rules_as_rules(assistant: Assistant) -> None:
    answer = assistant.ask("Ska hon få skyddat boende?", [Turn("Vem leder SIP-mötet?")])
    assert answer.status is Status.ABOUT
    assert answer.answer.startswith("Nej. Jag visar vad riktlinjerna säger")
    assert "skyddat-boende" in answer.citations[0].paragraph_id


@pytest.mark.parametrize("question", ["Vilka villkor gäller?", "Vad gäller?", "Vem beslutar?", "åldersgräns?"])
def test_a_general_question_is_met_with_concrete_ones(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.CLARIFY
    assert 2 <= len(answer.suggestions) <= 3
    assert all(suggestion.endswith("?") and suggestion in answer.answer for suggestion in answer.suggestions)
    assert len(answer.retrieved) == 10


@pytest.mark.parametrize("question", ["Vad är FREDA?", "Vem upprättar genomförandeplanen?", "Vad är gallring?"])
def test_a_short_but_concrete_question_is_answered(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status is Status.ANSWERED


def test_suggestions_lead_to_paragraphs_that_were_not_shown(assistant: Assistant) -> None:
    answer = assistant.ask("Vem ska upprätta genomförandeplanen?")
    asked = {question.text: question.evidence[0].paragraph_id for question in assistant.corpus.questions}
    assert 2 <= len(answer.suggestions) <= 3
    assert not {asked[text] for text in answer.suggestions} & {citation.paragraph_id for citation in answer.citations}
