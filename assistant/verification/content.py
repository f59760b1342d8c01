"""How much of what a sentence says is said by its source: word by word, weighed by rarity."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.documents.corpus import Corpus
from assistant.verification.tables import everyday_words, idioms, light_words, word_set
from assistant.verification.words import (
    Word,
    all_synonyms_of,
    are_paraphrases,
    are_synonyms,
    has_paraphrases,
    is_verb,
    opposites,
    read_words,
    synonyms_of,
)
from assistant.verification.words import verb_key as stem_of

_SHORTEST_PART = 4
"""Letters of the shortest word that may be a part of a compound."""
_BEGINNING = 3
_ROOT = 5
"""Letters that two words of one root begin with."""
_HEAD, _WIDER, _SYNONYM, _DERIVED, _AROUND = 0.9, 0.55, 0.9, 0.75, 0.75
"""What a word counts that the source has as the end of a compound, only in part, as a synonym, or only around the unit."""
_RAREST = 5.0
"""Rarity that a word has at most: everyday words that no guideline has are not rarer than the rarest that one has."""
_PARAPHRASE = 0.85
"""What a word counts that the source says in other words."""
_LIGHT, _EVERYDAY = 0.25, 0.5
"""What a word of little weight, and one of everyday Swedish, counts of its rarity."""
_REPLACING = 0.4
"""What a word counts that stands in the place of another of the source: most likely it says the same in other words."""
_SPLICED = 0.2
"""How much less of a clause one source has than all together, from which it is put together of several."""


class Rarity:
    """How rare each stem is among the paragraphs of a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        counts: Counter[str] = Counter()
        for paragraph in corpus.paragraphs:
            counts.update({word.stem for word in read_words(paragraph.full_text)})
        self._counts, self._total = counts, len(corpus.paragraphs)

    def __call__(self, stem: str) -> float:
        """Give the logarithm of how many paragraphs there are to each that has the stem."""
        return math.log((self._total + 1) / (self._counts[stem] + 0.5))


@dataclass(frozen=True, slots=True)
class Bag:
    """The stems of a text, and those of words long enough to be a compound or the end of one."""

    stems: frozenset[str]

    @classmethod
    def of(cls, words: Iterable[Word]) -> Bag:
        """Gather the stems of words; parts of words with a hyphen count too."""
        found = set()
        for word in words:
            found.add(word.stem)
            if "-" in word.low:
                found.update(_parts(word.low))
        return cls(frozenset(found))

    def tells(self, stem: str) -> float:
        """Tell how far a stem is found, or a paraphrase of it."""
        found = self.holds(stem)
        if found < _PARAPHRASE and has_paraphrases(stem) and any(are_paraphrases(stem, other) for other in self.stems):
            return _PARAPHRASE
        return found

    def holds(self, stem: str) -> float:
        """Tell how far a stem is found, 0 to 1: itself, as the end of a compound, by a synonym, by its parts."""
        if stem in self.stems:
            return 1.0
        if len(stem) < _SHORTEST_PART - 1:
            return _SYNONYM if any(are_synonyms(stem, other) for other in self.stems) else 0.0
        best = max((likeness(stem, other) for other in self._near(stem)), default=0.0)
        return _HEAD if best == _WIDER and self._has_parts(stem) else best

    def _near(self, stem: str) -> Iterable[str]:
        """Give the stems that `likeness` may find like another: comparing every one of them takes long."""
        same, begins, ends = _kin(stem)
        return [
            one
            for one in self.stems
            if one.startswith(begins) or one.endswith(ends) or stem.endswith(one) or (same and one in same)
        ]

    def _has_parts(self, stem: str) -> bool:
        """Tell whether the parts of a compound are all found: "riskbedömning" in "bedömning av risk"."""
        for other in self.stems:
            if len(other) >= _SHORTEST_PART and (stem.startswith(other) or stem.endswith(other)):
                rest = (stem[len(other) :] if stem.startswith(other) else stem[: -len(other)]).strip("s-")
                if len(rest) >= _SHORTEST_PART - 1 and any(one != other and one.startswith(rest) for one in self.stems):
                    return True
        return False


@lru_cache(maxsize=1024)
def _parts(word: str) -> frozenset[str]:
    return frozenset(part.stem for part in read_words(word.replace("-", " ")))


