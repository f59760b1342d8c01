"""Erasing marked answers: by hand, by number or by day, and by the rule on retention."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Sequence

from assistant.errors import UsageError
from assistant.review import counting, store
from assistant.review.desk import Desk
from assistant.review.model import Person

Record = Callable[[tuple[int, ...]], None]
"""Is called with the numbers when all is written and before it counts; where it raises, nothing is erased."""


def erase(desk: Desk, ids: Collection[int], before: datetime.date | None, by: Person, record: Record | None) -> tuple[int, ...]:
    """Erase by number and by day; see `assistant.review.reviews.Reviews.erase`."""
    person = desk.supervisor(by)
    if not ids and before is None:
        raise UsageError("Ange vilka svar som ska gallras.", "Ange nummer, eller ett datum att gallra före.")
    if not desk.database.exists:
        return ()
    with desk.database.writing() as connection:
        found = set(store.find_ids(connection, ids=sorted(ids)))
        if before is not None:
            found |= set(store.find_ids(connection, before=before))
        gone = tuple(sorted(found))
        store.erase(connection, gone, person, desk.now())
        _record(gone, record)
    desk.database.erase_traces()
    return gone


def erase_unchanged(desk: Desk, since: datetime.date, record: Record | None) -> tuple[int, ...]:
    """Erase by the rule on retention; see `assistant.review.reviews.Reviews.erase_unchanged`."""
    if not desk.database.exists:
        return ()
    with desk.database.reading() as connection:
        if not counting.find_unchanged(connection, since):
            return ()  # nothing to write: whoever works with the file does not wait
    with desk.database.writing() as connection:
        gone = tuple(counting.find_unchanged(connection, since))
        store.erase(connection, gone, None, desk.now())
        _record(gone, record)
    desk.database.erase_traces()
    return gone


def _record(gone: Sequence[int], record: Record | None) -> None:
    if gone and record:
        record(tuple(gone))
