"""What a question is about: its words with their weights, and the kind of thing it asks for."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.documents.corpus import Corpus
from assistant.index.lexical import stems
from assistant.retrieval.asked_for import Fact, asked_for, holds
from assistant.retrieval.query import Query, content_words

KIND_BONUS = 0.25
"""Bonus of a sentence that holds what the question asks for (a number, a section of law)."""
TELEPHONE_BONUS = 1.0
"""Bonus of a sentence with a telephone number where one is asked for: without the number it is no answer."""
_ASKS_NUMBER = re.compile(
    r"\b(?:hur (?:många|mycket|länge|lång\w*|ofta|gammal|gamla|stor\w*)|ålder\w*|antal\w*|telefon\w*|nummer|numret"
    r"|ringer?|mejl\w*|max\w*|minst|kostar|how (?:many|much|long|old))\b",
    re.IGNORECASE,
)
_ASKS_LAW = re.compile(
    r"\b(?:lagrum\w*|paragraf\w*|vilken lag|enligt vilken|kap|lagen|lagstöd|which law|section)\b|§", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Focus:
    """What a question is about: the weight (inverse document frequency) of each of its stems, and its words."""

    question: str
    weights: Mapping[str, float]

    def share(self, text: str) -> float:
        """Give the weighted share of the question's stems that stand in a text, 0 to 1."""
        total = sum(self.weights.values())
        return sum(self.weights[stem] for stem in set(stems(text)) & self.weights.keys()) / total if total else 0.0

    def bonus(self, text: str) -> float:
        """Give the bonus of a text that holds the kind of thing the question asks for."""
        wants_number = _ASKS_NUMBER.search(self.question) and re.search(r"\d|\b(?:ett|två|tre|fyra|fem)\b", text)
        wants_law = _ASKS_LAW.search(self.question) and "§" in text
        wants_telephone = asked_for(self.question) is Fact.TELEPHONE and holds(text, Fact.TELEPHONE)
        return KIND_BONUS * (bool(wants_number) + bool(wants_law)) + TELEPHONE_BONUS * wants_telephone


class Weights:
    """Weights of stems: the logarithm of one over the share of paragraphs that hold them (inverse document frequency)."""

    def __init__(self, corpus: Corpus) -> None:
        self._count = len(corpus.paragraphs)
        self._held = Counter(stem for paragraph in corpus.paragraphs for stem in set(stems(paragraph.full_text)))

    def focus(self, query: Query) -> Focus:
        """Give what a question is about; words that stand in no paragraph weigh nothing."""
        words = stems(" ".join(content_words(query.terms)))
        weights = {stem: math.log(1 + self._count / self._held[stem]) for stem in words if self._held[stem]}
        return Focus(query.text, weights)
