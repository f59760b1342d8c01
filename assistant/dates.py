"""Days as people and programs write them to us: ``YYYY-MM-DD`` and nothing looser."""

from __future__ import annotations

import datetime
import re

_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_written_as_day(text: str) -> bool:
    """Tell whether a text has the form of a day, also of one that is in no calendar (``2025-02-30``)."""
    return _WRITTEN.fullmatch(text) is not None


def day_of(text: str) -> datetime.date | None:
    """Give the day that a text names; None where it has another form or there is no such day.

    `datetime.date.fromisoformat` alone also takes weeks and dates without hyphens.
    """
    if not is_written_as_day(text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
