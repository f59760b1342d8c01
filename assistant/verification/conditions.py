"""Conditions: those of the source that a sentence leaves out ("om", "när", "vid"), and those that it makes up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.verification.alignment import Pair, by_reading
from assistant.verification.content import Bag, Rarity, weight_of
from assistant.verification.model import Difference, Kind
from assistant.verification.reading import Clause, Reading
from assistant.verification.verbs import SUPINE
from assistant.verification.words import Word, is_finite

_HANGS_ON = frozenset({"att", "som", "eller"})
"""Words that begin a clause which belongs to the condition before it."""
_LACKS = frozenset({"saknas", "saknar", "finns"})
"""Verbs of conditions that are said in many ways; whether something is there or not is the negation's check."""
_OCCASION = frozenset({"vid", "inför", "efter", "före", "under"})
_JUST_BEFORE = 2
"""Content words right before a condition that ends a sentence; of a list it bears on these."""
_HALF = 0.5
_NAMED = 0.34
"""Share of an occasion that names it: "i den akuta situationen" for a longer phrase."""
_SAID = 0.9
_COVERED = 0.55
"""Share of a condition that a sentence has to hold for the condition to be kept."""


def compare(claim: Reading, pairs: Sequence[Pair], near: Bag, rarity: Rarity) -> list[Difference]:
    """Find conditions left out, made up, or made one of what the source says holds whatever the case ("oavsett om").

    ``near`` are the words that a condition of the sentence may be made of.
    """
    bag = Bag.of(claim.words)
    found: list[Difference] = []
    for reading, clauses in by_reading(pairs):
        found += [Difference(Kind.CONDITION, "", words) for words in _left_out(bag, reading, clauses, rarity)]
        found += [Difference(Kind.CONDITION, "", words) for words in _then(bag, reading, clauses, rarity)]
        found += [Difference(Kind.CONDITION, "", words) for words in _occasions(bag, clauses, rarity)]
        found += _in_any_case(claim, reading, rarity)
        found += _no_matter(claim, reading, rarity)
    made_up = (clause for clause in claim.clauses if clause.is_condition)
    return found + [
        Difference(Kind.CONDITION, clause.text, "")
        for clause in made_up
        if not _is_told([word for word in clause.content if word.low not in _LACKS], near, rarity)
    ]


def kept(content: Sequence[Word], bag: Bag, rarity: Rarity) -> float:
    """Give the share of words, weighed by rarity, that a bag holds; 1 of none."""
    total = sum(rarity(word.stem) for word in content)
    return sum(rarity(word.stem) * bag.holds(word.stem) for word in content) / total if total else 1.0


def _is_told(content: Sequence[Word], bag: Bag, rarity: Rarity) -> bool:
    """Tell whether a bag holds most of some words, those that carry little in a retelling aside."""
    total = sum(weight_of(word, rarity) for word in content)
    return sum(weight_of(word, rarity) * bag.tells(word.stem) for word in content) >= _COVERED * total


def _left_out(claim: Bag, reading: Reading, clauses: Sequence[Clause], rarity: Rarity) -> Iterator[str]:
    """Find conditions of clauses that are retold without them; of two joined by "eller" one is enough."""
    for number, clause in enumerate(reading.clauses):
        if not clause.is_condition:
            continue
        condition, main = _condition(reading, number)
        if not any(other in clauses for other in main):
            continue
        if number and not any(claim.holds(word.stem) >= _SAID for word in _before(reading, clause)):
            continue
        said = {word.stem for other in main for word in other.content}
        whole = [word for part in condition for word in part]
        own = [[word for word in part if word.stem not in said] for part in condition]
        parts = [part for part in own if part] or [whole]
        if whole and max(kept(part, claim, rarity) for part in parts) < _COVERED:
            yield " ".join(word.text for word in whole)
        elif number and (further := _further(reading, number)) and kept(further.content, claim, rarity) < _COVERED:
            yield further.text


def _further(reading: Reading, number: int) -> Clause | None:
    """Give the second of two conditions at the end of a sentence: "om hon vill det | och den lösningen inte innebär …"."""
    clause = next(iter(reading.clauses[number + 1 : number + 2]), None)
    return clause if clause and clause.words[0].low == "och" and clause.content and not _is_inverted(clause) else None


