"""Which clause of the source a clause of the sentence retells; then force and negation are compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.verification.content import Bag, Rarity, likeness, weight_of
from assistant.verification.model import Difference, Kind
from assistant.verification.reading import NO, Clause, Negation, Reading
from assistant.verification.slots import Beside
from assistant.verification.tables import light_words, word_set
from assistant.verification.words import Word, is_verb, opposites, verb_key

_VERB_WEIGHT = 1.5
_LEAST = 0.3
"""Share of a clause that its counterpart has; a clause without such is judged by its content alone."""
_JUST = 2
"""Words next to a negation whose opposites it says."""
_LIKE = 0.75
"""Likeness of two words from which they are one where a negation is compared."""
_SHIELD = verb_key("skydda")
_DEMANDED = frozenset({"need", "obligation"})
_HELD = 0.5
_RETOLD = 0.5
"""Share of a clause that its counterpart has, from which a verb of the one stands for that of the other."""
_NEAREST = 3
"""Words next to a negation that tell what it denies."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause of the sentence with the clause of the source nearest to it, and the share of its content that it has."""

    claim: Clause
    source: Clause
    reading: Reading
    share: float


def align(claim: Reading, sources: Sequence[Reading], rarity: Rarity) -> list[Pair]:
    """Pair each clause that carries matter with the clause of the source that has most of it, where one has enough."""
    found: list[Pair] = []
    for clause in claim.clauses:
        content = clause.content
        if not content:
            continue
        best: tuple[float, float, Clause, Reading] | None = None
        for reading in sources:
            for other in reading.clauses:
                bag = Bag.of(other.content)
                share = _share(content, bag, rarity)
                back = _share(other.content, Bag.of(content), rarity)
                if other.content and (best is None or (share, back) > best[:2]):
                    best = (share, back, other, reading)
        if best and best[0] >= _LEAST:
            found.append(Pair(clause, best[2], best[3], best[0]))
    return found


def by_reading(pairs: Sequence[Pair]) -> list[tuple[Reading, list[Clause]]]:
    """Give the sentences of the source that a sentence retells, each with those of its clauses that are retold."""
    readings = {id(pair.reading): pair.reading for pair in pairs}
    return [(reading, [pair.source for pair in pairs if pair.reading is reading]) for reading in readings.values()]


def replacing(laid: Sequence[Beside], pairs: Sequence[Pair], own: Bag, near: Bag) -> frozenset[int]:
    """Give where words start that replace words of the source: in one slot with them, or as the verb of the same clause."""
    found: set[int] = set()
    for slot in (slot for beside in laid for slot in beside.slots):
        found |= _replaced(slot.claim, slot.source, own, near)
    for pair in pairs:
        if pair.share >= _RETOLD:
            mine, theirs = ([word for word in clause.words if is_verb(word.low)] for clause in (pair.claim, pair.source))
            found |= _replaced(mine, theirs, own, near)
    return frozenset(found)


def _replaced(mine: Sequence[Word], theirs: Sequence[Word], own: Bag, near: Bag) -> set[int]:
    """Give where those of some words start that the source has not, as many as it has there that the sentence has not."""
    lost = sum(word.carries and own.tells(word.stem) < _HELD for word in theirs)
    foreign = [word.start for word in mine if word.carries and near.tells(word.stem) < _HELD]
    return set(foreign[:lost])


def _share(content: Sequence[Word], bag: Bag, rarity: Rarity) -> float:
    total = got = 0.0
    for word in content:
        weight = weight_of(word, rarity) * (_VERB_WEIGHT if is_verb(word.low) else 1.0)
        total += weight
        got += weight * bag.tells(word.stem)
    return got / total if total else 0.0


def compare_negations(pairs: Sequence[Pair], claim: Reading, sources: Sequence[Reading]) -> list[Difference]:
    """Find what the sentence denies and the source does not, and what the source denies and the sentence says."""
    found = []
    denied = [(negation, clause) for reading in sources for clause in reading.clauses for negation in clause.negations]
    own = [(negation, clause) for clause in claim.clauses for negation in clause.negations]
    for negation, clause in own:
        same = any(_same_scope(negation, clause, other, where) for other, where in denied)
        if not same and not _is_open(negation, sources) and not _is_denied(negation, clause, pairs):
            found.append(Difference(Kind.NEGATION, _shown(negation), ""))
    found += _bare(pairs, claim)
    found += _compared(claim, sources)
    if not own and not claim.restrictions and not any(clause.is_condition for clause in claim.clauses):
        found += [
            Difference(Kind.NEGATION, pair.claim.text, _shown(one))
            for pair in pairs
            for one in pair.source.negations
            if one.of_clause and pair.share >= _RETOLD and _same_act(pair, one)
        ]
    implied = sum(implies(clause) for reading in sources for clause in reading.clauses)
    if len(own) > len(denied) + implied and not found:
        found.append(Difference(Kind.NEGATION, _shown(own[0][0]), ""))
    stems = [word.stem for word in claim.words if word.tells]
    for reading, aligned in by_reading(pairs):
        for number, clause in enumerate(reading.clauses):
            reach = [clause, *reading.clauses[number + 1 : number + 2]]
            for negation in clause.negations:
                if any(_same_scope(other, where, negation, clause) for other, where in own) or _is_kept(clause, pairs):
                    continue
                said = _is_said(negation, stems) or (not own and _is_named(negation, stems))
                if said and (not negation.of_clause or any(one in aligned for one in reach)):
                    found.append(Difference(Kind.NEGATION, "", _shown(negation)))
    return found


