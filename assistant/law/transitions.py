"""Which sections took over from which: facts from ``corpus/law/successors.tsv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.errors import CorpusError
from assistant.law.canonical import sort_key

SUCCESSORS_FILE = "successors.tsv"


@dataclass(frozen=True, slots=True)
class Move:
    """A part of an old section and where it is found now.

    ``old_place`` and ``new_place`` are ``14:1``, a chapter ``7:`` or, in a statute without chapters, ``25``; ``old_part``
    names the part that moved ("första stycket"), empty for the whole section. ``extent`` (``helt``, ``delvis``) speaks
    of that part. ``source`` says where the row comes from.
    """

    old_number: str
    old_place: str
    old_part: str
    new_number: str
    new_place: str
    new_part: str
    extent: str
    heading: str
    source: str

    @property
    def old_chapter(self) -> str | None:
        """Give the old chapter, None in a statute without chapters."""
        return split_place(self.old_place)[0]


def split_place(place: str) -> tuple[str | None, str | None]:
    """Cut ``14:1`` into chapter and section; a part that is not named is None."""
    if ":" not in place:
        return None, place or None
    chapter, _, section = place.partition(":")
    return chapter, section or None


def place_key(place: str) -> tuple[tuple[int, str], tuple[int, str]]:
    """Give what places are sorted by."""
    chapter, section = split_place(place)
    return sort_key(chapter or "0"), sort_key(section or "0")


@cache
def load_moves(folder: Path) -> tuple[Move, ...]:
    """Read the table of a corpus; the same folder is read once.

    Raises
    ------
    CorpusError
        Where the file is missing or a row does not have the nine columns.
    """
    try:
        with (folder / "law" / SUCCESSORS_FILE).open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"))
        return tuple(Move(*row) for row in rows[1:])
    except (OSError, TypeError, ValueError, csv.Error) as error:
        raise CorpusError(
            "Jämförelsetabellen i corpus/law går inte att läsa.", "Återställ mappen från den version som du installerade."
        ) from error
