"""The rules on how long things are kept, and keeping to them: marked answers and the audit log."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assistant.access.audit import Audit
from assistant.access.model import User
from assistant.documents.corpus import Corpus
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Swept:
    """What the rules took: how many marked answers, and how many events of the audit log."""

    reviews: int
    events: int


def sweep(settings: Settings, corpus: Corpus, by: User | None = None) -> Swept:
    """Erase what the settings ``review_keep_days`` and ``audit_keep_days`` say is too old.

    Parameters
    ----------
    settings
        The settings of the process; 0 days keeps things until somebody erases them.
    corpus
        The documents.
    by
        Who asks for it; None: the program, which does it by itself each day.

    Raises
    ------
    StorageError
        Where a file cannot be written, or the audit log cannot record it: nothing is then erased of that file.
    """
    audit = Audit(settings)
    reviews = 0
    if settings.review_keep_days:
        from assistant.review.reviews import Reviews  # takes half a second to load, where nothing may be to be erased

        since = first_kept(settings, settings.review_keep_days)

        def record(gone: tuple[int, ...]) -> None:
            audit.record("review.erased", by, count=len(gone), before=since.isoformat(), reason="retention")

        reviews = len(Reviews(settings, corpus).erase_unchanged(since, record))
    events = audit.purge(first_kept(settings, settings.audit_keep_days), by) if settings.audit_keep_days else 0
    return Swept(reviews, events)


def first_kept(settings: Settings, days: int) -> datetime.date:
    """Give the first day whose things are kept where they are kept so many days."""
    return settings.date_today - datetime.timedelta(days=days)
