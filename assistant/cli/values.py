"""Values that are written the same way on the command line and in a line of ``batch``: dates and statutes' numbers."""

from __future__ import annotations

import datetime
import re

from assistant.errors import UsageError

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SFS = re.compile(r"(?:[A-ZÅÄÖ-]+FS )?[0-9]{4}:[0-9]{1,4}")


def read_date(text: str) -> datetime.date:
    """Read ``YYYY-MM-DD`` and nothing looser; `date.fromisoformat` also takes weeks and dates without hyphens.

    Raises
    ------
    UsageError
        Where the text is written in another way, or there is no such day.
    """
    if not _DATE.fullmatch(text):
        raise UsageError("Datumet går inte att läsa.", "Skriv det som ÅÅÅÅ-MM-DD, till exempel 2025-07-01 (se --help).")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise UsageError("Datumet finns inte i kalendern.", "Skriv en dag som finns, ÅÅÅÅ-MM-DD (se --help).") from None


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
