"""Compares the force of what a sentence says ("ska", "bör", "får", "kan", plainly) with that of its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.verification.content import Bag, Rarity
from assistant.verification.forms import supines
from assistant.verification.model import Difference, Kind
from assistant.verification.reading import NO, NOT, Clause, Reading
from assistant.verification.tables import glue, rests_on, word_set
from assistant.verification.verbs import INDICATIVE, PURPOSE, Verb
from assistant.verification.words import Word, are_synonyms, stem

_WINDOW = 4
"""Content words on each side of a verb that tell which verb of the source it retells."""
_SAME_VERB, _SYNONYM, _SMALL_VERB = 0.5, 0.35, 0.15
_LEAST = 0.3
"""Score under which no verb of the source is the one retold, and content alone decides."""
_CLEARLY = 0.6
"""The same where a plain verb has none of its kind in the source."""
_TIE = 0.03
_OTHER_VERB = 0.4
"""Share of the best score within which a verb may be the one retold where none of the source is the same verb."""
_GETS = frozenset({"får", "fås"})
_NEEDS_A_THING = frozenset({"behöver", "behövs"})
"""Verbs that without an infinitive have no force and are said in many ways ("är i behov av")."""
_ALLOWS = frozenset({"tillåter", "tillåts"})
_OBLIGATION, _NEED, _PERMISSION, _POSSIBILITY = "obligation", "need", "permission", "possibility"
_IMPORTANCE = "importance"
_BINDING = frozenset({"obligation", "need", "recommendation", "permission"})
"""Forces that must stand somewhere in the source, however it is worded."""
_NEGATIVE = NOT | NO | {"icke"}
_AT_TIMES = frozenset({"sometimes", "exception", "often"})
_RELATIVE = frozenset({"som", "och"})
_SHALL = frozenset({"ska", "skall", "bör"})
_BESIDE = 4
"""Words on each side of a verb in which its negation stands."""
_DENIED = frozenset({"permission", "possibility", "obligation"})
"""Forces that come to the same where they are denied: "får inte", "kan inte", "ska inte"."""


@dataclass(frozen=True, slots=True)
class Said:
    """A verb, or a modal word without one, with the content words around it.

    ``aimed``, ``at_times`` and ``ruled`` tell that its sentence speaks of an aim, of what happens at times or may be, and of a
    rule; ``governing`` is the force of the clause that its relative clause belongs to ("det ska vara ett dokument som …").
    """

    verb: Verb
    near: tuple[Word, ...]
    denied: bool
    is_main: bool
    in_condition: bool
    aimed: bool
    at_times: bool
    ruled: bool
    only: bool
    governing: str


def said_in(reading: Reading) -> Iterator[Said]:
    """Give the verbs that are compared: a modal word itself only where no verb of the sentence follows from it."""
    for clause, verb in reading.verbs:
        if verb.is_modal and any(other.modal == verb.modal and not other.is_modal for other in clause.verbs):
            continue
        if (verb.force == PURPOSE and verb.is_modal) or verb.word.low in supines():
            continue
        if verb.word.low in _NEEDS_A_THING and not verb.is_modal:
            continue
        if verb.force == INDICATIVE and not verb.is_finite:
            continue  # "att vända sig": the verb that it follows has the force
        words = clause.content
        place = sum(word.start < verb.word.start for word in words)
        denied = _is_denied(clause, verb)
        main = verb.is_finite and not verb.is_subordinate and not clause.is_condition and verb.word.low not in glue()
        aimed = any(word.stem in _aims() for word in reading.words if word.start <= verb.word.start)
        near = words[max(0, place - _WINDOW) : place + _WINDOW]
        governing = _governing(reading, clause)
        only = any(restriction.name == "only" for restriction in reading.restrictions)
        yield Said(
            verb, near, denied, main, clause.is_condition, aimed, _is_at_times(reading), _is_ruled(reading), only, governing
        )


@lru_cache(maxsize=2048)
def _is_at_times(reading: Reading) -> bool:
    """Tell whether a sentence says what happens at times, or what may be: "ibland", "kanske"."""
    named = any(one.name in _AT_TIMES for one in (*reading.restrictions, *reading.times))
    return named or any(word.low in word_set("perhaps") for word in reading.words)


def _is_ruled(reading: Reading) -> bool:
    """Tell whether a sentence speaks of a rule, whose plain clauses are demands: "grundregeln är att …"."""
    return any(word.low in word_set("rules") for word in reading.words)


def _governing(reading: Reading, clause: Clause) -> str:
    """Give the force of the clause that a relative clause belongs to: of "ska", where it is told what a thing shall be."""
    at = next(number for number, other in enumerate(reading.clauses) if other is clause)
    while at and (reading.clauses[at].words[0].low in _RELATIVE or _is_aim(reading.clauses[at - 1], reading.clauses[at])):
        at -= 1
    if reading.clauses[at] is clause:
        return ""
    return next((verb.force for verb in reading.clauses[at].verbs if verb.is_modal and verb.word.low in _SHALL), "")


def _is_aim(before: Clause, clause: Clause) -> bool:
    """Tell whether a clause says what one before it aims at: "ska bedrivas så | att den enskilde erbjuds"."""
    return clause.words[0].low == "att" and before.words[-1].low in {"så", "till"}


@lru_cache(maxsize=1)
def _aims() -> frozenset[str]:
    return frozenset(stem(word) for word in ("syftet", "målet", "avsikten", "ändamålet", "syfta", "syftar"))


def _is_denied(clause: Clause, verb: Verb) -> bool:
    """Tell whether a negation stands beside a verb or its modal verb: "får inte lämnas", "inte får lämnas"."""
    lows = [word.low for word in clause.words]
    at = next((place for place, word in enumerate(clause.words) if word is verb.word), 0)
    return bool(_NEGATIVE & set(lows[max(0, at - _BESIDE) : at + _BESIDE]))


def compare(claim: Reading, sources: Sequence[Reading], rarity: Rarity, conditions: bool) -> list[Difference]:
    """Find verbs that are said with another force than the source says them with.

    ``conditions`` tells that the source stands under a heading of conditions or demands, whose plain clauses are demands.
    """
    theirs = [one for reading in sources for one in said_in(reading)]
    found: list[Difference] = []
    for one in said_in(claim):
        same = [other for other in theirs if other.verb.word.stem == one.verb.word.stem]
        if not [word for word in one.near if word is not one.verb.word] and (not same or one.verb.word.low in glue()):
            continue
        same = [other for other in same if other.in_condition is one.in_condition] or ([] if one.is_main else same)
        alike = [other for other in theirs if other.in_condition is one.in_condition] or theirs
        if not one.verb.is_subordinate:
            alike = [other for other in alike if not other.verb.is_subordinate or other.verb.force != INDICATIVE] or alike
        aside = one.verb.is_subordinate and (one.verb.force == INDICATIVE or one.verb.word.low in _ALLOWS | glue())
        if aside or one.verb.force == PURPOSE or (one.verb.force == INDICATIVE and not same and not one.is_main):
            continue  # "du som är yrkesverksam": what a relative clause says in other words is judged by its content
        scored = sorted(((_score(one, other, rarity), other) for other in same or alike), key=lambda pair: -pair[0])
        best = scored[0][0] if scored else 0.0
        slack = _TIE if same and one.verb.word.low not in glue() else _OTHER_VERB * best
        nearest = [other for score, other in scored if score >= best - slack]
        if one.verb.force == _IMPORTANCE and any(other.verb.force in rests_on()[_IMPORTANCE] for other in theirs):
            continue
        if one.verb.force in _BINDING and not conditions and not any(_may_rest(one, other, conditions) for other in theirs):
            found.append(Difference(Kind.MODALITY, _shown(one), _shown(scored[0][1]) if scored else ""))
            continue
        least = _CLEARLY if one.verb.force == INDICATIVE and not same else _LEAST
        if best >= least and not any(_may_rest(one, other, conditions) for other in nearest):
            found.append(Difference(Kind.MODALITY, _shown(one), _shown(nearest[0])))
    return list(dict.fromkeys(found))


def _shown(one: Said) -> str:
    return one.verb.modal or one.verb.word.text


def _score(one: Said, other: Said, rarity: Rarity) -> float:
    bag = Bag.of(other.near)
    total = sum(rarity(word.stem) for word in one.near)
    common = sum(rarity(word.stem) * bag.holds(word.stem) for word in one.near)
    back = sum(rarity(word.stem) for word in other.near)
    overlap = common / max(total, 0.5 * back) if total else 0.0
    if one.verb.word.stem == other.verb.word.stem:
        return overlap + (_SMALL_VERB if one.verb.word.low in glue() else _SAME_VERB)
    return overlap + (_SYNONYM if are_synonyms(one.verb.word.stem, other.verb.word.stem) else 0.0)


def _may_rest(one: Said, other: Said, conditions: bool) -> bool:
    mine, theirs = one.verb.force, other.verb.force
    if mine == _POSSIBILITY and theirs in {INDICATIVE, PURPOSE} and other.verb.word.low in _GETS:
        return False  # what somebody gets is no possibility
    if mine == _OBLIGATION and (other.aimed or (theirs == INDICATIVE and (conditions or (other.ruled and one.ruled)))):
        return True
    if mine == _OBLIGATION and other.only and theirs in {_PERMISSION, _POSSIBILITY}:
        return bool({one.verb.word.low, one.verb.modal} & word_set("demands"))  # "får endast ges med stöd av lag"
    if mine == _PERMISSION and any(word.stem.startswith("välkom") for word in other.near):
        return True
    if theirs == PURPOSE:
        return mine in {INDICATIVE, _POSSIBILITY} or other.governing in rests_on()[mine]
    if theirs in rests_on()[mine] or (other.governing and other.governing in rests_on()[mine] and theirs == INDICATIVE):
        return True
    if mine == _NEED and (conditions or (one.at_times and theirs == _POSSIBILITY)):
        return True  # "ibland behöver" is what "kan behöva" says
    if mine == _POSSIBILITY and other.at_times:
        return theirs == _NEED
    return one.denied and other.denied and {mine, theirs} <= _DENIED
