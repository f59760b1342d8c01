"""Approved answers as a question meets them, through `assistant.chat`."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answering.answer import Mode, Status
from assistant.chat import Assistant, Turn
from assistant.review.model import Choice, State, Verdict
from assistant.review.reviews import Reviews
from assistant.settings import Settings
from assistant.text import collapse
from tests.review.conftest import DECIDES, DECIDES_PLACE, DECIDES_QUOTE, STAFF, SUPERVISOR, open_settings

Opened = Callable[..., Assistant]


@pytest.fixture
def opened(assistant: Assistant, tmp_path: Path) -> Opened:
    """Open assistants on a folder of their own; they share the session's index."""

    def open_one(**others: object) -> Assistant:
        return Assistant(open_settings(tmp_path, **others), assistant.corpus, assistant._searcher)

    return open_one


@pytest.fixture
def reviewed(opened: Opened) -> Assistant:
    """Give an assistant whose answer to `DECIDES` a supervisor has corrected."""
    assistant = opened()
    reviews = Reviews(assistant.settings, assistant.corpus)
    marked = reviews.mark(assistant.ask(DECIDES), Verdict.WRONG, by=STAFF)
    reviews.correct(marked.id, [Choice(DECIDES_PLACE, DECIDES_QUOTE)], "Bara polisen.", by=SUPERVISOR)
    return assistant


def test_the_same_question_gets_the_approved_answer_with_the_search_below_it(reviewed: Assistant) -> None:
    answer = reviewed.ask(DECIDES.lower())
    assert (answer.mode, answer.status) == (Mode.APPROVED, Status.ANSWERED)
    assert answer.answer == f"”{DECIDES_QUOTE}” [1]"
    assert len(answer.retrieved) == 10
    assert answer.to_dict()["made_by"]["mode"] == "approved"
    assert "Granskarens anteckning: Bara polisen." in answer.notices
    assert any(notice.startswith("Svaret är rättat och godkänt 2026-02-02") for notice in answer.notices)
    for citation in answer.citations:
        assert citation.quote in collapse(reviewed.corpus.paragraph(citation.paragraph_id).full_text)


def test_a_close_question_gets_its_own_answer_and_the_approved_question_as_a_suggestion(reviewed: Assistant) -> None:
    answer = reviewed.ask("Vem fattar beslut om fingerade personuppgifter?")
    assert answer.mode is Mode.QUOTES
    assert answer.suggestions[0] == DECIDES
    assert len(answer.suggestions) <= 3


def test_another_question_is_answered_as_ever(reviewed: Assistant, assistant: Assistant) -> None:
    question = "Behövs samtycke för en SIP?"
    mine, theirs = reviewed.ask(question), assistant.ask(question)
    assert (mine.answer, mine.suggestions, mine.notices) == (theirs.answer, theirs.suggestions, theirs.notices)


def test_personal_data_is_stopped_before_anything_approved_is_looked_for(reviewed: Assistant) -> None:
    assert reviewed.ask(f"{DECIDES} 19121212-1212").status is Status.PERSONAL_DATA


def test_an_approved_answer_is_not_used_within_other_documents(reviewed: Assistant) -> None:
    assert reviewed.within(["huddinge-vald-riktlinjer"]).ask(DECIDES).mode is Mode.QUOTES
    assert reviewed.within(["stockholm-vald-riktlinjer"]).ask(DECIDES).mode is Mode.QUOTES


def test_a_follow_up_that_reads_as_another_question_gets_its_own_answer(reviewed: Assistant) -> None:
    history = [Turn("Vem beslutar om skyddat boende?", "")]
    assert reviewed.ask("Och i Huddinge?", history).mode is Mode.QUOTES


def test_the_follow_up_of_a_real_conversation_is_kept_as_it_was_read(opened: Opened) -> None:
    assistant = opened()
    first = assistant.ask("Vem ska upprätta genomförandeplanen?")
    second = assistant.ask("Och vad är syftet med den?", [Turn(first.question, first.answer)])
    read_as = next(found[1] for notice in second.notices if (found := re.fullmatch("Läst som en följdfråga: ”(.+)”", notice)))
    reviews = Reviews(assistant.settings, assistant.corpus)
    marked = reviews.mark(second, Verdict.GOOD, by=STAFF)
    assert marked.question == read_as
    reviews.correct(marked.id, [Choice(DECIDES_PLACE)], by=SUPERVISOR)
    assert assistant.ask("Och vad är syftet med den?").mode is not Mode.APPROVED
    assert assistant.ask(second.question, [Turn(first.question, first.answer)]).mode is Mode.APPROVED


