from __future__ import annotations

import logging

import pytest

from assistant.settings import Settings
from assistant.web.asking import KEPT, TURNS_REMEMBERED, TURNS_SHOWN, Sender, Update, respond
from assistant.web.conversations import Conversation
from assistant.web.site import Site
from tests.web.fake_assistant import BROKEN, CONSENT, PERSONAL, PLAN, FakeAssistant


@pytest.fixture
def site(settings: Settings, fake: FakeAssistant) -> Site:
    return Site(settings, fake)


def answer(
    site: Site,
    question: str,
    before: Conversation = Conversation(),  # noqa: B008  # frozen
    sender: Sender = Sender(),  # noqa: B008
) -> Update:
    *_, last = respond(site, question, before, sender)
    return last


def test_a_sign_of_the_search_comes_first_and_does_not_repeat_the_question(site: Site) -> None:
    first = next(iter(respond(site, PERSONAL, Conversation(), Sender())))
    assert "Söker i riktlinjerna" in first.going_on
    assert "19121212" not in f"{first.turns}{first.going_on}"
    assert "Vad behöver du veta?" not in first.turns
    assert first.conversation.turns == ()
    assert first.text == KEPT


def test_earlier_turns_are_sent_again_only_with_a_new_one(site: Site) -> None:
    before = answer(site, PLAN).conversation
    search, last = respond(site, CONSENT, before, Sender())
    assert search.turns == KEPT
    assert last.turns.count('<article class="tur"') == 2  # type: ignore[union-attr]  # whole at last
    assert last.going_on == ""


def test_an_answer_joins_the_conversation_and_empties_the_input(site: Site) -> None:
    html, _, conversation, text = answer(site, PLAN)
    assert "Besvarad ur riktlinjerna" in html
    assert [turn.answer.question for turn in conversation.turns] == [PLAN]
    assert text == ""


def test_a_follow_up_is_asked_with_the_turns_before_it(site: Site, fake: FakeAssistant) -> None:
    conversation = Conversation()
    for question in (PLAN, CONSENT, "Gäller det i Huddinge?"):
        html, _, conversation, _ = answer(site, question, conversation)
    assert [turn.question for turn in fake.histories[-1]] == [PLAN, CONSENT]
    assert fake.histories[-1][0].answer.startswith("”Utföraren")
    assert str(html).count('<article class="tur"') == 3


def test_a_long_conversation_keeps_its_newest_turns(site: Site, fake: FakeAssistant) -> None:
    conversation = Conversation()
    for number in range(TURNS_SHOWN + 2):
        html, _, conversation, _ = answer(site, f"Fråga {number}?", conversation)
    assert len(conversation.turns) == TURNS_SHOWN
    assert conversation.turns[-1].answer.question == f"Fråga {TURNS_SHOWN + 1}?"
    assert len(fake.histories[-1]) == TURNS_REMEMBERED
    assert f'data-antal="{TURNS_SHOWN + 2}"' in html


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", "Frågan är tom."),
        (" \u200b\t\n ", "Frågan är tom."),
        ("👩‍⚕️🚑", "Frågan har inga bokstäver eller siffror."),
        ("a" * 100_000, "Frågan är längre än"),
    ],
)
def test_a_question_that_cannot_be_used_is_kept_and_explained(site: Site, question: str, words: str) -> None:
    turns, failure, conversation, text = answer(site, question)
    assert words in failure
    assert text == KEPT
    assert conversation.turns == ()
    assert len(turns) + len(failure) < 2_000  # the question is not shown back


@pytest.mark.parametrize("question", ["\u202egnirts\u202c \x00\x07 vem?", "<b>vem?</b>", "![x](https://a.se/x.png) vem?"])
def test_odd_characters_are_a_question_like_any_other(site: Site, question: str) -> None:
    html = str(answer(site, question).turns)
    assert "Besvarad" in html
    assert not set(html) & {"\u202e", "\x00", "\x07"}


def test_what_goes_wrong_inside_is_told_without_details(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        _, failure, conversation, text = answer(site, BROKEN)
    assert "Något gick fel hos assistenten." in failure
    assert "Din fråga står kvar" in failure
    assert text == KEPT
    assert conversation.turns == ()
    assert "RuntimeError" in caplog.text
    assert BROKEN not in caplog.text
    assert not any(record.exc_info for record in caplog.records)


def test_an_error_leaves_the_conversation_as_it_was(site: Site) -> None:
    before = answer(site, PLAN).conversation
    html, failure, after, _ = answer(site, "", before)
    assert after.turns == before.turns
    assert str(html).count('<article class="tur"') == 1
    assert "Frågan är tom." in failure
