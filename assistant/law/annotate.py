"""Reads a corpus with its legal references, or fills them in where it has been read."""

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
    from assistant.settings import Settings


def open_corpus(settings: Settings) -> Corpus:
    """Read the corpus that the settings name, with its legal references.

    Raises
    ------
    CorpusError
        Where a document or the catalogue cannot be used.
    """
    from assistant.documents.corpus import load_corpus, shipped_corpus_folder  # late: the grammar needs no documents

    return annotate(load_corpus(settings.corpus_dir or shipped_corpus_folder()))


def annotate(corpus: Corpus) -> Corpus:
    """Find the legal references of every paragraph and footnote.

    What an abbreviation such as SoL means follows from the document's catalogue row; for a document whose row does not
    say, from its date.

    Parameters
    ----------
    corpus
        Documents as the parser read them.

    Returns
    -------
    Corpus
        The same with ``legal_references`` filled; offsets lie in the paragraph's, or the footnote's, own ``text``.
    """
    documents = {key: annotate_document(document) for key, document in corpus.documents.items()}
    return replace(corpus, documents=MappingProxyType(documents))


def annotate_document(document: Document) -> Document:
    """Find the legal references of one document; see `annotate`."""
    basis = law_basis(document.entry, shipped_registry())
    paragraphs = tuple(_paragraph(paragraph, basis) for paragraph in document.paragraphs)
    return replace(document, paragraphs=paragraphs)


def heading_references(document: Document) -> tuple[tuple[Section, tuple[LegalReference, ...]], ...]:
    """Find the legal references of a document's headings: a heading is no paragraph, but it too has to be revised.

    Parameters
    ----------
    document
        A document that has been read.

    Returns
    -------
    tuple of section and references
        Each section in reading order, most of them without any; offsets lie in the heading, ``section.path[-1]``.
    """
    basis = law_basis(document.entry, shipped_registry())
    return tuple((section, parse(section.path[-1], basis)) for section in document.sections)


def law_basis(entry: CatalogueEntry, registry: Registry) -> Mapping[str, str]:
    """Give what a document means by a shared abbreviation: its catalogue row, else what it meant on the document's date."""
    if entry.law_basis or entry.date is None:
        return entry.law_basis
    return registry.basis_on(entry.date)


def _paragraph(paragraph: Paragraph, basis: Mapping[str, str]) -> Paragraph:
    footnotes = tuple(_footnote(note, basis) for note in paragraph.footnotes)
    references = parse(paragraph.text, basis)
    return replace(paragraph, legal_references=references, footnotes=footnotes)


def _footnote(note: Footnote, basis: Mapping[str, str]) -> Footnote:
    return replace(note, legal_references=parse(note.text, basis))
