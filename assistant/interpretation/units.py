"""The sentences and items that a claim is laid beside: those of the paragraphs found that have most of its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.documents.corpus import Corpus
from assistant.documents.model import Paragraph
from assistant.retrieval.search import Hit
from assistant.text import collapse
from assistant.verification.content import Bag, Rarity
from assistant.verification.model import Evidence
from assistant.verification.units import Unit, find_units
from assistant.verification.words import Word, read_words

PARAGRAPHS = 8
"""Paragraphs of each publisher that are looked at: of the development claims none has its paragraph further down."""
_AROUND = 0.5
"""What a word counts that stands only in the headings or the sentence before."""
_ASKED = 0.1
"""What a unit gets that the nearest typical question asks for."""
_RANK = 0.02
"""What a unit loses for each place that its paragraph stands further down."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit, where it stands in its paragraph, how its paragraph was found, and the share of the claim's words it has."""

    unit: Unit
    number: int
    hit: Hit | None
    rank: int
    share: float
    score: float


class UnitStore:
    """The units of a corpus' paragraphs with their words, read when first asked for."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self.rarity = Rarity(corpus)
        self._units: dict[str, tuple[tuple[Unit, Bag, Bag], ...]] = {}

    def of(self, paragraph_id: str) -> tuple[tuple[Unit, Bag, Bag], ...]:
        """Give the units of a paragraph, each with its words and those around it."""
        if paragraph_id not in self._units:
            paragraph = self._corpus.paragraph(paragraph_id)
            evidence = Evidence(paragraph, self._corpus.document_of(paragraph_id), collapse(paragraph.full_text))
            self._units[paragraph_id] = tuple(
                (unit, Bag.of(read_words(unit.text)), Bag.of(read_words(f"{unit.headings} . {unit.around}")))
                for unit in find_units(evidence)
            )
        return self._units[paragraph_id]

    def candidates(self, words: Sequence[Word], hits: Iterable[tuple[int, str, Hit | None]]) -> list[Candidate]:
        """Give the units of paragraphs, best first: the words of the claim that each has, weighed by rarity."""
        weights = _weights(words, self.rarity)
        total = sum(weights.values()) or 1.0
        found: list[Candidate] = []
        for rank, paragraph_id, hit in hits:
            asked = _asked(hit, self._corpus.paragraph(paragraph_id))
            for number, (unit, near, around) in enumerate(self.of(paragraph_id)):
                share = sum(weight * _held(near, around, stem) for stem, weight in weights.items()) / total
                bonus = _ASKED if asked and any(one in unit.text or unit.text in one for one in asked) else 0.0
                found.append(Candidate(unit, number, hit, rank, share, share + bonus - _RANK * rank))
        return sorted(found, key=lambda one: -one.score)

    def share(self, words: Sequence[Word], group: Iterable[Candidate]) -> float:
        """Give the share of a claim's words that some units have together."""
        weights = _weights(words, self.rarity)
        bags = [self.of(one.unit.paragraph.id)[one.number] for one in group]
        got = sum(weight * max(_held(near, around, stem) for _, near, around in bags) for stem, weight in weights.items())
        return got / (sum(weights.values()) or 1.0)


@lru_cache(maxsize=1 << 17)
def _held(near: Bag, around: Bag, stem: str) -> float:
    """Tell how far a unit has a word; kept, since the same units are asked for the same words again and again."""
    return max(near.holds(stem), _AROUND * around.holds(stem))


def _weights(words: Sequence[Word], rarity: Rarity) -> Mapping[str, float]:
    return {word.stem: rarity(word.stem) for word in words if word.carries}


def _asked(hit: Hit | None, paragraph: Paragraph) -> tuple[str, ...]:
    """Give the words that the nearest typical question asks for in a paragraph."""
    places = hit.question_evidence if hit else ()
    return tuple(collapse(paragraph.full_text[one.start : one.end]) for one in places if one.paragraph_id == paragraph.id)
