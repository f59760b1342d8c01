"""What a sentence rests on, widened: the whole sentences that hold the quoted words, with lead-in and surroundings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from assistant.documents.model import Document, Paragraph
from assistant.text import collapse, sentences
from assistant.verification.model import Evidence
from assistant.verification.words import read_words

_FEWEST_WORDS = 3
"""A quote of fewer words carries nothing, unless it is a whole sentence or item."""
_MOST_UNITS = 40


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or list item that holds quoted words.

    ``text`` has the lead-in of a list in front; ``around`` is the sentence before it, which it may speak of, ``headings`` its
    section and the document's title.
    """

    text: str
    around: str
    headings: str
    paragraph: Paragraph
    document: Document


@lru_cache(maxsize=512)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(collapse(text[start:end]) for start, end in sentences(text))


def find_units(evidence: Evidence) -> tuple[Unit, ...]:
    """Give the sentences and items that hold the words of a quote; none where the paragraph does not hold them exactly."""
    quote = collapse(evidence.quote)
    parts = _sentences(evidence.paragraph.full_text)
    whole = " ".join(parts)
    at = whole.find(quote) if quote else -1
    if at < 0 or (len(read_words(quote)) < _FEWEST_WORDS and quote.rstrip(".:") not in {part.rstrip(".:") for part in parts}):
        return ()
    chosen: dict[int, None] = {}
    while at >= 0 and len(chosen) < _MOST_UNITS:
        position = 0
        for number, part in enumerate(parts):
            if position < at + len(quote) and position + len(part) > at:
                chosen[number] = None
            position += len(part) + 1
        at = whole.find(quote, at + len(quote))
    return tuple(_unit(evidence, parts, number) for number in chosen)


def _unit(evidence: Evidence, parts: tuple[str, ...], number: int) -> Unit:
    paragraph = evidence.paragraph
    lead = _lead_in(paragraph, parts, number)
    text = f"{lead} {parts[number]}" if lead else parts[number]
    before = parts[number - 1] if number else ""
    headings = " . ".join((*paragraph.section, paragraph.term, evidence.document.entry.title))
    return Unit(text, before, headings, paragraph, evidence.document)


def _lead_in(paragraph: Paragraph, parts: tuple[str, ...], number: int) -> str:
    """Give the sentence that introduces a list, for a part that stands in one of its items."""
    if not paragraph.lead_in:
        return ""
    leads = _sentences(paragraph.lead_in)
    items = {_sentences(item)[0] for item in paragraph.items if item.strip()}  # what follows in an item stands by itself
    return leads[-1] if leads and parts[number] in items and parts[number] not in leads else ""
