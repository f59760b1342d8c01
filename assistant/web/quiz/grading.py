"""How an answer to a question is graded. Pure functions; the rules are those of our exports, so that points are the same there.

===================  ==================================================================================================
question             points, 0 to 1
===================  ==================================================================================================
one right option     1 for the right one, else 0
several right        each right option chosen gives its share, each wrong one takes its share of the wrong ones, never below 0
                     (Moodle's multiple choice with several answers: shares of 100 % and −100 %, the sum at least 0)
matching             the share of the names with the right option (Moodle's matching question: equal shares of the mark)
ordering             the share of the steps at their place; our exports write it as matching with numbers
in one's own words   1 where the words are the source's, case and marks aside; else the one who answered compares and says:
                     the same 1, partly 0.5, not 0. It is never called wrong by us: other words may say the same
===================  ==================================================================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from assistant.quiz.distractors import normal
from assistant.quiz.items import Item, ItemType

_ROUND = 1e-9
T = TypeVar("T")


class Outcome(StrEnum):
    """What became of an answer."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    UNANSWERED = "unanswered"
    COMPARE = "compare"


class Own(StrEnum):
    """What somebody says of their own answer once they have seen the source's."""

    SAME = "samma"
    PARTLY = "delvis"
    NOT = "inte"


_OWN_POINTS = {Own.SAME: 1.0, Own.PARTLY: 0.5, Own.NOT: 0.0}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one question.

    ``chosen`` are indexes of options (one right, several right); for matching the index of the option for each name of
    `Item.pairs`, and for ordering the place, from 0, of each option: there None stands where none was given.
    """

    chosen: tuple[int | None, ...] = ()
    text: str = ""
    own: Own | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """What an answer is worth: ``points`` 0 to 1, None while it is for the one who answered to compare.

    ``parts`` tells for each part (option chosen, pair, step) whether it is right; ``own`` whether the one who answered judged.
    """

    outcome: Outcome
    points: float | None
    parts: tuple[bool, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """Points of a quiz: of how many, how many questions have no answer, and how many wait to be compared."""

    points: float
    most: int
    unanswered: int
    waiting: int


def grade(item: Item, answer: Answer) -> Grade:
    """Grade an answer by the rules at the head of this module."""
    if not item.options:
        return _in_own_words(item, answer)
    if all(one is None for one in answer.chosen):
        return Grade(Outcome.UNANSWERED, 0.0)
    if item.pairs:
        return _shares([one is not None and item.options[one] == said for one, (_, said) in _each(answer, item.pairs)])
    if item.type is ItemType.ORDERING:
        places = {step: place for place, step in enumerate(item.right)}
        return _shares([places[option] == place for place, option in _each(answer, item.options)])
    chosen = [item.options[one] for one in answer.chosen if one is not None]
    parts = tuple(one in item.right for one in chosen)
    if item.type is not ItemType.MULTIPLE_CHOICE:
        is_right = parts == (True,)
        return Grade(Outcome.RIGHT if is_right else Outcome.WRONG, float(is_right), parts)
    right, wrong = len(item.right), len(item.options) - len(item.right)
    points = sum(1 / right if part else -1 / wrong for part in parts)
    return _graded(max(0.0, points), parts)


def score(grades: Sequence[Grade]) -> Score:
    """Add up grades; what waits to be compared counts for nothing, neither in the points nor in how many there are."""
    known = [one.points for one in grades if one.points is not None]
    return Score(
        points=sum(known),
        most=len(known),
        unanswered=sum(one.outcome is Outcome.UNANSWERED for one in grades),
        waiting=len(grades) - len(known),
    )


def _in_own_words(item: Item, answer: Answer) -> Grade:
    if not normal(answer.text):
        return Grade(Outcome.UNANSWERED, 0.0)
    if normal(answer.text) == normal(" ".join(item.right)):
        return Grade(Outcome.RIGHT, 1.0)
    if answer.own is None:
        return Grade(Outcome.COMPARE, None)
    points = _OWN_POINTS[answer.own]
    outcome = Outcome.RIGHT if points == 1 else Outcome.PARTLY if points else Outcome.WRONG
    return Grade(outcome, points, own=True)


def _each(answer: Answer, things: Sequence[T]) -> list[tuple[int | None, T]]:
    """Put what was given beside each part; parts that an answer does not reach were given nothing."""
    given = (*answer.chosen, *(None for _ in things))
    return list(zip(given, things, strict=False))


def _shares(parts: Sequence[bool]) -> Grade:
    return _graded(sum(parts) / len(parts), tuple(parts))


def _graded(points: float, parts: tuple[bool, ...]) -> Grade:
    outcome = Outcome.RIGHT if points > 1 - _ROUND else Outcome.PARTLY if points > _ROUND else Outcome.WRONG
    return Grade(outcome, points, parts)
