"""Takes a document into a corpus folder: its text, and its row in the catalogue.

The text is written first and the catalogue is swapped after it, so that the folder holds a corpus that opens whatever happens
in between; a text that no row names is what a killed intake leaves behind. One intake at a time holds the lock.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.documents.catalogue import read_catalogue
from assistant.documents.corpus import load_corpus
from assistant.documents.model import CatalogueEntry, Document
from assistant.documents.readers import decode, read_bytes
from assistant.documents.structure import parse
from assistant.errors import CorpusError, StorageError, UsageError

CATALOGUE = "catalogue.toml"
LOCK = ".catalogue.lock"
LOCK_WAIT_SECONDS = 30.0
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST_ID = 80
_ORDER = (
    "id", "title", "title_derived", "short_title", "publisher", "municipality", "kind", "binding", "date", "dnr", "law_basis",
    "replaces", "first_page", "note", "file", "sha256", "contents",
)  # fmt: skip
"""The fields of a row in the order in which the catalogue that ships has them."""
_HEAD = "# The documents that the assistant answers from, a table a document.\n"


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a document besides its text; see `assistant.documents.model.CatalogueEntry`. ``date`` is a TOML value."""

    id: str
    title: str
    short_title: str
    publisher: str
    municipality: str
    kind: str
    binding: str
    date: str
    dnr: str = ""
    law_basis: Mapping[str, str] | None = None
    replaces: str = ""
    title_derived: bool = False
    first_page: int = 1
    note: str = ""
    contents: str = ""


def take_in(folder: Path, data: bytes, description: Description) -> Document:
    """Write a document and its row into a corpus folder.

    Parameters
    ----------
    folder
        The corpus; a folder without catalogue and documents gets its first ones.
    data
        The document's text.
    description
        Its row.

    Returns
    -------
    Document
        What was read, without legal references.

    Raises
    ------
    UsageError
        Where the id is no id or is taken, its file is there with another content, or the same text is there already.
    CorpusError
        Where the corpus does not open as it is, the row is refused, or the document cannot be read whole.
    StorageError
        Where the folder cannot be written, or another intake holds the lock for too long. Nothing was taken in.
    """
    refuse_bad_id(description.id)
    with _lock(folder):
        try:
            return _take_in(folder, data, description)
        except OSError:
            raise _not_written() from None


def refuse_bad_id(id_: str) -> None:
    """Refuse an id that is no name for a file: it is part of every paragraph's id and of addresses.

    Raises
    ------
    UsageError
        Where it has anything but small letters a–z, digits and single hyphens, or is longer than 80 characters.
    """
    if not _ID.fullmatch(id_) or len(id_) > _LONGEST_ID:
        raise UsageError(
            "Id:t går inte att använda.", f"Skriv a–z, siffror och bindestreck, högst {_LONGEST_ID} tecken: nacka-vald-2026."
        )


def _take_in(folder: Path, data: bytes, description: Description) -> Document:
    catalogue = folder / CATALOGUE
    before = _catalogue(folder)
    entries = read_catalogue(before) if _is_begun(folder) else ()
    digest = hashlib.sha256(data).hexdigest()
    file = folder / "documents" / f"{description.id}.txt"
    _refuse_taken(entries, description.id, digest, file)
    after = _with_row(before, _row(description, digest))
    entry = _checked(after, entries, description.id)
    document = parse(decode(data, "i filen"), entry)
    refuse_unread(document)
    file.parent.mkdir(exist_ok=True)
    _write(file, data)
    _write(catalogue, after)
    return document


def _is_begun(folder: Path) -> bool:
    return (folder / CATALOGUE).exists()


def _catalogue(folder: Path) -> bytes:
    """Give the catalogue of a corpus that opens, or the beginning of one where the folder is empty.

    The one document that a killed intake has left does not count, nor does its draft.
    """
    if _is_begun(folder):
        load_corpus(folder)
        return read_bytes(folder / CATALOGUE)
    documents = folder / "documents"
    others = {path.name for path in folder.iterdir()} - {LOCK, "documents", _draft(folder / CATALOGUE).name}
    if others or (documents.is_dir() and len(list(documents.glob("[!.]*"))) > 1):
        raise CorpusError(
            "catalogue.toml saknas i mappen, som inte är tom.", "Kontrollera ASSISTANT_CORPUS_DIR, eller börja i en tom mapp."
        )
    return _HEAD.encode()


def _refuse_taken(entries: Sequence[CatalogueEntry], id_: str, digest: str, file: Path) -> None:
    if any(entry.id == id_ for entry in entries):
        raise UsageError(
            "Det finns redan ett dokument med det id:t.", "Välj ett annat, eller jämför utgåvorna: assistant corpus diff."
        )
    if twin := next((entry.id for entry in entries if entry.sha256 == digest), None):
        raise UsageError(f"Samma text finns redan, som {twin}.", "Ett dokument läggs bara in en gång.")
    if file.exists() and (hashlib.sha256(read_bytes(file)).hexdigest() != digest):
        raise UsageError(f"Filen documents/{file.name} finns redan.", "Flytta den, eller välj ett annat id.")


