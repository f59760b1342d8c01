"""Signs that a claim says otherwise than its source, besides the differences that the verifier names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.verification.alignment import Pair
from assistant.verification.content import Bag
from assistant.verification.model import Difference, Kind
from assistant.verification.reading import NO, Clause
from assistant.verification.slots import Slot
from assistant.verification.verifier import Comparison
from assistant.verification.words import Word, shown

_WIDEST = 4
"""Words on either side of an exchange; in a wider one the wording is new."""
_ALIKE = 0.5
_PAIRED = 0.45
"""Share of a clause that its counterpart has, from which both are about the same."""


def turned(pairs: Sequence[Pair]) -> float:
    """Give how far clauses of the claim are denied where their counterparts are not, or the other way round."""
    return sum(pair.share for pair in pairs if pair.share >= _PAIRED and _denies(pair.claim) is not _denies(pair.source))


def _denies(clause: Clause) -> bool:
    return sum(1 for one in clause.negations if one.of_clause or one.word.lower() in NO) % 2 == 1


def exchanged(comparison: Comparison) -> Iterator[Difference]:
    """Find words of the claim, not in the source, that stand where the source has words that the claim has not."""
    own = Bag.of(comparison.claim.words)
    for laid in comparison.laid:
        for slot in laid.slots:
            mine = _foreign(slot.claim, comparison.near)
            theirs = _foreign(slot.source, own)
            if mine and theirs and _is_narrow(slot):
                yield Difference(Kind.CONTENT, shown(mine), shown(theirs))


def _is_narrow(slot: Slot) -> bool:
    return max(len(slot.claim), len(slot.source)) <= _WIDEST


def _foreign(words: Sequence[Word], bag: Bag) -> list[Word]:
    return [word for word in words if word.carries and bag.holds(word.stem) < _ALIKE]
