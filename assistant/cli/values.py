"""Values that are written the same way on the command line and in a line of ``batch``: dates and statutes' numbers."""

from __future__ import annotations

import datetime
import re

from assistant.dates import day_of, is_written_as_day
from assistant.errors import UsageError

_SFS = re.compile(r"(?:[A-ZÅÄÖ-]+FS )?[0-9]{4}:[0-9]{1,4}")


def read_date(text: str) -> datetime.date:
    """Read ``YYYY-MM-DD`` and nothing looser.

    Raises
    ------
    UsageError
        Where the text is written in another way, or there is no such day.
    """
    if day := day_of(text):
        return day
    if is_written_as_day(text):
        raise UsageError("Datumet finns inte i kalendern.", "Skriv en dag som finns, ÅÅÅÅ-MM-DD (se --help).")
    raise UsageError("Datumet går inte att läsa.", "Skriv det som ÅÅÅÅ-MM-DD, till exempel 2025-07-01 (se --help).")


def read_sfs(text: str) -> str:
    """Read a statute's or a regulation's number: ``2001:453``, ``SOSFS 2014:4``.

    Raises
    ------
    UsageError
        Where the text is no such number.
    """
    number = text.strip().removeprefix("SFS ")
    if not _SFS.fullmatch(number):
        raise UsageError(
            "Lagens nummer går inte att läsa.", "Skriv det som i 2001:453 eller SOSFS 2014:4 (se assistant refs --help)."
        )
    return number
