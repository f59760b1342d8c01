"""Somebody's age against the ages that a source names: a 17-year-old is "mellan 13 och 26 år"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.verification.tables import values

_OLDEST = 150
_NUMBER = r"(\d{1,3}|[a-zåäö]{2,12})"
_SOMEBODY = (
    re.compile(rf"\b{_NUMBER}-?åring\w*", re.IGNORECASE),
    re.compile(
        rf"\b(?:på|är|var|vara|blir|bara|varit) {_NUMBER} år\b(?! (?:eller|och) (?:äldre|yngre|uppåt|nedåt))", re.IGNORECASE
    ),
)
_RANGES: tuple[tuple[re.Pattern[str], int, int], ...] = (
    # pattern with one or two numbers, and what is added to its ends
    (re.compile(rf"\b(?:mellan|från|i åldern) {_NUMBER}(?: och | till | ?[-–] ?){_NUMBER} år", re.IGNORECASE), 0, 0),
    (re.compile(rf"\b(?:minst|från|lägst|fyllt) {_NUMBER} år", re.IGNORECASE), 0, _OLDEST),
    (re.compile(rf"\bfyllt {_NUMBER}(?! år)\b", re.IGNORECASE), 0, _OLDEST),
    (re.compile(rf"\b{_NUMBER} år (?:eller|och) (?:äldre|uppåt)", re.IGNORECASE), 0, _OLDEST),
    (re.compile(rf"\b(?:över|äldre än) {_NUMBER} år", re.IGNORECASE), 0, _OLDEST),
    (re.compile(rf"\b(?:högst|upp till|till och med) {_NUMBER} år", re.IGNORECASE), -_OLDEST, 0),
    (re.compile(rf"\b(?:under|yngre än) {_NUMBER} år", re.IGNORECASE), -_OLDEST, -1),
)


@dataclass(frozen=True, slots=True)
class Ages:
    """Ages that a source names, both ends included, and the words."""

    least: int
    most: int
    words: str


@dataclass(frozen=True, slots=True)
class Age:
    """Somebody's age in a claim, its words, and the ages that the source names."""

    words: str
    inside: bool
    source: str


def compare(claim: str, source: str) -> Age | None:
    """Lay the age of somebody in a claim beside the first ages that a source names; None where one of them names none."""
    own = _somebody(claim)
    named = next(_ages(source), None)
    if own is None or named is None or any(True for _ in _ages(claim)):
        return None
    years, words = own
    return Age(words, named.least <= years <= named.most, named.words)


def compare_ranges(claim: str, source: str) -> tuple[str, str] | None:
    """Give the words for the ages that a claim and its source name, where the two have not the same ends."""
    own, named = next(_ages(claim), None), list(_ages(source))
    if own is None or not named or any(_agrees(own, one) for one in named):
        return None
    return own.words, named[0].words


def _agrees(one: Ages, other: Ages) -> bool:
    """Tell whether two ranges have the ends in common that the first one has; "över 18" and "fyllt 18" are one."""
    least = abs(one.least - other.least) <= 1 or one.least <= 0
    return least and (one.most == other.most or one.most >= _OLDEST)


@lru_cache(maxsize=1024)
def _years(word: str) -> int | None:
    low = word.lower()
    number = low if low.isdigit() else values("numbers").get(low, "")
    return int(number) if number.isdigit() else None


def _somebody(text: str) -> tuple[int, str] | None:
    for pattern in _SOMEBODY:
        for match in pattern.finditer(text):
            years = _years(match[1])
            if years is not None:
                return years, match[0]
    return None


def _ages(text: str) -> Iterator[Ages]:
    for pattern, below, above in _RANGES:
        for match in pattern.finditer(text):
            numbers = [years for group in match.groups() if (years := _years(group)) is not None]
            if len(numbers) == len(match.groups()):
                yield Ages(numbers[0] + below, numbers[-1] + above, match[0])
