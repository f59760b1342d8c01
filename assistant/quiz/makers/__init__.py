"""One maker for each type of item; each gives every item it can, in an order that its random numbers choose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from assistant.quiz.items import Item, ItemType
from assistant.quiz.makers import case, cloze, matching, multiple_choice, ordering, short_answer, single_choice, true_false
from assistant.quiz.material import Material

Maker = Callable[[Material, Random], Iterator[Item]]

MAKERS: dict[ItemType, Maker] = {
    ItemType.SINGLE_CHOICE: single_choice.make,
    ItemType.TRUE_FALSE: true_false.make,
    ItemType.MATCHING: matching.make,
    ItemType.CASE: case.make,
    ItemType.CLOZE: cloze.make,
    ItemType.MULTIPLE_CHOICE: multiple_choice.make,
    ItemType.SHORT_ANSWER: short_answer.make,
    ItemType.ORDERING: ordering.make,
}
