"""From the text of a document to Document › Section › Paragraph, with every character accounted for."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.documents.compose import Composer
from assistant.documents.drafts import Draft, SectionReader, is_form
from assistant.documents.footnotes import Footnotes, RawFootnote, find_footnotes
from assistant.documents.front import front_matter_lines, title_lines
from assistant.documents.headings import RawHeading, by_contents, by_rule, text_width
from assistant.documents.lines import Line, split_lines
from assistant.documents.model import (
    CatalogueEntry,
    Document,
    Footnote,
    Furniture,
    FurnitureKind,
    Kind,
    Paragraph,
    Section,
    Span,
)
from assistant.documents.pages import Layout, lay_out
from assistant.documents.tables import abbreviation_rows, term_rows

_SLUG_LENGTH = 60
_UNCOUNTED_SLUGS = {
    Kind.FRONT_MATTER: "forsattsblad",
    Kind.CONTACT: "kontakt",
    Kind.READING_LIST: "las-mer",
    Kind.LINK_LIST: "lankar",
}


@dataclass(slots=True)
class _Part:
    """A section in the making."""

    path: tuple[str, ...]
    slug: str
    heading: RawHeading | None
    lines: list[int] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)


def slugify(text: str) -> str:
    """Make a readable id of a heading: ASCII letters, digits and hyphens, at most 60 characters, cut at a word."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) > _SLUG_LENGTH:
        slug = slug[: _SLUG_LENGTH + 1].rsplit("-", 1)[0] if "-" in slug[: _SLUG_LENGTH + 1] else slug[:_SLUG_LENGTH]
    return slug or "avsnitt"


def parse(source: str, entry: CatalogueEntry) -> Document:
    """Read a document's text.

    Parameters
    ----------
    source
        The whole text as stored. Anything is accepted, text that is no document too.
    entry
        The document's row in the catalogue; its title, contents and first page guide the reading.

    Returns
    -------
    Document
        Each character of ``source`` is in exactly one paragraph (or its footnotes), heading, title or piece of furniture.
    """
    lines = split_lines(source)
    title_count = title_lines(lines, entry.title)
    front = front_matter_lines(lines, title_count)
    layout = lay_out(lines, entry.title, front, entry.first_page, title_count)
    footnotes = find_footnotes(lines, layout, front)
    apart = layout.heads | front | footnotes.lines | set(range(title_count))
    usable = [i for i in range(len(lines)) if i not in apart]
    plain = [i for i in usable if not lines[i].is_link_target]
    headings = by_contents(lines, plain, entry.contents) if entry.contents else by_rule(lines, plain, layout)
    parts = _parts(usable, headings)
    links = _read_parts(parts, lines, layout)
    if front:
        parts[0].drafts.insert(0, Draft(Kind.FRONT_MATTER, items=[[[i]] for i in sorted(front)]))
    composer = Composer(source, lines, layout.page, [span for _, span in footnotes.marks])
    paragraphs, sections = _build(parts, lines, layout, footnotes, composer, entry)
    furniture = list(composer.furniture)
    furniture += [Furniture(FurnitureKind.LINK_TARGET, _span(lines[i])) for i in links]
    for i in layout.heads:
        kind = FurnitureKind.PAGE_MARK if i in layout.marks else FurnitureKind.RUNNING_HEAD
        furniture.append(Furniture(kind, _span(lines[i])))
    title = tuple(_span(line) for line in lines[:title_count])
    return Document(
        entry=entry,
        source=source,
        sections=sections,
        paragraphs=paragraphs,
        furniture=_with_blanks(source, paragraphs, sections, title, furniture),
        title_spans=title,
        pages=max(layout.page, default=entry.first_page),
    )


def _span(line: Line) -> Span:
    return Span(line.start, line.end)