def count_negations(readings: Sequence[Reading], implied: bool = False) -> int:
    """Count the negative words of sentences, or the clauses that deny without one."""
    clauses = [clause for reading in readings for clause in reading.clauses]
    return sum(implies(clause) if implied else len(clause.negations) for clause in clauses)


def denied_opposites(readings: Iterable[Reading]) -> frozenset[str]:
    """Give the opposites of what sentences deny: "privat" where it says "inte kommunal"."""
    denied = (one for reading in readings for clause in reading.clauses for one in clause.negations)
    near = (word for one in denied for word in one.scope[:_JUST])
    return frozenset(other for word in near for other in opposites().get(word.stem, ()))


def says_opposite(claim: Reading, sources: Sequence[Reading]) -> bool:
    """Tell whether a sentence has the opposite of what its source denies, and not that itself."""
    said = {word.stem for word in claim.words}
    near = [word.stem for one in sources for clause in one.clauses for each in clause.negations for word in each.scope[:_JUST]]
    return any(opposites().get(stem, frozenset()) & said and stem not in said for stem in near)


def _bare(pairs: Sequence[Pair], claim: Reading) -> list[Difference]:
    """Find clauses without a negation whose own counterpart is denied, though the sentence denies it elsewhere."""
    return [
        Difference(Kind.NEGATION, pair.claim.text, _shown(one))
        for pair in pairs
        if not pair.claim.negations and not pair.claim.is_condition and not implies(pair.claim)
        if not _is_governed(pair.claim, claim)
        for one in pair.source.negations
        if one.of_clause and _is_said(one, [word.stem for word in pair.claim.words if word.tells])
    ]


def implies(clause: Clause) -> bool:
    """Tell whether a clause denies something without a negative word: "slipper", "okänd", "skyddas från"."""
    shields = any(
        word.stem == _SHIELD and after.low in {"från", "mot"}
        for word, after in zip(clause.words, clause.words[1:], strict=False)
    )
    return shields or any(word.stem in implied_negations() for word in clause.words)


@lru_cache(maxsize=1)
def implied_negations() -> frozenset[str]:
    """Give the stems of words that hold a negation."""
    return frozenset(verb_key(word) for word in word_set("denying"))


def _is_denied(negation: Negation, clause: Clause, pairs: Sequence[Pair]) -> bool:
    """Tell whether the clause of the source that a denied clause retells is denied too, whatever its verb.

    A clause in words so new that it has no counterpart may retell a denied one that nothing else retells.
    """
    if not negation.of_clause:
        return False
    own = [pair for pair in pairs if pair.claim is clause and pair.share >= _RETOLD]
    if own:
        return any(_is_said_not(pair.source) and _is_single(pair.source) for pair in own)
    told = [pair.source for pair in pairs]
    left = (other for pair in pairs for other in pair.reading.clauses if all(other is not one for one in told))
    return any(_is_said_not(other) and other.is_denied for other in left)


def _is_single(clause: Clause) -> bool:
    """Tell whether a clause has one finite verb, so that what it denies is all of it."""
    return sum(verb.is_finite for verb in clause.verbs) <= 1


def _is_said_not(clause: Clause) -> bool:
    contrasts = any(word.low == "utan" for word in clause.words)  # "inte A utan B": which of the two is denied decides
    return not contrasts and (implies(clause) or clause.is_denied)


def _is_kept(clause: Clause, pairs: Sequence[Pair]) -> bool:
    """Tell whether all that retells a denied clause of the source is denied too."""
    retold = [pair for pair in pairs if pair.source is clause]
    kept = all(implies(pair.claim) or pair.claim.is_denied for pair in retold)
    return bool(retold) and kept and _is_said_not(clause)


