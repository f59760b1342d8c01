"""Fills in the legal references of a corpus that has been read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from assistant.documents.model import CatalogueEntry, Document, Footnote, LegalReference, Paragraph, Section
from assistant.law.grammar import parse
from assistant.law.registry import Registry, shipped_registry

if TYPE_CHECKING:
    from assistant.documents.corpus import Corpus


def annotate(corpus: Corpus, *, registry: Registry | None = None) -> Corpus:
    """Find the legal references of every paragraph and footnote.

    What an abbreviation such as SoL means follows from the document's catalogue row; for a document whose row does not
    say, from its date.

    Parameters
    ----------
    corpus
        Documents as the parser read them.
    registry
        The statutes that are known; unset: those of the corpus that ships.

    Returns
    -------
    Corpus
        The same with ``legal_references`` filled; offsets lie in the paragraph's, or the footnote's, own ``text``.
    """
    known = registry or shipped_registry()
    documents = {key: annotate_document(document, registry=known) for key, document in corpus.documents.items()}
    return replace(corpus, documents=MappingProxyType(documents))


def annotate_document(document: Document, *, registry: Registry | None = None) -> Document:
    """Find the legal references of one document; see `annotate`."""
    known = registry or shipped_registry()
    basis = law_basis(document.entry, known)
    paragraphs = tuple(_paragraph(paragraph, basis, known) for paragraph in document.paragraphs)
    return replace(document, paragraphs=paragraphs)


def heading_references(
    document: Document, *, registry: Registry | None = None
) -> tuple[tuple[Section, tuple[LegalReference, ...]], ...]:
    """Find the legal references of a document's headings: a heading is no paragraph, but it too has to be revised.

    Parameters
    ----------
    document
        A document that has been read.
    registry
        The statutes that are known; unset: those of the corpus that ships.

    Returns
    -------
    tuple of section and references
        Each section in reading order, most of them without any; offsets lie in the heading, ``section.path[-1]``.
    """
    known = registry or shipped_registry()
    basis = law_basis(document.entry, known)
    return tuple((section, parse(section.path[-1], basis, registry=known)) for section in document.sections)


def law_basis(entry: CatalogueEntry, registry: Registry) -> Mapping[str, str]:
    """Give what a document means by a shared abbreviation: its catalogue row, else what it meant on the document's date."""
    if entry.law_basis or entry.date is None:
        return entry.law_basis
    return registry.basis_on(entry.date)


def _paragraph(paragraph: Paragraph, basis: Mapping[str, str], registry: Registry) -> Paragraph:
    footnotes = tuple(_footnote(note, basis, registry) for note in paragraph.footnotes)
    references = parse(paragraph.text, basis, registry=registry)
    return replace(paragraph, legal_references=references, footnotes=footnotes)


def _footnote(note: Footnote, basis: Mapping[str, str], registry: Registry) -> Footnote:
    return replace(note, legal_references=parse(note.text, basis, registry=registry))
