"""What a claim says that its source denies in so many words: consent left aside, a demand waived, opposite words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from assistant.verification.actors import AGENT, actors_of
from assistant.verification.content import Bag
from assistant.verification.model import Difference, Kind
from assistant.verification.reading import NO, read
from assistant.verification.tables import actor_of, are_one, phrases
from assistant.verification.verifier import Comparison
from assistant.verification.words import Word, read_words, stem

_NEVER = "(?!)"
_SAME = 0.5
"""How far a source has a word from which it says it too."""
_NEAR = 0.3
"""Share of a clause that its counterpart has, from which the actors of both are compared."""
_CLEFT = re.compile(r"\b(?:det är|är det) (?:den |det |de )?([\wåäö-]+) som\b", re.IGNORECASE)
_NARROWED = re.compile(
    r"\b(?:bara|endast|enbart)\b.*\b(?:om|när|i undantagsfall|med samtycke)\b|\bbara i undantagsfall\b", re.I
)
_LIMITED = re.compile(r"\b(?:om|när|undantagsfall|undantag|krävs|kräver|förutsätt\w*|samtycke)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Opposed:
    kind: Kind
    claim: re.Pattern[str]
    source: re.Pattern[str]
    unless: re.Pattern[str]
    but: re.Pattern[str]


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(files("assistant.interpretation.data").joinpath("opposed.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _phrases() -> tuple[_Opposed, ...]:
    return tuple(
        _Opposed(Kind(row["kind"]), *(re.compile(row.get(name, _NEVER)) for name in ("claim", "source", "unless", "but")))
        for row in _table()["opposed"]
    )


@lru_cache(maxsize=1)
def _opposites() -> tuple[tuple[Kind, str, str], ...]:
    rows = ((Kind(kind), pair.split("/")) for kind, pairs in _table()["opposites"].items() for pair in pairs.split())
    pairs = [(kind, stem(one), stem(other)) for kind, (one, other) in rows]
    return tuple(dict.fromkeys(row for kind, one, other in pairs for row in ((kind, one, other), (kind, other, one))))


def phrase_differences(claim: str, source: str) -> list[Difference]:
    """Find phrases of a claim whose opposites stand in its source."""
    theirs = _against(source)
    return [Difference(theirs[at][0], claim[start:end], theirs[at][1]) for at, start, end in _said_in(claim) if at in theirs]


@lru_cache(maxsize=256)
def _said_in(claim: str) -> tuple[tuple[int, int, int], ...]:
    """Give the rows of the table whose phrases a claim has, and where."""
    low = claim.lower()
    found = ((at, one.claim.search(low)) for at, one in enumerate(_phrases()))
    return tuple((at, match.start(), match.end()) for at, match in found if match and not _phrases()[at].but.search(low))


@lru_cache(maxsize=4096)
def _against(source: str) -> dict[int, tuple[Kind, str]]:
    """Give the rows of the table that a source stands against, each with its kind and the source's words."""
    low = source.lower()
    found = {at: (one, one.source.search(low)) for at, one in enumerate(_phrases())}
    return {
        at: (one.kind, source[match.start() : match.end()])
        for at, (one, match) in found.items()
        if match and not one.unless.search(low)
    }


def word_differences(claim: str, source: str) -> list[Difference]:
    """Find words of a claim whose opposites stand in its source."""
    return list(_words(read_words(claim), read_words(source)))


def _words(own: tuple[Word, ...], theirs: tuple[Word, ...]) -> Iterator[Difference]:
    mine = {word.stem: word for word in own}
    source = {word.stem: word for word in theirs}
    for kind, one, other in _opposites():
        if one in mine and other in source and other not in mine and Bag.of(theirs).holds(one) < _SAME:
            yield Difference(kind, mine[one].text, source[other].text)


def cleft(claim: str, comparison: Comparison) -> list[Difference]:
    """Find whom a claim points out ("det är utföraren som …") where the source has another who does it."""
    match = _CLEFT.search(claim)
    name = actor_of(match[1].lower()) if match else ""
    if not match or not name:
        return []
    pairs = [pair for pair in comparison.pairs if pair.share >= _NEAR]
    agents = [actor for pair in pairs for actor in actors_of(pair.source) if actor.role == AGENT]
    if not agents or any(are_one(name, one.name) for one in agents):
        return []
    return [Difference(Kind.ACTOR, match[1], agents[0].word.text)]


def is_narrowed(claim: str, source: str) -> bool:
    """Tell whether a claim's "bara" only stresses a condition that its source has too ("bara om")."""
    return bool(_NARROWED.search(claim) and _LIMITED.search(source))


def is_odd(claim: str, source: str) -> bool:
    """Tell whether a claim and its source together hold an odd number of negative words."""
    return (_negatives(claim) + _negatives(source)) % 2 == 1


@lru_cache(maxsize=4096)
def _negatives(text: str) -> int:
    lows = [word.low for word in read(text).words]
    return sum(one.name == "clause" for one in phrases("negation").find(lows)) + sum(low in NO for low in lows)
