from __future__ import annotations

import pytest

from assistant.conversation.wording import signs_of


@pytest.mark.parametrize(
    "question",
    [
        "När ska den göras?",
        "Vem beslutar om det?",
        "Finns det en lista över dem?",
        "Gäller det barn också?",
        "Vem ska jag kontakta i sådana ärenden?",
        "Vad ska stå i den?",
        "Vad bör de kunna?",
        "Where can I find it?",
    ],
)
def test_a_pronoun_without_a_name_for_it_points_back(question: str) -> None:
    assert signs_of(question).points


@pytest.mark.parametrize(
    "question",
    [
        "Finns det någon avgift för skyddat boende?",
        "Behövs den enskildes samtycke?",
        "Är det straffbart att låta barn se våld?",
        "Vad gäller för den som är utsatt?",
        "Behövs samtycke för en SIP, och var står det?",
        "Kan de våldsutsatta få stöd?",
        "I vilka ärenden där barn finns ska en analys göras?",
    ],
)
def test_a_pronoun_whose_meaning_is_in_the_question_does_not_point_back(question: str) -> None:
    assert not signs_of(question).points


def test_a_person_named_in_the_question_is_who_she_is() -> None:
    assert signs_of("Får hon ta med barnen?").person
    assert not signs_of("En kvinna vill inte polisanmäla, får hon ändå stöd?").person


def test_how_a_question_begins_and_ends_is_seen() -> None:
    assert signs_of("ok, och i Huddinge?").opens
    assert signs_of("hur länge då?").closes
    assert not signs_of("Vem upprättar genomförandeplanen?").opens
