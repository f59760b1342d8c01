"""Proper names of a corpus: words that its documents never write with a small letter."""

from __future__ import annotations

import re

from assistant.documents.corpus import Corpus

_WORD = re.compile(r"[^\W\d_]{3,}")
_IN_SENTENCE = re.compile(r"(?<=[a-zåäö,] )[A-ZÅÄÖ][a-zåäöé]{2,}(?![^\W_])")

_names: dict[str, frozenset[str]] = {}


def names_of_corpus(corpus: Corpus) -> frozenset[str]:
    """Give the words, as written, that stand with a capital in the middle of a sentence and nowhere with a small letter."""
    if corpus.sha256 not in _names:
        _names.clear()
        text = "\n".join(paragraph.full_text for paragraph in corpus.paragraphs)
        small = {word for word in _WORD.findall(text) if word[0].islower()}
        capital = {match[0] for match in _IN_SENTENCE.finditer(text)}
        _names[corpus.sha256] = frozenset(word for word in capital if word.casefold() not in small)
    return _names[corpus.sha256]
