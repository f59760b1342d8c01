"""The wording of statutes that a municipality has fetched: sections, and which wording is in force on a date.

The official database writes two wordings of a section one after the other, each with a mark such as
``/Träder i kraft I:2026-01-15/``.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.errors import StorageError
from assistant.text import collapse, visible

MARK = re.compile(
    r"/(?:Rubriken |Kapitlet |Punkten )?(?P<what>träder i kraft|upphör att gälla) [IU]:(?P<date>\d{4}-\d{2}-\d{2})/\s*",
    re.IGNORECASE,
)
CHAPTER = re.compile(r"^(\d{1,3}(?: [a-z])?) kap\.\s*(.*)$", re.DOTALL)
SECTION = re.compile(r"^(\d{1,3}(?: [a-z])?) §\s*(.*)$", re.DOTALL)
ITEM = re.compile(r"^(?:\d{1,2}\.|[a-z]\)|[-–—])\s")
BLANK_LINE = re.compile(r"\n[ \t]*\n")
LONGEST_HEADING = 200  # the longest in the Social Services Act has 123 characters
END = "Övergångsbestämmelser"


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a section; ``text`` has a line for each stycke or list item. None: no such limit in time."""

    chapter: str | None
    section: str
    text: str
    heading: str = ""
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None

    def holds(self, on: datetime.date) -> bool:
        """Tell whether the wording is the one in force on a date."""
        return (self.valid_from is None or on >= self.valid_from) and (self.valid_until is None or on < self.valid_until)


@dataclass(frozen=True, slots=True)
class StatuteText:
    """A statute as it was fetched.

    ``consolidated`` is the last amendment in it, ``fetched`` the day, ``source`` from where. ``in_force_from`` and
    ``repealed_on`` are the source's own, None where it has none.
    """

    number: str
    title: str
    consolidated: str
    fetched: datetime.date
    source: str
    wordings: tuple[Wording, ...]
    in_force_from: datetime.date | None = None
    repealed_on: datetime.date | None = None

    def find(self, chapter: str | None, section: str, on: datetime.date) -> Wording | None:
        """Give a section's wording in force on a date; None where it, or the whole statute, was not in force then."""
        if (self.in_force_from and on < self.in_force_from) or (self.repealed_on and on >= self.repealed_on):
            return None
        for wording in self.wordings:
            if (wording.chapter, wording.section) == (chapter, section) and wording.holds(on):
                return wording
        return None


def read_sections(text: str) -> tuple[Wording, ...]:
    """Cut a statute's running text into sections.

    Parameters
    ----------
    text
        The text as the official database or the Riksdag's open data has it, blank lines between stycken.

    Returns
    -------
    tuple of Wording
        In the order of the text, transitional provisions left out.
    """
    blocks = [block.strip() for block in BLANK_LINE.split(text.replace("\r\n", "\n").replace("\r", "\n")) if block.strip()]
    return tuple(_walk(blocks))


def _walk(blocks: list[str]) -> Iterator[Wording]:
    chapter: str | None = None
    heading = ""
    current: Wording | None = None
    lines: list[str] = []
    for index, raw in enumerate(blocks):
        block, since, until = _marked(raw)
        if block == END:
            break
        named = CHAPTER.match(block)
        opened = SECTION.match(block)
        if opened or (named and _is_heading(block, "")):
            if current:
                yield replace(current, text="\n".join(lines))
            current = None
        if opened:
            body, since, until = _marked(opened[2], since, until)
            current = Wording(chapter, opened[1].replace(" ", ""), "", heading, since, until)
            lines = [collapse(body)]
        elif named and _is_heading(block, ""):
            chapter, heading = named[1].replace(" ", ""), ""
        elif _is_heading(block, blocks[index + 1] if index + 1 < len(blocks) else ""):
            heading = collapse(block)
        elif current:
            lines.append(collapse(block))
    if current:
        yield replace(current, text="\n".join(lines))


def _marked(
    block: str, since: datetime.date | None = None, until: datetime.date | None = None
) -> tuple[str, datetime.date | None, datetime.date | None]:
    """Take the marks of validity off the beginning of a block."""
    at = 0
    while match := MARK.match(block, at):
        day = datetime.date.fromisoformat(match["date"])
        if match["what"].lower().startswith("träder"):
            since = day
        else:
            until = day
        at = match.end()
    return block[at:], since, until


def _is_heading(block: str, following: str) -> bool:
    if len(block) > LONGEST_HEADING or block[-1] in ".:;,-" or ITEM.match(block):
        return False
    return not ITEM.match(following)


def _day(value: object) -> datetime.date | None:
    """Read ``2025-07-01`` or ``2025-07-01T00:00:00``; None where there is no date."""
    return datetime.date.fromisoformat(str(value)[:10]) if value else None


def statute_path(data_dir: Path, number: str) -> Path:
    """Give the file that a fetched statute is kept in."""
    return data_dir / "law" / f"sfs-{re.sub(r'[^0-9]+', '-', number)}.json"


def statute_of(kept: Mapping[str, Any]) -> StatuteText:
    """Read a statute from the fields that a file of the data folder keeps.

    Raises
    ------
    ValueError, KeyError, TypeError
        Where a field is missing or has another shape, or a date in the text does not exist.
    """
    return StatuteText(
        number=str(kept["number"]),
        title=str(kept["title"]),
        consolidated=str(kept["consolidated"]),
        fetched=datetime.date.fromisoformat(kept["fetched"]),
        source=str(kept["source"]),
        wordings=read_sections(visible(str(kept["text"]))),
        in_force_from=_day(kept.get("in_force_from")),
        repealed_on=_day(kept.get("repealed_on")),
    )


def load_statute(data_dir: Path, number: str) -> StatuteText | None:
    """Read a statute that was fetched earlier.

    Returns
    -------
    StatuteText or None
        None where it has not been fetched.

    Raises
    ------
    StorageError
        Where the file is there and cannot be read.
    """
    path = statute_path(data_dir, number)
    if not path.exists():
        return None
    try:
        return statute_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise StorageError("Den hämtade författningen går inte att läsa.", "Hämta den igen.") from error
