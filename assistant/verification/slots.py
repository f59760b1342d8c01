"""Words that stand in the place of others: a sentence laid beside its source, word by word.

A sentence that repeats its source but for one word has most likely exchanged that word. The words between two stretches
that both have are a slot; what stands in it in the sentence is compared with what stands in it in the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.verification.model import Difference, Kind
from assistant.verification.reading import NOT, Reading
from assistant.verification.tables import Found, actor_of, phrases, rests_on, same_limit, stands_for
from assistant.verification.verbs import MODALS, governs
from assistant.verification.words import Word, shown

_WIDEST = 3
"""Words of the widest slot in which an actor is compared; in a wider one the wording is new."""
_WIDE = 6
"""The same for modal and negative words, which stand in few places."""
_LONGEST = 400
"""Words of the longest text that is laid beside another: the time grows with the product of both."""
_CLOSE = 0.6
"""Share of a sentence's words that its source has in the same order, from which a negation moved is a negation."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands between the same words in the sentence and in the source; one side may be empty."""

    claim: tuple[Word, ...]
    source: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A sentence beside one of its source: the slots, the share of its words that both have in order, and its words."""

    slots: tuple[Slot, ...]
    share: float
    claim: tuple[Word, ...]


def lay_beside(claim: Reading, source: Reading) -> Beside:
    """Find the slots between a sentence and a sentence of its source; what lies before and after the source's is left out."""
    mine, theirs = claim.words[:_LONGEST], source.words[:_LONGEST]
    matcher = SequenceMatcher(None, [word.stem for word in mine], [word.stem for word in theirs], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    found: list[Slot] = []
    for before, after in zip([None, *blocks], [*blocks, None], strict=True):
        start, begin = (before.a + before.size, before.b + before.size) if before else (0, 0)
        end, stop = (after.a, after.b) if after else (len(mine), len(theirs))
        if not before:
            begin = max(begin, stop - (end - start) - 1)
        if not after:
            stop = min(stop, begin + (end - start) + 1)
        if start < end or (before and after and begin < stop):
            found.append(Slot(mine[start:end], theirs[begin:stop]))
    return Beside(tuple(found), sum(block.size for block in blocks) / max(1, len(mine)), mine)


def _narrow(laid: Sequence[Beside], widest: int) -> Iterator[tuple[Beside, Slot]]:
    """Give the slots that are no wider than so many words on either side, each with the sentence it is in."""
    return ((beside, slot) for beside in laid for slot in beside.slots if max(len(slot.claim), len(slot.source)) <= widest)


def compare_actors(laid: Sequence[Beside]) -> list[Difference]:
    """Find an actor that stands where the source has another."""
    found: list[Difference] = []
    for _, slot in _narrow([beside for beside in laid if beside.share >= _CLOSE], _WIDEST):
        mine = [(actor_of(word.low), word) for word in slot.claim if actor_of(word.low) and word.low != "du"]
        theirs = [(actor_of(word.low), word) for word in slot.source if actor_of(word.low)]
        others = {other for other, _ in theirs}
        if not others or any(others & stands_for(name) for name, _ in mine):
            continue
        for name, word in mine:
            if not any(name in stands_for(one) for one in others):
                found.append(Difference(Kind.ACTOR, word.text, theirs[0][1].text))
    return found


def compare_modals(laid: Sequence[Beside]) -> list[Difference]:
    """Find a modal verb that stands where the source has one of another force."""
    found: list[Difference] = []
    for whole, slot in _narrow(laid, _WIDE):
        mine, theirs = _ruling(_modals(slot.claim), slot.claim, whole.claim), _modals(slot.source)
        if len(mine) != 1 or len(theirs) != 1 or theirs[0].name in rests_on()[mine[0].name]:
            continue
        if not (_denied(slot.claim, mine[0]) and _denied(slot.source, theirs[0])):
            found.append(Difference(Kind.MODALITY, _said(slot.claim, mine[0]), _said(slot.source, theirs[0])))
    return found


def _modals(words: Sequence[Word]) -> list[Found]:
    found = phrases("modality").find([word.low for word in words])
    return [one for one in found if words[one.first].low in MODALS and not _is_able(words[one.after : one.after + 1])]


def _ruling(found: Sequence[Found], words: Sequence[Word], whole: Sequence[Word]) -> list[Found]:
    """Give the modal verbs of a sentence, "får" only where an infinitive follows: "får ett liv" permits nothing."""
    return [one for one in found if words[one.first].low != "får" or governs(whole, whole.index(words[one.first]) + 1)]


def _is_able(following: Sequence[Word]) -> bool:
    """Tell whether a modal verb only says that something shall be possible: "för att eleven ska kunna"."""
    return bool(following) and following[0].low == "kunna"


def _said(words: Sequence[Word], one: Found) -> str:
    return shown(words[one.first : one.after])


def _denied(words: Sequence[Word], one: Found) -> bool:
    return any(word.low in NOT for word in words[one.after :])


def compare_numbers(laid: Sequence[Beside], read_as: frozenset[str]) -> list[Difference]:
    """Find a number that stands where the source has another, though the source has both ("36 § eller 38 §").

    ``read_as`` are the numbers of the source's references as they are read: "76 kap." with merged changes is read as 6.
    """
    found: list[Difference] = []
    for slot in (slot for beside in laid for slot in beside.slots):
        if len(slot.claim) == len(slot.source) == 1 and slot.claim[0].low.isdigit() and slot.source[0].low in read_as:
            found.append(Difference(Kind.NUMBER, slot.claim[0].text, slot.source[0].text))
    return found


def compare_times(laid: Sequence[Beside]) -> list[Difference]:
    """Find a time that stands where the source has another ("efter" for "före")."""
    found: list[Difference] = []
    for _, slot in _narrow(laid, _WIDEST):
        mine, theirs = (list(phrases("time").find([word.low for word in side])) for side in (slot.claim, slot.source))
        if mine and theirs and not {one.name for one in theirs} & same_limit(mine[0].name):
            found.append(Difference(Kind.TIME, _said(slot.claim, mine[0]), _said(slot.source, theirs[0])))
    return found


def compare_negations(laid: Sequence[Beside]) -> list[Difference]:
    """Find a negation that a sentence has, or has not, where all around it is as in the source."""
    found: list[Difference] = []
    everywhere = [{word for slot in beside.slots for word in _negative(slot.claim)} for beside in laid]
    nowhere = set.intersection(*everywhere) if everywhere else set()
    for beside in laid:
        if beside.share < _CLOSE:
            continue
        added = [word for slot in beside.slots if len(slot.claim) <= _WIDE for word in _negative(slot.claim) if word in nowhere]
        taken = [word for slot in beside.slots if len(slot.source) <= _WIDE for word in _negative(slot.source)]
        if bool(added) != bool(taken):
            claim, source = (added[0].text, "") if added else ("", taken[0].text)
            found.append(Difference(Kind.NEGATION, claim, source))
    return found


def _negative(words: Sequence[Word]) -> list[Word]:
    lows = [word.low for word in words]
    return [words[one.first] for one in phrases("negation").find(lows) if one.name != "none"]
