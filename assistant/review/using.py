"""Approved answers found again: for the same question as an answer, for a close one as a suggestion."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import replace

from assistant.privacy import find_personal_data, mask, stops
from assistant.review import store
from assistant.review.desk import Desk
from assistant.review.expiry import reasons
from assistant.review.model import Close, Review, State
from assistant.review.question import deciding_differences, question_key, similarity
from assistant.review.reuse import Approved, approved
from assistant.text import clean_question

ALIKE = 0.75
"""From this similarity on an approved answer's question is suggested: three words of four are the same."""
MOST_CLOSE = 3
IN_USE = tuple(state for state in State if state.is_in_use)


def approved_for(desk: Desk, question: str, on: datetime.date, documents: Collection[str]) -> Approved | None:
    """Find the approved answer to a question; see `assistant.review.reviews.Reviews.approved_for`."""
    asked = _as_kept(desk, question)
    if not asked or not desk.database.exists:
        return None
    with desk.database.reading() as connection:
        found = list(store.find_reviews(connection, key=desk.key(asked, documents), states=IN_USE))
    if not found:
        return None
    (review,) = found  # the index reviews_in_use lets no second one be
    if _why_not(desk, review, on):
        if on == desk.today:
            refresh(desk, on, [review.id])
        return None
    by = desk.person(review.approved_by) if review.approved_by else None  # a name kept under an earlier choice is not shown
    return approved(replace(review, approved_by=by), desk.corpus, on)


def close_to(desk: Desk, question: str, documents: Collection[str]) -> tuple[Close, ...]:
    """Find approved questions much like one; see `assistant.review.reviews.Reviews.close_to`."""
    asked = _as_kept(desk, question)
    if not asked or not desk.database.exists:
        return ()
    with desk.database.reading() as connection:
        known = store.approved_questions(connection, desk.key(asked, documents).scope)
    scored = ((similarity(asked, other), review_id, other) for review_id, other in known)
    near = sorted((one for one in scored if one[0] >= ALIKE), key=lambda one: (-one[0], one[1]))
    found = (
        Close(review_id, other, round(score, 4))
        for score, review_id, other in near
        if question_key(other) != question_key(asked) and not deciding_differences(asked, other)
    )
    return tuple(found)[:MOST_CLOSE]


def refresh(desk: Desk, on: datetime.date, ids: Collection[int] | None = None) -> tuple[Review, ...]:
    """Send approvals that no longer hold back to the queue; see `assistant.review.reviews.Reviews.refresh`."""
    if not desk.database.exists:
        return ()
    wanted = None if ids is None else sorted(ids)
    with desk.database.reading() as connection:
        if not any(_why_not(desk, one, on) for one in store.find_reviews(connection, ids=wanted, states=IN_USE)):
            return ()  # nothing to write: two processes that only read never wait for one another
    returned = []
    with desk.database.writing() as connection:
        for review in list(store.find_reviews(connection, ids=wanted, states=IN_USE)):
            if why := _why_not(desk, review, on):
                store.send_back(connection, review, why, desk.now())
                returned.append(store.get_review(connection, review.id))
    return tuple(returned)


def _why_not(desk: Desk, review: Review, on: datetime.date) -> tuple[str, ...]:
    return reasons(review, desk.corpus, on, desk.today, desk.settings.review_valid_days)


def _as_kept(desk: Desk, question: str) -> str:
    """Give a question as it would have been kept; empty where it would not."""
    asked = clean_question(question)
    findings = find_personal_data(asked, desk.known)
    return "" if stops(findings) else mask(asked, findings)
