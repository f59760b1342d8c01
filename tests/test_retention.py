"""Keeping to the rules on retention: what is too old goes, the rest stays, and both are recorded."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.access.audit import Audit
from assistant.access.model import WITHOUT_LOGIN
from assistant.answering.answer import Answer
from assistant.documents.corpus import Corpus
from assistant.errors import StorageError
from assistant.retention import Swept, sweep
from assistant.review.model import Step, Verdict
from assistant.review.reviews import Reviews
from assistant.settings import Settings
from assistant.web import retention
from assistant.web.site import Site
from tests.conftest import TODAY
from tests.review.conftest import DECIDES, DECIDES_PLACE, DECIDES_QUOTE, STAFF, everything_written, open_settings, quoted_answer
from tests.web.fake_assistant import FakeAssistant

LONG_AGO = TODAY - datetime.timedelta(days=100)
RARE = "sjuvaktarbroder"


def an_answer(corpus: Corpus, question: str = DECIDES) -> Answer:
    return quoted_answer(corpus, question, [(DECIDES_PLACE, DECIDES_QUOTE)])


def marked_long_ago(folder: Path, corpus: Corpus) -> None:
    """Mark two answers 100 days ago, and one of them again today."""
    then = Reviews(open_settings(folder, today=LONG_AGO), corpus)
    then.mark(an_answer(corpus, f"Vad gäller för {RARE}?"), Verdict.GOOD, by=STAFF)
    then.mark(an_answer(corpus), Verdict.GOOD, by=STAFF)
    Reviews(open_settings(folder), corpus).mark(an_answer(corpus), Verdict.WRONG, by=STAFF)


def test_nothing_is_erased_where_no_rule_says_so(tmp_path: Path, corpus: Corpus) -> None:
    marked_long_ago(tmp_path, corpus)
    settings = open_settings(tmp_path)
    assert settings.review_keep_days == 0
    assert sweep(settings, corpus) == Swept(0, 0)
    assert len(Reviews(settings, corpus).queue()) == 2


def test_an_answer_goes_so_many_days_after_the_last_step_and_no_word_is_left(tmp_path: Path, corpus: Corpus) -> None:
    marked_long_ago(tmp_path, corpus)
    settings = open_settings(tmp_path, review_keep_days=99)
    assert sweep(settings, corpus) == Swept(1, 0)
    reviews = Reviews(settings, corpus)
    assert [one.question for one in reviews.queue()] == [DECIDES]
    assert RARE.encode() not in everything_written(tmp_path)
    (gone,) = reviews.history(1)
    assert (gone.step, gone.by) == (Step.ERASED, None)
    (event,) = Audit(settings).read()
    assert (event.event, event.role) == ("review.erased", "")
    assert event.facts == {"before": "2025-10-26", "count": 1, "reason": "retention"}
    assert sweep(settings, corpus) == Swept(0, 0)


def test_on_the_last_day_it_is_still_there(tmp_path: Path, corpus: Corpus) -> None:
    marked_long_ago(tmp_path, corpus)
    assert sweep(open_settings(tmp_path, review_keep_days=100), corpus) == Swept(0, 0)


def test_the_audit_log_is_purged_and_still_holds(tmp_path: Path, corpus: Corpus) -> None:
    for back in (800, 731, 730, 1):
        Audit(open_settings(tmp_path, today=TODAY - datetime.timedelta(days=back))).record("login.succeeded", WITHOUT_LOGIN)
    settings = open_settings(tmp_path)
    assert sweep(settings, corpus, WITHOUT_LOGIN) == Swept(0, 2)
    assert Audit(settings).check().broken == ()
    assert [event.event for event in Audit(settings).read()] == ["login.succeeded", "login.succeeded", "audit.purged"]
    assert sweep(open_settings(tmp_path, audit_keep_days=0), corpus) == Swept(0, 0)


def test_what_cannot_be_recorded_is_not_erased(tmp_path: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    marked_long_ago(tmp_path, corpus)

    def full(*_: object, **__: object) -> None:
        raise StorageError("Disken är full. Inget sparades.")

    monkeypatch.setattr(Audit, "record", full)
    settings = open_settings(tmp_path, review_keep_days=1)
    with pytest.raises(StorageError):
        sweep(settings, corpus)
    assert len(Reviews(settings, corpus).queue()) == 2


def started(site: Site, until: Callable[[], bool], every_seconds: float) -> bool:
    app = FastAPI()
    retention.add(app, site, every_seconds)
    with TestClient(app):
        for _ in range(250):
            if until():
                return True
            time.sleep(0.02)
    return False


def test_the_app_keeps_to_the_rules_at_its_start_and_once_a_day(
    tmp_path: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked_long_ago(tmp_path, corpus)
    settings = open_settings(tmp_path, review_keep_days=99)
    site = Site(settings, FakeAssistant(corpus))
    assert started(site, lambda: len(Reviews(settings, corpus).queue()) == 1, every_seconds=retention.DAY_SECONDS)
    swept: list[Settings] = []
    monkeypatch.setattr(retention, "sweep", lambda settings, _: swept.append(settings))
    assert started(site, lambda: len(swept) >= 3, every_seconds=0.01)
    assert retention.DAY_SECONDS == 86_400


@pytest.mark.parametrize("error", [StorageError("Disken är full."), ValueError("hemligt")])
def test_trouble_is_logged_without_words_and_tried_again(
    tmp_path: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    tries: list[int] = []

    def fail(*_: object) -> None:
        tries.append(1)
        raise error

    monkeypatch.setattr(retention, "sweep", fail)
    assert started(Site(open_settings(tmp_path), FakeAssistant(corpus)), lambda: len(tries) > 1, every_seconds=0.01)
    assert "hemligt" not in caplog.text
    assert "Disken är full." in caplog.text or "ValueError" in caplog.text
