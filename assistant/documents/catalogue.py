"""The catalogue: which documents exist and what is known about them."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path
from typing import Any

from assistant.documents.model import Binding, CatalogueEntry
from assistant.documents.readers import read_bytes
from assistant.errors import CorpusError

UNDATED = "undated"
_INDENT = 2
_TEXTS = ("id", "title", "short_title", "publisher", "municipality", "kind", "dnr", "replaces", "file", "sha256")
_REQUIRED = (*_TEXTS, "binding", "date", "law_basis")
_TYPES: dict[str, type] = {
    **dict.fromkeys((*_TEXTS, "note", "contents", "questions"), str),
    "law_basis": dict,
    "title_derived": bool,
    "first_page": int,
}


def load_catalogue(folder: Path) -> tuple[CatalogueEntry, ...]:
    """Read ``catalogue.toml`` in a corpus folder.

    Raises
    ------
    CorpusError
        Where the file is missing or not TOML, a row lacks a field or has an unknown one, or two rows share an id.
    """
    if not (folder / "catalogue.toml").is_file():
        raise CorpusError("catalogue.toml saknas i mappen med dokument.", "Kontrollera mappen, se ASSISTANT_CORPUS_DIR.")
    return read_catalogue(read_bytes(folder / "catalogue.toml"))


def read_catalogue(content: bytes) -> tuple[CatalogueEntry, ...]:
    """Read the content of a ``catalogue.toml``.

    Raises
    ------
    CorpusError
        As `load_catalogue`.
    """
    try:
        data = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise CorpusError("catalogue.toml går inte att läsa.", "Kontrollera att filen är giltig TOML i UTF-8.") from None
    rows = data.get("document", [])
    if not isinstance(rows, list) or not rows:
        raise CorpusError("catalogue.toml innehåller inget dokument.", "Lägg till minst en tabell [[document]].")
    entries = tuple(_entry(row) for row in rows)
    ids = [entry.id for entry in entries]
    double = next((id_ for id_ in ids if ids.count(id_) > 1), None)
    if double:
        raise CorpusError(f"Två dokument i catalogue.toml heter {double}.", "Ge varje dokument ett eget id.")
    return entries


def _entry(row: object) -> CatalogueEntry:
    if not isinstance(row, dict):
        raise CorpusError("catalogue.toml har en rad som inte är ett dokument.", "Skriv varje dokument som [[document]].")
    name = str(row.get("id", "utan id"))
    missing = [key for key in _REQUIRED if key not in row]
    unknown = sorted(set(row) - {*_REQUIRED, *_TYPES})
    if missing or unknown:
        what = f"saknar fältet {missing[0]}" if missing else f"har det okända fältet {unknown[0]}"
        raise CorpusError(f"Dokumentet {name} i catalogue.toml {what}.", "Jämför med de andra dokumentens rader.")
    wrong = next((key for key, kind in _TYPES.items() if key in row and not isinstance(row[key], kind)), None)
    if wrong:
        raise CorpusError(f"Fältet {wrong} för {name} i catalogue.toml har fel typ.", "Jämför med de andra raderna.")
    return CatalogueEntry(
        **{key: row[key] for key in _TEXTS},
        title_derived=row.get("title_derived", False),
        binding=_binding(row["binding"], name),
        date=_date(row["date"], name),
        law_basis={str(key): str(value) for key, value in row["law_basis"].items()},
        first_page=row.get("first_page", 1),
        note=row.get("note", ""),
        contents=parse_contents(row.get("contents", "")),
        questions=row.get("questions", ""),
    )


def _binding(value: object, name: str) -> Binding:
    try:
        return Binding(str(value))
    except ValueError:
        allowed = ", ".join(Binding)
        raise CorpusError(f"Bindningsgraden för {name} i catalogue.toml är okänd.", f"Välj en av: {allowed}.") from None


def _date(value: Any, name: str) -> datetime.date | None:  # noqa: ANN401  # whatever TOML holds
    if value == UNDATED:
        return None
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    raise CorpusError(f"Datumet för {name} i catalogue.toml går inte att läsa.", f'Skriv ÅÅÅÅ-MM-DD eller "{UNDATED}".')


def parse_contents(text: str) -> tuple[tuple[int, str], ...]:
    """Read an indented table of contents: ``(depth, heading)`` for each line, two spaces a level, 1 for a chapter."""
    rows = [line for line in text.splitlines() if line.strip()]
    return tuple(((len(row) - len(row.lstrip())) // _INDENT + 1, row.strip()) for row in rows)
