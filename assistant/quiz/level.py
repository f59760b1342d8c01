"""How difficult an item is: a rule that can be read, from its type and from what was changed."""

from __future__ import annotations

from assistant.quiz.items import Difficulty, ItemType

_BASE = {
    ItemType.TRUE_FALSE: 0,
    ItemType.SINGLE_CHOICE: 0,
    ItemType.CLOZE: 0,
    ItemType.MATCHING: 1,
    ItemType.CASE: 1,
    ItemType.MULTIPLE_CHOICE: 1,
    ItemType.ORDERING: 1,
    ItemType.SHORT_ANSWER: 2,
}
"""Points for what is asked: to recognise one thing, to handle several or apply it, to say it in one's own words."""
_SUBTLE = frozenset({"modality", "negation", "condition", "reference"})
"""Kinds of difference that are overlooked more easily than a wrong number, time or actor: a point."""
_SEVERAL = 3
"""Sources from which an item needs more than one place in the guidelines: a point."""


def difficulty_of(type_: ItemType, kinds: tuple[str, ...], sources: int) -> Difficulty:
    """Give the difficulty: no point is easy, one is medium, more is hard."""
    points = _BASE[type_] + bool(_SUBTLE & set(kinds)) + (sources >= _SEVERAL)
    return (Difficulty.EASY, Difficulty.MEDIUM, Difficulty.HARD)[min(points, 2)]
