"""Whether the legal references of an answer are those expected, and whether what it calls law in force is.

What is law in force is read here from the facts in ``corpus/law`` (the statutes' dates and the comparison table) and not
through `assistant.law.standing`, so that an error there is seen.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assistant.law.canonical import canonical
from assistant.law.model import LegalStatus, ReferenceStanding
from assistant.law.registry import shipped_registry
from assistant.law.transitions import load_moves, split_place
from evals.outcome import Outcome, Score

Place = tuple[str, str]
"""A canonical form and the statute's number."""


@dataclass(frozen=True, slots=True)
class ReferenceRecall:
    """The share of the expected legal references that the answer lists, canonical form and statute's number both right."""

    only_found: bool
    name: str

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score a question that expects references; ``only_found`` leaves out those whose paragraph is not cited."""
        expected = _expected(outcome)
        if not expected or (self.only_found and not outcome.cited & outcome.question.relevant):
            return None
        given = _given(outcome)
        return Score(len(expected & given) / len(expected), f"missing: {sorted(expected - given)}")


@dataclass(frozen=True, slots=True)
class ReferencePrecision:
    """The share of the legal references in an answer that are expected."""

    name: str = "reference_precision"

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score an answerable question whose answer lists references; all of them are wrong where none is expected."""
        given = _given(outcome)
        if not outcome.question.kind.has_answer or not outcome.answered or not given:
            return None
        extra = given - _expected(outcome)
        return Score(1 - len(extra) / len(given), f"not expected: {sorted(extra)}")


class LawInForce:
    """The law in force on a date, from the statutes' dates and the comparison table of what took over from what."""

    def __init__(self, on: datetime.date) -> None:
        self._on = on
        self._statutes = shipped_registry().by_number
        self._successors: dict[tuple[str, str], set[Place]] = {}
        for move in load_moves(shipped_registry().folder):
            newer = self._statutes.get(move.new_number)
            if newer is None:
                continue
            place = (canonical(newer.short_name, *split_place(move.new_place)), move.new_number)
            chapter = split_place(move.old_place)[0]
            for old in {move.old_place, f"{chapter}:"} if chapter else {move.old_place}:
                self._successors.setdefault((move.old_number, old), set()).add(place)

    def is_in_force(self, number: str) -> bool:
        """Tell whether a statute has begun to apply and has not ceased to."""
        statute = self._statutes.get(number)
        if statute is None:
            return False
        since = statute.in_force_from or statute.known_since
        return bool(since and since <= self._on and not (statute.repealed_on and statute.repealed_on <= self._on))

    def today(self, place: Place) -> frozenset[Place]:
        """Give where a reference is found in law in force: itself, or all that took over from it; empty where nothing did."""
        form, number = place
        if self.is_in_force(number):
            return frozenset({place})
        statute = self._statutes.get(number)
        if statute is None or not statute.replaced_by:
            return frozenset()
        within = form.removeprefix(statute.short_name).strip()
        if within:
            found = self._successors.get((number, within), set())
        else:
            newer = self._statutes.get(statute.replaced_by)
            found = {(newer.short_name, newer.number)} if newer else set()
        return frozenset(one for one in found if self.is_in_force(one[1]))


@dataclass(frozen=True, slots=True)
class LawPrecision:
    """The share of the law that an answer gives as law in force, or as what took over, that is so by the facts."""

    law: LawInForce
    name: str = "law_in_force_precision"

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score any answer that gives law in force."""
        pairs = [(one, place) for one in outcome.answer.legal_references for place in _today(one)]
        if not pairs:
            return None
        wrong = [place for one, place in pairs if place not in self.law.today((one.canonical, one.sfs))]
        return Score(1 - len(wrong) / len(pairs), f"not in force: {sorted(wrong)}")


@dataclass(frozen=True, slots=True)
class LawRecall:
    """The share of the expected references for which the answer gives law in force: the section itself, or one that took over.

    An expected section that nothing took over from is left out: no answer could give it.
    """

    law: LawInForce
    name: str = "law_in_force_recall"

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score a question that expects references with a place in law in force."""
        expected = {place: today for place in _expected(outcome) if (today := self.law.today(place))}
        if not expected:
            return None
        given = {place for one in outcome.answer.legal_references for place in _today(one)}
        missing = sorted(place for place, today in expected.items() if not today & given)
        return Score(1 - len(missing) / len(expected), f"law in force is not given for: {missing}")


def _expected(outcome: Outcome) -> set[Place]:
    return {(one.canonical, one.sfs) for one in outcome.question.legal_references}


def _given(outcome: Outcome) -> set[Place]:
    return {(one.canonical, one.sfs) for one in outcome.answer.legal_references}


def _today(one: ReferenceStanding) -> list[Place]:
    """Give what an answer says is law in force of a reference: the section itself or those it says took over."""
    if one.status is LegalStatus.IN_FORCE:
        return [(one.canonical, one.sfs)]
    return [(successor.canonical, successor.sfs) for successor in one.replaced_by]
