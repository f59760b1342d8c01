"""Wrong answers of the right kind: of the same form as the key, and surely not stated where the key stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.text import fold
from assistant.verification.words import is_finite, is_infinitive, read_words

_SHARED = 0.5
"""Share of the shorter one's content words that two options may have in common before they say nearly the same."""
_ASKING = re.compile(r"(?:vilke[nt]|vilka|hur|vem|huruvida)\b", re.IGNORECASE)
_LAW = re.compile(r"(?:lagen|förordningen)\b", re.IGNORECASE)


def normal(text: str) -> str:
    """Give a text as it is compared: no case, no marks, single spaces."""
    return " ".join(re.findall(r"\w+", fold(text)))


@lru_cache(maxsize=4096)
def content(text: str) -> frozenset[str]:
    """Give the stems of the words that carry matter, and the numbers."""
    return frozenset(word.stem for word in read_words(text) if word.carries) | frozenset(re.findall(r"\d+", text))


def overlap(one: str, other: str) -> float:
    """Give the share of the shorter text's content that the other has too, 0 to 1."""
    left, right = content(one), content(other)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def are_apart(one: str, other: str) -> bool:
    """Tell whether two options are plainly different: not equal, none within the other, little content in common."""
    left, right = normal(one), normal(other)
    figures, others = (frozenset(re.findall(r"\d+", text)) for text in (left, right))
    if figures and others and figures != others:
        return True
    return left != right and left not in right and right not in left and overlap(one, other) < _SHARED


def is_apart(option: str, text: str, others: Iterable[str]) -> bool:
    """Tell whether an option does not stand in a text and is plainly different from others."""
    return normal(option) not in normal(text) and all(are_apart(option, other) for other in others)


def form_of(item: str) -> str:
    """Name the grammatical form of a list's item, which decides what it can stand beside."""
    words = [word.low for word in read_words(re.sub(r"\(.*?\)", "", item))]
    if words[0] == "att" and len(words) > 1:
        return "att + infinitive" if is_infinitive(words[1]) else "att + clause"
    if words[:2] == ["den", "enskilde"]:
        return "the person"
    if _ASKING.match(item):
        return "question"
    if _LAW.search(item):
        return "law"
    if is_finite(words[0]):
        return "finite"
    if is_infinitive(words[0]):
        return "infinitive"
    return "clause" if any(is_finite(word) for word in words[1:4]) else "noun"