def refuse_unread(document: Document) -> None:
    """Refuse a document that cannot be read whole: no paragraph, a heading that is not found, a character lost or taken twice.

    Raises
    ------
    CorpusError
        With what was found.
    """
    if not any(paragraph.number for paragraph in document.paragraphs):
        raise CorpusError("Dokumentet har inga stycken som går att läsa.", "Kontrollera att filen är dokumentets hela text.")
    if missing := missing_headings(document):
        rows = ", ".join(map(str, missing))
        raise CorpusError(
            f"Dokumentet går inte att läsa helt: rubriken på rad {rows} i innehållsförteckningen hittas inte i texten.",
            "Skriv rubrikerna som de står i texten, i samma ordning.",
        )
    if place := _unaccounted(document):
        raise CorpusError(
            f"Dokumentet går inte att läsa helt: texten vid tecken {place} hör inte till ett enda ställe.",
            "Kontrollera texten där.",
        )


def missing_headings(document: Document) -> tuple[int, ...]:
    """Give the lines of the catalogue's contents, from 1, whose headings are not found in the text in that order."""
    found = iter([section.path[-1] for section in document.sections])
    missing = []
    current = next(found, None)
    for number, (_, text) in enumerate(document.entry.contents, start=1):
        if current == text.rstrip(":").strip():
            current = next(found, None)
        else:
            missing.append(number)
    return tuple(missing)


def _unaccounted(document: Document) -> int:
    """Give the place, from 1, of the first character that is in no place of the document or in two; 0 where there is none."""
    spans = [span for paragraph in document.paragraphs for span in paragraph.spans]
    spans += [span for paragraph in document.paragraphs for note in paragraph.footnotes for span in note.spans]
    spans += [span for section in document.sections for span in section.heading_spans]
    spans += [*document.title_spans, *(piece.span for piece in document.furniture)]
    position = 0
    for span in sorted(spans):
        if span.start != position:
            return min(span.start, position) + 1
        position = span.end
    return 0 if position == len(document.source) else position + 1


def _row(description: Description, digest: str) -> str:
    """Write a document's table as the catalogue has them; fields that say nothing and need not be there are left out."""
    law = ", ".join(f"{_key(short)} = {_text(number)}" for short, number in (description.law_basis or {}).items())
    values = {
        **{key: _text(getattr(description, key)) for key in ("id", "title", "short_title", "publisher", "municipality")},
        **{key: _text(getattr(description, key)) for key in ("kind", "binding", "dnr", "replaces")},
        "title_derived": str(description.title_derived).lower(),
        "date": description.date,
        "law_basis": f"{{ {law} }}" if law else "{}",
        "file": _text(f"documents/{description.id}.txt"),
        "sha256": _text(digest),
    }
    if description.first_page != 1:
        values["first_page"] = str(description.first_page)
    if description.note:
        values["note"] = _text(description.note)
    if description.contents.strip():
        lines = [_text(line.rstrip())[1:-1] for line in description.contents.splitlines() if line.strip()]
        values["contents"] = '"""\n' + "\n".join(lines) + '\n"""'
    return "[[document]]\n" + "".join(f"{key} = {values[key]}\n" for key in _ORDER if key in values)


def _text(text: str) -> str:
    """Write a TOML string: JSON's escapes are TOML's, and TOML wants one more character escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _with_row(before: bytes, row: str) -> bytes:
    """Put a row at the end of a catalogue and leave all else as it is, comments and line ends too."""
    end = b"\r\n" if b"\r\n" in before else b"\n"
    kept = before if before.endswith(b"\n") else before + end
    return kept + end + row.replace("\n", end.decode()).encode("utf-8")


def _checked(after: bytes, before: Sequence[CatalogueEntry], id_: str) -> CatalogueEntry:
    """Read the new catalogue back: all rows that were there, unchanged, and the new one behind them."""
    entries = read_catalogue(after)
    if entries[:-1] != tuple(before) or entries[-1].id != id_:
        raise CorpusError("Raden går inte att lägga till i catalogue.toml.", "Skriv varje dokument där som [[document]].")
    return entries[-1]


def _draft(path: Path) -> Path:
    return path.with_name(f".{path.name}.ny")


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: beside it, to the disk, and then in its place."""
    target = path.resolve()
    beside = _draft(target)
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o777)
        beside.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[None]:
    if not folder.is_dir():
        raise CorpusError("Mappen med dokument finns inte.", "Kontrollera ASSISTANT_CORPUS_DIR.")
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=LOCK_WAIT_SECONDS)
    except Timeout:
        raise StorageError("En annan process lägger in ett dokument.", "Vänta tills den är klar och försök igen.") from None
    except OSError:
        raise _not_written() from None
    try:
        yield
    finally:
        lock.release()


def _not_written() -> StorageError:
    return StorageError(
        "Det går inte att skriva i mappen med dokument.",
        "Kontrollera att disken har plats och att du får skriva där, se ASSISTANT_CORPUS_DIR.",
    )