def _before(reading: Reading, clause: Clause) -> list[Word]:
    start = clause.words[0].start
    return [word for word in reading.words if word.start < start and word.carries][-_JUST_BEFORE:]


def _condition(reading: Reading, number: int) -> tuple[list[list[Word]], list[Clause]]:
    """Give the words of a condition with what hangs on it, cut where "eller" begins another, and the clauses it bears on."""
    clauses = reading.clauses
    end = number + 1
    if number == 0:
        inverted = (at for at in range(1, len(clauses)) if _is_inverted(clauses[at]))
        end = next(inverted, end)
        main = list(clauses[end:])
    else:
        while end < len(clauses) and clauses[end].words[0].low in _HANGS_ON:
            end += 1
        main = [*clauses[max(0, number - 1) : number], *clauses[end : end + 1]]
    words = [word for clause in clauses[number:end] for word in clause.words if word.start not in reading.decided]
    return list(_alternatives(words)), main


def _alternatives(words: Sequence[Word]) -> Iterator[list[Word]]:
    part: list[Word] = []
    for at, word in enumerate(words):
        following = words[at + 1].low if at + 1 < len(words) else ""
        new_verb = is_finite(following) or following.endswith(SUPINE)
        if word.low == "eller" and new_verb:
            yield part
            part = []
        elif word.carries and word.low not in _LACKS:
            part.append(word)
    yield part


def _is_inverted(clause: Clause) -> bool:
    """Tell whether a clause begins with its finite verb, as a main clause does after its condition."""
    return any(verb.is_finite and verb.word is clause.words[0] for verb in clause.verbs)


def _then(claim: Bag, reading: Reading, clauses: Sequence[Clause], rarity: Rarity) -> Iterator[str]:
    """Find clauses that hold in the case that the clause before names ("… och då är det kommunen som …"), retold without it."""
    for before, clause in zip(reading.clauses, reading.clauses[1:], strict=False):
        opens = [word.low for word in clause.words[:3]]
        then = "då" in opens[1:]
        retold = any(other in clauses for other in (clause, *_following(reading, clause)))
        if retold and then and before.content and kept(before.content, claim, rarity) < _HALF:
            yield before.text


def _following(reading: Reading, clause: Clause) -> tuple[Clause, ...]:
    at = reading.clauses.index(clause)
    return reading.clauses[at + 1 : at + 2]


def _occasions(claim: Bag, clauses: Sequence[Clause], rarity: Rarity) -> Iterator[str]:
    """Find occasions that a clause begins with ("Vid avslag ska …") and that the sentence leaves out."""
    for clause in clauses:
        finite = {id(verb.word) for verb in clause.verbs if verb.is_finite}
        before_verb = next((at for at, word in enumerate(clause.words) if id(word) in finite), 0)
        opening = clause.words[:before_verb]
        at = next((at for at, word in enumerate(opening[:2]) if word.low in _OCCASION), len(opening))
        own = [word for word in opening[at + 1 :] if word.carries]
        if own and kept(own, claim, rarity) < _NAMED:
            yield " ".join(word.text for word in opening[at:])


def _in_any_case(claim: Reading, reading: Reading, rarity: Rarity) -> list[Difference]:
    """Find a condition of the sentence that the source says does not matter ("oavsett om")."""
    whatever = next((one for one in reading.restrictions if one.name == "regardless"), None)
    if whatever is None or any(one.name == "regardless" for one in claim.restrictions):
        return []
    bag = Bag.of(reading.words[whatever.after :])
    return [
        Difference(Kind.CONDITION, clause.text, reading.said(whatever))
        for clause in claim.clauses
        if clause.is_condition and clause.content and kept(clause.content, bag, rarity) >= _COVERED
    ]


def _no_matter(claim: Reading, reading: Reading, rarity: Rarity) -> list[Difference]:
    """Find what the sentence says does not matter ("även om") and the source makes a condition."""
    whatever = next((one for one in claim.restrictions if one.name == "regardless"), None)
    if whatever is None or any(one.name == "regardless" for one in reading.restrictions):
        return []
    bag = Bag.of(claim.words[whatever.after :])
    return [
        Difference(Kind.CONDITION, claim.said(whatever), clause.text)
        for clause in reading.clauses
        if clause.is_condition and clause.content and kept(clause.content, bag, rarity) >= _COVERED
    ]
