"""The note for the record as plain text: what is pasted into a journal."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.web.downloads.note import CHECK, TITLE, Law, Line, Note, Quote

ITEM_SIGN = "– "


def write(note: Note) -> str:
    """Give a note as text: headings on lines of their own, an empty line between parts."""
    return "\n\n".join("\n".join(part) for part in _parts(note)) + "\n"


def _parts(note: Note) -> Iterator[list[str]]:
    yield [TITLE, *(f"{name}: {value}" for name, value in note.facts.items())]
    yield ["Svar", *map(_line, note.answer)]
    if note.quotes:
        yield ["Citat", *(line for quote in note.quotes for line in _quote(quote))]
    if note.law:
        yield [f"Lagrum, ställning {note.law_day.isoformat()}", *map(_law, note.law)]
    if note.notices:
        yield ["Att tänka på", *(f"{ITEM_SIGN}{notice}" for notice in note.notices)]
    if note.documents:
        yield ["Dokument", *(f"{ITEM_SIGN}{document}" for document in note.documents)]
    yield [CHECK, note.origin]


def _line(line: Line) -> str:
    return f"{ITEM_SIGN}{line.text}" if line.is_item else line.text


def _quote(quote: Quote) -> Iterator[str]:
    yield f"[{quote.marker}] {quote.label}. {quote.binding}."
    yield f"”{chr(10).join(map(_line, quote.lines))}”"


def _law(law: Law) -> str:
    took_over = f", motsvaras av {'; '.join(law.successors)}" if law.successors else ""
    return f"{law.written}: {law.standing.lower()}{took_over}"
