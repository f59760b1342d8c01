"""The documents as pages show them, made once for each day that law is judged on and kept for the next reader."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from assistant.documents.corpus import Corpus
from assistant.documents.model import Document, LegalReference, Paragraph, Section
from assistant.law.affected import Affected, affected
from assistant.law.annotate import heading_references
from assistant.law.changes import changes_for
from assistant.law.model import ReferenceStanding
from assistant.law.standing import standing
from assistant.privacy import contacts_in, describe, find_personal_data, stops
from assistant.web.document_view import Standing, heading_tag, paragraph_html, remarks_html, with_page_marks
from assistant.web.markup import MARK_ANCHOR, SpanInText, anchor_of, section_url
from assistant.web.sources.days import Day
from assistant.web.sources.law_index import LawIndex, law_index
from assistant.web.sources.outline import Place, outline

DAYS_KEPT = 16
"""Days whose pages are kept in memory. A day's pages of all documents are half a megabyte."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading or a paragraph of a page; ``html`` begins with the mark of the page that begins there."""

    id: str
    html: str
    page_break: str = ""


class Shelf:
    """What the pages under ``/kallor`` share: the documents of one corpus, and what was made of them."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.outlines: Mapping[str, tuple[Place, ...]] = {key: outline(one) for key, one in corpus.documents.items()}
        self.places: Mapping[str, Place] = {
            place.id: place for tree in self.outlines.values() for top in tree for place in top.walk()
        }
        self.standing_on = functools.lru_cache(DAYS_KEPT)(_standing_on)
        self.affected_on = functools.lru_cache(DAYS_KEPT)(self._affected_on)
        self._pieces_on = functools.lru_cache(DAYS_KEPT * len(corpus.documents))(self._pieces)

    @functools.cached_property
    def law(self) -> LawIndex:
        """Give every lagrum that the documents cite."""
        return law_index(self.corpus, self.outlines)

    @functools.cached_property
    def _cited_in_headings(self) -> Mapping[str, tuple[LegalReference, ...]]:
        ids = {id(place.section): place.id for place in self.places.values()}
        rows = (row for document in self.corpus.documents.values() for row in heading_references(document))
        return {ids[id(section)]: references for section, references in rows}

    @functools.cached_property
    def _contacts(self) -> frozenset[str]:
        return contacts_in(document.source for document in self.corpus.documents.values())

    def personal_data_in(self, text: str) -> str:
        """Name the personal data that stops a search, in Swedish; empty where nothing does. Nothing is repeated."""
        findings = find_personal_data(text, self._contacts)
        return describe(findings) if stops(findings) else ""

    def _affected_on(self, on: datetime.date) -> tuple[Affected, ...]:
        return affected(self.corpus, on)

    def whole(self, document: Document, day: Day, cited: str = "", highlight: SpanInText | None = None) -> Markup:
        """Give a whole document, with one paragraph pointed out and a stretch of its words marked."""
        pieces = self._pieces_on(document.id, day)
        return Markup("".join(self._shown(piece, day, cited, highlight) for piece in pieces))  # noqa: S704  # escaped where made

    def part(self, document: Document, place: Place, day: Day) -> Markup:
        """Give a heading, as the page's first, and all that stands under it."""
        wanted = {name for one in place.walk() for name in (one.id, *one.section.paragraph_ids)}
        parts = []
        for piece in self._pieces_on(document.id, day):
            if piece.id in wanted:
                under = self.places.get(piece.id)
                level = under.section.level - place.section.level + 1 if under else 0
                parts.append(piece.page_break + (self._heading(under, level, day) if under else piece.html))
        return Markup("".join(parts))  # noqa: S704  # escaped where made

    def _shown(self, piece: Piece, day: Day, cited: str, highlight: SpanInText | None) -> str:
        if piece.id != cited:
            return piece.page_break + piece.html
        html = self._paragraph(self.corpus.paragraph(cited), day, highlight, cited=True)
        return piece.page_break + html.replace("<mark>", f'<mark id="{MARK_ANCHOR}">', 1)

    def _pieces(self, document_id: str, day: Day) -> tuple[Piece, ...]:
        document = self.corpus.documents[document_id]
        ids = {id(place.section): place.id for tree in self.outlines[document_id] for place in tree.walk()}
        found: list[Piece] = []
        for mark, item in with_page_marks(document):
            if isinstance(item, Section):
                place = self.places[ids[id(item)]]
                found.append(Piece(place.id, self._heading(place, item.level + 1, day), mark))
            else:
                found.append(Piece(item.id, self._paragraph(item, day), mark))
        return tuple(found)

    def _heading(self, place: Place, level: int, day: Day) -> str:
        tag = heading_tag(level)
        link = f'<a href="{escape(day.keep(section_url(place.id)))}">{escape(place.name)}</a>'
        remarks = remarks_html(self._cited_in_headings[place.id], self.standing_on(day.date))
        return f'<{tag} id="{escape(anchor_of(place.id))}">{link}</{tag}>{remarks}'

    def _paragraph(self, paragraph: Paragraph, day: Day, highlight: SpanInText | None = None, *, cited: bool = False) -> str:
        return paragraph_html(
            paragraph,
            highlight,
            cited,
            self.standing_on(day.date),
            link_to=lambda reference: day.keep(self.law.url(reference)),
            anchor=anchor_of(paragraph.id),
            notes=[change.note for change in changes_for(paragraph.id, day.date)],
        )


def _standing_on(on: datetime.date) -> Standing:
    @functools.cache
    def judged(reference: LegalReference) -> ReferenceStanding:
        return standing(reference, on)

    return judged
