"""What a question is limited to: some of the documents, and a day that law is judged on."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.dates import day_of, is_written_as_day
from assistant.documents.corpus import Corpus
from assistant.documents.model import Document
from assistant.errors import UsageError
from assistant.quiz.naming import genitive
from assistant.text import listed

LONGEST_FIELD = 4_000
"""Characters of the field that carries the limits; the ids of a large corpus, all of them chosen, are fewer."""
SEARCHES = "Söker bara i"
SEARCHED = "Sökt bara i"
UNREADABLE = UsageError("Avgränsningen går inte att läsa.", "Ladda om sidan och välj igen. Din fråga står kvar i rutan.")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a question is asked of. No documents: all of them; no day: today."""

    documents: tuple[str, ...] = ()
    on: datetime.date | None = None

    def __bool__(self) -> bool:
        """Tell whether anything is limited."""
        return bool(self.documents or self.on)


EVERYTHING = Limits()


def read_limits(field: str, corpus: Corpus) -> Limits:
    """Read the limits as the page's script writes them: ``{"documents": [id, …], "on": "2025-06-30"}``; empty: none.

    Raises
    ------
    UsageError
        Where the day cannot be read, or the field holds anything else than the page writes.
    """
    if not field.strip():
        return EVERYTHING
    try:
        given = json.loads(field) if len(field) <= LONGEST_FIELD else None
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict) or given.keys() - {"documents", "on"}:
        raise UNREADABLE
    ids, day = given.get("documents", []), given.get("on", "")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids) or not isinstance(day, str):
        raise UNREADABLE
    if set(ids) - corpus.documents.keys():
        raise UNREADABLE
    chosen = tuple(one for one in corpus.documents if one in set(ids))
    return Limits(chosen if len(chosen) < len(corpus.documents) else (), read_day(day))


def write_limits(limits: Limits) -> str:
    """Write limits as `read_limits` reads them; empty where there are none."""
    if not limits:
        return ""
    return json.dumps({"documents": list(limits.documents), "on": limits.on.isoformat() if limits.on else ""})


def read_day(text: str) -> datetime.date | None:
    """Read a day written ``ÅÅÅÅ-MM-DD``; None where nothing is written.

    Raises
    ------
    UsageError
        Where it is written in another way, or there is no such day.
    """
    text = text.strip()
    if not text:
        return None
    if day := day_of(text):
        return day
    if is_written_as_day(text):
        raise UsageError("Datumet i avgränsningen finns inte i kalendern.", "Rätta det eller töm fältet.")
    raise UsageError(
        "Datumet i avgränsningen går inte att läsa.", "Skriv det som ÅÅÅÅ-MM-DD, till exempel 2025-06-30, eller töm fältet."
    )


def in_words(limits: Limits, corpus: Corpus, verb: str = SEARCHES) -> str:
    """Say what a question is, or was, limited to, as sentences; empty where it is asked of everything, today."""
    sentences = []
    if limits.documents:
        sentences.append(f"{verb} {listed(_names(limits.documents, corpus))}.")
    if limits.on:
        sentences.append(f"Lag per {limits.on.isoformat()}.")
    return " ".join(sentences)


def by_place(corpus: Corpus) -> dict[str, list[Document]]:
    """Give the documents by whose they are: the municipality, or the publisher where they bind no single one."""
    places: dict[str, list[Document]] = {}
    for document in corpus.documents.values():
        places.setdefault(document.entry.municipality or document.entry.publisher, []).append(document)
    return places


def _names(ids: Iterable[str], corpus: Corpus) -> list[str]:
    """Name whole places where all their documents are chosen, and single documents otherwise."""
    chosen, names = set(ids), []
    for place, documents in by_place(corpus).items():
        inside = [document for document in documents if document.id in chosen]
        if inside and len(inside) == len(documents):
            names.append(f"{genitive(place)} dokument")
        else:
            names += [document.entry.short_title for document in inside]
    return names
