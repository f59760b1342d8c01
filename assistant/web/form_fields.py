"""What a form on a page sends: text, and nothing but text, read the same way everywhere."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

from fastapi import Request
from starlette.exceptions import HTTPException

from assistant.dates import day_of
from assistant.errors import UsageError
from assistant.text import collapse, visible

MOST_FIELDS = 2_000
"""Fields of one form; the longest quiz has some 800."""
_NUMBER = re.compile(r"\d+", re.ASCII)
UNREADABLE = "Formuläret går inte att läsa. Gå tillbaka, ladda om sidan och försök igen."


class Fields:
    """The fields of a form, by name; a field that was not sent is empty."""

    def __init__(self, values: Mapping[str, Sequence[str]]) -> None:
        self._values = values

    def raw(self, name: str) -> str:
        """Give a field as it was typed, to be shown in it again."""
        return next(iter(self._values.get(name, ())), "")

    def line(self, name: str) -> str:
        """Give a field as one line, without what shows nothing, white space collapsed."""
        return collapse(visible(self.raw(name)))

    def lines(self, name: str) -> list[str]:
        """Give every value of a field that may be sent several times, each as one line."""
        return [collapse(visible(value)) for value in self._values.get(name, ())]

    def __contains__(self, name: object) -> bool:
        """Tell whether a field was sent."""
        return name in self._values


async def read_fields(request: Request) -> Fields:
    """Read the form that a request brings; files are no part of any form of ours.

    Raises
    ------
    HTTPException
        400, where it cannot be read or has more fields than any form of ours; the message does not repeat it.
    """
    try:
        form = await request.form(max_files=0, max_fields=MOST_FIELDS)
    except HTTPException:
        raise HTTPException(400, UNREADABLE) from None
    values: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            values.setdefault(name, []).append(value)
    return Fields(values)


def read_day(text: str, default: datetime.date) -> datetime.date:
    """Read ``YYYY-MM-DD``, as a browser's date field sends it; empty is the default.

    Raises
    ------
    UsageError
        Where it is written in another way, or there is no such day.
    """
    if not text:
        return default
    if day := day_of(text):
        return day
    raise UsageError("Datumet går inte att läsa.", "Skriv en dag som finns, till exempel 2025-07-01.")


def whole_number(text: str, digits: int = 9) -> int | None:
    """Give a whole number of at most so many digits; None where a text, of a form or an address, is anything else."""
    return int(text) if _NUMBER.fullmatch(text) and len(text) <= digits else None


def read_number(text: str, name: str, least: int, most: int) -> int:
    """Read a whole number within bounds.

    Raises
    ------
    UsageError
        Where it is none, or out of bounds; ``name`` says which field ("Antalet frågor").
    """
    number = whole_number(text)
    if number is None or not least <= number <= most:
        raise UsageError(f"{name} ska vara ett heltal mellan {least} och {most}.", "Ändra talet och försök igen.")
    return number
