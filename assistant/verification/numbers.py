"""Compares the numbers of a sentence with those of its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from assistant.verification.model import Difference, Kind
from assistant.verification.quantities import Quantity
from assistant.verification.tables import units
from assistant.verification.words import stem

_COUNTING = frozenset({"båda", "bägge"})
"""These count what a sentence has named."""
_FEW = frozenset({"två", "tre", "fyra", "fem"})
_SIDES = {"at_least": "up", "above": "up", "at_most": "down", "below": "down"}


def compare(claimed: Iterable[Quantity], near: Sequence[Quantity], around: Sequence[Quantity]) -> list[Difference]:
    """Find the numbers of a sentence that its source does not have, or has with another measure or on another side.

    Parameters
    ----------
    claimed
        The numbers of the sentence.
    near
        Those of the sentences and items it rests on, with their lead-ins.
    around
        Those that may be named without standing there: headings, title, date and number of the document.
    """
    found: list[Difference] = []
    for quantity in claimed:
        if quantity.written.lower() in _COUNTING and quantity.measure not in units().values():
            continue
        named = quantity.written.lower() in _FEW and quantity.measure in _named_things()
        if named and not any(other.measure == quantity.measure for other in near):
            continue
        same = [other for other in near if _same_value(quantity, other)]
        if not same:
            if not any(_same_value(quantity, other) for other in around):
                rivals = [other for other in near if other.kind == quantity.kind and _alike(quantity, other)]
                found.append(_difference(quantity, rivals[0] if rivals else None))
        elif not any(_same_measure(quantity, other) and _same_side(quantity, other) for other in same):
            found.append(_difference(quantity, same[0]))
    return found


@lru_cache(maxsize=1)
def _named_things() -> frozenset[str]:
    """Give the stems of nouns that only count what a sentence goes on to name: "i två lägen: när … eller när …"."""
    words = ("håll", "lägen", "frågor", "frågorna", "saker", "delar", "sätt", "steg", "fall", "grunder", "källor", "skäl")
    return frozenset(stem(word) for word in words)


def _difference(quantity: Quantity, other: Quantity | None) -> Difference:
    return Difference(Kind.NUMBER, _shown(quantity), _shown(other) if other else "")


def _shown(quantity: Quantity) -> str:
    return quantity.written.strip()


def _same_value(one: Quantity, other: Quantity) -> bool:
    if one.kind != other.kind:
        year = other.kind == "date" and one.kind == "number" and other.value.startswith(f"{one.value}-")
        clock = {one.kind, other.kind} == {"clock", "number"} and one.value.split(":")[0].lstrip("0") == other.value.split(":")[
            0
        ].lstrip("0")
        return year or clock
    if one.kind != "date":
        return one.value == other.value
    parts = zip(one.value.split("-"), other.value.split("-"), strict=False)
    return all(mine in {"*", "0*"} or mine == theirs for mine, theirs in parts)


def _alike(one: Quantity, other: Quantity) -> bool:
    return not one.measure or not other.measure or one.measure == other.measure


def _same_measure(one: Quantity, other: Quantity) -> bool:
    known = set(units().values())
    if one.measure == other.measure or (one.measure not in known and other.measure not in known):
        return True
    return not one.measure or not other.measure


def _same_side(one: Quantity, other: Quantity) -> bool:
    return _SIDES.get(one.bound, "") == _SIDES.get(other.bound, "")
