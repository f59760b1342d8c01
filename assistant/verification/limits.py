"""Restrictions and times: those that the sentence adds, and those of the source that it leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.verification.alignment import Pair, by_reading
from assistant.verification.content import Bag
from assistant.verification.model import Difference, Kind
from assistant.verification.reading import Clause, Reading
from assistant.verification.tables import Found, limits, same_limit, word_set
from assistant.verification.verbs import SUBORDINATORS

_OBLIGATION, _POSSIBILITY = "obligation", "possibility"
_WHOM = frozenset({"som", "de", "dem", "den"})
_HELD = 0.5
_LISTED = 4
"""Words before commas that may belong to the list that a conjunction ends."""
_NEAR = 3
"""Words after "efter" among which its event is named."""
_EVENT_SIDES = {"före": "before", "inför": "before", "innan": "before", "efter": "after", "under": "during"}


def compare_restrictions(claim: Reading, pairs: Sequence[Pair], sources: Sequence[Reading]) -> list[Difference]:
    """Find restrictions ("endast", "i vissa fall", "med samtycke") added, left out, or exchanged ("vissa" for "alla")."""
    theirs, own = _classes(sources), _classes([claim])
    if any(clause.is_condition for clause in claim.clauses):
        own |= {"provided", "exception"}  # "under förutsättning att" and "om" are one; a named case is no "i vissa fall"
    found = [
        Difference(Kind.CONDITION, claim.said(one), "")
        for one in claim.restrictions
        if one.name in limits("added") and not same_limit(one.name) & theirs and not _follows(claim, one, sources, theirs)
    ]
    bag = Bag.of(claim.words)
    for reading, clauses in by_reading(pairs):
        for one in (*reading.restrictions, *reading.times):
            is_lost = one.name in limits("kept") and not same_limit(one.name) & own
            if one.name == "only" and any(word.low in word_set("demands") for word in claim.words):
                is_lost = False  # "det krävs stöd i lag" is what "endast med stöd av lag" says
            if is_lost and _bears_on(reading, one, clauses, bag):
                found.append(Difference(Kind.CONDITION, "", reading.said(one)))
    return found + _exchanged(claim, sources) + _either(claim, sources)


def _either(claim: Reading, sources: Sequence[Reading]) -> list[Difference]:
    """Find "eller" between two words that the source joins by "och"."""
    both = {pair for reading in sources for pair in _joined(reading, "och")}
    if any(one.name == "regardless" for one in claim.restrictions):
        return []
    either = {pair for reading in sources for pair in _joined(reading, "eller")}
    return [Difference(Kind.CONDITION, "eller", "och") for pair in _joined(claim, "eller") if pair in both - either]


def _joined(reading: Reading, joiner: str) -> Iterator[tuple[str, str]]:
    """Give the pairs of words that a conjunction joins, those of a list before it too: "från A, från B och från C"."""
    words = reading.words
    for at, word in enumerate(words):
        if word.low != joiner:
            continue
        before = next((one for one in reversed(words[:at]) if one.carries), None)
        after = next((one for one in words[at + 1 :] if one.carries), None)
        listed = [one for one, mark in pairwise(words[: at + 1]) if one.carries and "," in mark.gap][-_LISTED:]
        members = [*listed, *(one for one in (before, after) if one)]
        yield from ((one.stem, other.stem) for number, one in enumerate(members) for other in members[number + 1 :])


def _follows(claim: Reading, one: Found, sources: Sequence[Reading], theirs: set[str]) -> bool:
    """Tell whether a restriction follows from what the source says in other words.

    "Alla som" is what "de som" says where nothing narrows it; "bara med samtycke" is what "det krävs samtycke" says.
    """
    if one.name == "all":
        whom = {word.low for word in claim.words[one.after : one.after + 2]}
        widened = theirs & limits("narrowing") or any(_is_denied(reading) for reading in sources)
        return bool(whom & _WHOM) and not widened
    if one.name == "regardless":
        return any(word.low == "eller" for word in claim.words[one.after :])  # both cases are named, and must be told
    tied = next((at for at in range(one.after, len(claim.words)) if claim.words[at].low in word_set("ties")), None)
    if one.name == "only" and tied is not None and not theirs & {"both", "among", "even"}:
        own = Bag.of(claim.words[tied:])
        return any(
            verb.force == _OBLIGATION and any(own.holds(word.stem) >= _HELD for word in clause.content)
            for reading in sources
            for clause, verb in reading.verbs
        )
    return False


def _is_denied(reading: Reading) -> bool:
    return any(clause.negations for clause in reading.clauses)


def compare_times(claim: Reading, sources: Sequence[Reading]) -> list[Difference]:
    """Find times that the sentence adds or has exchanged."""
    theirs = _classes(sources)
    shown = [reading.said(one) for reading in sources for one in reading.times]
    return [
        Difference(Kind.TIME, claim.said(one), ", ".join(dict.fromkeys(shown)))
        for one in claim.times
        if one.name in limits("times_added") and not same_limit(one.name) & theirs and not _is_meant(claim, one, sources)
    ] + _other_side(claim, sources)


def _is_meant(claim: Reading, one: Found, sources: Sequence[Reading]) -> bool:
    """Tell whether a time is what the source says otherwise: "ibland" of what may be, "efter" of what is its condition."""
    if one.name == "sometimes":
        return any(verb.force == _POSSIBILITY for reading in sources for _, verb in reading.verbs)
    if one.name == "never":
        return not any(name in limits("narrowing") for name in _classes(sources))  # "inte" is never, "ofta inte" is not
    if one.name in {"before", "after"} and not any(word.tells for word in claim.words[one.after : one.after + _NEAR]):
        return True  # "går skyddet före"
    if claim.said(one).lower() == "efter" and "urgent" not in _classes(sources):
        event = next((word for word in claim.words[one.after : one.after + _NEAR] if word.carries), None)
        conditions = (clause for reading in sources for clause in reading.clauses if clause.is_condition)
        return event is not None and any(event.stem == word.stem for clause in conditions for word in clause.content)
    return False


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
