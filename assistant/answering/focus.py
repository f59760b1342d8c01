"""What a question is about: its words with their weights, and the kind of thing it asks for."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.documents.corpus import Corpus
from assistant.index.lexical import stems
from assistant.retrieval.asked_for import Fact, asked_for, holds
from assistant.retrieval.query import Query, content_words

TELEPHONE_BONUS = 1.0
"""Bonus of a sentence with a telephone number where one is asked for: without the number it is no answer."""
KIN_WEIGHT = 0.6
"""What a word counts that stands in a sentence only as a part of a longer word, or the other way round."""
REST_WEIGHT = 0.3
"""What the words of the other parts of a question count for a part that points back to them."""
_SHORTEST_NEUTER = 6
"""Words in -et of at least so many letters are definite neuters."""
_POINTS_BACK = re.compile(
    r"\b(?:den|det|detta|denna|de|dem|dom|dessa|dit|där|han|hon|hen|honom|henne|hans|hennes|deras|it|they|she|he|there)\b",
    re.IGNORECASE,
)
_SHORTEST_KIN = 5
"""Parts of words shorter than this ("stöd" in "stödja" is four) say too little."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a question of a kind is put, how a sentence that answers it is put, and the bonus of such a sentence."""

    asks: re.Pattern[str]
    says: re.Pattern[str]
    bonus: float


def _kind(asks: str, says: str, bonus: float) -> Kind:
    return Kind(re.compile(asks, re.IGNORECASE), re.compile(says, re.IGNORECASE), bonus)


# The bonuses are the coefficients of a logistic model of which sentence of its paragraph answers a typical question, over
# that of the share of its words: evals/tune_quotes.py prints them.
KINDS = (
    _kind(
        r"\b(?:hur (?:många|mycket|länge|lång\w*|ofta|gammal|gamla|snabbt|snart|stor\w*)|ålder\w*|antal\w*|gräns\w*|max\w*"
        r"|minst|minimi\w*|how (?:many|much|long|often))\b",
        r"\d|\b(?:en|ett|två|tre|fyra|fem|sex) (?:till|år|gång|månad|veck|dag|tillfäll)\w*"
        r"|\b(?:max|minst|högst|skyndsamt|omedelbart|dröjsmål|löpande|regelbund)\w*",
        0.15,
    ),
    _kind(
        r"\d+[- ]?år(?:ing\w*|s)?\b|\b(?:ålder\w*|hur gam\w+|myndig\w*|minderårig\w*|how old|age)\b",
        r"\b\d+ års?\b|\bålder\w*|\b(?:under|över|fyllt) \d+\b",
        0.5,
    ),
    _kind(
        r"\b(?:varför|syfte\w*|anledning\w*|poäng\w*|meningen|orsak\w*|till för|mål\w*|why|purpose)\b",
        r"\b(?:eftersom|därför|på grund av|för att|syft\w*|innebär\w*|leda till|bidra|målet|anledning\w*|så att|då)\b",
        0.2,
    ),
    _kind(
        r"\b(?:lagrum\w*|paragraf\w*|vilken (?:lag|regel|bestämmelse)\w*|enligt vilken|kap|lagen|lagstöd|which law|section"
        r"|var står)\b|§",
        r"§|\blag(?:en)?\b",
        0.15,
    ),
    _kind(
        r"\b(?:måste|ska|skall|krävs|kräver|behöver|bör|skyldig\w*|tvungen|obligatorisk\w*|must|have to|should|need)\b",
        r"\b(?:ska|skall|måste|krävs|kräver|behöver|bör|skyldig\w*|alltid|villkor\w*|förutsättning\w*)\b",
        0.1,
    ),
    _kind(
        r"\b(?:får|kan|går det|okej|tillåt\w*|rätt|möjlig\w*|can|may|allowed)\b",
        r"\b(?:får|kan|möjlig\w*|rätt|tillåt\w*|undantag\w*|inte|dock|endast)\b",
        0.1,
    ),
    _kind(
        r"\b(?:vad (?:är|innebär|menas|betyder|avses|kallas)|definition\w*|definieras|begreppet|what (?:is|does))\b",
        r"\b(?:innebär|definier\w*|avses|kallas|är en|är ett|menas|begrepp\w*|betyder|handlar om|omfattar)\b",
        0.2,
    ),
    _kind(
        r"\b(?:inte|utan|vägra\w*|neka\w*|slipp\w*|ej|not|refuse\w*)\b",
        r"\b(?:inte|utan|undantag\w*|ej|dock|avslå\w*|neka\w*)\b",
        0.1,
    ),
    _kind(
        r"\b(?:vem|vems|vilka? (?:enhet|nämnd|myndighet|förvaltning|instans|aktör)\w*|who)\b",
        r"\b(?:\w*nämnd\w*|socialtjänst\w*|handläggare\w*|utförare\w*|\w*förvaltning\w*|enhet\w*|polis\w*|kommun\w*"
        r"|åklagar\w*|chef\w*|myndighet\w*|skatteverket|den enskilde|personal\w*|medarbetare\w*|vårdnadshavare\w*)\b",
        0.13,
    ),
)


