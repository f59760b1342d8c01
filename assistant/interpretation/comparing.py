"""A claim laid beside the units that may decide it: what differs, and how much of it they have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.interpretation import ages, contrasts, denials, opposed, scopes
from assistant.interpretation.signals import exchanged, turned
from assistant.interpretation.successors import AsOf, rename
from assistant.interpretation.units import Candidate, UnitStore
from assistant.text import collapse
from assistant.verification.content import Rarity, weight_of
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
_LOOKED_AT = 16
"""Units that are searched for what stands against a claim."""
_LEAST = 0.4
"""Share of a claim that a unit must have to stand against it."""
_BEHIND_HERE, _BEHIND = 0.35, 0.1
"""How much less of it than the best one a unit may have for that: of the same paragraph, and of another."""
_RIVALS = 2
_HELD = 0.5
_SLACK = 0.07
"""How much more a wider reading may have of a claim than a quick count of words says."""
ONLY = frozenset({"bara", "endast", "enbart"})
_ALL = 0.95
"""Share of a claim from which a unit says it where nothing differs."""
REPEATED = 0.7
"""Share of a claim's words in the order of a unit, from which that unit repeats it."""
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
    of negative words. ``contrasts`` are what a unit says against the claim, seen on both sides; ``lone_negation`` is True
    where one side alone denies, and neither does so in another word. ``exchanged`` are words that stand where the source has
    others. ``rest`` and ``rest_heaviest`` are the share and the rarest missing word without those that differ. ``unsaid`` is
    the rarity of the rarest word that neither the units, what stands around them nor their headings have in any form.
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
    contrasts: tuple[Difference, ...]
    lone_negation: bool
    exchanged: tuple[Difference, ...]
    rest: float
    rest_heaviest: float
    unsaid: float

    @property
    def worth(self) -> float:
        """Tell how well the units fit: what they have of the claim, less for what differs and for their rank."""
        return self.share - _PER_DIFFERENCE * min(3, len(self.differences)) - _PER_PLACE * self.candidates[0].rank


def lay(claim: str, candidates: Sequence[Candidate], store: UnitStore, as_of: AsOf) -> list[Laid]:
    """Lay a claim beside the best units, and beside more of a paragraph where that has clearly more of it; best first."""
    rarity, words = store.rarity, read_words(claim)
    singles = [beside(claim, (one,), rarity, as_of) for one in candidates[:SINGLES]]
    most = max((one.share for one in singles), default=0.0)
    singles += [beside(claim, (one,), rarity, as_of) for one in _rivals(claim, candidates)]
    found = list(singles)
    seen: set[tuple[tuple[str, int], ...]] = set()
    for group in _groups(candidates):
        key = tuple(sorted((one.unit.paragraph.id, one.number) for one in group))
        if key not in seen and most < 1 - _GAIN:
            seen.add(key)
            if store.share(words, group) < candidates[0].share + _GAIN - _SLACK:
                continue  # a quick count of words: reading them would not find that much more
            wider = beside(claim, group, rarity, as_of)
            if wider.share >= most + _GAIN:
                found.append(wider)
    return sorted(found, key=lambda one: -one.worth)


def against(laid: Sequence[Laid]) -> Laid | None:
    """Give the best reading that stands against a claim where the first one does not.

    It is of the same paragraph, has no less of the claim, or is of the same document where the first one differs from the
    claim itself; another text that says less of it may be on another thing. Where the first one has nearly all of the claim
    and nothing differs, only its own document can take that back, and where it has it in the same order, nothing can.
    """
    first = laid[0]
    says_it = first.share >= _ALL and not first.differences
    if first.contrasts or (says_it and first.in_order >= REPEATED):
        return None
    here = first.candidates[0].unit
    found = [
        one
        for one in laid
        if one.contrasts
        and (
            (one.share >= first.share and (not says_it or one.candidates[0].unit.document is here.document))
            or one.candidates[0].unit.paragraph is here.paragraph
            or (bool(first.differences) and one.candidates[0].unit.document is here.document)
        )
    ]
    return max(found, key=lambda one: one.share, default=None)


