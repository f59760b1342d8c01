"""What in a guideline rests on law that no longer stands, headings too: the list a municipality needs to revise it."""

from __future__ import annotations

import csv
import datetime
import html
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from assistant.documents.model import CatalogueEntry, Document, LegalReference, Paragraph, Section, label
from assistant.errors import UsageError
from assistant.law.annotate import heading_references
from assistant.law.canonical import in_words
from assistant.law.changes import changes_for
from assistant.law.grammar import parse
from assistant.law.lookup import all_references
from assistant.law.model import LegalStatus, ReferenceStanding, Successor
from assistant.law.registry import shipped_registry
from assistant.law.standing import extent_words, standing
from assistant.text import collapse, plain_cell

if TYPE_CHECKING:
    from assistant.documents.corpus import Corpus

HEADER = ("Stycke", "Skrivet", "Lagrum", "Ställning", "Motsvaras av", "Anmärkning")
STATUS_WORDS = {
    LegalStatus.IN_FORCE: "gäller",
    LegalStatus.NOT_YET_IN_FORCE: "har inte trätt i kraft",
    LegalStatus.REPLACED: "ersatt",
    LegalStatus.REPEALED: "upphävd",
    LegalStatus.UNKNOWN: "okänd, kontrollera",
}
OUT_OF_FORCE = frozenset({LegalStatus.REPLACED, LegalStatus.REPEALED})
FORMATS = ("md", "csv", "html")


@dataclass(frozen=True, slots=True)
class Affected:
    """One reference to law that no longer stands, or (``reference`` None) a note that a paragraph's words are overtaken.

    ``paragraph_id`` is empty where the reference stands in a heading.
    """

    document_id: str
    paragraph_id: str
    label: str
    reference: LegalReference | None
    standing: ReferenceStanding | None
    remark: str


def affected(corpus: Corpus, on: datetime.date, document_id: str | None = None) -> tuple[Affected, ...]:
    """List what rests on law that is replaced or repealed on a date.

    Parameters
    ----------
    corpus
        Documents with their legal references filled in.
    on
        The date that counts.
    document_id
        Only this document; None: all.

    Returns
    -------
    tuple of Affected
        In reading order, headings among them; a paragraph that cites a section twice is listed once for it. Notes on
        changes in substance come after the references of their paragraph.

    Raises
    ------
    UsageError
        Where no document has that id.
    """
    if document_id is not None and document_id not in corpus.documents:
        raise UsageError("Dokumentet finns inte.", f"Välj ett av: {', '.join(corpus.documents)}.")
    return tuple(
        row
        for document in corpus.documents.values()
        if document_id in (None, document.id)
        for row in _of_document(document, on)
    )


def _of_document(document: Document, on: datetime.date) -> list[Affected]:
    """Give the rows of a document's headings and paragraphs in reading order."""
    rows: list[tuple[int, Affected]] = []
    for section, references in heading_references(document):
        place = (document.id, "", heading_label(document.entry, section))
        start = min((span.start for span in section.heading_spans), default=0)
        rows += [(start, row) for row in _of_references(place, references, on)]
    for paragraph in document.paragraphs:
        start = min((span.start for span in paragraph.spans), default=0)
        rows += [(start, row) for row in _of_paragraph(document, paragraph, on)]
    return [row for _, row in sorted(rows, key=itemgetter(0))]


def heading_label(entry: CatalogueEntry, section: Section) -> str:
    """Write where a heading stands: ``Stockholms riktlinjer, Handläggning › Utredning enligt 11 kap. 1 § SoL, rubriken``."""
    return f"{entry.short_title}, {' › '.join(section.path)}, rubriken"


def _of_paragraph(document: Document, paragraph: Paragraph, on: datetime.date) -> Iterator[Affected]:
    place = (document.id, paragraph.id, label(document.entry, paragraph))
    yield from _of_references(place, all_references(paragraph), on)
    words = collapse(paragraph.full_text)
    for change in changes_for(paragraph.id, on):
        if change.quote in words:  # else the document has changed since the note was written
            yield Affected(*place, None, None, change.note)


def _of_references(place: tuple[str, str, str], references: Sequence[LegalReference], on: datetime.date) -> Iterator[Affected]:
    seen: set[tuple[str, str, str | None]] = set()
    for reference in references:
        judged = standing(reference, on)
        key = (reference.canonical, reference.sfs, reference.paragraph)
        if judged.status in OUT_OF_FORCE and key not in seen:
            seen.add(key)
            yield Affected(*place, reference, judged, reference.reading)


def render(rows: Sequence[Affected], on: datetime.date, output: str = "md") -> str:
    """Write the list for people.

    Parameters
    ----------
    rows
        What `affected` gave.
    on
        The date it was judged on; it stands in the heading.
    output
        ``md``, ``csv`` (for a spreadsheet: semicolons, as Swedish ones expect) or ``html``.

    Raises
    ------
    UsageError
        Where the format is another.
    """
    writers: dict[str, Callable[[list[tuple[str, ...]], str], str]] = {"md": _markdown, "csv": _csv, "html": _html}
    if output not in writers:
        raise UsageError("Formatet finns inte.", f"Välj ett av: {', '.join(FORMATS)}.")
    table = [_row(row) for row in rows]
    title = f"Stycken som vilar på lag som inte gäller {on.isoformat()}"
    return writers[output](table, title)


def _row(row: Affected) -> tuple[str, ...]:
    if row.reference is None or row.standing is None:
        return (row.label, "", "", "innehållet kan vara överspelat", "", row.remark)
    reference = row.reference
    return (
        row.label,
        collapse(reference.as_written),
        f"{reference.canonical} ({reference.sfs})" if reference.sfs not in reference.canonical else reference.canonical,
        STATUS_WORDS[row.standing.status],
        "; ".join(_successor(one) for one in row.standing.replaced_by) or "ingen rad i jämförelsetabellen",
        row.remark,
    )


def _successor(one: Successor) -> str:
    """Write a successor with what moved there: ``19 kap. 1 § SoL (2025:400), rubrik (första stycket, helt)``."""
    found = parse(one.canonical, {one.canonical.split(" ")[0]: one.sfs})
    place = in_words(found[0].chapter, found[0].section) if found else one.canonical
    statute = shipped_registry().by_number.get(one.sfs)
    law = one.sfs if statute is None or statute.is_regulation else f"{statute.short_name} ({one.sfs})"
    heading = f", {one.heading.split(' / ')[0]}" if one.heading and place else ""
    return f"{place} {law}{heading} ({', '.join(part for part in (one.part, extent_words(one)) if part)})".strip()


def _markdown(table: list[tuple[str, ...]], title: str) -> str:
    lines = [f"# {title}", "", f"{len(table)} rader. Maskinellt framtaget: kontrollera mot källan.", ""]
    lines += [_markdown_row(HEADER), "|" + " --- |" * len(HEADER)]
    return "\n".join([*lines, *(_markdown_row(row) for row in table)]) + "\n"


def _markdown_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _csv(table: list[tuple[str, ...]], title: str) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows([plain_cell(cell) for cell in row] for row in table)
    return buffer.getvalue()


def _html(table: list[tuple[str, ...]], title: str) -> str:
    head = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in HEADER)
    body = "\n".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in table)
    return (
        f'<!doctype html>\n<html lang="sv">\n<head><meta charset="utf-8"><title>{html.escape(title)}</title></head>\n<body>\n'
        f"<h1>{html.escape(title)}</h1>\n<p>{len(table)} rader. Maskinellt framtaget: kontrollera mot källan.</p>\n"
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</body>\n</html>\n"
    )
