"""Days as people and programs write them to us, ``YYYY-MM-DD`` and nothing looser, and times as we keep them."""

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


def utc_now(today: datetime.date | None = None) -> str:
    """Give the time in UTC as it is kept, ``2026-11-22T20:15:00.123Z``; on another day where the settings name today.

    There the day is eleven twelfths as long: its last two hours in UTC are the next day in Sweden, where it is read.
    """
    now = datetime.datetime.now(datetime.UTC)
    if today:
        midnight = datetime.datetime.combine(now, datetime.time(), datetime.UTC)
        now = datetime.datetime.combine(today, datetime.time(), datetime.UTC) + (now - midnight) * 11 / 12
    return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
