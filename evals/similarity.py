"""How near two questions are in their wording, to keep the suites independent of the question bank.

Two measures, because each has a blind spot: shared character trigrams see through inflection and small words, shared
words see through short questions where a few letters weigh much.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer

MAX_TRIGRAMS = 0.70
"""Dice coefficient of character trigrams from which a question counts as a copy. Chosen by reading pairs in order of
nearness: from about .72 up they ask the same in the same words, below .70 they share a term and little else."""
MAX_WORDS = 0.60
"""Jaccard coefficient of words from which a question counts as a copy; chosen in the same way."""
_WORD = re.compile(r"\w+")
_Counts = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near two wordings are, 0 to 1 each, and the other wording."""

    trigrams: float
    words: float
    other: str

    @property
    def is_copy(self) -> bool:
        """Tell whether the wordings are too near to be called independent."""
        return self.trigrams >= MAX_TRIGRAMS or self.words >= MAX_WORDS


class Wordings:
    """Questions to compare with, prepared once.

    Raises
    ------
    ValueError
        Where there is nothing to compare with.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        if not texts:
            raise ValueError("nothing to compare with")
        self._texts = tuple(texts)
        self._trigrams = _Sets(_trigrams, texts)
        self._words = _Sets(_words, texts)

    def nearest(self, texts: Sequence[str]) -> list[Nearness]:
        """Give for each text the largest value of each measure; ``other`` is the wording nearest by trigrams."""
        shared, ours, theirs = self._trigrams.compare(texts)
        dice = 2 * shared / np.maximum(ours + theirs, 1)
        shared, ours, theirs = self._words.compare(texts)
        jaccard = (shared / np.maximum(ours + theirs - shared, 1)).max(axis=1)
        best = dice.argmax(axis=1)
        return [
            Nearness(float(dice[row, column]), float(jaccard[row]), self._texts[column])
            for row, column in enumerate(map(int, best))
        ]


class _Sets:
    """The features of texts as rows of a matrix of zeros and ones."""

    def __init__(self, features: Callable[[str], frozenset[str]], texts: Sequence[str]) -> None:
        self._features = features
        self._vectorizer = CountVectorizer(analyzer=features, binary=True, dtype=np.float32)
        self._matrix = self._vectorizer.fit_transform(texts)

    def compare(self, texts: Sequence[str]) -> tuple[_Counts, _Counts, _Counts]:
        """Give how many features are shared, ours (a column) and theirs (a row); ours that none of them has count too."""
        shared = (self._vectorizer.transform(texts) @ self._matrix.T).toarray()
        ours = np.array([[len(self._features(text))] for text in texts], dtype=np.float32)
        theirs = np.asarray(self._matrix.sum(axis=1), dtype=np.float32).reshape(1, -1)
        return shared, ours, theirs


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _trigrams(text: str) -> frozenset[str]:
    padded = f" {' '.join(_WORD.findall(text.casefold()))} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))