def test_danger_comes_first_in_an_approved_answer_too(opened: Opened) -> None:
    assistant = opened()
    question = "Han slår henne just nu, vem beslutar om skyddat boende?"
    shown = assistant.ask(question)
    reviews = Reviews(assistant.settings, assistant.corpus)
    reviews.correct(reviews.mark(shown, Verdict.WRONG, by=STAFF).id, [Choice(DECIDES_PLACE)], by=SUPERVISOR)
    answer = assistant.ask(question)
    assert answer.mode is Mode.APPROVED
    assert answer.answer.startswith("Vid omedelbar fara: ring 112.\n")
    assert answer.answer.count("112") == 1
    assert answer.notices[0] == shown.notices[0]


def test_an_approved_answer_can_be_marked_again(reviewed: Assistant) -> None:
    reviews = Reviews(reviewed.settings, reviewed.corpus)
    assert reviews.mark(reviewed.ask(DECIDES), Verdict.GOOD, by=STAFF).id == 1
    assert reviews.mark(reviewed.ask(DECIDES), Verdict.WRONG, by=STAFF).state is State.RETURNED
    assert reviewed.ask(DECIDES).mode is Mode.QUOTES


def test_the_setting_turns_it_off(reviewed: Assistant, opened: Opened) -> None:
    assert reviewed.ask(DECIDES).mode is Mode.APPROVED
    assert opened(review=False).ask(DECIDES).mode is Mode.QUOTES
    assert opened(review=True).ask(DECIDES).mode is Mode.APPROVED


@pytest.mark.parametrize("content", [b"skrap" * 2_000, b"\0" * 8_192])
def test_a_broken_queue_is_told_to_the_operator_and_the_question_is_answered(
    reviewed: Assistant, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    reviewed.settings.review_file.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        answer = reviewed.ask(DECIDES)
    assert (answer.mode, answer.status) == (Mode.QUOTES, Status.ANSWERED)
    assert "Granskningarnas databas" in caplog.text
    assert "fingerade" not in caplog.text


def test_where_nothing_was_ever_marked_nothing_of_the_queue_is_loaded(settings: Settings, assistant: Assistant) -> None:
    assert assistant.settings is settings
    script = (
        "import sys\nfrom assistant.chat import Assistant\nfrom assistant.settings import load_settings\n"
        f"settings = load_settings(data_dir={str(settings.data_dir)!r})\n"
        f"assert Assistant.open(settings).ask({DECIDES!r}).mode == 'quotes'\n"
        "assert not [name for name in sys.modules if name.startswith('assistant.review')]\n"
        "assert not settings.review_file.parent.exists()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr


def test_what_the_program_answers_its_own_checks_accept(opened: Opened) -> None:
    """What the program itself answers, its own checks accept: a sample of the typical questions."""
    assistant = opened()
    reviews = Reviews(assistant.settings, assistant.corpus)
    approved = 0
    for question in assistant.corpus.questions[::211]:
        answer = assistant.ask(question.text)
        if answer.mode is Mode.APPROVED:
            continue
        marked = reviews.mark(answer, Verdict.GOOD, by=STAFF)
        if answer.status in {Status.ANSWERED, Status.PARTLY_ANSWERED} and answer.citations:
            reviews.approve(marked.id, by=SUPERVISOR)
            again = assistant.ask(question.text)
            assert again.mode is Mode.APPROVED
            assert [one.quote for one in again.citations] == [one.quote for one in answer.citations]
            assert again.legal_references == answer.legal_references
            approved += 1
    assert approved >= 8


def test_a_real_question_after_the_source_is_never_taken_for_one_that_stands_alone(opened: Opened) -> None:
    assistant = opened()
    first = assistant.ask("Behövs samtycke för en SIP?")
    second = assistant.ask("Vilken paragraf är det?", [Turn(first.question, first.answer)])
    reviews = Reviews(assistant.settings, assistant.corpus)
    marked = reviews.mark(second, Verdict.GOOD, by=STAFF)
    assert marked.question == f"Vilken paragraf är det? ({first.question})"
