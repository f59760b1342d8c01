"""A sentence as it is compared: its words, its verbs with their force, its clauses and what they deny."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.verification.tables import Found, actor_of, phrases, values, word_set
from assistant.verification.verbs import (
    CONDITIONAL,
    MODALS,
    SUBORDINATORS,
    SUPINE,
    Verb,
    begins_clause,
    breaks,
    is_conditional_om,
    read_verbs,
)
from assistant.verification.words import Word, is_finite, read_words, shown

_JOINERS = word_set("joining")
_QUESTIONS = frozenset({"vad", "vem", "vilka", "hur"})
NOT = frozenset({"inte", "ej", "aldrig"})
"""They deny a clause."""
NO = frozenset({"ingen", "inget", "inga"})
"""They deny a thing."""
_SUBJECT = 4
"""Words after "och" in which a new clause has its verb; a later one belongs to a clause that was begun before."""
_SCOPE = 8
"""Words that a negation may deny, the nearest first."""
_REACH = 4 * _SCOPE
"""Words on each side of a negation among which they are looked for."""


@dataclass(frozen=True, slots=True)
class Negation:
    """A negative word, the words it denies, nearest first, and whether it denies its whole clause ("inte")."""

    word: str
    scope: tuple[Word, ...]
    of_clause: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence with at most one finite verb group."""

    words: tuple[Word, ...]
    verbs: tuple[Verb, ...]
    negations: tuple[Negation, ...]
    is_condition: bool

    @property
    def content(self) -> tuple[Word, ...]:
        """Give the words that carry matter."""
        return tuple(word for word in self.words if word.carries)

    @property
    def text(self) -> str:
        """Give the clause's words."""
        return shown(self.words)

    @property
    def is_denied(self) -> bool:
        """Tell whether a negation denies the whole of it."""
        return any(one.of_clause for one in self.negations)


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence that has been read; ``decided`` are the offsets of words that belong to a class with a check of its own."""

    text: str
    words: tuple[Word, ...]
    clauses: tuple[Clause, ...]
    restrictions: tuple[Found, ...]
    times: tuple[Found, ...]
    decided: frozenset[int]

    @property
    def verbs(self) -> Iterator[tuple[Clause, Verb]]:
        """Give the verbs with their clauses."""
        return ((clause, verb) for clause in self.clauses for verb in clause.verbs)

    def said(self, found: Found) -> str:
        """Give the words of a phrase found."""
        return shown(self.words[found.first : found.after])


@lru_cache(maxsize=2048)
def read(text: str) -> Reading:
    """Read a sentence. Any string will do; the time is linear in its length."""
    words = read_words(text)
    verbs = read_verbs(words)
    lows = [word.low for word in words]
    finite = {verb.at for verb in verbs if verb.is_finite}
    by_place = {verb.at: verb for verb in verbs}
    clauses = tuple(_clause(words, rows, by_place, finite) for rows in _split(words, finite))
    restrictions, times = (tuple(phrases(group).find(lows)) for group in ("restriction", "time"))
    others = (found for group in ("modality", "negation", "bounds") for found in phrases(group).find(lows))
    decided = {at for found in (*restrictions, *times, *others) for at in range(found.first, found.after)}
    decided |= {
        at for at, low in enumerate(lows) if low in values("numbers") or low in values("ordinals") or low in values("months")
    }
    return Reading(text, words, clauses, restrictions, times, frozenset(words[at].start for at in decided))


def _begins(words: Sequence[Word], at: int) -> bool:
    if words[at].low in _JOINERS:
        near = words[at + 1 : at + 1 + _SUBJECT]
        return any(is_finite(word.low) or word.low in MODALS for word in near)
    return begins_clause(words, at)


def _spans(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    begin = 0
    for at in range(1, len(words)):
        if breaks(words, at) or _begins(words, at):
            yield begin, at
            begin = at
    if words:
        yield begin, len(words)


def _whole(words: Sequence[Word], finite: set[int]) -> Iterator[tuple[int, int]]:
    """Give the spans, "om den | som köper" as one: a conjunction waits for its verb."""
    waiting = -1
    for begin, end in _spans(words):
        has_verb = any(at in finite for at in range(begin, end))
        conjunction = words[begin].low in SUBORDINATORS and begins_clause(words, begin)
        if waiting < 0 and conjunction and not has_verb:
            waiting = begin
            continue
        yield (waiting if waiting >= 0 else begin), end
        waiting = -1
    if waiting >= 0:
        yield waiting, len(words)


def _split(words: Sequence[Word], finite: set[int]) -> list[list[int]]:
    """Cut words into clauses: a new one begins where both sides have a finite verb of their own."""
    clauses: list[list[int]] = []
    has_verb = False
    for begin, end in _whole(words, finite):
        verb = any(at in finite for at in range(begin, end))
        cleft = words[begin].low == "som" and bool(clauses) and _is_cleft(words, clauses[-1])
        if not clauses or (verb and has_verb and not cleft):
            clauses.append(list(range(begin, end)))
            has_verb = verb
        elif not verb and "," in words[begin].gap and len(clauses) > 1 and _is_open(words, clauses[-2]):
            clauses[-2].extend(range(begin, end))
        else:
            clauses[-1].extend(range(begin, end))
            has_verb = has_verb or verb
    parts = [part for rows in clauses for part in _cut_inverted(words, rows, finite)]
    return [part for rows in parts for part in _cut_main(words, rows, finite)] if _opens_with_condition(words) else parts


def _opens_with_condition(words: Sequence[Word]) -> bool:
    return bool(words) and words[0].low in CONDITIONAL and begins_clause(words, 0)


def _cut_main(words: Sequence[Word], rows: list[int], finite: set[int]) -> list[list[int]]:
    """Cut a clause of a sentence that opens with a condition before a verb that its subject follows: "… | bör personen …"."""
    for place, row in enumerate(rows[1:-1], start=1):
        if rows[0] == 0 and not finite.intersection(rows[:place]):
            continue
        following = words[row + 1].low
        is_subject = following in word_set("personal") - {"inte"} or (
            actor_of(following) and following.endswith(("n", "t", "a", "e"))
        )
        if row in finite and is_subject and words[row - 1].low not in word_set("before_verb"):
            return [rows[:place], rows[place:]]
    return [rows]


def _is_cleft(words: Sequence[Word], rows: Sequence[int]) -> bool:
    return len(rows) > 1 and words[rows[0]].low == "det" and words[rows[1]].low in {"är", "var"}


def _is_open(words: Sequence[Word], rows: Sequence[int]) -> bool:
    """Tell whether a clause breaks off after its modal word: "Handläggaren ska, om …"."""
    return any(words[row].low in MODALS for row in rows[-3:])


def _is_verb_first(words: Sequence[Word], finite: set[int]) -> bool:
    """Tell whether a sentence begins with its verb, and so with a condition: "Finns det risk för våld ska …"."""
    first = words[0].low
    verb = first in MODALS or (is_finite(first) and (first.endswith("r") or len(first) > 4))
    return 0 in finite and verb and len(finite) > 1


def _cut_inverted(words: Sequence[Word], rows: list[int], finite: set[int]) -> list[list[int]]:
    """Cut a clause that begins with a condition where its main clause begins: "Om hon vill | ska handläggaren …"."""
    verb_first = rows[0] == 0 and _is_verb_first(words, finite)
    if not verb_first and not (words[rows[0]].low in SUBORDINATORS and (rows[0] == 0 or begins_clause(words, rows[0]))):
        return [rows]
    expected = 0 if verb_first else 1
    for place, row in enumerate(rows[1:], start=1):
        if words[row].low in SUBORDINATORS and begins_clause(words, row):
            following = words[row + 1].low if row + 1 < len(words) else ""
            expected += not following.endswith(SUPINE)
        elif row in finite:
            if expected == 0 and words[row - 1].low not in _JOINERS:
                return [rows[:place], rows[place:]]
            expected = max(0, expected - 1)
    return [rows]


def _clause(all_words: Sequence[Word], rows: Sequence[int], verbs: Mapping[int, Verb], finite: set[int]) -> Clause:
    words = tuple(all_words[row] for row in rows)
    own = tuple(verbs[row] for row in rows if row in verbs)
    first, begin = words[0].low, rows[0]
    condition = first in CONDITIONAL and (first != "om" or is_conditional_om(all_words, begin))
    if first == "då" and not begins_clause(all_words, begin):
        condition = False
    if begin and all_words[begin - 1].low in word_set("no_condition_after"):
        condition = False
    if first == "när" and any(word.low in _QUESTIONS for word in all_words[max(0, begin - _REACH) : begin]):
        condition = False  # "vad som hände, när det skedde"
    if begin == 0:
        condition = condition or _is_verb_first(all_words, finite)
    following = all_words[rows[-1] + 1 : rows[-1] + 1 + _REACH]
    denied = any(word.low in NOT for word in all_words[max(0, begin - _REACH) : begin])
    return Clause(words, own, tuple(_negations(words, following, denied)), condition)


def _negations(words: Sequence[Word], following: Sequence[Word], denied: bool) -> Iterator[Negation]:
    """Give the negations of a clause; ``denied`` tells that one stands before it, which "utan" may carry on from."""
    lows = [word.low for word in words]
    for found in phrases("negation").find(lows):
        joins = lows[found.first] == "utan" and ("," in words[found.first].gap or found.first == 0)
        if found.name == "none" or (joins and (denied or NOT & set(lows[max(0, found.first - _REACH) : found.first]))):
            continue
        after = [word for word in words[found.after : found.after + _REACH] if word.tells]
        if found.after == len(words) and following and "," not in following[0].gap:
            after = [word for word in following if word.tells]  # "Det innebär inte | att …" denies what follows
        least = max(0, found.first - _REACH)
        begin = max((at + 1 for at in range(least, found.first) if words[at].low in _JOINERS), default=least)
        before = [word for word in words[begin : found.first] if word.tells]
        of_clause = found.name == "clause"
        scope = after[:_SCOPE] if after else before[-_SCOPE:][::-1]
        if of_clause and (verb := next((word for word in reversed(before) if is_finite(word.low)), None)):
            scope = [*scope, verb]
        yield Negation(shown(words[found.first : found.after]), tuple(scope), of_clause)
