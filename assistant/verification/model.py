"""The shapes of a comparison: what a sentence rests on, how it differs from that, and the judgement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.documents.model import Document, Paragraph


class Kind(StrEnum):
    """In what a sentence differs from its source."""

    MODALITY = "modality"
    NUMBER = "number"
    NEGATION = "negation"
    ACTOR = "actor"
    REFERENCE = "reference"
    PLACE = "place"
    CONDITION = "condition"
    TIME = "time"
    CONTENT = "content"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: the deciding words in the sentence and in the source, each empty where there are none."""

    kind: Kind
    claim: str
    source: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a sentence is said to rest on.

    ``quote`` are words of the paragraph with its footnotes (`Paragraph.full_text`), white space collapsed.
    """

    paragraph: Paragraph
    document: Document
    quote: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a sentence stands on its evidence.

    ``support`` is the share of right sentences among those with such coverage in development, 0 to 1; a sentence may
    have a high support and not stand, because one deciding word differs.
    """

    stands: bool
    differences: tuple[Difference, ...]
    support: float
