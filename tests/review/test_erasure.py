from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import database as database_module
from assistant.access.model import Role
from assistant.answering.answer import Answer
from assistant.documents.corpus import Corpus
from assistant.errors import StorageError, UsageError
from assistant.review.model import Person, Step, Verdict
from assistant.review.reviews import Reviews
from assistant.settings import Settings
from tests.review.conftest import DECIDES, STAFF, SUPERVISOR, everything_written, open_settings

RARE_WORD = "sjuvaktarbroder"
RARE_NOTE = "bråddjupsnotering"
OTHER = "Vem kontaktar polisen?"


@pytest.fixture
def held_open(reviews: Reviews, review_settings: Settings, decides: Answer) -> Iterator[sqlite3.Connection]:
    """Mark an answer to be erased and one to be left, and hold the file open as another process may: its log stays."""
    secret = reviews.mark(replace(decides, question=f"Vad gäller för {RARE_WORD}?"), Verdict.WRONG, RARE_NOTE, by=STAFF)
    reviews.approve(secret.id, RARE_NOTE, by=SUPERVISOR)
    with closing(sqlite3.connect(review_settings.review_file)) as other:
        other.execute("SELECT count(*) FROM reviews").fetchone()
        reviews.mark(replace(decides, question=f"Och {RARE_WORD} igen?"), Verdict.GOOD, RARE_NOTE, by=STAFF)
        reviews.mark(replace(decides, question=OTHER), Verdict.GOOD, by=STAFF)
        yield other


def test_no_byte_of_an_erased_text_is_left_in_any_file(reviews: Reviews, held_open: sqlite3.Connection, tmp_path: Path) -> None:
    assert held_open
    assert {path.name for path in (tmp_path / "reviews").iterdir()} > {"reviews.sqlite3"}  # the log is there too
    before = everything_written(tmp_path)
    assert RARE_WORD.encode() in before
    assert RARE_NOTE.encode() in before
    assert reviews.erase([1, 2], by=SUPERVISOR) == (1, 2)
    after = everything_written(tmp_path)
    assert RARE_WORD.encode() not in after
    assert RARE_NOTE.encode() not in after
    assert [one.question for one in reviews.queue()] == [OTHER]


def test_of_an_erased_answer_its_number_the_time_and_who_erased_it_are_left(reviews: Reviews, decides: Answer) -> None:
    marked = reviews.mark(decides, Verdict.GOOD, "hej", by=STAFF)
    reviews.erase([marked.id], by=Person(Role.ADMINISTRATOR))
    (event,) = reviews.history(marked.id)
    assert (event.step, event.by, event.note) == (Step.ERASED, Person(Role.ADMINISTRATOR), "")
    with pytest.raises(UsageError):
        reviews.show(marked.id)
    assert reviews.approved_for(DECIDES) is None


def test_a_number_is_never_given_again(reviews: Reviews, decides: Answer) -> None:
    first = reviews.mark(decides, Verdict.GOOD, by=STAFF)
    reviews.erase([first.id], by=SUPERVISOR)
    assert reviews.mark(decides, Verdict.GOOD, by=STAFF).id == first.id + 1


def test_answers_first_marked_before_a_day_are_erased(tmp_path: Path, corpus: Corpus, decides: Answer) -> None:
    def on(day: str) -> Reviews:
        return Reviews(open_settings(tmp_path, today=datetime.date.fromisoformat(day)), corpus)

    old = on("2025-12-31").mark(decides, Verdict.GOOD, by=STAFF)
    new = on("2026-01-01").mark(replace(decides, question=OTHER), Verdict.GOOD, by=STAFF)
    on("2026-01-05").mark(decides, Verdict.WRONG, by=STAFF)  # a later mark does not make an old question young
    assert on("2026-02-02").erase(before=datetime.date(2026, 1, 1), by=SUPERVISOR) == (old.id,)
    assert [one.id for one in on("2026-02-02").queue()] == [new.id]


def test_what_is_to_be_erased_must_be_named(reviews: Reviews, decides: Answer) -> None:
    reviews.mark(decides, Verdict.GOOD, by=STAFF)
    with pytest.raises(UsageError, match="Ange vilka"):
        reviews.erase(by=SUPERVISOR)
    assert reviews.erase([99], by=SUPERVISOR) == ()
    assert len(reviews.queue()) == 1


def test_it_is_told_where_another_process_keeps_the_log_from_being_emptied(
    reviews: Reviews, held_open: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.1)
    held_open.execute("BEGIN")
    held_open.execute("SELECT count(*) FROM reviews").fetchone()
    with pytest.raises(StorageError, match="text kan finnas kvar"):
        reviews.erase([1, 2], by=SUPERVISOR)
    held_open.execute("COMMIT")
    assert reviews.erase([1, 2], by=SUPERVISOR) == ()  # again, as the message says
    assert RARE_WORD.encode() not in everything_written(tmp_path)
