"""Conditions: those of the source that a sentence leaves out ("om", "när", "vid"), and those that it makes up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from assistant.verification.alignment import Pair, by_reading
from assistant.verification.content import Bag, Rarity, weight_of
from assistant.verification.model import Difference, Kind
from assistant.verification.reading import Clause, Reading
from assistant.verification.tables import limits, word_set
from assistant.verification.verbs import SUPINE, begins_clause
from assistant.verification.words import Word, is_finite

_HANGS_ON = frozenset({"att", "som", "eller"})
"""Words that begin a clause which belongs to the condition before it."""
_LACKS = frozenset({"saknas", "saknar", "finns"})
"""Verbs of conditions that are said in many ways; whether something is there or not is the negation's check."""
_OCCASION = frozenset({"vid", "inför", "efter", "före", "under"})
_JUST_BEFORE = 2
"""Content words right before a condition that ends a sentence; of a list it bears on these."""
_WHATEVER = frozenset({"regardless", "even"})
_LOOSELY = 0.7
"""What a paraphrase counts where a condition may have been left out."""
_JOINS = frozenset({"och", "eller"})
_HALF = 0.5
_NEARLY_ALL = 0.8
"""Share of all words of a condition, those of its main clause among them, from which a sentence names it."""
_NAMED = 0.34
"""Share of an occasion that names it: "i den akuta situationen" for a longer phrase."""
_WHOLE = 0.95
_SAID = 0.9
_COVERED = 0.55
"""Share of a condition that a sentence has to hold for the condition to be kept."""


def compare(claim: Reading, pairs: Sequence[Pair], near: Bag, rarity: Rarity, aside: AbstractSet[int]) -> list[Difference]:
    """Find conditions left out, made up, or made one of what the source says holds whatever the case ("oavsett om").

    ``near`` are the words that a condition of the sentence may be made of, ``aside`` where words start that another check
    compares.
    """
    bag, marked = Bag.of(claim.words), _names_case(claim)
    found: list[Difference] = []
    for reading, paired in by_reading(pairs):
        clauses = [*paired, *_told_besides(reading, paired, bag, rarity)]
        lost = [*_left_out(bag, marked, reading, clauses, rarity), *_narrowed(bag, reading, clauses, rarity)]
        lost += [*_then(bag, reading, clauses, rarity), *_occasions(bag, reading, clauses, rarity)]
        found += [Difference(Kind.CONDITION, "", words) for words in lost]
        found += [Difference(Kind.CONDITION, case, whatever) for whatever, case in _no_matter(reading, claim, rarity)]
        found += [Difference(Kind.CONDITION, whatever, case) for whatever, case in _no_matter(claim, reading, rarity)]
    others = _compared(claim) | aside
    made_up = (clause for clause in claim.clauses if clause.is_condition)
    return found + [
        Difference(Kind.CONDITION, clause.text, "")
        for clause in made_up
        if not _is_told([word for word in clause.content if word.low not in _LACKS and word.start not in others], near, rarity)
    ]


def _narrowed(claim: Bag, reading: Reading, clauses: Sequence[Clause], rarity: Rarity) -> Iterator[str]:
    """Find whom a sentence speaks of left without the last that narrows it: "som bor där och | som behöver byta skola"."""
    for before, clause, main in zip(reading.clauses, reading.clauses[1:], reading.clauses[2:], strict=False):
        joined = clause.words[0].low == "som" and before.words[-1].low == "och"
        if joined and main in clauses and before in clauses and kept(clause.content, claim, rarity) < _NAMED:
            yield clause.text


def _told_besides(reading: Reading, paired: Sequence[Clause], bag: Bag, rarity: Rarity) -> list[Clause]:
    """Give the clauses that a sentence retells within one of its own that retells another."""
    return [
        clause
        for clause in reading.clauses
        if clause.content
        and clause not in paired
        and not clause.is_condition
        and kept(clause.content, bag, rarity) >= _NEARLY_ALL
    ]


def _compared(reading: Reading) -> frozenset[int]:
    """Give where the words of restrictions start that are compared by their class."""
    classes = limits("added") | {"provided", "even"}
    found = (one for one in reading.restrictions if one.name in classes)
    return frozenset(word.start for one in found for word in reading.words[one.first : one.after])


def kept(content: Sequence[Word], bag: Bag, rarity: Rarity) -> float:
    """Give the share of words, weighed by rarity, that a bag holds; 1 of none."""
    total = sum(weight_of(word, rarity) for word in content)
    return sum(weight_of(word, rarity) * _held(word, bag) for word in content) / total if total else 1.0


def _held(word: Word, bag: Bag) -> float:
    return max(bag.holds(word.stem), _LOOSELY * bag.tells(word.stem))


def _is_told(content: Sequence[Word], bag: Bag, rarity: Rarity) -> bool:
    """Tell whether a bag holds most of some words, those that carry little in a retelling aside."""
    total = sum(weight_of(word, rarity) for word in content)
    return sum(weight_of(word, rarity) * bag.tells(word.stem) for word in content) >= _COVERED * total


def _left_out(claim: Bag, marked: bool, reading: Reading, clauses: Sequence[Clause], rarity: Rarity) -> Iterator[str]:
    """Find conditions of clauses that are retold without them; of two joined by "eller" one is enough, of two by "och" both."""
    for number, clause in enumerate(reading.clauses):
        if not clause.is_condition:
            continue
        condition, main = _condition(reading, number)
        if not any(other in clauses for other in main):
            continue
        if number and not any(claim.holds(word.stem) >= _SAID for word in _before(reading, clause)):
            continue
        if _is_topic(number, clause):
            if kept(clause.content, claim, rarity) < _NAMED:
                yield clause.text
            continue
        said = {word.stem for other in main for word in other.content}
        if condition and not any(all(_is_kept(part, said, claim, marked, rarity) for part in parts) for parts in condition):
            yield " ".join(word.text for parts in condition for part in parts for word in part)
        elif number and (further := _further(reading, number)) and kept(further.content, claim, rarity) < _COVERED:
            yield further.text


