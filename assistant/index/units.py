"""What is embedded and searched: paragraphs, the items of long lists, and typical questions.

Every unit belongs to one paragraph, which is what is cited. Ids are made of content, so that building twice gives the
same index.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from assistant.documents.corpus import Corpus, TypicalQuestion
from assistant.documents.model import CatalogueEntry, Kind, Paragraph

#: A list longer than this is embedded item by item: together with title and headings it would pass the model's 512 tokens.
LONG_LIST = 1_200

#: A running text longer than this is embedded in overlapping stretches as well.
LONG_TEXT = 1_500

#: Changes when the text of a unit is put together in another way; an index with another number is built anew.
RECIPE = 1

#: The field of a stored unit that names its paragraph.
OWNER = "paragraph_id"

_ID_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of text that is embedded for a paragraph; ``item`` is its place in a long list, None for a whole paragraph."""

    id: str
    paragraph_id: str
    item: int | None
    text: str


@dataclass(frozen=True, slots=True)
class QuestionUnit:
    """A typical question that is embedded; ``question`` names every paragraph that holds some of the answer."""

    id: str
    question: TypicalQuestion

    @property
    def text(self) -> str:
        """Give the question's words."""
        return self.question.text

    @property
    def paragraph_id(self) -> str:
        """Give the paragraph that answers the question."""
        return self.question.evidence[0].paragraph_id


def heading_line(entry: CatalogueEntry, paragraph: Paragraph) -> str:
    """Write what stands in front of a unit: the document's title and the headings the paragraph stands under."""
    parts = [entry.title, *paragraph.section]
    if paragraph.term and paragraph.term not in paragraph.text[: len(paragraph.term) + 2]:
        parts.append(paragraph.term)
    return " › ".join(parts)


def make_units(corpus: Corpus) -> tuple[Unit, ...]:
    """Give what is embedded for each paragraph, in reading order.

    Returns
    -------
    tuple of Unit
        One a paragraph; a list over `LONG_LIST` characters and a list of contacts give one more for each item, with the
        lead-in in front. The whole paragraph comes first, item None.
    """
    units: dict[str, Unit] = {}
    for paragraph in corpus.paragraphs:
        entry = corpus.document_of(paragraph.id).entry
        heading = heading_line(entry, paragraph)
        for item, text in _stretches(paragraph):
            unit = _unit(paragraph.id, item, f"{heading}\n{text}")
            units.setdefault(unit.id, unit)
    return tuple(units.values())


def make_question_units(corpus: Corpus) -> tuple[QuestionUnit, ...]:
    """Give the typical questions, each once for the paragraphs it asks for."""
    units: dict[str, QuestionUnit] = {}
    for question in corpus.questions:
        places = ",".join(f"{part.paragraph_id}:{part.start}" for part in question.evidence)
        unit = QuestionUnit(_hash("question", places, question.text), question)
        units.setdefault(unit.id, unit)
    return tuple(units.values())


def _stretches(paragraph: Paragraph) -> list[tuple[int | None, str]]:
    text = paragraph.full_text
    by_item = paragraph.kind is Kind.CONTACT or len(text) > LONG_LIST
    if not paragraph.items or not by_item:
        return [(None, text)] if len(text) <= LONG_TEXT else [(None, text), *((None, part) for part in _windows(text))]
    lead_in = f"{paragraph.lead_in}\n" if paragraph.lead_in else ""
    notes = "\n".join(note.text for note in paragraph.footnotes)
    whole = text if len(text) <= LONG_TEXT else f"{lead_in}{text[:LONG_TEXT]}"
    pieces: list[tuple[int | None, str]] = [(None, whole)]
    pieces += [(number, f"{lead_in}{item}") for number, item in enumerate(paragraph.items)]
    if notes and len(text) > LONG_TEXT:
        pieces.append((None, notes))
    return pieces


def _windows(text: str) -> list[str]:
    half = LONG_TEXT // 2
    return [text[start : start + LONG_TEXT] for start in range(0, len(text) - half, half)]


def _unit(paragraph_id: str, item: int | None, text: str) -> Unit:
    return Unit(_hash("unit", paragraph_id, str(item), text), paragraph_id, item, text)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:_ID_LENGTH]
