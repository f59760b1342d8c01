"""True or false: a sentence as it stands, or with one deciding word changed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from assistant.quiz.compose import Draft, Source, compose
from assistant.quiz.facts import Statement
from assistant.quiz.items import FALSE, TRUE, Item, ItemType
from assistant.quiz.makers.shared import KIND_WORDS, changeable, one_a_kind, right_claim, told, wrong_claim
from assistant.quiz.material import Material
from assistant.quiz.naming import heading_of, place_of
from assistant.quiz.swaps import Changed

_SHARE_FALSE = 0.6
"""Share of false ones: they teach more, because the changed word is told."""


def make(material: Material, rng: Random) -> Iterator[Item]:
    """Give an item for every sentence that has a deciding word."""
    for one in changeable(material, rng):
        change = next(one_a_kind(material.changes(one), rng))
        yield compose(_draft(one, change, rng.random() < _SHARE_FALSE), material.on)


def _draft(one: Statement, changed: Changed, is_false: bool) -> Draft:
    text = changed.text if is_false else one.text
    return Draft(
        type=ItemType.TRUE_FALSE,
        question=f"Sant eller falskt enligt {place_of(one.document, one.paragraph)}? {text}",
        options=(TRUE, FALSE),
        key=FALSE if is_false else TRUE,
        reason=f"Falskt. {told(changed.change)}" if is_false else "Sant.",
        sources=(Source.of(one),),
        objective=f"Veta {KIND_WORDS[changed.change.kind]} i avsnittet ”{heading_of(one.paragraph)}”.",
        claims=(wrong_claim(one, text) if is_false else right_claim(one),),
        changed=(changed.change,) if is_false else (),
    )
