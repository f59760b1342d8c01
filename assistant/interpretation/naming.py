"""The differences that a contradicted claim is shown with: named by kind, the most telling first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.interpretation.comparing import Laid
from assistant.verification.model import Difference, Kind
from assistant.verification.reading import NO, NOT
from assistant.verification.tables import actor_of, phrases, values
from assistant.verification.verbs import MODALS
from assistant.verification.words import read_words

MOST = 4
"""Differences that are shown of one claim."""
_SEEN = 1.0
"""What a difference is told before others for that was seen on both sides."""
_PLACE_WORDS = frozenset({"i", "på", "hos", "vid", "nära", "inom", "utanför", "till", "från"})
_NEGATIVE = NOT | NO | {"utan", "varken"}
_YEAR = re.compile(r"(?:(?:19|20)\d\d(?:\s?[-–]\s?)?){1,2}")
_WHENEVER = re.compile(r"\b(?:först (?:när|efter|sedan|då)|innan|efteråt|i efterhand|när .+ (?:är|har)\b)", re.IGNORECASE)
_WHERE = re.compile(
    r"\b(?:hem(?:met)?|utomhus|inomhus|hela landet|\w*kommun\w*|\w+s län|\w*stad(?:en)?|adress\w*|ort\w*)\b", re.IGNORECASE
)
_WHEN = r"\b(?:inom|efter|senast|före) {} (?:dag|vecka|veckor|månad|år|timm|dygn)"
_NAMED = frozenset(kind for kind in Kind if kind not in {Kind.CONTENT, Kind.QUOTE})


def differences_of(claim: str, laid: Laid) -> tuple[Difference, ...]:
    """Give what a claim has otherwise than its source, by the kinds of the contract.

    Differences with words on both sides come first; words that were exchanged and a denial on one side are named where
    the verifier has no name for them.
    """
    own = [_timed(claim, one) for one in (*laid.contrasts, *laid.differences) if one.kind in _NAMED and not _is_even(one, laid)]
    against = {_timed(claim, one) for one in laid.contrasts}
    ranked = sorted(own, key=lambda one: -_telling(one) - _SEEN * (one in against))
    if not ranked or _telling(ranked[0]) < 1:
        ranked = [*_exchanges(claim, laid), *_denials(claim, laid), *ranked]
    return tuple(dict.fromkeys(ranked))[:MOST]


def _is_even(one: Difference, laid: Laid) -> bool:
    """Tell whether a denial is named of one side alone, though the other denies as often, in other words."""
    if one.kind is not Kind.NEGATION or (one.claim and one.source) or laid.odd or laid.turned:
        return False
    return any(word.low in _NEGATIVE for each in laid.candidates for word in read_words(each.unit.text))


def _timed(claim: str, one: Difference) -> Difference:
    """Call a number or a condition that says when a time: a year, so long after something, "först när"."""
    number = re.escape(one.claim)
    if one.kind is Kind.CONDITION and _WHENEVER.match(one.claim):
        return Difference(Kind.TIME, one.claim, one.source)
    if one.kind is Kind.NUMBER and one.claim and (_YEAR.fullmatch(one.claim) or re.search(_WHEN.format(number), claim, re.I)):
        return Difference(Kind.TIME, one.claim, one.source)
    return one


def _telling(one: Difference) -> float:
    if one.kind is Kind.MODALITY and not (_has_modal(one.claim) and _has_modal(one.source)):
        return 0.5
    if one.kind is Kind.NEGATION:
        return 1.5
    return 2.0 if one.claim and one.source else 1.0


def _has_modal(words: str) -> bool:
    return any(word.low in MODALS for word in read_words(words))


def _exchanges(claim: str, laid: Laid) -> Iterator[Difference]:
    for one in (*laid.exchanged, *(other for other in laid.differences if other.kind is Kind.CONTENT)):
        yield Difference(kind_of(claim, one.claim, one.source), one.claim, one.source)


def kind_of(claim: str, said: str, source: str = "") -> Kind:
    """Give the kind of a difference by its words in the claim, what stands before them there, and those of the source."""
    words = read_words(said)
    lows = [word.low for word in words]
    theirs = [word.low for word in read_words(source)]
    if any(actor_of(low) for low in lows):
        return Kind.ACTOR
    if list(phrases("time").find(lows)) or _WHENEVER.search(said):
        return Kind.TIME
    if _WHERE.search(said):
        return Kind.PLACE
    if any(low in MODALS for low in lows):
        return Kind.MODALITY
    if any(low in _NEGATIVE for low in lows):
        return Kind.NEGATION
    if any(low[:1].isdigit() or low in values("numbers") for low in (*lows, *theirs)):
        return Kind.NUMBER
    before = [word.low for word in read_words(claim[: max(0, claim.find(said))])][-3:]
    return Kind.PLACE if _PLACE_WORDS.intersection(before) else Kind.CONDITION


def _denials(claim: str, laid: Laid) -> Iterator[Difference]:
    if not laid.turned:
        return
    own = [word.text for word in read_words(claim) if word.low in _NEGATIVE]
    source = " ".join(one.unit.text for one in laid.candidates)
    theirs = [word.text for word in read_words(source) if word.low in _NEGATIVE]
    yield Difference(Kind.NEGATION, own[0] if own else "", theirs[0] if theirs and not own else "")
