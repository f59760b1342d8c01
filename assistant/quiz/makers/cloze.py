"""Cloze: a sentence with its deciding word left out, and words to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from assistant.quiz.compose import Draft, Source, compose
from assistant.quiz.facts import Statement
from assistant.quiz.items import GAP, Change, Item, ItemType
from assistant.quiz.makers.shared import KIND_WORDS, changeable, right_claim, shuffled, wrong_claim
from assistant.quiz.material import Material
from assistant.quiz.naming import heading_of, place_of
from assistant.quiz.swaps import Changed

_FEWEST, _MOST = 3, 4
"""Words to choose from, the right one among them."""


def make(material: Material, rng: Random) -> Iterator[Item]:
    """Give an item for every sentence whose deciding word can be left out and has a rival of its own kind."""
    for one in changeable(material, rng):
        groups = [
            group
            for group in _by_place(material.changes(one))
            if len(group) >= _FEWEST - 1 and _can_be_left_out(one.text, group[0].change)
        ]
        if groups:
            rng.shuffle(groups)
            yield compose(_draft(one, groups[0], rng), material.on)


def _by_place(changes: tuple[Changed, ...]) -> list[list[Changed]]:
    """Put the changes of the same words together."""
    found: dict[tuple[str, str], list[Changed]] = {}
    for one in changes:
        found.setdefault((one.change.kind, one.change.source), []).append(one)
    return list(found.values())


def _can_be_left_out(text: str, change: Change) -> bool:
    """Tell whether the words stand once in the sentence, so that the gap is where the change was."""
    return change.kind != "negation" and len(text.split(change.source)) == 2 and f" {change.source} " in f" {text} "


def _draft(one: Statement, group: list[Changed], rng: Random) -> Draft:
    source = group[0].change.source
    others = shuffled(group, rng)[: _MOST - 1]
    return Draft(
        type=ItemType.CLOZE,
        question=f"Vad ska stå i luckan enligt {place_of(one.document, one.paragraph)}? {one.text.replace(source, GAP)}",
        options=tuple(shuffled([source, *(other.change.claim for other in others)], rng)),
        key=source,
        reason=f"I luckan ska det stå ”{source}”.",
        sources=(Source.of(one),),
        objective=f"Veta {KIND_WORDS[group[0].change.kind]} i avsnittet ”{heading_of(one.paragraph)}”.",
        claims=(right_claim(one), *(wrong_claim(one, other.text) for other in others)),
        changed=tuple(other.change for other in others),
    )