def _is_kept(part: Sequence[Word], said: AbstractSet[str], claim: Bag, marked: bool, rarity: Rarity) -> bool:
    """Tell whether a sentence holds a part of a condition: its own words, or nearly all where it names a case."""
    own = [word for word in part if word.stem not in said]
    if marked and kept(part, claim, rarity) >= _NEARLY_ALL:
        return True
    return kept(own or part, claim, rarity) >= (_COVERED if marked else _WHOLE)


def _is_topic(number: int, clause: Clause) -> bool:
    """Tell whether a sentence begins with what it is about: "När det gäller …"."""
    lows = tuple(word.low for word in clause.words[:3])
    return number == 0 and lows[1:] in {("det", "gäller"), ("det", "handlar")}


def _names_case(claim: Reading) -> bool:
    """Tell whether a sentence has a word that may begin a condition or narrow whom it speaks of."""
    words = claim.words
    cases = (at for at, word in enumerate(words) if word.low in word_set("cases") and begins_clause(words, at))
    named = any(clause.is_condition for clause in claim.clauses) or next(cases, None) is not None
    return named or any(word.low in word_set("occasions") for word in words)


def _further(reading: Reading, number: int) -> Clause | None:
    """Give the second of two conditions at the end of a sentence: "om hon vill det | och den lösningen inte innebär …"."""
    clause = next(iter(reading.clauses[number + 1 : number + 2]), None)
    return clause if clause and clause.words[0].low == "och" and clause.content and not _is_inverted(clause) else None


def _before(reading: Reading, clause: Clause) -> list[Word]:
    start = clause.words[0].start
    return [word for word in reading.words if word.start < start and word.carries][-_JUST_BEFORE:]


def _condition(reading: Reading, number: int) -> tuple[list[list[list[Word]]], list[Clause]]:
    """Give a condition with what hangs on it, as alternatives of parts that must all hold, and the clauses it bears on."""
    clauses, compared = reading.clauses, _compared(reading)
    end = number + 1
    if number == 0:
        inverted = (at for at in range(1, len(clauses)) if _is_inverted(clauses[at]))
        end = next(inverted, end)
        main = list(clauses[end:])
    else:
        while end < len(clauses) and clauses[end].words[0].low in _HANGS_ON:
            end += 1
        main = [*clauses[max(0, number - 1) : number], *clauses[end : end + 1]]
    words = [word for clause in clauses[number:end] for word in clause.words if word.start not in compared]
    return _alternatives(words), main


def _alternatives(words: Sequence[Word]) -> list[list[list[Word]]]:
    """Cut a condition where "eller" begins another and where "och" adds a further one, each with a verb of its own."""
    found: list[list[list[Word]]] = [[[]]]
    for at, word in enumerate(words):
        following = words[at + 1].low if at + 1 < len(words) else ""
        if word.low in _JOINS and (is_finite(following) or following.endswith(SUPINE)):
            if word.low == "eller":
                found.append([[]])
            else:
                found[-1].append([])
        elif word.carries and word.low not in _LACKS:
            found[-1][-1].append(word)
    parts = [[part for part in alternative if part] for alternative in found]
    return [alternative for alternative in parts if alternative]


def _is_inverted(clause: Clause) -> bool:
    """Tell whether a clause begins with its finite verb, as a main clause does after its condition."""
    return any(verb.is_finite and verb.word is clause.words[0] for verb in clause.verbs)


def _then(claim: Bag, reading: Reading, clauses: Sequence[Clause], rarity: Rarity) -> Iterator[str]:
    """Find clauses that hold in the case that the clause before names ("… och då är det kommunen som …"), retold without it."""
    for at, (before, clause) in enumerate(pairwise(reading.clauses), start=1):
        then = "då" in [word.low for word in clause.words[1:3]]
        retold = any(other in clauses for other in reading.clauses[at : at + 2])
        if retold and then and before.content and kept(before.content, claim, rarity) < _HALF:
            yield before.text


def _occasions(claim: Bag, reading: Reading, clauses: Sequence[Clause], rarity: Rarity) -> Iterator[str]:
    """Find occasions that a clause begins with ("Vid avslag ska …") and that the sentence leaves out."""
    compared = _compared(reading)
    for clause in clauses:
        finite = {id(verb.word) for verb in clause.verbs if verb.is_finite}
        before_verb = next((at for at, word in enumerate(clause.words) if id(word) in finite), 0)
        opening = clause.words[:before_verb]
        at = next((at for at, word in enumerate(opening[:2]) if word.low in _OCCASION), len(opening))
        own = [word for word in opening[at + 1 :] if word.carries and word.start not in compared]
        if own and kept(own, claim, rarity) < _NAMED:
            yield " ".join(word.text for word in opening[at:])


def _no_matter(one: Reading, other: Reading, rarity: Rarity) -> Iterator[tuple[str, str]]:
    """Find what one says does not matter ("oavsett om", "även om"), in its words, and the other makes a condition."""
    whatever = next((found for found in one.restrictions if found.name in _WHATEVER), None)
    if whatever is None or any(found.name in _WHATEVER for found in other.restrictions):
        return
    bag = Bag.of(one.words[whatever.after :])
    for clause in other.clauses:
        if clause.is_condition and clause.content and kept(clause.content, bag, rarity) >= _COVERED:
            yield one.said(whatever), clause.text