def _compared(claim: Reading, sources: Sequence[Reading]) -> list[Difference]:
    """Find "mindre" before a word that the source has in the comparative: "mindre allvarligt" for "allvarligare"."""
    more = {word.stem for reading in sources for word in reading.words if word.low.endswith("are")}
    after = zip(claim.words, claim.words[1:], strict=False)
    return [
        Difference(Kind.NEGATION, f"mindre {word.text}", "") for one, word in after if one.low == "mindre" and word.stem in more
    ]


def _is_governed(clause: Clause, claim: Reading) -> bool:
    """Tell whether a clause hangs on one that denies a demand: "Det finns inget krav på | att …"."""
    at = claim.clauses.index(clause)
    before = claim.clauses[at - 1] if at else None
    demands = before and any(word.stem in _demands() for one in before.negations for word in one.scope[:1])
    return bool(demands and clause.words[0].low == "att")


@lru_cache(maxsize=1)
def _demands() -> frozenset[str]:
    return frozenset(verb_key(word) for word in ("krav", "kräva", "skyldighet", "plikt", "behöva"))


def _shown(negation: Negation) -> str:
    return " ".join((negation.word, *(word.text for word in negation.scope[:2])))


def _same(one: str, other: str) -> bool:
    return one == other or likeness(one, other) >= _LIKE


def _same_scope(one: Negation, clause: Clause, other: Negation, where: Clause) -> bool:
    """Tell whether two negations deny the same: the words nearest to one, or most of its clause."""
    theirs = {word.stem for word in other.scope[:_NEAREST]}
    first = next((word for word in one.scope if word.carries), None)
    if any(opposites().get(word.stem, frozenset()) & theirs for word in one.scope[:_JUST]):
        return False  # "inte köpa" for "inte sälja"
    if _is_no(one, clause, other, where) or _is_no(other, where, one, clause):
        return True
    if first and first.stem in _demands() and any(verb.force in _DEMANDED for verb in where.verbs):
        return other.of_clause  # "inget krav på": what need not be
    if first and not one.of_clause:  # "utan begränsning" denies that word and no other
        near = [word for word in one.scope[:_NEAREST] if word.carries]
        return any(_same(word.stem, stem) for word in near[:_JUST] for stem in theirs)
    if any(_same(word.stem, stem) for word in one.scope[:_NEAREST] for stem in theirs):
        return True
    if not (one.of_clause and other.of_clause):
        return False
    whole = {word.stem for word in ((*where.content, *other.scope) if _is_single(where) else other.scope[:_NEAREST])}
    mine = [word for word in (*clause.content, *one.scope) if any(_same(word.stem, stem) for stem in whole)]
    return any(is_verb(word.low) and word.carries for word in mine)


def _same_act(pair: Pair, negation: Negation) -> bool:
    """Tell whether a clause says with the same verb, or its noun, what the clause of the source denies."""
    denied = {word.stem for word in negation.scope[:_NEAREST] if is_verb(word.low) and word.carries}
    return any(_same(word.stem, stem) for word in pair.claim.words if word.tells for stem in denied)


def _is_no(one: Negation, clause: Clause, other: Negation, where: Clause) -> bool:
    """Tell whether one says with "ingen" what the other says with "inte": "ingen utredning får inledas"."""
    if one.word.lower() not in NO or not other.of_clause:
        return False
    noun = next((word for word in one.scope if word.carries), None)
    verbs = {word.stem for word in clause.words if is_verb(word.low) and word.carries}
    theirs = [word.stem for word in where.words if word.tells]
    denied = {word.stem for word in other.scope[:_NEAREST]}
    return bool(noun and any(_same(noun.stem, stem) for stem in theirs) and any(_same(v, d) for v in verbs for d in denied))


def _is_named(negation: Negation, stems: Sequence[str]) -> bool:
    """Tell whether a sentence without any negation names what the source denies, its verb aside."""
    near = [word for word in negation.scope[:_NEAREST] if word.carries and not is_verb(word.low)]
    return bool(near) and all(any(_same(word.stem, stem) for stem in stems) for word in near)


def _is_open(negation: Negation, sources: Sequence[Reading]) -> bool:
    """Tell whether the source says a thing of both cases ("oavsett om det är polisanmält eller inte")."""
    nearest = {word.stem for word in negation.scope[:1]}
    return any(
        one.name in {"regardless", "even"} and nearest & {word.stem for word in reading.words[one.after :]}
        for reading in sources
        for one in reading.restrictions
    )


def _is_said(negation: Negation, stems: Sequence[str]) -> bool:
    """Tell whether a sentence says what the source denies: the words nearest to the negation."""
    near = [word for word in negation.scope if word.carries and word.low not in light_words()][:2] or list(negation.scope[:2])
    return bool(near) and all(any(_same(word.stem, stem) for stem in stems) for word in near)