@lru_cache(maxsize=16384)
def _kin(stem: str) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Give the synonyms of a stem, and what words may begin and end with that `likeness` finds like it."""
    parts = tuple(synonyms_of(stem))
    return all_synonyms_of(stem), (stem[:_BEGINNING], *parts), (stem, *parts)


@lru_cache(maxsize=262144)
def likeness(stem: str, other: str) -> float:
    """Tell how far one stem says what another says, 0 to 1."""
    if are_synonyms(stem, other):
        return _SYNONYM
    shorter = min(len(stem), len(other))
    if shorter < _SHORTEST_PART - 1:
        return 0.0
    begins = stem[:_BEGINNING] == other[:_BEGINNING]
    if (begins and shorter >= _SHORTEST_PART and other.startswith(stem)) or other.endswith(stem):
        return _HEAD if shorter >= _SHORTEST_PART or len(other) >= 2 * shorter else _WIDER
    if shorter >= _SHORTEST_PART and ((begins and stem.startswith(other)) or stem.endswith(other)):
        return _WIDER
    if any(other.endswith(part) and len(other) - len(part) >= _SHORTEST_PART - 1 for part in synonyms_of(stem)):
        return _SYNONYM
    if any(other.startswith(part) and len(part) >= _ROOT and len(other) > len(part) for part in synonyms_of(stem)):
        return _DERIVED
    shared = _shared(stem, other)
    if begins and shared >= max(_ROOT, round(0.7 * shorter)) and {stem[shared:], other[shared:]} <= suffixes():
        return _DERIVED
    return 0.0


@lru_cache(maxsize=1)
def suffixes() -> frozenset[str]:
    """Give what words of one root may end with after it, as the stemmer leaves it: "bedöm", "bedömning", "bedömande"."""
    return word_set("suffixes") | {""}


def _shared(one: str, other: str) -> int:
    end = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        end += 1
    return end


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a sentence its source says: the weighted share, the heaviest word that is missing, and the missing ones.

    ``heaviest_noun`` is the heaviest that is no verb, ``heaviest_verb`` the heaviest that is one.
    """

    share: float
    heaviest: float
    heaviest_noun: float
    heaviest_verb: float
    missing: tuple[Word, ...]
    opposed: tuple[tuple[Word, str], ...]
    count: int


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of a sentence's words besides their stems, by where they start.

    ``idioms`` are the stems that the words of a set phrase stand for, ``replacing`` the words that stand in the place of
    words of the source that the sentence has not.
    """

    idioms: Mapping[int, tuple[str, ...]]
    replacing: frozenset[int]


def idioms_in(words: Sequence[Word]) -> dict[int, tuple[str, ...]]:
    """Give the stems that the words of set phrases stand for, by where each word starts."""
    found: dict[int, tuple[str, ...]] = {}
    for one in idioms().find([word.low for word in words]):
        meant = tuple(stem_of(word) for word in one.name.split())
        found |= {word.start: meant for word in words[one.first : one.after]}
    return found


def cover(words: Sequence[Word], near: Bag, around: Bag, rarity: Rarity, said: Said) -> Coverage:
    """Weigh the words of a sentence by whether the units, or at less weight what stands around them, have them."""
    total = got = 0.0
    heaviest = {True: 0.0, False: 0.0}
    missing: list[Word] = []
    opposed: list[tuple[Word, str]] = []
    carrying = [word for word in words if word.carries]
    for word in carrying:
        weight = weight_of(word, rarity)
        own = near.tells(word.stem)
        found = max(own, _AROUND * around.holds(word.stem))
        found = max([found, *(_SYNONYM * near.holds(stem) for stem in said.idioms.get(word.start, ()))])
        if found < _WIDER and word.start in said.replacing:
            found = max(found, _REPLACING)
        total += weight
        got += weight * found
        acts = is_verb(word.low)
        heaviest[acts] = max(heaviest[acts], weight * (1 - found))
        if found < _REPLACING and word.low not in light_words():
            missing.append(word)
    for word in words:
        other = opposites().get(word.stem, frozenset()) & near.stems
        if other and word.tells and near.holds(word.stem) < _WIDER:
            opposed.append((word, min(other)))
    share = got / total if total else 1.0
    noun, verb = heaviest[False], heaviest[True]
    return Coverage(share, max(noun, verb), noun, verb, tuple(missing), tuple(opposed), len(carrying))


def weight_of(word: Word, rarity: Rarity) -> float:
    """Give what a word weighs: its rarity, less of words that carry little in a retelling."""
    common = _LIGHT if word.low in light_words() else _EVERYDAY if word.low in everyday_words() else 1.0
    return min(rarity(word.stem), _RAREST) * common


def spliced(words: Sequence[Word], groups: Sequence[Bag], rarity: Rarity) -> bool:
    """Tell whether words stand only in several texts together, in none of them alone; there are two texts or more."""
    carrying = [word for word in words if word.carries and word.low not in light_words()]
    weights = [min(rarity(word.stem), _RAREST) for word in carrying]
    held = [[bag.holds(word.stem) for word in carrying] for bag in groups]
    if not carrying:
        return False
    together = sum(weight * max(column) for weight, column in zip(weights, zip(*held, strict=True), strict=True))
    alone = max(sum(weight * one for weight, one in zip(weights, row, strict=True)) for row in held)
    return bool(together - alone > _SPLICED * sum(weights))
