"""The note in Word: real headings, quotes in the style of quotes, a table with a header row, Swedish as its language."""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING

from assistant.web.downloads.note import CHECK, TITLE, Line, Note, Quote

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

LANGUAGE = "sv-SE"
LAW_HEADINGS = ("Som det står", "Ställning", "Motsvaras av")


def write(note: Note) -> bytes:
    """Write a note as a Word document. Its properties name nobody."""
    from docx import Document  # loaded with the first download: the page must be up before

    document = Document()
    _set_up(document, note.day)
    document.add_heading(TITLE, level=1)
    _facts(document, note)
    document.add_heading("Svar", level=2)
    for line in note.answer:
        document.add_paragraph(line.text, style="List Bullet" if line.is_item else None)
    if note.quotes:
        document.add_heading("Citat", level=2)
    for quote in note.quotes:
        _quote(document, quote)
    _law(document, note)
    _list(document, "Att tänka på", note.notices)
    _list(document, "Dokument", note.documents)
    document.add_paragraph(CHECK).paragraph_format.keep_with_next = True
    document.add_paragraph(note.origin)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _set_up(document: WordDocument, day: datetime.date) -> None:
    from docx.oxml.ns import qn

    properties = document.core_properties
    properties.title, properties.language, properties.comments = TITLE, LANGUAGE, ""
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = datetime.datetime.combine(day, datetime.time())
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
        language.set(qn("w:eastAsia"), LANGUAGE)


def _facts(document: WordDocument, note: Note) -> None:
    for name, value in note.facts.items():
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(value)


def _quote(document: WordDocument, quote: Quote) -> None:
    source = document.add_paragraph(style="List Paragraph")
    source.paragraph_format.left_indent = 0
    source.paragraph_format.keep_with_next = True
    source.add_run(f"[{quote.marker}] {quote.label}. ").bold = True
    source.add_run(f"{quote.binding}.")
    for line in quote.lines:
        _quoted(document, line)


def _quoted(document: WordDocument, line: Line) -> None:
    from docx.shared import Cm

    paragraph = document.add_paragraph(style="Quote")
    paragraph.paragraph_format.left_indent = Cm(1.6 if line.is_item else 1)
    if line.is_item:
        paragraph.paragraph_format.first_line_indent = Cm(-0.6)
    paragraph.add_run(f"– {line.text}" if line.is_item else line.text)


def _law(document: WordDocument, note: Note) -> None:
    if not note.law:
        return
    from docx.oxml import OxmlElement

    document.add_heading(f"Lagrum, ställning {note.law_day.isoformat()}", level=2)
    table = document.add_table(rows=1, cols=len(LAW_HEADINGS), style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, LAW_HEADINGS, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated on each page, and read out
    for law in note.law:
        cells = table.add_row().cells
        for cell, text in zip(cells, (law.written, law.standing, "\n".join(law.successors) or "–"), strict=True):
            cell.text = text
    document.add_paragraph()


def _list(document: WordDocument, heading: str, lines: tuple[str, ...]) -> None:
    if lines:
        document.add_heading(heading, level=2)
    for line in lines:
        document.add_paragraph(line, style="List Bullet")
