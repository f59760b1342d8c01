"""Changes in substance: notes for paragraphs whose content, not only whose section numbers, is overtaken by law."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.errors import CorpusError
from assistant.law.registry import shipped_folder

CHANGES_FILE = "changes.toml"


@dataclass(frozen=True, slots=True)
class Change:
    """A note for one paragraph: the words it is about, the sections that show it, and from when it is shown.

    ``checked`` says when a person compared the words with the statute, and in which version.
    """

    paragraph_id: str
    quote: str
    law: tuple[str, ...]
    sfs: str
    since: datetime.date
    note: str
    checked: str


@cache
def load_changes(folder: Path) -> Mapping[str, tuple[Change, ...]]:
    """Read the notes of a corpus, by paragraph; the same folder is read once.

    Raises
    ------
    CorpusError
        Where the file cannot be read. A corpus without the file has no notes.
    """
    path = folder / "law" / CHANGES_FILE
    if not path.exists():
        return {}
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("change", [])
        changes = [
            Change(
                row["paragraph"], row["quote"], tuple(row["law"]), row["sfs"], row["from"], row["note"], row.get("checked", "")
            )
            for row in rows
        ]
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CorpusError(
            "Anteckningarna om ändrad lag (corpus/law/changes.toml) går inte att läsa.",
            "Varje [[change]] behöver paragraph, quote, law, sfs, from och note.",
        ) from error
    grouped: dict[str, list[Change]] = {}
    for change in changes:
        grouped.setdefault(change.paragraph_id, []).append(change)
    return {paragraph: tuple(found) for paragraph, found in grouped.items()}


def changes_for(paragraph_id: str, on: datetime.date) -> tuple[Change, ...]:
    """Give the notes to show with an answer that quotes a paragraph.

    Parameters
    ----------
    paragraph_id
        The paragraph that is quoted.
    on
        The date that counts; a note is shown on and after the day its law applies.
    """
    known = load_changes(shipped_folder()).get(paragraph_id, ())
    return tuple(change for change in known if change.since <= on)
