"""Every lagrum that the documents cite, law by law, and each place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import quote as percent_encode
from urllib.parse import urlencode

from assistant.documents.corpus import Corpus
from assistant.documents.model import Document, LegalReference, Paragraph, label
from assistant.law.affected import heading_label
from assistant.law.annotate import heading_references
from assistant.law.canonical import sort_key
from assistant.law.registry import Registry, shipped_registry
from assistant.web.markup import SpanInText, place_url
from assistant.web.sources.outline import Place

NOT_LAW = "Källor som inte är lag eller föreskrift"
NUMBER = re.compile(r" \(\d{4}:\d+\)")
Key = tuple[str, str]
"""Canonical form and the statute's number: what tells one lagrum from another."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a lagrum stands: a paragraph, or a heading, which has no span."""

    document_id: str
    place_id: str
    label: str
    as_written: str
    span: SpanInText | None

    @property
    def url(self) -> str:
        """Give the address of the place, with the words marked."""
        return place_url(self.place_id, self.span)


@dataclass(frozen=True, slots=True)
class Lagrum:
    """A lagrum with the places that cite it, in reading order; its reference names no stycke."""

    reference: LegalReference
    mentions: tuple[Mention, ...]

    @property
    def key(self) -> Key:
        """Give what tells it from others."""
        return self.reference.canonical, self.reference.sfs


@dataclass(frozen=True, slots=True)
class Law:
    """A law with its cited lagrum: the law itself first, then by chapter and section."""

    sfs: str
    title: str
    rows: tuple[Lagrum, ...]


@dataclass(frozen=True)
class LawIndex:
    """Every cited lagrum, law by law."""

    laws: tuple[Law, ...]
    registry: Registry

    @cached_property
    def by_key(self) -> Mapping[Key, Lagrum]:
        """Map canonical form and number to the lagrum."""
        return {row.key: row for law in self.laws for row in law.rows}

    @cached_property
    def by_canonical(self) -> Mapping[str, tuple[Lagrum, ...]]:
        """Map a canonical form to its lagrum, one for each statute that bears the name."""
        found: dict[str, list[Lagrum]] = {}
        for row in self.by_key.values():
            found.setdefault(row.reference.canonical, []).append(row)
        return {canonical: tuple(rows) for canonical, rows in found.items()}

    def url(self, reference: LegalReference) -> str:
        """Give the address of a lagrum's page; the number stands in it where several statutes bear the name."""
        return self.url_of(reference.canonical, reference.sfs)

    def url_of(self, canonical: str, sfs: str) -> str:
        """Give the address of the page of a canonical form."""
        statute = self.registry.by_number.get(sfs)
        shared = statute is not None and any(len(self.registry.by_abbreviation[one]) > 1 for one in statute.abbreviations)
        return f"/kallor/lagrum/{percent_encode(canonical)}{'?' + urlencode({'lag': sfs}) if shared else ''}"

    def mention_in(self, canonical: str, sfs: str, paragraph_id: str) -> Mention | None:
        """Give the first place in a paragraph where a lagrum stands."""
        row = self.by_key.get((canonical, sfs))
        return next((one for one in row.mentions if one.place_id == paragraph_id), None) if row else None


def law_index(corpus: Corpus, outlines: Mapping[str, Sequence[Place]]) -> LawIndex:
    """Gather every reference of paragraphs, footnotes and headings.

    Parameters
    ----------
    corpus
        Documents with their legal references filled in.
    outlines
        The headings of each document, with their ids.
    """
    known = shipped_registry()
    found: dict[Key, tuple[LegalReference, list[Mention]]] = {}
    for document in corpus.documents.values():
        for reference, mention in (*_of_headings(document, outlines[document.id]), *_of_paragraphs(document)):
            _, mentions = found.setdefault((reference.canonical, reference.sfs), (_bare(reference), []))
            mentions.append(mention)
    rows = [Lagrum(reference, tuple(mentions)) for reference, mentions in found.values()]
    return LawIndex(_laws(rows, known), known)


def _bare(reference: LegalReference) -> LegalReference:
    """Give a reference to the whole section: the stycke and the words belong to a place, not to the lagrum."""
    return replace(reference, as_written=reference.canonical, start=0, end=0, paragraph=None, item=None, reading="")


def _of_headings(document: Document, tree: Iterable[Place]) -> Iterator[tuple[LegalReference, Mention]]:
    ids = {id(place.section): place.id for top in tree for place in top.walk()}
    for section, references in heading_references(document):
        name = heading_label(document.entry, section)
        for one in references:
            yield one, Mention(document.id, ids[id(section)], name, one.as_written, None)


def _of_paragraphs(document: Document) -> Iterator[tuple[LegalReference, Mention]]:
    for paragraph in document.paragraphs:
        for one, start in _with_offsets(paragraph):
            span = (start + one.start, start + one.end)
            name = label(document.entry, paragraph, span[0])
            yield one, Mention(document.id, paragraph.id, name, " ".join(one.as_written.split()), span)


def _with_offsets(paragraph: Paragraph) -> Iterator[tuple[LegalReference, int]]:
    """Give each reference with where its text begins in the paragraph's full text."""
    yield from ((one, 0) for one in paragraph.legal_references)
    start = len(paragraph.text) + 1
    for note in paragraph.footnotes:
        yield from ((one, start) for one in note.legal_references)
        start += len(note.text) + 1


def _laws(rows: Iterable[Lagrum], registry: Registry) -> tuple[Law, ...]:
    groups: dict[str, list[Lagrum]] = {}
    for row in rows:
        groups.setdefault(row.reference.sfs, []).append(row)
    laws = [Law(sfs, law_title(sfs, registry), tuple(sorted(own, key=_place_key))) for sfs, own in groups.items()]
    return tuple(sorted(laws, key=_law_key))


def law_title(sfs: str, registry: Registry) -> str:
    """Give a law's name with its number; what is no law or regulation has a name for all."""
    if not sfs:
        return NOT_LAW
    statute = registry.by_number.get(sfs)
    title = statute.title or next(iter(statute.names), "").capitalize() if statute else ""
    return title if sfs in title else f"{title} ({sfs})" if title else sfs


def _law_key(law: Law) -> tuple[int, str, int]:
    """Sort acts by name, an act's newest first, then regulations by number, then what is no law."""
    if not law.sfs:
        return 2, "", 0
    if not law.sfs[:1].isdigit():
        return 1, law.sfs, 0
    return 0, NUMBER.sub("", law.title).casefold(), -int(law.sfs[:4])


def _place_key(row: Lagrum) -> tuple[tuple[int, str], tuple[int, str], str]:
    one = row.reference
    return sort_key(one.chapter or "0"), sort_key(one.section or "0"), one.canonical
