"""The pieces of a document as HTML: its parts in reading order, its facts, a paragraph with our remarks. Pure functions.

The words are the document's. What is ours (tracked changes read apart, law that was replaced) stands apart, named as ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape

from assistant.documents.model import CatalogueEntry, Document, LegalReference, Paragraph, Section
from assistant.law.lookup import all_references
from assistant.law.model import LegalStatus, ReferenceStanding
from assistant.web.law_table import successor_html
from assistant.web.markup import LinkTo, SpanInText, body_html, icon, kind_note, page_mark
from assistant.web.words import LEGAL_STATES

Standing = Callable[[LegalReference], ReferenceStanding]


def reading_order(document: Document) -> Iterator[Section | Paragraph]:
    """Give the headings and paragraphs of a document in the order of its text."""
    paragraphs = {paragraph.id: paragraph for paragraph in document.paragraphs}
    in_sections = {paragraph_id for section in document.sections for paragraph_id in section.paragraph_ids}
    loose = [paragraph for paragraph in document.paragraphs if paragraph.id not in in_sections]
    places: list[tuple[int, Section | Paragraph]] = [(_first(paragraph), paragraph) for paragraph in loose]
    for section in document.sections:
        places.append((min((span.start for span in section.heading_spans), default=0), section))
        places += [(_first(paragraphs[paragraph_id]), paragraphs[paragraph_id]) for paragraph_id in section.paragraph_ids]
    return (item for _, item in sorted(places, key=lambda place: place[0]))


def with_page_marks(document: Document) -> Iterator[tuple[str, Section | Paragraph]]:
    """Give what `reading_order` gives, each with the mark of the page that begins there; empty where none does."""
    page = 0
    for item in reading_order(document):
        mark = ""
        if item.page > page:  # a box at the foot of a page may be read in the middle of a paragraph that runs on
            estimated = isinstance(item, Paragraph) and item.page_estimated
            mark = f'<div class="sidbrytning">{page_mark(item.page, estimated)}</div>'
            page = item.page
        if isinstance(item, Paragraph) and item.page_starts:
            page = max(page, item.page_starts[-1][1])
        yield mark, item


def heading_tag(level: int) -> str:
    """Give the tag of a heading; HTML has six levels."""
    return f"h{min(level, 6)}"


def _first(paragraph: Paragraph) -> int:
    return min((span.start for span in paragraph.spans), default=0)


def facts(entry: CatalogueEntry) -> str:
    """Give what is known of a document in a line: publisher, binding force, date, number, the law it rests on."""
    known = [entry.publisher, entry.binding.value.capitalize(), entry.date.isoformat() if entry.date else "odaterad"]
    known += [f"dnr {entry.dnr}"] if entry.dnr else []
    known += [f"bygger på {law} ({number})" for law, number in entry.law_basis.items()]
    return " · ".join(known)


def copy_notes(entry: CatalogueEntry) -> tuple[str, ...]:
    """Give what must be known of our copy of a document: a title that is ours, and what is missing."""
    derived = "Dokumentet har ingen egen titel; titeln är satt av assistenten." if entry.title_derived else ""
    return tuple(filter(None, (derived, entry.note)))


def paragraph_html(
    paragraph: Paragraph,
    highlight: SpanInText | None,
    cited: bool,
    standing: Standing,
    *,
    link_to: LinkTo | None = None,
    anchor: str = "",
    notes: Sequence[str] = (),
) -> str:
    """Give a paragraph with its number in the margin and our remarks after it.

    Parameters
    ----------
    paragraph, highlight
        The paragraph, and the offsets in its text to mark.
    cited
        Whether it is the one pointed out; its remarks are then open.
    standing
        Gives a reference's standing on the day that counts.
    link_to
        Makes each reference a link; None: the text stands as it is.
    anchor
        The paragraph's name within the page; with it the number in the margin is a link to the paragraph.
    notes
        Further remarks of ours, as text.
    """
    body = _bold_term(paragraph, body_html(paragraph, highlight, link_to=link_to))
    classes = f"stycke stycke-{paragraph.kind.value}{' citerat' if cited else ''}"
    name = f' id="{escape(anchor)}"' if anchor else ""
    remarks = remarks_html(all_references(paragraph), standing, notes, is_open=cited)
    return (
        f'<div class="{classes}"{" data-citerat" if cited else ""}{name}>'
        f'<div class="marginal">{_margin(paragraph, anchor)}</div><div class="brod">{body}{remarks}</div></div>'
    )


def _margin(paragraph: Paragraph, anchor: str) -> str:
    if paragraph.number is None:
        return f'<span class="dold">{escape(kind_note(paragraph.kind))}</span>'
    number = f'<span class="dold">Stycke </span>{paragraph.number}'
    if anchor:
        return f'<a class="stycke-nr" href="#{escape(anchor)}">{number}</a>'
    return f'<span class="stycke-nr">{number}</span>'


def _bold_term(paragraph: Paragraph, body: str) -> str:
    """Set the term of a definition in bold where the text begins with it and no mark runs through it."""
    if not paragraph.term:
        return body
    term = escape(paragraph.term)
    return body.replace(f"<p>{term}", f"<p><strong>{term}</strong>", 1) if body.startswith(f"<p>{term}") else body


def remarks_html(
    references: Sequence[LegalReference], standing: Standing, notes: Sequence[str] = (), *, is_open: bool = False
) -> str:
    """Give what is ours to say of the references of a paragraph or a heading; empty where nothing is."""
    readings = dict.fromkeys(reference.reading for reference in references if reference.reading)
    said = [f"<p>{escape(text)}</p>" for text in (*readings, *notes)]
    law = {}
    for reference in references:
        current = standing(reference)
        if current.status in {LegalStatus.REPLACED, LegalStatus.REPEALED}:
            law[current.canonical, current.sfs] = _law_remark(current)
    if not said and not law:
        return ""
    return ours("".join((*said, *law.values())), f"Vår anmärkning ({len(said) + len(law)})", is_open=is_open)


def _law_remark(current: ReferenceStanding) -> str:
    number = f" ({current.sfs})" if current.sfs and current.sfs not in current.as_written else ""
    written = f"{escape(current.as_written)}{escape(number)}: {LEGAL_STATES[current.status].words.lower()}"
    if not current.replaced_by:
        return f"<p>{written}.</p>"
    successors = "".join(f"<li>{successor_html(successor)}</li>" for successor in current.replaced_by)
    return f"<p>{written} av</p><ul>{successors}</ul>"


def ours(body: str, name: str, is_open: bool = False) -> str:
    """Give a remark that is ours and not the document's."""
    state = " open" if is_open else ""
    return f'<details class="anmarkning"{state}><summary>{icon("info")}{escape(name)}</summary>{body}</details>'
