"""What one side denies and the other does not: a verb, what one is or has, somebody pointed out, a thing beside another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.verification.content import Bag
from assistant.verification.model import Difference, Kind
from assistant.verification.reading import NO, NOT, Clause, Reading, read
from assistant.verification.tables import actor_of
from assistant.verification.verbs import MODALS
from assistant.verification.words import Word, is_finite, is_verb, read_words

_SAME = 0.5
"""How far one word must say another for both to be the same thing."""
_REACH = 4
"""Words beside a negative word in which the verb that it denies is looked for."""
_DENIES_IN_A_WORD = re.compile(
    r"\b(?:sakna\w*|fråntar|hindra\w*|undvik\w*|upphör\w*|av(?:slag|slå\w*)|anonym\w*|frivillig\w*|fri|utan|förbjud\w*|motverka\w*"
    r"|slipp\w*|vägra\w*|nej|okunskap|oavsett|undantag\w*|först|innan|bara|endast|enbart|exkluder\w*|aldrig|knappast)\b",
    re.IGNORECASE,
)
"""Words that deny without "inte"; beside one of them an added "inte" may come to the same."""
_NEGATIVE = NOT | NO | {"icke"}
_SMALL = frozenset({"är", "var", "vara", "har", "hade", "ha", "blir", "bli"})
_BEGINS = frozenset({"att", "som", "om", "när", "då", "och", "eller", "men", "utan", "medan", "där"})
_CASES = frozenset({"när", "om", "då", "trots"})
_DEMANDED = frozenset({"förutsättning", "förutsättningen", "förutsätter", "villkor", "villkoret", "krav", "kräver"})
_LACKS = re.compile(r"\b(?:sakna[rs]?|inte har|utan) ((?:[\wåäö]+ ){0,2}?[\wåäö]{4,})", re.IGNORECASE)
_HAS = re.compile(r"\b(?:har|med) (?:ett |en )((?:[\wåäö]+ ){0,2}?[\wåäö]{4,})", re.IGNORECASE)
_INSTEAD = (
    re.compile(r"(?P<said>[\wåäö]+), inte (?:av |på |i |till |den |det |de )?(?P<not>[\wåäö]+)", re.IGNORECASE),
    re.compile(r"\binte (?P<not>[\wåäö]+),? utan (?:av |på |i |till |den |det |de )?(?P<said>[\wåäö]+)", re.IGNORECASE),
)
_NOT_FOR_ITSELF = re.compile(r"\binget som\b|\bingen som\b", re.IGNORECASE)
_POINTED = re.compile(r"\b(?:det är|är det) ([\wåäö]+) som\b", re.IGNORECASE)
_NOT_POINTED = re.compile(r"\b(?:det är inte|är det inte) ([\wåäö]+) som\b", re.IGNORECASE)
_IN_FULL = 0.9


def compare(claim: str, source: str) -> list[Difference]:
    """Find what a claim denies and its source does not, or the other way round."""
    own, theirs = read(claim), read(source)
    found = [*_acts_denied(own, theirs), *_had(claim, source), *_instead(claim, source), *_pointed_out(claim, source)]
    found += _excluded_case(own, theirs)
    return list(dict.fromkeys(found))


def is_lone(claim: str, source: str) -> bool:
    """Tell whether one side alone has one negative word, and neither has a word that denies without it."""
    if denies_another(claim, source) or _DENIES_IN_A_WORD.search(claim) or _DENIES_IN_A_WORD.search(source):
        return False
    return sorted((_negatives(claim), _negatives(source))) == [0, 1]


def is_denied(claim: str) -> bool:
    """Tell whether a claim denies a clause of its own."""
    return any(clause.is_denied for clause in read(claim).clauses)


def denies_another(claim: str, source: str) -> bool:
    """Tell whether a claim denies only what it sets beside the thing it says ("X, inte Y"), and its source says X."""
    bag = _bag(source)
    if _NOT_FOR_ITSELF.search(claim):
        return True
    return any(
        bag.holds(_stem(match["said"])) >= _SAME > bag.holds(_stem(match["not"]))
        for pattern in _INSTEAD
        for match in pattern.finditer(claim)
    )


@lru_cache(maxsize=4096)
def _negatives(text: str) -> int:
    return sum(word.low in _NEGATIVE for word in read_words(text))


@lru_cache(maxsize=4096)
def _bag(text: str) -> Bag:
    return Bag.of(read_words(text))


def _stem(word: str) -> str:
    found = read_words(word)
    return found[0].stem if found else word


@dataclass(frozen=True, slots=True)
class _Act:
    """A verb that carries matter, whether it is denied, and its clause."""

    word: Word
    denied: bool
    clause: Clause


@lru_cache(maxsize=4096)
def _acts(text: str) -> tuple[_Act, ...]:
    reading = read(text)
    words = reading.words
    denied = {
        verb
        for at, word in enumerate(words)
        if word.low in _NEGATIVE
        for verb in _denied_by(words[: _end_of_case(reading, word)], at)
    }
    return tuple(
        _Act(verb.word, verb.at in denied, clause) for clause, verb in reading.verbs if verb.word.carries and not verb.is_modal
    )


def _end_of_case(reading: Reading, word: Word) -> int:
    """Give where the condition ends that a word stands in; what follows it is not denied there."""
    case = next((clause for clause in reading.clauses if clause.is_condition and word in clause.words), None)
    return reading.words.index(case.words[-1]) + 1 if case else len(reading.words)


def _denied_by(words: Sequence[Word], at: int) -> Iterator[int]:
    """Give the verb that a negative word denies: the one before it in a main clause, else the next one."""
    for back in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if words[back].low in _BEGINS or "," in words[back + 1].gap:
            break
        if is_finite(words[back].low) or words[back].low in MODALS:
            if words[back].carries and words[back].low not in MODALS:
                yield back
                return
            break
    for on in range(at + 1, min(len(words), at + 1 + 2 * _REACH)):
        if words[on].low in _BEGINS:
            return
        if is_verb(words[on].low) and words[on].low not in MODALS:
            if words[on].carries:
                yield on
            return


def _acts_denied(own: Reading, theirs: Reading) -> Iterator[Difference]:
    """Find verbs that one side denies and the other does not, wherever it says them."""
    if denies_another(own.text, theirs.text) or _NOT_POINTED.search(theirs.text):
        return
    for act in _acts(own.text):
        if _DENIES_IN_A_WORD.search(act.clause.text):
            continue
        same = [other for other in _acts(theirs.text) if other.word.stem == act.word.stem]
        if same and all(one.denied is not act.denied and not _DENIES_IN_A_WORD.search(one.clause.text) for one in same):
            denied = act if act.denied else same[0]
            words = f"inte {denied.word.text}"
            yield Difference(Kind.NEGATION, *((words, same[0].word.text) if act.denied else (act.word.text, words)))
    yield from _denied_things(own, theirs)


def _denied_things(own: Reading, theirs: Reading) -> Iterator[Difference]:
    """Find what stands right after a denied "är" or "har" on one side ("har inte rätt till"), and without one on the other."""
    for one, other, is_own in ((own, theirs, True), (theirs, own, False)):
        if _negatives(other.text) or _DENIES_IN_A_WORD.search(other.text):
            continue
        stems = [word.stem for word in other.words]
        for before, word, thing in zip(one.words, one.words[1:], one.words[2:], strict=False):
            denied = before.low in _SMALL and word.low in _NEGATIVE and "," not in thing.gap
            if denied and thing.carries and thing.stem in stems and not _is_of_another(thing, one, other):
                words = f"{word.text} {thing.text}"
                yield Difference(Kind.NEGATION, *((words, thing.text) if is_own else (thing.text, words)))


def _is_of_another(thing: Word, one: Reading, other: Reading) -> bool:
    """Tell whether what is denied is also said, and the other side nearer to that: "köpa är straffbart, inte att sälja"."""
    holding = [clause for clause in one.clauses if any(word.stem == thing.stem for word in clause.words)]
    denied = next((clause for clause in holding if thing in clause.words), None)
    plain = [clause for clause in holding if clause is not denied]
    if denied is None or not plain:
        return False
    stems = {word.stem for word in other.words if word.carries}
    near = [len(stems & {word.stem for word in clause.content}) for clause in (denied, *plain)]
    return max(near[1:]) >= near[0]


def _excluded_case(own: Reading, theirs: Reading) -> Iterator[Difference]:
    """Find a case that the claim speaks of and its source makes it a condition that it is not: "när det finns risk"."""
    excluded = [
        (clause, word)
        for before, clause in zip((None, *theirs.clauses), theirs.clauses, strict=False)
        for negation in clause.negations
        if negation.of_clause and _is_case(clause, before)
        for word in negation.scope
        if word.carries and not is_verb(word.low)
    ]
    for clause in own.clauses:
        if clause.words[0].low not in _CASES or clause.negations or _DENIES_IN_A_WORD.search(clause.text):
            continue
        nouns = {word.stem for word in clause.content if not is_verb(word.low)}
        other = next((clause for clause, word in excluded if word.stem in nouns), None)
        if other:
            yield Difference(Kind.CONDITION, clause.text, other.text)


def _is_case(clause: Clause, before: Clause | None) -> bool:
    """Tell whether a clause is a condition, goes on with one, or hangs on one ("under förutsättning att")."""
    if clause.is_condition:
        return True
    if before is None:
        return False
    return (before.is_condition and clause.words[0].low == "och") or before.words[-1].low in _DEMANDED


def _had(claim: str, source: str) -> Iterator[Difference]:
    """Find what somebody has in the claim and lacks in its source, or the other way round."""
    for mine, theirs in ((_HAS, _LACKS), (_LACKS, _HAS)):
        for match in mine.finditer(claim):
            stems = {word.stem for word in read_words(match[1]) if word.carries}
            if re.search(r"\binte\b", claim[max(0, match.start() - 12) : match.end()]) and mine is _HAS:
                continue
            same = {word.stem for one in mine.finditer(source) for word in read_words(one[1]) if word.carries}
            for other in theirs.finditer(source):
                shared = stems & {word.stem for word in read_words(other[1]) if word.carries}
                if shared and not shared & same:
                    yield Difference(Kind.NEGATION, match[0], other[0])


def _instead(claim: str, source: str) -> Iterator[Difference]:
    """Find what a claim puts in the place of a thing that its source says ("X, inte Y", where the source has Y)."""
    bag = _bag(source)
    for pattern in _INSTEAD:
        for match in pattern.finditer(claim):
            if bag.holds(_stem(match["not"])) >= _IN_FULL and bag.holds(_stem(match["said"])) < _SAME:
                kind = Kind.ACTOR if actor_of(match["said"].lower()) else Kind.NEGATION
                yield Difference(kind, match[0], match["not"])


def _pointed_out(claim: str, source: str) -> Iterator[Difference]:
    """Find whom a claim points out ("det är X som"), and its source denies it of ("det är inte X som")."""
    denied = {match[1].lower(): match[0] for match in _NOT_POINTED.finditer(source)}
    for match in _POINTED.finditer(claim):
        if match[1].lower() in denied:
            yield Difference(Kind.ACTOR, match[0], denied[match[1].lower()])
