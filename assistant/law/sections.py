"""Which sections a statute has, and what they are called: facts from ``corpus/law/sections.tsv``."""

from __future__ import annotations

import csv
import datetime
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from assistant.errors import CorpusError
from assistant.law.canonical import sort_key
from assistant.law.transitions import split_place

SECTIONS_FILE = "sections.tsv"
# Of a statute whose sections are not known, a higher number cannot exist: the highest among 2,130 statutes in force
# that were read (the Social Insurance Code has 117 chapters, the longest act without chapters 376 sections).
HIGHEST_CHAPTER = 117
HIGHEST_SECTION = 376


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a statute; ``in_force_from`` is set only where it came later than the statute."""

    number: str
    chapter: str | None
    section: str
    chapter_heading: str = ""
    heading: str = ""
    in_force_from: datetime.date | None = None


@dataclass(frozen=True)
class SectionTable:
    """The sections that are known, statute by statute."""

    sections: dict[tuple[str, str | None, str], Section]
    statutes: frozenset[str]
    chapters: frozenset[tuple[str, str]]
    last_sections: dict[tuple[str, str], int] = field(default_factory=dict)

    def find(self, number: str, chapter: str | None, section: str) -> Section | None:
        """Give a section, None where it is not known."""
        return self.sections.get((number, chapter, section))

    def may_exist(self, number: str, chapter: str | None, section: str | None) -> bool:
        """Tell whether a place can exist.

        False only where the statute's sections are known and it is not among them, or where no statute has such a number.
        """
        if number not in self.statutes:
            return _whole(chapter) <= HIGHEST_CHAPTER and _whole(section) <= HIGHEST_SECTION
        if chapter is not None and (number, chapter) not in self.chapters:
            return False
        if section is None:
            return True
        last = self.last_sections.get((number, chapter or ""))
        return _whole(section) <= last if last is not None else (number, chapter, section) in self.sections


@cache
def load_sections(folder: Path) -> SectionTable:
    """Read the table of a corpus; the same folder is read once.

    Raises
    ------
    CorpusError
        Where the file is missing or cannot be read.
    """
    try:
        with (folder / "law" / SECTIONS_FILE).open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
        sections = [section for row in rows if not row["gaps"] for section in _read_row(row)]
        last = {_last_section(row) for row in rows if row["gaps"]}
    except (OSError, KeyError, TypeError, ValueError, csv.Error) as error:
        raise CorpusError(
            "Paragraflistan i corpus/law går inte att läsa.", "Återställ mappen från den version som du installerade."
        ) from error
    return SectionTable(
        {(section.number, section.chapter, section.section): section for section in sections},
        frozenset(row["number"] for row in rows),
        frozenset((section.number, section.chapter) for section in sections if section.chapter is not None)
        | frozenset((number, chapter) for number, chapter, _ in last),
        {(number, chapter): section for number, chapter, section in last},
    )


def _last_section(row: dict[str, str]) -> tuple[str, str, int]:
    """Read a row of a statute whose source has gaps: only the chapter's last number is known."""
    chapter, place = split_place(row["place"])
    return row["number"], chapter or "", int((place or "").rpartition("-")[2])


def _whole(number: str | None) -> int:
    """Give the number without its letter, 0 for none."""
    return sort_key(number)[0] if number else 0


def _read_row(row: dict[str, str]) -> list[Section]:
    chapter, place = split_place(row["place"])
    first, _, last = (place or "").partition("-")
    numbers = [str(number) for number in range(int(first), int(last) + 1)] if last else [first]
    since = datetime.date.fromisoformat(row["in_force_from"]) if row["in_force_from"] else None
    return [Section(row["number"], chapter, number, row["chapter_heading"], row["heading"], since) for number in numbers]
