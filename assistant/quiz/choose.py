"""Chooses items: balanced over types and sections, nothing asked twice, the same ones for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, zip_longest
from random import Random

from assistant.quiz.check import Checker
from assistant.quiz.distractors import normal
from assistant.quiz.items import TRUE, Item, ItemType
from assistant.quiz.makers import MAKERS
from assistant.quiz.material import Material

_AHEAD = 20
"""Candidates of a type among which the one whose section has been asked about least is taken."""

_KINDS = 0.5
"""What a kind of change asked about before weighs beside a section asked about before: most sentences have a modal verb,
and a quiz of nothing else would tire."""

_SCARCE_FIRST = (
    ItemType.ORDERING,
    ItemType.MATCHING,
    ItemType.MULTIPLE_CHOICE,
    ItemType.SINGLE_CHOICE,
    ItemType.CLOZE,
    ItemType.TRUE_FALSE,
    ItemType.CASE,
    ItemType.SHORT_ANSWER,
)
"""Types that few paragraphs can give draw first: the others find enough in what is left."""

Section = tuple[str, ...]


def choose(
    material: Material, types: Sequence[ItemType], count: int, seed: int, checker: Checker, progress: Callable[[int], None]
) -> list[Item]:
    """Choose up to ``count`` items, as many of each type as there are, in an order that mixes the types.

    Parameters
    ----------
    material
        What may be asked about.
    types
        The types to draw from.
    count
        How many items at most.
    seed
        The same seed gives the same items in the same order.
    checker
        Every item is tried; one with a problem is left out.
    progress
        Called with the number chosen after each.
    """
    random = {one: Random(f"{seed}:{one.value}") for one in types}  # noqa: S311  # no secret
    draws = {one: _Draw(MAKERS[one](material, random[one])) for one in sorted(types, key=_SCARCE_FIRST.index)}
    chosen: dict[ItemType, list[Item]] = {one: [] for one in types}
    taken = Taken()
    while draws and (missing := count - sum(map(len, chosen.values()))):
        share = -(-missing // len(draws))
        for one in list(draws):
            for _ in range(min(share, count - sum(map(len, chosen.values())))):
                item = draws[one].next(taken, checker)
                if item is None:
                    del draws[one]
                    break
                taken.add(item)
                chosen[one].append(item)
                progress(sum(map(len, chosen.values())))
    return [item for round_ in zip_longest(*chosen.values()) for item in round_ if item is not None]


class Taken:
    """What has been asked about, and how often each section has."""

    def __init__(self) -> None:
        self._stretches: dict[str, list[tuple[int, int]]] = {}
        self._questions: set[str] = set()
        self._quotes: set[str] = set()
        self._sections: Counter[Section] = Counter()
        self._kinds: Counter[tuple[ItemType, str]] = Counter()

    def add(self, item: Item) -> None:
        """Note an item."""
        for paragraph_id, start, end in item.facts:
            self._stretches.setdefault(paragraph_id, []).append((start, end))
        self._questions.add(_wording(item))
        self._quotes.update(normal(citation.quote) for citation in item.citations)
        self._sections[section_of(item)] += 1
        self._kinds.update(_kinds(item))

    def has(self, item: Item) -> bool:
        """Tell whether any of what an item asks about has been asked before."""
        if _wording(item) in self._questions or any(normal(one.quote) in self._quotes for one in item.citations):
            return True  # two documents may say the same in the same words
        return any(
            start < other_end and other_start < end
            for paragraph_id, start, end in item.facts
            for other_start, other_end in self._stretches.get(paragraph_id, ())
        )

    def weight(self, item: Item) -> float:
        """Give how often the item's section has been asked about, and, weighing less, its kinds of change."""
        kinds = _kinds(item)
        often = sum(self._kinds[kind] for kind in kinds) / len(kinds) if kinds else 0.0
        return self._sections[section_of(item)] + _KINDS * often


def _kinds(item: Item) -> set[tuple[ItemType, str]]:
    """Give what an item of its type turns on: the kinds of change, for true or false also which of the two it is."""
    kinds = {change.kind for change in item.changed} or {"unchanged"}
    if item.type is ItemType.TRUE_FALSE:
        kinds = {str(item.key)} if item.key == TRUE else kinds | {str(item.key)}
    return {(item.type, kind) for kind in kinds}


def section_of(item: Item) -> Section:
    """Give the section that an item counts for: its first source's document and chapter, with the part of the chapter."""
    first = item.citations[0]
    return (first.document_id, *first.section[:2])


def _wording(item: Item) -> str:
    return normal(f"{item.question} {' '.join(sorted(item.options))}")


class _Draw:
    """The items of one type that have not been taken."""

    def __init__(self, source: Iterator[Item]) -> None:
        self._source = source
        self._ahead: list[Item] = []

    def next(self, taken: Taken, checker: Checker) -> Item | None:
        """Give an item that may be used, of a section that has been asked about least; None where there is none left."""
        while True:
            self._ahead = [item for item in self._ahead if not taken.has(item)]
            self._ahead += islice((item for item in self._source if not taken.has(item)), _AHEAD - len(self._ahead))
            if not self._ahead:
                return None
            item = min(self._ahead, key=taken.weight)
            self._ahead.remove(item)
            if not checker.problems(item):
                return item
