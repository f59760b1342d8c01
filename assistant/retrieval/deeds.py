"""What a question turns on besides its subject: that something is decided, paid, documented, signed, a sign of something.

Case workers and documents put it in different words, so each is a group of them (data/deeds.toml). A paragraph on the right
subject that says nothing of it does not answer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from assistant.index.lexical import words
from assistant.retrieval.facts import deed_words
from assistant.text import sentences

_NEAR = 6
"""A deed is what a question turns on where it stands among so many words from the one that asks."""
_ASKS = re.compile(
    r"\b(?:vem|vilk(?:en|et|a)|vad|va|hur|när|var|vart|varför|får|kan|måste|ska|skall|bör|behöver|who|which|what|how|when|where|may|can"
    r"|must|should|does|do|is)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=16_384)
def deeds_in(text: str) -> frozenset[str]:
    """Give the names of the groups that a text has a word of."""
    return frozenset(name for name, pattern in deed_words().items() if pattern.search(text))


@dataclass(frozen=True, slots=True)
class Deed:
    """What a question turns on: the names of all groups that have a word of it, and the words it is asked with, folded.

    A sentence with a word of any of the groups speaks of it; the words say nothing of the question's subject.
    """

    names: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=256)
def deeds_asked(question: str) -> tuple[Deed, ...]:
    """Give what a question turns on: each word of a group near the word that asks, in the sentence that asks."""
    asking = _asking(question)
    by_place: defaultdict[int, set[str]] = defaultdict(set)
    for name, pattern in deed_words().items():
        for match in pattern.finditer(asking):
            by_place[match.start()].add(name)
    return tuple(dict.fromkeys(_deed(frozenset(by_place[place]), question) for place in sorted(by_place)))


def _deed(names: frozenset[str], question: str) -> Deed:
    found = (match[0] for name in names for match in deed_words()[name].finditer(question))
    return Deed(names, frozenset(word for stretch in found for word in words(stretch)))


def _asking(question: str) -> str:
    """Give the words near the one that asks; keywords, which ask by no word, whole."""
    parts = [question[start:end] for start, end in sentences(question)]
    part = next((part for part in parts if "?" in part), parts[-1] if parts else question)
    found = _ASKS.search(part)
    tokens = list(re.finditer(r"\w+", part[found.start() :] if found else part))
    begin = found.start() if found else 0
    return part[begin : begin + tokens[min(_NEAR, len(tokens) - 1)].end()] if tokens else part
