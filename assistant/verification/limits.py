"""Restrictions and times: those that the sentence adds, and those of the source that it leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.verification.alignment import Pair, by_reading
from assistant.verification.content import Bag
from assistant.verification.model import Difference, Kind
from assistant.verification.reading import Clause, Reading
from assistant.verification.tables import Found, limits, same_limit
from assistant.verification.verbs import SUBORDINATORS

_EVENT_SIDES = {"före": "before", "inför": "before", "innan": "before", "efter": "after", "under": "during"}


def compare_restrictions(claim: Reading, pairs: Sequence[Pair], sources: Sequence[Reading]) -> list[Difference]:
    """Find restrictions ("endast", "i vissa fall", "med samtycke") added, left out, or exchanged ("vissa" for "alla")."""
    theirs, own = _classes(sources), _classes([claim])
    if any(clause.is_condition for clause in claim.clauses):
        own |= {"provided", "exception"}  # "under förutsättning att" and "om" are one; a named case is no "i vissa fall"
    found = [
        Difference(Kind.CONDITION, claim.said(one), "")
        for one in claim.restrictions
        if one.name in limits("added") and not same_limit(one.name) & theirs
    ]
    bag = Bag.of(claim.words)
    for reading, clauses in by_reading(pairs):
        for one in (*reading.restrictions, *reading.times):
            is_lost = one.name in limits("kept") and not same_limit(one.name) & own
            if is_lost and _bears_on(reading, one, clauses, bag):
                found.append(Difference(Kind.CONDITION, "", reading.said(one)))
    return found + _exchanged(claim, sources)


def compare_times(claim: Reading, sources: Sequence[Reading]) -> list[Difference]:
    """Find times that the sentence adds or has exchanged."""
    theirs = _classes(sources)
    shown = [reading.said(one) for reading in sources for one in reading.times]
    return [
        Difference(Kind.TIME, claim.said(one), ", ".join(dict.fromkeys(shown)))
        for one in claim.times
        if one.name in limits("times_added") and not same_limit(one.name) & theirs
    ] + _other_side(claim, sources)


def _other_side(claim: Reading, sources: Sequence[Reading]) -> list[Difference]:
    """Find what the sentence places on another side of an event than the source: "under förhöret" for "inför förhöret"."""
    theirs: dict[str, dict[str, str]] = {}
    for side, event, said in (one for reading in sources for one in _events(reading)):
        theirs.setdefault(event, {})[side] = said
    return [
        Difference(Kind.TIME, said, ", ".join(theirs[event].values()))
        for side, event, said in _events(claim)
        if event in theirs and side not in theirs[event]
    ]


def _events(reading: Reading) -> Iterator[tuple[str, str, str]]:
    """Give the events that something is before, during or after, of two joined sides both: "inför och efter förhör"."""
    for at, word in enumerate(reading.words):
        if word.low in _EVENT_SIDES:
            following = reading.words[at + 1 : at + 4]
            noun = next((one for one in following if one.tells and one.low not in _EVENT_SIDES), None)
            if noun and noun.carries and not following[0].low[0].isdigit():
                yield _EVENT_SIDES[word.low], noun.stem, f"{word.text} {noun.text}"


def _exchanged(claim: Reading, sources: Sequence[Reading]) -> list[Difference]:
    """Find words that the sentence says another share of than the source: "vissa" for "alla"."""
    theirs: dict[str, dict[str, str]] = {}
    for reading in sources:
        for stem, name, said in _shares(reading):
            theirs.setdefault(stem, {})[name] = said
    return [
        Difference(Kind.CONDITION, said, next(iter(theirs[stem].values())))
        for stem, name, said in _shares(claim)
        if stem in theirs and not same_limit(name) & theirs[stem].keys()
    ]


def _shares(reading: Reading) -> Iterator[tuple[str, str, str]]:
    """Give the words that a share is said of, with its class and its words."""
    for one in reading.restrictions:
        if one.name in limits("shares"):
            following = next((word for word in reading.words[one.after : one.after + 3] if word.carries), None)
            if following:
                yield following.stem, one.name, reading.said(one)


def _classes(readings: Sequence[Reading]) -> set[str]:
    return {one.name for reading in readings for one in (*reading.restrictions, *reading.times)}


def _bears_on(reading: Reading, one: Found, clauses: Sequence[Clause], claim: Bag) -> bool:
    """Tell whether a restriction bears on what the sentence retells: the word after it, or a clause."""
    if one.name in limits("of_a_word"):
        following = next((word for word in reading.words[one.after : one.after + 3] if word.carries), None)
        return following is not None and following.stem in claim.stems
    if one.first <= 1:
        return True  # what a sentence begins with bears on all of it
    words = reading.words[one.first : one.after]
    for number, clause in enumerate(reading.clauses):
        if any(word in clause.words for word in words):
            if clause in clauses:
                return True
            if clause.is_condition or clause.words[0].low in SUBORDINATORS:
                return any(other in clauses for other in reading.clauses[max(0, number - 1) : number + 2])
    return False
