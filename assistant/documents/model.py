"""The shapes that documents have once they are read: Document › Section › Paragraph.

Offsets are code points. A `Span` lies in the source text of the document; offsets called
``start`` and ``end`` of a `LegalReference` lie in the text that was parsed (a paragraph's ``text``).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a paragraph is. Front matter, contacts, reading lists and lists of links are not counted as stycken."""

    FRONT_MATTER = "front_matter"
    TEXT = "text"
    LIST = "list"
    DEFINITION = "definition"
    CONTACT = "contact"
    TABLE_ROW = "table_row"
    READING_LIST = "reading_list"
    LINK_LIST = "link_list"

    @property
    def is_counted(self) -> bool:
        """Tell whether such a paragraph has a number of its own in its section (stycke)."""
        return self not in {Kind.FRONT_MATTER, Kind.CONTACT, Kind.READING_LIST, Kind.LINK_LIST}


class FurnitureKind(StrEnum):
    """What belongs to the page and not to the text."""

    BLANK = "blank"
    BULLET = "bullet"
    FOOTNOTE_MARK = "footnote_mark"
    RUNNING_HEAD = "running_head"
    PAGE_MARK = "page_mark"
    LINK_TARGET = "link_target"
    SOFT_HYPHEN = "soft_hyphen"
    CONTROL = "control"


class Binding(StrEnum):
    """Binding force of a source, in the words of Swedish law."""

    ACT = "lag"
    ORDINANCE = "förordning"
    REGULATION = "föreskrift"
    GENERAL_ADVICE = "allmänt råd"
    HANDBOOK = "handbok"
    MUNICIPAL_GUIDELINE = "kommunal riktlinje"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the source text, ``source[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LegalReference:
    """One reference to law, as written and in canonical form.

    ``canonical`` is ``SoL 14:1``, ``SoL 2a:3``, ``FL 25``, ``HSLF-FS 2022:39 6:2``, ``SoL 12:`` (a chapter) or ``SoL``
    (a law); ``sfs`` is ``2001:453`` or, for a regulation, ``SOSFS 2014:5``, and empty where the law is unknown.
    ``paragraph`` (stycke) and ``item`` (punkt) do not change the canonical form. ``reading`` holds our own remark, in
    Swedish, where the words as written had to be interpreted (merged tracked changes); otherwise it is empty.
    """

    canonical: str
    as_written: str
    start: int
    end: int
    sfs: str = ""
    chapter: str | None = None
    section: str | None = None
    paragraph: str | None = None
    item: str | None = None
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote of a paragraph: number as printed, text, place, and the offset in the paragraph's text where its mark was."""

    number: str
    text: str
    spans: tuple[Span, ...]
    mark: int = 0
    legal_references: tuple[LegalReference, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The smallest thing that is cited.

    ``text`` is the source's words in order, white space collapsed, without furniture; in a list the lead-in and each
    item stand on a line of their own. ``number`` is the stycke, None where the kind is not counted. ``page_starts``
    holds ``(offset in text, page)`` for each page the text runs on to, the first at offset 0.
    """

    id: str
    document_id: str
    section: tuple[str, ...]
    number: int | None
    page: int
    page_estimated: bool
    kind: Kind
    text: str
    spans: tuple[Span, ...]
    page_starts: tuple[tuple[int, int], ...] = ()
    term: str = ""
    lead_in: str = ""
    items: tuple[str, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    legal_references: tuple[LegalReference, ...] = ()

    @property
    def full_text(self) -> str:
        """Give the text with its footnotes after it, each on a line of its own; this is what is searched and quoted."""
        return "\n".join((self.text, *(note.text for note in self.footnotes)))

    def page_at(self, offset: int) -> int:
        """Give the page on which the character at ``offset`` of ``full_text`` stands; a footnote has its mark's page."""
        if offset > len(self.text):
            offset = self._mark_offset(offset)
        page = self.page
        for start, number in self.page_starts:
            if start > offset:
                break
            page = number
        return page

    def _mark_offset(self, offset: int) -> int:
        position = len(self.text)
        for note in self.footnotes:
            position += 1 + len(note.text)
            if offset <= position:
                return note.mark
        return 0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; ``path`` ends with the section's own heading."""

    path: tuple[str, ...]
    page: int
    heading_spans: tuple[Span, ...]
    paragraph_ids: tuple[str, ...] = ()

    @property
    def level(self) -> int:
        """Give the depth in the heading tree, 1 for a chapter."""
        return len(self.path)


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of the source that is no text: what kind, and where."""

    kind: FurnitureKind
    span: Span


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """What is known about a document besides its text (a row of ``corpus/catalogue.toml``).

    ``law_basis`` maps an abbreviation to the statute's number that this document means by it (``SoL`` → ``2001:453``).
    ``short_title`` is what a label begins with; ``municipality`` the place whose staff it binds.
    """

    id: str
    title: str
    title_derived: bool
    short_title: str
    publisher: str
    municipality: str
    kind: str
    binding: Binding
    date: datetime.date | None
    dnr: str
    law_basis: dict[str, str]
    replaces: str
    file: str
    sha256: str
    first_page: int = 1
    note: str = ""
    contents: tuple[tuple[int, str], ...] = ()
    questions: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document that has been read: every character of ``source`` is in a paragraph, a heading or a piece of furniture."""

    entry: CatalogueEntry
    source: str = field(repr=False)
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    furniture: tuple[Furniture, ...] = field(repr=False)
    title_spans: tuple[Span, ...] = ()
    pages: int = 1

    @property
    def id(self) -> str:
        """Give the document's id in the catalogue."""
        return self.entry.id


def label(entry: CatalogueEntry, paragraph: Paragraph, offset: int = 0) -> str:
    """Write the label a case worker would use for a paragraph.

    Returns
    -------
    str
        ``Stockholms riktlinjer, Handläggning › Förhandsbedömning, 3 st., s. 34``; the page is where ``offset`` of the
        text stands, with "ca" in front where it is estimated.
    """
    parts = [entry.short_title]
    if paragraph.section:
        parts.append(" › ".join(paragraph.section))
    if paragraph.number is not None:
        parts.append(f"{paragraph.number} st.")
    page = paragraph.page_at(offset)
    parts.append(f"s. ca {page}" if paragraph.page_estimated else f"s. {page}")
    return ", ".join(parts)
