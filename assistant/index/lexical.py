"""Word search: BM25 over stemmed Swedish words and over their letters, through bm25s."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

from assistant.index.generations import damaged

_WORD = re.compile(r"[^\W_]+")

#: Settings of BM25 as its authors recommend for short texts; other values moved hit@1 by less than .01 (evals/tune_weights.py).
_K1 = 1.2
_B = 0.75

_GRAM = 4


def words(text: str) -> list[str]:
    """Give the words of a text in order, folded to lower case; punctuation, hyphens and section signs part words."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("swedish")


def stems(text: str) -> list[str]:
    """Give the Swedish stems of a text's words in order."""
    found: list[str] = _stemmer().stemWords(words(text))
    return found


def grams(text: str) -> list[str]:
    """Give the runs of four letters of a text's words, each word with its ends marked.

    They find what stemming does not: the parts of compounds ("hotbildsbedömning"), and words spelled wrong.
    """
    found: list[str] = []
    for word in words(text):
        marked = f"_{word}_"
        found += [marked[i : i + _GRAM] for i in range(max(1, len(marked) - _GRAM + 1))]
    return found


class LexicalIndex:
    """BM25 over one list of tokens a paragraph."""

    def __init__(self, scorer: bm25s.BM25, documents: int) -> None:
        self._scorer = scorer
        self._documents = documents

    @classmethod
    def build(cls, documents: Sequence[list[str]]) -> LexicalIndex:
        """Index the tokens of documents; scores come back in their order."""
        scorer = bm25s.BM25(k1=_K1, b=_B, backend="numpy")
        scorer.index([tokens or [""] for tokens in documents], show_progress=False)
        return cls(scorer, len(documents))

    def save(self, folder: Path) -> None:
        """Write the index to a folder."""
        self._scorer.save(str(folder), show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read an index that `save` wrote.

        Raises
        ------
        IndexUnavailableError
            Where a file is missing or damaged.
        """
        try:
            scorer = bm25s.BM25.load(str(folder), show_progress=False)
            return cls(scorer, int(scorer.scores["num_docs"]))
        except Exception:  # an empty file, one cut short and one of other content each raise another error
            raise damaged() from None

    def __len__(self) -> int:
        return self._documents

    def scores(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """Give the BM25 score of every document for the tokens of a query; unknown ones count nothing."""
        known = self._scorer.get_tokens_ids(list(tokens))
        if not known:
            return np.zeros(self._documents, dtype=np.float32)
        return np.asarray(self._scorer.get_scores_from_ids(known), dtype=np.float32)