def _rivals(claim: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Give units behind the best ones that say something against a claim."""
    best = candidates[0]
    found: list[Candidate] = []
    for one in candidates[SINGLES:_LOOKED_AT]:
        behind = _BEHIND_HERE if one.unit.paragraph is best.unit.paragraph else _BEHIND
        if one.share >= max(_LEAST, best.share - behind) and _against(claim, one):
            found.append(one)
    return found[:_RIVALS]


def _against(claim: str, candidate: Candidate) -> list[Difference]:
    """Give what a unit says against a claim, each thing seen on both sides."""
    text = candidate.unit.text
    whole = collapse(candidate.unit.paragraph.full_text)
    found = [*opposed.phrase_differences(claim, text), *contrasts.compare(claim, text), *denials.compare(claim, text)]
    found += scopes.compare(claim, text, whole)
    found += [one for one in opposed.word_differences(claim, text) if one.kind is not Kind.CONTENT]
    if words := ages.compare_ranges(claim, text):
        found.append(Difference(Kind.NUMBER, *words))
    if (age := ages.compare(claim, text)) and age.inside is denials.is_denied(claim):
        found.append(Difference(Kind.NUMBER, age.words, age.source))
    return found


def _groups(candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, ...]]:
    for one in candidates[:_PAIRED]:
        same = [other for other in candidates if other.unit.paragraph is one.unit.paragraph]
        for other in same:
            if abs(other.number - one.number) == 1:
                yield (one, other)
        if 2 < len(same) <= _LONGEST:
            yield (one, *(other for other in same if other is not one))


def beside(claim: str, group: Sequence[Candidate], rarity: Rarity, as_of: AsOf) -> Laid:
    """Lay a claim beside units of one paragraph."""
    units = [one.unit for one in sorted(group, key=lambda one: one.number)]
    renamed = rename(claim, units[:1], as_of)
    comparison = Comparison(renamed.text, units, rarity)
    coverage = comparison.coverage
    source = " ".join(unit.text for unit in units)
    differences = [one for one in comparison.differences() if one.kind is not Kind.QUOTE]
    contrary = [*renamed.differences, *(different for one in group for different in _against(claim, one))]
    words = [one for one in opposed.word_differences(claim, source) if one.kind is Kind.CONTENT]
    differences += [*contrary, *words, *opposed.cleft(claim, comparison)]
    if opposed.is_narrowed(claim, source):
        differences = [one for one in differences if not (one.kind is Kind.CONDITION and one.claim.lower() in ONLY)]
    turns = turned(comparison.pairs)
    odd = opposed.is_odd(claim, source)
    if age := ages.compare(claim, source):
        differences = [one for one in differences if one.kind is not Kind.NUMBER]
        if age.inside is not denials.is_denied(comparison.text):
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
        in_order=comparison.order,
        turned=turns,
        odd=odd,
        contrasts=tuple(dict.fromkeys(contrary)),
        lone_negation=denials.is_lone(claim, source),
        exchanged=others,
        rest=rest,
        rest_heaviest=rest_heaviest,
        unsaid=_unsaid(comparison, rarity),
    )


def _unsaid(comparison: Comparison, rarity: Rarity) -> float:
    words = (word for word in comparison.claim.words if word.carries and word.start not in comparison.claim.decided)
    held = ((word, max(comparison.near.holds(word.stem), comparison.around.holds(word.stem))) for word in words)
    return max((weight_of(word, rarity) for word, share in held if share < _HELD), default=0.0)


def _without(differences: Sequence[Difference], comparison: Comparison, rarity: Rarity) -> tuple[float, float]:
    """Give how much of a claim its source has besides the words that it has others for, and the rarest of those it lacks."""
    other = {word.stem for one in differences if one.claim and one.source for word in read_words(one.claim)}
    weights = {word.stem: rarity(word.stem) for word in comparison.claim.words if word.carries and word.stem not in other}
    lacking = [rarity(word.stem) for word in comparison.coverage.missing if word.stem not in other]
    total = sum(weights.values())
    return (1 - min(1.0, sum(lacking) / total) if total else 1.0), max(lacking, default=0.0)
