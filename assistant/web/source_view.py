"""From a Document and a place in it to HTML that reads like the document. Pure functions.

The words are the document's. What is ours (tracked changes read apart, law that was replaced) stands apart, named as ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from assistant.documents.corpus import Corpus
from assistant.documents.model import CatalogueEntry, Document, LegalReference, Paragraph, Section, label
from assistant.law.model import LegalStatus, ReferenceStanding
from assistant.web.law_table import successor_html
from assistant.web.markup import SpanInText, body_html, icon, kind_note, label_html, page_mark
from assistant.web.words import LEGAL_STATES

Standing = Callable[[LegalReference], ReferenceStanding]
DEEPEST_HEADING = 6


def source_html(document: Document, paragraph_id: str, highlight: SpanInText | None, standing: Standing) -> str:
    """Give a whole document, with one paragraph pointed out and a stretch of its text marked.

    Parameters
    ----------
    document
        The document that holds the paragraph.
    paragraph_id, highlight
        The paragraph, and the offsets in its text to mark; None marks nothing.
    standing
        Gives a reference's standing on the day that counts.
    """
    parts = [_head(document)]
    paragraphs = {paragraph.id: paragraph for paragraph in document.paragraphs}
    page = 0
    for item in _reading_order(document, paragraphs):
        if item.page > page:  # a box at the foot of a page may be read in the middle of a paragraph that runs on
            estimated = isinstance(item, Paragraph) and item.page_estimated
            parts.append(f'<div class="sidbrytning">{page_mark(item.page, estimated)}</div>')
            page = item.page
        if isinstance(item, Section):
            level = min(item.level + 2, DEEPEST_HEADING)
            parts.append(f"<h{level}>{escape(item.path[-1])}</h{level}>")
            continue
        cited = item.id == paragraph_id
        parts.append(_paragraph(item, highlight if cited else None, cited, standing))
        page = max(page, item.page_starts[-1][1] if item.page_starts else item.page)
    place = label_html(label(document.entry, paragraphs[paragraph_id], highlight[0] if highlight else 0))
    return f'<article class="dokument" aria-labelledby="dokument-titel" data-etikett="{place}">{"".join(parts)}</article>'


def _reading_order(document: Document, paragraphs: dict[str, Paragraph]) -> Iterator[Section | Paragraph]:
    in_sections = {paragraph_id for section in document.sections for paragraph_id in section.paragraph_ids}
    loose = [paragraph for paragraph in document.paragraphs if paragraph.id not in in_sections]
    places: list[tuple[int, Section | Paragraph]] = [(_first(paragraph), paragraph) for paragraph in loose]
    for section in document.sections:
        places.append((min((span.start for span in section.heading_spans), default=0), section))
        places += [(_first(paragraphs[paragraph_id]), paragraphs[paragraph_id]) for paragraph_id in section.paragraph_ids]
    return (item for _, item in sorted(places, key=lambda place: place[0]))


def _first(paragraph: Paragraph) -> int:
    return min((span.start for span in paragraph.spans), default=0)


def _head(document: Document) -> str:
    entry = document.entry
    notes = []
    if entry.title_derived:
        notes.append("Dokumentet har ingen egen titel; titeln är satt av assistenten.")
    if entry.note:
        notes.append(entry.note)
    remarks = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return (
        f'<header class="dokument-huvud"><h2 id="dokument-titel" tabindex="-1">{escape(entry.title)}</h2>'
        f"<p>{escape(_facts(entry))}</p>{_ours(remarks, 'Om vårt exemplar') if remarks else ''}</header>"
    )


def _facts(entry: CatalogueEntry) -> str:
    facts = [entry.publisher, entry.binding.value.capitalize(), entry.date.isoformat() if entry.date else "odaterad"]
    facts += [f"dnr {entry.dnr}"] if entry.dnr else []
    facts += [f"bygger på {law} ({number})" for law, number in entry.law_basis.items()]
    return " · ".join(facts)


def _paragraph(paragraph: Paragraph, highlight: SpanInText | None, cited: bool, standing: Standing) -> str:
    number = (
        f'<span class="stycke-nr"><span class="dold">Stycke </span>{paragraph.number}</span>'
        if paragraph.number is not None
        else f'<span class="stycke-slag">{escape(kind_note(paragraph.kind))}</span>'
    )
    body = _bold_term(paragraph, body_html(paragraph, highlight))
    return (
        f'<div class="stycke stycke-{paragraph.kind.value}{" citerat" if cited else ""}"{" data-citerat" if cited else ""}>'
        f'<div class="marginal">{number}</div>'
        f'<div class="brod">{body}{_remarks(paragraph, cited, standing)}</div></div>'
    )


def _bold_term(paragraph: Paragraph, body: str) -> str:
    """Set the term of a definition in bold where the text begins with it and no mark runs through it."""
    if not paragraph.term:
        return body
    term = escape(paragraph.term)
    return body.replace(f"<p>{term}", f"<p><strong>{term}</strong>", 1) if body.startswith(f"<p>{term}") else body


def _remarks(paragraph: Paragraph, cited: bool, standing: Standing) -> str:
    references = (*paragraph.legal_references, *(ref for note in paragraph.footnotes for ref in note.legal_references))
    readings = [f"<p>{escape(text)}</p>" for text in dict.fromkeys(reference.reading for reference in references) if text]
    law = {}
    for reference in references:
        current = standing(reference)
        if current.status in {LegalStatus.REPLACED, LegalStatus.REPEALED}:
            law[current.canonical, current.sfs] = _law_remark(current)
    if not readings and not law:
        return ""
    count = len(readings) + len(law)
    return _ours("".join((*readings, *law.values())), f"Vår anmärkning ({count})", is_open=cited)


def _law_remark(current: ReferenceStanding) -> str:
    number = f" ({current.sfs})" if current.sfs and current.sfs not in current.as_written else ""
    written = f"{escape(current.as_written)}{escape(number)}: {LEGAL_STATES[current.status].words.lower()}"
    if not current.replaced_by:
        return f"<p>{written}.</p>"
    successors = "".join(f"<li>{successor_html(successor)}</li>" for successor in current.replaced_by)
    return f"<p>{written} av</p><ul>{successors}</ul>"


def _ours(body: str, name: str, is_open: bool = False) -> str:
    """Give a remark that is ours and not the document's."""
    state = " open" if is_open else ""
    return f'<details class="anmarkning"{state}><summary>{icon("info")}{escape(name)}</summary>{body}</details>'


def panel(corpus: Corpus) -> str:
    """Give the sources panel as it is before a source is open: which documents the answers come from."""
    rows = "".join(
        f"<li><strong>{escape(document.entry.title)}</strong><span>{escape(_facts(document.entry))}</span></li>"
        for document in corpus.documents.values()
    )
    return (
        '<section class="kalla" id="kalla-panel" aria-labelledby="kalla-rubrik"><div class="kalla-huvud">'
        '<h2 id="kalla-rubrik">Källa</h2>'
        f'<button type="button" class="tillbaka" data-stang>{icon("back")}Tillbaka till svaret</button></div>'
        '<div class="kalla-yta" id="kalla-innehall" tabindex="0" role="region" aria-label="Dokumentet">'
        '<p class="ingress">När du väljer ”Visa i dokumentet” öppnas dokumentet här, med de citerade orden markerade.</p>'
        f'<h3>Dokument som svaren hämtas ur</h3><ul class="dokument-lista">{rows}</ul></div></section>'
    )
