"""Erasing on the page Granskning: always asked about first, recorded, and complete."""

from __future__ import annotations

import pytest

from assistant.access.audit import Audit
from assistant.errors import StorageError
from assistant.review.model import Step
from tests.review.conftest import everything_written
from tests.web.fake_assistant import CONSENT, PLAN
from tests.web.review.conftest import Desk

RARE = "sjuvaktarbroder"


def test_one_answer_is_erased_after_a_question_and_no_word_is_left(desk: Desk) -> None:
    desk.mark(PLAN, question=f"Vad gäller för {RARE}?", note=f"{RARE}")
    asked = desk.get("/granskning/1/gallra")
    assert "Det går inte att ångra." in asked.text
    assert desk.post("/granskning/1/gallra").status_code == 200  # without the answer to the question: asked again
    assert desk.reviews.show(1)
    done = desk.post("/granskning/1/gallra", saker="ja")
    assert done.headers["location"] == "/granskning?gallrat=1"
    assert "Ett svar är gallrat." in desk.get("/granskning?gallrat=1").text
    assert RARE.encode() not in everything_written(desk.settings.data_dir)
    (event,) = desk.events
    assert (event.event, event.user, event.facts) == ("review.erased", "chef", {"review": 1, "count": 1})


def test_an_erased_answer_is_a_page_that_says_when_it_went(desk: Desk) -> None:
    desk.mark(PLAN)
    desk.post("/granskning/1/gallra", saker="ja")
    gone = desk.get("/granskning/1")
    assert gone.status_code == 404
    assert "Svar nr 1 är gallrat" in gone.text
    assert "Det gallrades 2026-02-02 av arbetsledare." in gone.text
    assert desk.post("/granskning/1/gallra", saker="ja").status_code == 404


def test_all_before_a_day_are_counted_first_and_then_erased(desk: Desk) -> None:
    desk.mark(PLAN)
    desk.mark(CONSENT)
    counted = desk.post("/granskning/gallra", fore="2026-02-03")
    assert "2 svar gallras" in counted.text
    assert len(desk.reviews.queue()) == 2
    done = desk.post("/granskning/gallra", fore="2026-02-03", saker="ja")
    assert done.headers["location"] == "/granskning?gallrat=2"
    assert desk.reviews.queue() == ()
    (event,) = desk.events
    assert event.facts == {"before": "2026-02-03", "count": 2}
    assert [one.step for one in desk.reviews.history(2)] == [Step.ERASED]


def test_a_day_before_which_nothing_was_marked_erases_nothing(desk: Desk) -> None:
    desk.mark(PLAN)
    assert "Inget svar är märkt före 2026-02-02." in desk.post("/granskning/gallra", fore="2026-02-02").text


@pytest.mark.parametrize("day", ["", "i går", "2026-02-30", "2026-2-3", "٢٠٢٦-٠٢-٠٣", "9" * 5_000])
def test_a_day_that_cannot_be_read_is_told_and_nothing_is_erased(desk: Desk, day: str) -> None:
    desk.mark(PLAN)
    refused = desk.post("/granskning/gallra", fore=day, saker="ja")
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    assert len(desk.reviews.queue()) == 1


def test_an_erasure_that_cannot_be_recorded_is_not_done(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.mark(PLAN)

    def full(*_: object, **__: object) -> None:
        raise StorageError("Disken är full. Inget sparades.", "Gör plats.")

    monkeypatch.setattr(Audit, "record", full)
    for path, fields in (("/granskning/1/gallra", {}), ("/granskning/gallra", {"fore": "2026-02-03"})):
        refused = desk.post(path, saker="ja", **fields)
        assert refused.status_code == 503
        assert "Disken är full" in refused.text
    assert len(desk.reviews.queue()) == 1


@pytest.mark.parametrize(("said", "shown"), [("0", "Det fanns inget att gallra."), ("<b>", ""), ("9" * 40, ""), ("-1", "")])
def test_only_a_number_is_told_at_the_top(desk: Desk, said: str, shown: str) -> None:
    page = desk.get(f"/granskning?gallrat={said}").text
    assert ("gallra" in page.partition('class="flikar"')[0].partition("<h1>")[2]) == bool(shown)
    assert shown in page
