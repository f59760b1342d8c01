"""Which clause of the source a clause of the sentence retells; then force and negation are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.verification.content import Bag, Rarity, weight_of
from assistant.verification.model import Difference, Kind
from assistant.verification.reading import Clause, Negation, Reading
from assistant.verification.slots import Beside
from assistant.verification.words import Word, are_synonyms, is_verb

_VERB_WEIGHT = 1.5
_LEAST = 0.3
"""Share of a clause that its counterpart has; a clause without such is judged by its content alone."""
_NO = frozenset({"ingen", "inget", "inga"})
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
        if not any(_same_scope(negation, clause, other, where) for other, where in denied) and not _is_open(negation, sources):
            found.append(Difference(Kind.NEGATION, _shown(negation), ""))
    found += _bare(pairs)
    if not own and not claim.restrictions and not any(clause.is_condition for clause in claim.clauses):
        found += [
            Difference(Kind.NEGATION, pair.claim.text, _shown(one))
            for pair in pairs
            for one in pair.source.negations
            if one.of_clause and pair.share >= _RETOLD and _same_act(pair, one)
        ]
    if len(own) > len(denied) and own and not found:
        found.append(Difference(Kind.NEGATION, _shown(own[0][0]), ""))
    stems = [word.stem for word in claim.words if word.tells]
    for reading in {id(pair.reading): pair.reading for pair in pairs}.values():
        aligned = [pair.source for pair in pairs if pair.reading is reading]
        for number, clause in enumerate(reading.clauses):
            reach = [clause, *reading.clauses[number + 1 : number + 2]]
            for negation in clause.negations:
                if any(_same_scope(other, where, negation, clause) for other, where in own):
                    continue
                said = _is_said(negation, stems) or (not own and _is_named(negation, stems))
                if said and (not negation.of_clause or any(one in aligned for one in reach)):
                    found.append(Difference(Kind.NEGATION, "", _shown(negation)))
    return found


def _bare(pairs: Sequence[Pair]) -> list[Difference]:
    """Find clauses without a negation whose own counterpart is denied, though the sentence denies it elsewhere."""
    return [
        Difference(Kind.NEGATION, pair.claim.text, _shown(one))
        for pair in pairs
        if not pair.claim.negations and not pair.claim.is_condition
        for one in pair.source.negations
        if one.of_clause and _is_said(one, [word.stem for word in pair.claim.words if word.tells])
    ]


def _shown(negation: Negation) -> str:
    return " ".join((negation.word, *(word.text for word in negation.scope[:2])))


def _same(one: str, other: str) -> bool:
    return one == other or are_synonyms(one, other)


def _same_scope(one: Negation, clause: Clause, other: Negation, where: Clause) -> bool:
    """Tell whether two negations deny the same: the words nearest to one, or most of its clause."""
    theirs = {word.stem for word in other.scope[:_NEAREST]}
    first = next((word for word in one.scope if word.carries), None)
    if _is_no(one, clause, other, where) or _is_no(other, where, one, clause):
        return True
    if first and not one.of_clause:  # "utan begränsning" denies that word and no other
        return any(_same(first.stem, stem) for stem in theirs)
    if any(_same(word.stem, stem) for word in one.scope[:_NEAREST] for stem in theirs):
        return True
    if not (one.of_clause and other.of_clause):
        return False
    whole = {word.stem for word in (*where.content, *other.scope)}
    mine = [word for word in (*clause.content, *one.scope) if any(_same(word.stem, stem) for stem in whole)]
    return any(is_verb(word.low) and word.carries for word in mine)


def _same_act(pair: Pair, negation: Negation) -> bool:
    """Tell whether a clause says with the same verb, or its noun, what the clause of the source denies."""
    denied = {word.stem for word in negation.scope[:_NEAREST] if is_verb(word.low) and word.carries}
    return any(_same(word.stem, stem) for word in pair.claim.words if word.tells for stem in denied)


def _is_no(one: Negation, clause: Clause, other: Negation, where: Clause) -> bool:
    """Tell whether one says with "ingen" what the other says with "inte": "ingen utredning får inledas"."""
    if one.word.lower() not in _NO or not other.of_clause:
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
        one.name == "regardless" and nearest & {word.stem for word in reading.words[one.after :]}
        for reading in sources
        for one in reading.restrictions
    )


def _is_said(negation: Negation, stems: Sequence[str]) -> bool:
    """Tell whether a sentence says what the source denies: the words nearest to the negation."""
    near = [word for word in negation.scope if word.carries][:2] or list(negation.scope[:2])
    return bool(near) and all(any(_same(word.stem, stem) for stem in stems) for word in near)
