"""The day that law is judged on: read from an address, and kept in the addresses of a page's links."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assistant.dates import day_of

BAD_DAY = "Datumet går inte att läsa. Sidan visar lagen som den står i dag. Skriv datumet som ÅÅÅÅ-MM-DD."


@dataclass(frozen=True, slots=True)
class Day:
    """The day that counts.

    Attributes
    ----------
    date
        The day.
    is_today
        Whether it is the settings' own day, which no address needs to name.
    error
        What was wrong with the day that was asked for; empty where nothing was.
    """

    date: datetime.date
    is_today: bool = True
    error: str = ""

    def keep(self, path: str) -> str:
        """Give an address of ours with the day in it, in front of its fragment."""
        if self.is_today:
            return path
        page, sign, fragment = path.partition("#")
        return f"{page}{'&' if '?' in page else '?'}datum={self.date.isoformat()}{sign}{fragment}"


def read_day(asked: str, today: datetime.date) -> Day:
    """Read the day of an address; today where none is named, or where it is none."""
    asked = asked.strip()
    if not asked:
        return Day(today)
    date = day_of(asked)
    if date is None:
        return Day(today, error=BAD_DAY)
    return Day(date, is_today=date == today)
