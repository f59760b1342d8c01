from __future__ import annotations

import datetime
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.answer import Answer
from assistant.documents.corpus import Corpus
from assistant.review.model import State, Step, Verdict
from assistant.review.reviews import Reviews
from assistant.settings import Settings
from tests.review.conftest import (
    CONSENT,
    CONSENT_PLACE,
    DECIDES,
    DECIDES_PLACE,
    STAFF,
    SUPERVISOR,
    changed,
    open_settings,
    quoted_answer,
)


def approve(reviews: Reviews, answer: Answer) -> int:
    return reviews.approve(reviews.mark(answer, Verdict.GOOD, by=STAFF).id, "Kontrollerat", by=SUPERVISOR).id


def test_what_still_holds_stays_in_use(reviews: Reviews, decides: Answer, consent: Answer) -> None:
    approve(reviews, decides)
    approve(reviews, consent)
    assert reviews.refresh() == ()
    assert len(reviews.queue(State.APPROVED)) == 2


@pytest.mark.parametrize(("days", "holds"), [(30, True), (31, False)])
def test_an_approval_holds_for_as_many_days_as_the_setting_says(
    tmp_path: Path, corpus: Corpus, decides: Answer, days: int, holds: bool
) -> None:
    approved = approve(Reviews(open_settings(tmp_path, review_valid_days=30), corpus), decides)
    later = datetime.date(2026, 2, 2) + datetime.timedelta(days=days)
    reviews = Reviews(open_settings(tmp_path, review_valid_days=30, today=later), corpus)
    assert (reviews.approved_for(DECIDES) is not None) is holds
    review = reviews.show(approved)
    assert review.state is (State.APPROVED if holds else State.RETURNED)
    assert review.reason == ("" if holds else "Godkännandet gällde till och med 2026-03-04.")


def test_an_approval_can_be_renewed(tmp_path: Path, corpus: Corpus, decides: Answer) -> None:
    approved = approve(Reviews(open_settings(tmp_path), corpus), decides)
    reviews = Reviews(open_settings(tmp_path, today=datetime.date(2027, 3, 1)), corpus)
    reviews.refresh()
    assert reviews.show(approved).state is State.RETURNED
    assert reviews.approve(approved, by=SUPERVISOR).approved_on == datetime.date(2027, 3, 1)
    assert reviews.approved_for(DECIDES) is not None


def test_an_answer_whose_paragraph_has_changed_goes_back_with_the_reason(
    reviews: Reviews, review_settings: Settings, corpus: Corpus, decides: Answer
) -> None:
    approved = approve(reviews, decides)
    other = changed(corpus, DECIDES_PLACE, lambda one: replace(one, text=f"{one.text} Se även rutinen."))
    reviews = Reviews(review_settings, other)
    assert reviews.approved_for(DECIDES) is None
    review = reviews.show(approved)
    assert review.state is State.RETURNED
    assert review.reason == f"Stycket bakom citat [1] har ändrats ({decides.citations[0].label})."
    assert review.note == "Kontrollerat"
    last = reviews.history(approved)[-1]
    assert (last.step, last.by, last.reason) == (Step.RETURNED, None, review.reason)
    assert reviews.changes(review) == (review.reason,)


def test_a_quote_that_is_no_longer_said_cannot_be_approved_again(
    reviews: Reviews, review_settings: Settings, corpus: Corpus, decides: Answer
) -> None:
    approved = approve(reviews, decides)
    other = changed(corpus, DECIDES_PLACE, lambda one: replace(one, text=one.text.replace("Polisen", "Skatteverket")))
    reviews = Reviews(review_settings, other)
    reviews.refresh()
    assert "står inte ordagrant" in reviews.show(approved).reason
    with pytest.raises(Exception, match="kan inte godkännas som det är"):
        reviews.approve(approved, by=SUPERVISOR)


def test_an_answer_whose_paragraph_is_gone_goes_back(
    reviews: Reviews, review_settings: Settings, corpus: Corpus, decides: Answer
) -> None:
    approved = approve(reviews, decides)
    gone = Reviews(review_settings, changed(corpus, DECIDES_PLACE, lambda _: None))
    gone.refresh()
    assert "finns inte längre" in gone.show(approved).reason
    assert gone.approved_for(DECIDES) is None
    assert gone.show(approved).answer.citations[0].quote == decides.citations[0].quote  # the supervisor still sees what it was


def test_a_new_line_break_in_a_paragraph_changes_nothing(
    reviews: Reviews, review_settings: Settings, corpus: Corpus, decides: Answer
) -> None:
    approve(reviews, decides)
    spaced = changed(corpus, DECIDES_PLACE, lambda one: replace(one, text=one.text.replace(". ", ".\n")))
    assert Reviews(review_settings, spaced).approved_for(DECIDES) is not None


def test_an_answer_goes_back_on_the_day_its_law_is_replaced(tmp_path: Path, corpus: Corpus) -> None:
    before, after = datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)
    reviews = Reviews(open_settings(tmp_path, today=before), corpus)
    approved = approve(reviews, quoted_answer(corpus, CONSENT, [(CONSENT_PLACE, "")], before))
    assert reviews.approved_for(CONSENT) is not None
    later = Reviews(open_settings(tmp_path, today=after), corpus)
    assert later.approved_for(CONSENT) is None
    review = later.show(approved)
    assert review.state is State.RETURNED
    assert "Ställningen för 2 kap. 7 § SoL (2001:453) har ändrats sedan godkännandet, då det gällde." in review.reason


def test_an_answer_approved_after_the_law_was_replaced_holds(reviews: Reviews, consent: Answer) -> None:
    approve(reviews, consent)
    assert reviews.refresh() == ()
    assert reviews.approved_for(CONSENT) is not None


def test_before_each_use_an_answer_is_looked_at_again(
    reviews: Reviews, review_settings: Settings, corpus: Corpus, decides: Answer
) -> None:
    other = Reviews(review_settings, changed(corpus, DECIDES_PLACE, lambda _: None))  # opened before anything was approved
    approved = approve(reviews, decides)
    assert other.approved_for(DECIDES) is None
    assert other.show(approved).state is State.RETURNED


def test_another_successor_of_the_same_law_is_a_change(
    reviews: Reviews, review_settings: Settings, corpus: Corpus, consent: Answer
) -> None:
    approved = approve(reviews, consent)
    with sqlite3.connect(review_settings.review_file) as connection:
        connection.execute("UPDATE legal_references SET replaced_by = 'SoL 1:1 2025:400 helt' WHERE canonical = 'SoL 2:7'")
    connection.close()
    (returned,) = reviews.refresh()
    assert returned.id == approved
    assert returned.reason == "Det som motsvarar 2 kap. 7 § SoL (2001:453) är ett annat än vid godkännandet."


def test_an_answer_that_was_changed_past_the_program_is_not_used(
    reviews: Reviews, review_settings: Settings, decides: Answer
) -> None:
    approved = approve(reviews, decides)
    with sqlite3.connect(review_settings.review_file) as connection:
        connection.execute("UPDATE answers SET text = 'Skatteverket beslutar. [1]'")
    connection.close()
    assert reviews.approved_for(DECIDES) is None
    assert "på annat sätt än genom granskning" in reviews.show(approved).reason
    with pytest.raises(Exception, match="på annat sätt än genom granskning"):
        reviews.approve(approved, by=SUPERVISOR)
