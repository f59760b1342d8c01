"""A claim laid beside the units that may decide it: what differs, and how much of it they have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.interpretation import ages, opposed, scopes
from assistant.interpretation.signals import exchanged, turned
from assistant.interpretation.successors import rename
from assistant.interpretation.units import Candidate
from assistant.text import collapse
from assistant.verification.content import Rarity
from assistant.verification.model import Difference, Kind
from assistant.verification.verifier import Comparison
from assistant.verification.words import read_words

SINGLES = 4
"""Units that are laid beside a claim one by one."""
_PAIRED = 2
"""Units whose neighbours in the paragraph are laid beside the claim with them."""
_LONGEST = 8
"""Units of the longest paragraph that is laid beside a claim whole."""
_GAIN = 0.1
"""Share of the claim that a unit must add to those it is read with: else it only hides what differs."""
_ONLY = frozenset({"bara", "endast", "enbart"})
_PER_DIFFERENCE = 0.06
"""What a difference takes from a reading's worth."""
_PER_PLACE = 0.02
"""What each place further down in the search takes from it."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A claim beside one unit or a few of one paragraph.

    ``share`` is how much of its words they have, ``heaviest`` the rarity of the rarest word they have not, ``missing`` those
    words. ``back`` is the share of the best clause that is retold, ``in_order`` that of its words in the same order.
    ``turned`` counts clauses that are denied on one side alone, ``odd`` is True where both sides together have an odd number
    of negative words, ``exchanged`` are words that stand where the source has others. ``rest`` and ``rest_heaviest`` are
    the share and the rarest missing word without those that differ.
    """

    candidates: tuple[Candidate, ...]
    differences: tuple[Difference, ...]
    notices: tuple[str, ...]
    share: float
    heaviest: float
    missing: tuple[str, ...]
    count: int
    back: float
    in_order: float
    turned: float
    odd: bool
    exchanged: tuple[Difference, ...]
    rest: float
    rest_heaviest: float

    @property
    def worth(self) -> float:
        """Tell how well the units fit: what they have of the claim, less for what differs and for their rank."""
        return self.share - _PER_DIFFERENCE * min(3, len(self.differences)) - _PER_PLACE * self.candidates[0].rank


def lay(claim: str, candidates: Sequence[Candidate], rarity: Rarity) -> list[Laid]:
    """Lay a claim beside the best units, and beside more of a paragraph where that has clearly more of it; best first."""
    singles = [beside(claim, (one,), rarity) for one in candidates[:SINGLES]]
    most = max((one.share for one in singles), default=0.0)
    found = list(singles)
    seen: set[tuple[tuple[str, int], ...]] = set()
    for group in _groups(candidates):
        key = tuple(sorted((one.unit.paragraph.id, one.number) for one in group))
        if key not in seen and most < 1 - _GAIN:
            seen.add(key)
            wider = beside(claim, group, rarity)
            if wider.share >= most + _GAIN:
                found.append(wider)
    return sorted(found, key=lambda one: -one.worth)


def _groups(candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, ...]]:
    for one in candidates[:_PAIRED]:
        same = [other for other in candidates if other.unit.paragraph is one.unit.paragraph]
        for other in same:
            if abs(other.number - one.number) == 1:
                yield (one, other)
        if 2 < len(same) <= _LONGEST:
            yield (one, *(other for other in same if other is not one))


def beside(claim: str, group: Sequence[Candidate], rarity: Rarity) -> Laid:
    """Lay a claim beside units of one paragraph."""
    units = [one.unit for one in sorted(group, key=lambda one: one.number)]
    renamed = rename(claim, units[:1])
    comparison = Comparison(renamed.text, units, rarity)
    coverage = comparison.coverage
    source = " ".join(unit.text for unit in units)
    differences = [one for one in comparison.differences() if one.kind is not Kind.QUOTE]
    differences += scopes.compare(claim, source, collapse(units[0].paragraph.full_text))
    differences += [*opposed.compare(claim, source), *opposed.cleft(claim, comparison)]
    if opposed.is_narrowed(claim, source):
        differences = [one for one in differences if not (one.kind is Kind.CONDITION and one.claim.lower() in _ONLY)]
    turns = turned(comparison.pairs)
    odd = opposed.is_odd(claim, source)
    if age := ages.compare(claim, source):
        denied = any(one.of_clause for clause in comparison.claim.clauses for one in clause.negations)
        differences = [one for one in differences if one.kind is not Kind.NUMBER]
        if age.inside is not denied:
            differences = [one for one in differences if one.kind is not Kind.NEGATION]
            turns, odd = 0.0, False
        else:
            differences.append(Difference(Kind.NUMBER, age.words, age.source))
    others = tuple(exchanged(comparison))
    rest, rest_heaviest = _without([*differences, *others], comparison, rarity)
    return Laid(
        candidates=tuple(group),
        differences=tuple(dict.fromkeys(differences)),
        notices=renamed.notices,
        share=coverage.share,
        heaviest=coverage.heaviest,
        missing=tuple(word.text for word in coverage.missing),
        count=coverage.count,
        back=max((pair.share for pair in comparison.pairs), default=0.0),
        in_order=max((one.share for one in comparison.laid), default=0.0),
        turned=turns,
        odd=odd,
        exchanged=others,
        rest=rest,
        rest_heaviest=rest_heaviest,
    )


def _without(differences: Sequence[Difference], comparison: Comparison, rarity: Rarity) -> tuple[float, float]:
    """Give how much of a claim its source has besides the words that it has others for, and the rarest of those it lacks."""
    other = {word.stem for one in differences if one.claim and one.source for word in read_words(one.claim)}
    weights = {word.stem: rarity(word.stem) for word in comparison.claim.words if word.carries and word.stem not in other}
    lacking = [rarity(word.stem) for word in comparison.coverage.missing if word.stem not in other]
    total = sum(weights.values())
    return (1 - min(1.0, sum(lacking) / total) if total else 1.0), max(lacking, default=0.0)