def _parts(usable: Sequence[int], headings: Sequence[RawHeading]) -> list[_Part]:
    """Divide the lines among their headings; what stands before the first has the empty path."""
    parts = [_Part((), "inledande-text", None)]
    slugs: Counter[str] = Counter()
    starts = {heading.lines[0]: heading for heading in headings}
    inside = {i for heading in headings for i in heading.lines}
    above: list[tuple[int, _Part]] = []
    for i in usable:
        if i in starts:
            heading = starts[i]
            while above and above[-1][0] >= heading.level:
                above.pop()
            parent = above[-1][1] if above else None
            name = heading.text.rstrip(":").strip()
            slug = f"{parent.slug}/{slugify(name)}" if parent else slugify(name)
            slugs[slug] += 1
            slug = slug if slugs[slug] == 1 else f"{slug}-{slugs[slug]}"
            parts.append(_Part((*(parent.path if parent else ()), name), slug, heading))
            above.append((heading.level, parts[-1]))
        elif i not in inside:
            parts[-1].lines.append(i)
    return parts


def _read_parts(parts: Sequence[_Part], lines: Sequence[Line], layout: Layout) -> list[int]:
    """Fill in the drafts of every section; gives the link targets that belong to no list."""
    width = text_width(lines)
    reader = SectionReader(lines, layout, width)
    links: list[int] = []
    for part in parts:
        text_lines = [i for i in part.lines if not lines[i].is_link_target]
        abbreviations = abbreviation_rows(lines, text_lines)
        terms = [] if abbreviations else term_rows(lines, text_lines)
        if abbreviations:
            part.drafts = [Draft(Kind.DEFINITION, items=[[row] for row in abbreviations])]
        elif terms:
            part.drafts = [Draft(Kind.TABLE_ROW, lead=row.lines, term=row.term) for row in terms]
        elif is_form(lines, text_lines):
            part.drafts = [Draft(Kind.LIST, items=[[[i]] for i in text_lines])]
        else:
            part.drafts, unused = reader.read(part.lines)
            links += unused
            _mark_definition(part)
            continue
        links += [i for i in part.lines if lines[i].is_link_target]
    return links


def _mark_definition(part: _Part) -> None:
    """Mark the text right after a heading that ends with a colon: it defines the term."""
    if part.heading and part.heading.text.endswith(":") and part.drafts and part.drafts[0].kind is Kind.TEXT:
        part.drafts[0].kind = Kind.DEFINITION
        part.drafts[0].term = part.path[-1]


def _owners(parts: Sequence[_Part], notes: Footnotes, lines: Sequence[Line]) -> dict[int, list[RawFootnote]]:
    """Give each footnote to the draft (by its ordinal in the document) whose line holds its mark, else to the next."""
    ordinal_of_line: dict[int, int] = {}
    ordinal = -1
    for part in parts:
        for draft in part.drafts:
            ordinal += 1
            ordinal_of_line.update(dict.fromkeys(draft.lines, ordinal))
    marks = dict(notes.marks)
    starts = [line.start for line in lines]
    owned: dict[int, list[RawFootnote]] = {}
    for note in notes.notes:
        i = bisect_right(starts, marks[note.number].start) - 1
        while i < len(lines) and i not in ordinal_of_line:
            i += 1
        owned.setdefault(ordinal_of_line.get(i, ordinal), []).append(note)
    return owned


def _build(
    parts: Sequence[_Part],
    lines: Sequence[Line],
    layout: Layout,
    notes: Footnotes,
    composer: Composer,
    entry: CatalogueEntry,
) -> tuple[tuple[Paragraph, ...], tuple[Section, ...]]:
    if notes.notes and not any(part.drafts for part in parts):
        parts[0].drafts.append(Draft(Kind.TEXT, lead=list(notes.notes[0].lines)))
        notes = replace(notes, notes=notes.notes[1:])
    owned = _owners(parts, notes, lines)
    marks = dict(notes.marks)
    source = composer.source
    paragraphs: list[Paragraph] = []
    sections: list[Section] = []
    for part in parts:
        first = len(paragraphs)
        counts: Counter[str] = Counter()
        for draft in part.drafts:
            paragraph = _paragraph(part, draft, counts, layout, composer, entry)
            own = owned.get(len(paragraphs), ())
            footnotes = tuple(_footnote(note, marks[note.number], paragraph, source, lines, composer) for note in own)
            paragraphs.append(replace(paragraph, footnotes=footnotes))
        if part.heading:
            spans = tuple(_span(lines[i]) for i in part.heading.lines)
            ids = tuple(paragraph.id for paragraph in paragraphs[first:])
            sections.append(Section(part.path, layout.page[part.heading.lines[0]], spans, ids))
    return tuple(paragraphs), tuple(sections)


