"""What several makers need: shuffling, the choice of a change, what a change is called in an explanation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import TypeVar

from assistant.quiz.facts import Statement
from assistant.quiz.items import Change, Claim
from assistant.quiz.material import Material
from assistant.quiz.swaps import Changed
from assistant.quiz.terms import Pair

T = TypeVar("T")

KIND_WORDS = {
    "modality": "vad som är krav, rekommendation och möjlighet",
    "number": "vilka tal och gränser som gäller",
    "negation": "vad som gäller och inte gäller",
    "actor": "vem som ansvarar för vad",
    "condition": "vilka villkor som gäller",
    "time": "när något ska göras",
    "content": "vilka handlingar och verktyg som hör till vad",
}
"""What one has to know to notice a change of each kind."""


def shuffled(values: Sequence[T], rng: Random) -> list[T]:
    """Give the values in an order that the random numbers choose."""
    found = list(values)
    rng.shuffle(found)
    return found


def one_a_kind(changes: Sequence[Changed], rng: Random) -> Iterator[Changed]:
    """Give changes, one of each kind before the second of any, so that modal verbs do not crowd out the rest."""
    rest = shuffled(changes, rng)
    while rest:
        seen: set[str] = set()
        again = []
        for one in rest:
            if one.change.kind in seen:
                again.append(one)
            else:
                seen.add(one.change.kind)
                yield one
        rest = again


def told(change: Change, place: str = "I påståendet") -> str:
    """Say which words were changed, and where."""
    return f"{place} står ”{change.claim}”, men i källan står ”{change.source}”."


def right_claim(one: Statement) -> Claim:
    """Give a statement as a claim that is right."""
    return Claim(one.text, True, (one.paragraph.id,), verbatim=True)


def right_pair(one: Pair) -> Claim:
    """Give the sentence that a pair is from as a claim that is right."""
    return Claim(one.statement, True, (one.paragraph.id,), verbatim=True)


def wrong_claim(one: Statement, text: str) -> Claim:
    """Give words that are not what a statement says as a claim that is wrong."""
    return Claim(text, False, (one.paragraph.id,))


def changeable(material: Material, rng: Random) -> Iterator[Statement]:
    """Give the statements that have a deciding word, in random order, each looked at when its turn comes."""
    return (one for one in shuffled(material.statements, rng) if material.changes(one))
