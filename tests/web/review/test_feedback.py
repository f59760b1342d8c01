"""Marking an answer on the page Fråga: what is kept, of whom, and what is refused."""

from __future__ import annotations

import pytest

from assistant.access.audit import Audit
from assistant.errors import StorageError
from assistant.review.model import State
from assistant.web.feedback_view import KEPT, feedback_html
from assistant.web.limits import Limits
from tests.conftest import TODAY
from tests.review.conftest import everything_written
from tests.web.fake_assistant import CONSENT, PERSONAL, PLAN
from tests.web.review.conftest import Desk

GOOD = {"verdict": "good", "note": ""}
WRONG = {"verdict": "wrong", "note": "Det är beställaren."}
NUMBER = "19121212-1212"


def foot(desk: Desk, address: str, owner: str = "anna") -> str:
    conversation, number = address.split("/")[-2:]
    shown = desk.site.conversations.shown(conversation, int(number), owner)
    assert shown is not None
    return feedback_html(address, shown)


def test_a_marked_answer_lies_in_the_queue_and_the_user_is_told_how_it_is_erased(desk: Desk) -> None:
    address = desk.show(PLAN)
    told = desk.say(address, WRONG)
    assert told.status_code == 200
    words = told.json()["message"]
    assert words.startswith("Du har märkt svaret som fel. Frågan, svaret och din eventuella anteckning ligger nu i")
    assert "kan en arbetsledare gallra nr 1" in words
    assert "inte ditt namn" in words
    review = desk.reviews.show(1)
    assert (review.question, review.wrong, review.state) == (PLAN, 1, State.WAITING)
    assert [event.note for event in desk.reviews.history(1)] == ["Det är beställaren."]


def test_the_card_says_what_is_kept_before_it_is_sent_and_what_was_said_after(desk: Desk) -> None:
    address = desk.show(PLAN)
    before = foot(desk, address)
    assert KEPT in before
    assert f'data-omdome="{address}/omdome"' in before
    desk.say(address, GOOD)
    after = foot(desk, address)
    assert "Du har märkt svaret som bra" in after
    assert "<button" not in after


def test_what_a_browser_says_of_the_answer_is_not_kept(desk: Desk) -> None:
    forged = {**GOOD, "answer": "Ring Kalle", "question": "påhittad", "citations": [], "documents": ["x"]}
    assert desk.say(desk.show(PLAN), forged).status_code == 200
    assert desk.reviews.show(1).question == PLAN
    assert b"Kalle" not in everything_written(desk.settings.data_dir)


def test_the_documents_that_a_question_was_limited_to_are_kept(desk: Desk) -> None:
    desk.say(desk.show(PLAN, limits=Limits(("stockholm-vald-riktlinjer",))), GOOD)
    assert desk.reviews.show(1).documents == ("stockholm-vald-riktlinjer",)


def test_nobody_marks_another_users_answer(desk: Desk) -> None:
    address = desk.show(PLAN, owner="anna")
    refused = desk.say(address, GOOD, owner="bo")
    assert refused.status_code == 404
    assert "finns inte kvar" in refused.json()["error"]
    assert not desk.settings.review_file.exists()


@pytest.mark.parametrize("number", ["2", "0", "-1", "1.5", "٣", "x", "9" * 40, "1%00"])
def test_an_answer_that_does_not_exist_cannot_be_marked(desk: Desk, number: str) -> None:
    address = f"{desk.show(PLAN).rsplit('/', 1)[0]}/{number}"
    assert desk.say(address, GOOD).status_code == 404


def test_an_answer_is_marked_once_in_a_conversation(desk: Desk) -> None:
    address = desk.show(PLAN)
    desk.say(address, GOOD)
    twice = desk.say(address, WRONG)
    assert twice.status_code == 409
    assert "redan märkt" in twice.json()["error"]
    assert desk.reviews.show(1).version == 1


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"verdict": "good"}',
        '{"verdict": "ok", "note": ""}',
        '{"verdict": "good", "note": 1}',
        "{" * 9_999,
        '{"verdict": "good", "note": "\\ud800"}',
        b"\xff\xfe",
    ],
)
def test_what_cannot_be_read_is_refused(desk: Desk, body: str | bytes) -> None:
    assert desk.say(desk.show(PLAN), body).status_code == 400
    assert not desk.settings.review_file.exists()


def test_a_form_of_another_site_is_not_read_as_a_mark(desk: Desk) -> None:
    refused = desk.say(desk.show(PLAN), '{"verdict": "good", "note": ""}', **{"content-type": "text/plain"})
    assert refused.status_code == 400


def test_personal_data_in_the_note_is_refused_and_not_repeated_and_can_be_mended(desk: Desk) -> None:
    address = desk.show(PLAN)
    refused = desk.say(address, {"verdict": "wrong", "note": f"Gäller {NUMBER}"})
    assert refused.status_code == 422
    assert "personnummer" in refused.json()["error"]
    assert NUMBER not in refused.text
    assert not desk.settings.review_file.exists()
    assert desk.say(address, WRONG).status_code == 200


def test_a_note_that_is_too_long_is_refused(desk: Desk) -> None:
    refused = desk.say(desk.show(PLAN), {"verdict": "good", "note": "ord " * 600})
    assert refused.status_code == 422
    assert "längre än 2000 tecken" in refused.json()["error"]


def test_a_question_that_was_stopped_offers_no_marks_and_takes_none(desk: Desk) -> None:
    address = desk.show(PERSONAL)
    assert foot(desk, address) == ""
    assert desk.say(address, GOOD).status_code == 404


def test_the_audit_log_has_the_mark_with_the_role_and_not_the_user(desk: Desk) -> None:
    desk.say(desk.show(CONSENT), WRONG)
    (event,) = desk.events
    assert (event.event, event.role, event.user) == ("review.marked", "handläggare", "")
    assert event.facts == {"review": 1, "verdict": "wrong"}


def test_a_mark_that_cannot_be_recorded_is_not_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise StorageError("Disken är full. Inget sparades.", "Gör plats.")

    monkeypatch.setattr(Audit, "record", full)
    address = desk.show(PLAN)
    refused = desk.say(address, GOOD)
    assert refused.status_code == 503
    assert "Disken är full" in refused.json()["error"]
    assert desk.reviews.counts()[State.WAITING] == 0
    assert "<button" in foot(desk, address)


def test_an_unexpected_fault_is_told_without_the_users_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("assistant.review.marking.mark", lambda *_: 1 / 0)
    failed = desk.say(desk.show(PLAN), {"verdict": "good", "note": "ordet bråddjup"})
    assert failed.status_code == 500
    assert "bråddjup" not in failed.text + caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_where_names_are_kept_the_user_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping = desk.settings.model_copy(update={"review_names": True})
    object.__setattr__(desk.site, "settings", keeping)
    told = desk.say(desk.show(PLAN), GOOD).json()["message"]
    assert "ditt namn och din roll" in told
    (marked,) = desk.reviews.history(1)
    assert marked.by is not None
    assert marked.by.name == "Namn anna"
    assert marked.at.startswith(TODAY.isoformat())
