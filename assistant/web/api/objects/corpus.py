"""The objects of ``documents`` and ``paragraphs``."""

from __future__ import annotations

from assistant.web.api.objects.base import IsoDate, LegalReference, Object


class Document(Object):
    """A document that answers are taken from."""

    id: str
    """Id in the catalogue."""
    title: str
    """Title."""
    title_derived: bool
    """Whether the title is ours, because the document has none."""
    publisher: str
    """Who published it."""
    kind: str
    """What it is, such as `riktlinjer`."""
    binding: str
    """How binding it is, such as `kommunal riktlinje`."""
    date: IsoDate | None
    """Its date; null where it has none."""
    dnr: str
    """Registration number; empty where it has none."""
    law_basis: dict[str, str]
    """Which statute it means by an abbreviation: `{"SoL": "2001:453"}`."""
    pages: int
    """Number of pages."""
    paragraphs: int
    """Number of paragraphs."""
    note: str
    """What to know about our copy, in Swedish."""


class Documents(Object):
    """The documents."""

    documents: list[Document]
    """In the order of the catalogue."""


class Paragraph(Object):
    """A paragraph (stycke), whole."""

    paragraph_id: str
    """Stable id."""
    document_id: str
    """Id of the document."""
    document_title: str
    """Title of the document."""
    section: list[str]
    """Headings from the chapter down."""
    paragraph: int | None
    """Number in its section; null where such paragraphs are not counted."""
    page: int
    """Page on which it begins."""
    page_estimated: bool
    """Whether the page is estimated."""
    kind: str
    """What it is: `text`, `list`, `definition`, `contact` …"""
    binding: str
    """How binding the document is."""
    label: str
    """The place as a case worker would write it."""
    text: str
    """Its words, with its footnotes."""
    legal_references: list[LegalReference]
    """Law it refers to, with its standing today."""
    previous: str | None
    """Id of the paragraph before it in the document; null for the first."""
    next: str | None
    """Id of the paragraph after it; null for the last."""
    url: str
    """Path of the page that shows it in its document."""