def _footnote(
    note: RawFootnote, mark: Span, paragraph: Paragraph, source: str, lines: Sequence[Line], composer: Composer
) -> Footnote:
    first = lines[note.lines[0]]
    composed = composer.compose([note.lines], {note.lines[0]: note.text_start})
    composer.furniture.append(Furniture(FurnitureKind.FOOTNOTE_MARK, Span(first.start, first.start + len(str(note.number)))))
    return Footnote(str(note.number), composed.text, tuple(composed.claims), _offset_of(mark, paragraph, source))


def _offset_of(mark: Span, paragraph: Paragraph, source: str) -> int:
    """Give the offset in a paragraph's text of a place in the source (0 where the place lies outside the paragraph)."""
    before = 0
    for span in paragraph.spans:
        if span.start >= mark.start:
            break
        before += sum(not character.isspace() for character in source[span.start : min(span.end, mark.start)])
    for offset, character in enumerate(paragraph.text):
        before -= not character.isspace()
        if before < 0:
            return offset
    return len(paragraph.text) if before == 0 else 0


def _paragraph(
    part: _Part,
    draft: Draft,
    counts: Counter[str],
    layout: Layout,
    composer: Composer,
    entry: CatalogueEntry,
) -> Paragraph:
    units: list[Sequence[int]] = [draft.lead] if draft.lead else []
    units += [sub for item in draft.items for sub in item]
    composed = composer.compose(units)
    texts = composed.text.split("\n")
    lead_in = texts.pop(0) if draft.lead and draft.items else ""
    items = []
    for item in draft.items:
        items.append("\n".join(texts[: len(item)]))
        texts = texts[len(item) :]
    word = _UNCOUNTED_SLUGS.get(draft.kind, "")
    counts[word] += 1
    ending = f"{word}-{counts[word]}" if word else str(counts[word])
    first = draft.lines[0]
    return Paragraph(
        id=f"{entry.id}/{part.slug}/{ending}",
        document_id=entry.id,
        section=part.path,
        number=None if word else counts[word],
        page=layout.page[first],
        page_estimated=any(layout.estimated[i] for i in draft.lines),
        kind=draft.kind,
        text=composed.text,
        spans=tuple(composed.claims),
        page_starts=tuple(composed.pages),
        term=draft.term,
        lead_in=lead_in,
        items=tuple(items),
    )


def _with_blanks(
    source: str,
    paragraphs: Sequence[Paragraph],
    sections: Sequence[Section],
    title: Sequence[Span],
    furniture: Sequence[Furniture],
) -> tuple[Furniture, ...]:
    """Add the white space between all that is claimed as blank furniture."""
    claimed = [span for paragraph in paragraphs for span in paragraph.spans]
    claimed += [span for paragraph in paragraphs for note in paragraph.footnotes for span in note.spans]
    claimed += [span for section in sections for span in section.heading_spans]
    claimed += [*title, *(piece.span for piece in furniture)]
    result = list(furniture)
    position = 0
    for span in sorted(claimed):
        if span.start > position:
            result.append(Furniture(FurnitureKind.BLANK, Span(position, span.start)))
        position = max(position, span.end)
    if position < len(source):
        result.append(Furniture(FurnitureKind.BLANK, Span(position, len(source))))
    return tuple(sorted(result, key=lambda piece: piece.span))
