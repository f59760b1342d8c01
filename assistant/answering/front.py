"""Questions about a document as a whole: when it was decided, its number, what it is about; from its front matter alone."""

from __future__ import annotations

import re

from assistant.answering.sources import Source
from assistant.answering.stretches import Excerpt, Stretch, units_of
from assistant.documents.corpus import Corpus
from assistant.documents.model import Document, Kind
from assistant.text import listed

_DOCUMENT = r"(?:riktlinje\w*|dokument\w*|insatsbeskrivning\w*|bilaga\w*)"
_ASKS_DATE = re.compile(
    rf"\bnär (?:beslutades|beslutade|fastställdes|antogs|togs|skrevs|publicerades|kom)\b[^?]*\b{_DOCUMENT}"
    rf"|\b(?:vilket datum|hur gam\w+|hur ny\w*|daterad\w*|från vilket år)\b[^?]*\b{_DOCUMENT}"
    rf"|\b{_DOCUMENT}[^?]*\b(?:daterad\w*|beslutsdatum)\b",
    re.IGNORECASE,
)
_ASKS_NUMBER = re.compile(r"\b(?:dnr|diarienum\w*)\b", re.IGNORECASE)
_ASKS_SUBJECT = re.compile(
    rf"\bvad handlar (?:\w+ ){{0,3}}{_DOCUMENT} om\b|\bsammanfatta\b[^?]*\b{_DOCUMENT}|\bvad är det här för {_DOCUMENT}",
    re.IGNORECASE,
)
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_NUMBER = re.compile(r"^dnr\b", re.IGNORECASE)
_OPENS = re.compile(r"inledning|syfte|innehåll", re.IGNORECASE)
_SUBJECT_LENGTH = 600
"""Characters of all documents' first words together."""


def front_facts(question: str, corpus: Corpus, document_ids: frozenset[str]) -> tuple[list[Source], str] | None:
    """Answer a question for a document's date or number from its front matter.

    Parameters
    ----------
    question
        The question as asked.
    corpus
        The documents.
    document_ids
        The documents that the question is about; empty: all.

    Returns
    -------
    tuple or None
        The sources, and what to say of the documents that do not tell; None where the question asks for something else.
    """
    by_date = _ASKS_DATE.search(question)
    if not by_date and not _ASKS_NUMBER.search(question):
        return None
    wanted, fact = (_DATE, "datum") if by_date else (_NUMBER, "diarienummer")
    found, silent = [], []
    for document in _asked(corpus, document_ids):
        source = _front_line(document, wanted)
        found += [source] if source else []
        silent += [] if source else [document.entry.short_title]
    told = f"Inget {fact} står i {listed(silent, 'eller')}." if silent else ""
    return found, told


def subject_of(question: str, corpus: Corpus, document_ids: frozenset[str]) -> list[Source]:
    """Quote how each document begins where the question asks what it is about; empty where it asks something else."""
    if not _ASKS_SUBJECT.search(question):
        return []
    documents = _asked(corpus, document_ids)
    return [source for document in documents if (source := _beginning(document, _SUBJECT_LENGTH // len(documents)))]


def _asked(corpus: Corpus, document_ids: frozenset[str]) -> list[Document]:
    return [document for document in corpus.documents.values() if not document_ids or document.id in document_ids]


def _front_line(document: Document, wanted: re.Pattern[str]) -> Source | None:
    """Quote a document's front matter where one of its lines is what is wanted."""
    for paragraph in document.paragraphs:
        if paragraph.kind is Kind.FRONT_MATTER and any(wanted.match(line) for line in paragraph.text.split("\n")):
            whole = Stretch(0, len(paragraph.text))
            return Source(True, paragraph, document, (Excerpt((whole,), whole),))
    return None


def _beginning(document: Document, length: int) -> Source | None:
    paragraphs = [one for one in document.paragraphs if one.section and _OPENS.search(one.section[-1])]
    if not paragraphs:
        return None
    units = units_of(paragraphs[0])
    fitting = [unit for unit in units if unit.end <= length] or units[:1]
    excerpt = Excerpt((Stretch(0, fitting[-1].end),), Stretch(0, len(paragraphs[0].text)))
    return Source(True, paragraphs[0], document, (excerpt,))