@dataclass(frozen=True, slots=True)
class Focus:
    """What a question is about: the weight (inverse document frequency) of each of its stems, and its words."""

    question: str
    weights: Mapping[str, float]
    _kinds: tuple[Kind, ...] = field(init=False, repr=False, compare=False)
    _wants_telephone: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Read once what the question asks for: its answers are looked for in hundreds of sentences."""
        object.__setattr__(self, "_kinds", tuple(kind for kind in KINDS if kind.asks.search(self.question)))
        object.__setattr__(self, "_wants_telephone", asked_for(self.question) is Fact.TELEPHONE)

    def share(self, text: str) -> float:
        """Give the weighted share of the question's stems that stand in a text, 0 to 1."""
        total = sum(self.weights.values())
        return sum(self.weights[stem] for stem in _stems_of(text) & self.weights.keys()) / total if total else 0.0

    def nearness(self, text: str) -> float:
        """Give `share`, with words that are a part of a longer word counted in part ("straff" in "minimistraff"), 0 to 1."""
        return sum(self.held(text).values())

    def held(self, text: str) -> dict[str, float]:
        """Give what each of the question's stems adds to the `nearness` of a text."""
        total = sum(self.weights.values())
        found = _stems_of(text)
        return {
            stem: weight / total * (1.0 if stem in found else KIN_WEIGHT * kinship(stem, found))
            for stem, weight in self.weights.items()
        }

    def bonus(self, text: str) -> float:
        """Give the bonus of a text that is put as an answer of the kind that the question asks for."""
        fitting = sum(kind.bonus for kind in self._kinds if kind.says.search(text))
        return fitting + TELEPHONE_BONUS * (self._wants_telephone and holds(text, Fact.TELEPHONE))

    def part(self, words: str) -> Focus:
        """Give the focus of a part of the question; where it points back ("den", "hon"), the other parts count a little."""
        inside = set(plain_stems(words)) & self.weights.keys()
        if not inside:
            return Focus(words, self.weights)
        rest = REST_WEIGHT if _POINTS_BACK.search(words) else 0.0
        weights = {stem: weight if stem in inside else rest * weight for stem, weight in self.weights.items()}
        return Focus(words, {stem: weight for stem, weight in weights.items() if weight})


class Weights:
    """Weights of stems: the logarithm of one over the share of paragraphs that hold them (inverse document frequency)."""

    def __init__(self, corpus: Corpus) -> None:
        self._count = len(corpus.paragraphs)
        self._held = Counter(stem for paragraph in corpus.paragraphs for stem in set(plain_stems(paragraph.full_text)))

    def focus(self, query: Query) -> Focus:
        """Give what a question is about; words that stand in no paragraph, nor have a part that does, weigh nothing."""
        words = dict.fromkeys(plain_stems(" ".join(content_words(query.terms))))
        held = {stem: self._held[stem] or self._held_by_kin(stem) for stem in words}
        return Focus(query.text, {stem: math.log(1 + self._count / count) for stem, count in held.items() if count})

    def _held_by_kin(self, stem: str) -> int:
        """Give how many paragraphs hold the word that an unknown compound ends with, 0 where there is none."""
        ends = [stem[i:] for i in range(1, len(stem) - _SHORTEST_KIN + 1)]
        return next((self._held[end] for end in ends if self._held[end]), 0)


def plain_stems(text: str) -> list[str]:
    """Give the stems of a text's words, the definite neuter too ("straffet"), which the Swedish stemmer leaves as it is."""
    return [stem.removesuffix("et") if len(stem) >= _SHORTEST_NEUTER else stem for stem in stems(text)]


@lru_cache(maxsize=8_192)
def _stems_of(text: str) -> frozenset[str]:
    """Give the stems of a text of the corpus: the same sentences are looked at in question after question."""
    return frozenset(plain_stems(text))


@lru_cache(maxsize=8_192)
def _long(found: frozenset[str]) -> tuple[str, ...]:
    return tuple(stem for stem in found if len(stem) >= _SHORTEST_KIN)


def kinship(stem: str, found: frozenset[str]) -> float:
    """Give how much of a stem is the same word as one of those found, 0 to 1.

    What a compound ends with is the same kind of thing ("straff" of "minimistraff"): 1. Otherwise the shared part counts
    by its share of the longer word.
    """
    best = 0.0
    for other in _long(found) if len(stem) >= _SHORTEST_KIN else ():
        if stem.endswith(other) or other.endswith(stem):
            return 1.0
        if other in stem or stem in other:
            best = max(best, min(len(stem), len(other)) / max(len(stem), len(other)))
    return best
