"""Matching: who does what, what is meant by what, which lagrum holds what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from assistant.quiz.compose import Draft, Source, compose
from assistant.quiz.distractors import are_apart, normal
from assistant.quiz.items import Claim, Item, ItemType
from assistant.quiz.makers.shared import right_pair, shuffled
from assistant.quiz.material import Material
from assistant.quiz.naming import document_name, names, upper_first
from assistant.quiz.terms import Pair, law_meant, pairs, tells

_FEWEST, _MOST = 3, 4
_ASKS = {
    "task": "Para ihop varje aktör med sin uppgift enligt {document}.",
    "meaning": "Para ihop varje begrepp med vad det innebär enligt {document}.",
    "purpose": "Para ihop varje del av arbetet med sitt syfte enligt {document}.",
    "form": "Para ihop varje form av våld med sina exempel enligt {document}.",
    "abbreviation": "Para ihop varje förkortning med vad den står för i {document}.",
    "section": "Para ihop varje lagrum med vad det handlar om enligt {document}.",
    "service": "Para ihop varje verksamhet med vad den gör eller för vem den finns, enligt {document}.",
    "method": "Para ihop varje bedömningsmetod med vad den är till för enligt {document}.",
    "ground": "Para ihop varje bestämmelse med det som {document} grundar på den.",
}
_OBJECTIVES = {
    "task": "Veta vem som ansvarar för vilken uppgift.",
    "meaning": "Veta vad centrala begrepp innebär.",
    "purpose": "Veta vad syftet är med olika delar av arbetet.",
    "form": "Känna igen olika former av våld.",
    "abbreviation": "Kunna de förkortningar som används i riktlinjerna.",
    "section": "Hitta rätt lagrum i socialtjänstlagen.",
    "service": "Veta vart man kan vända sig med vad.",
    "method": "Veta vad bedömningsmetoderna är till för.",
    "ground": "Veta vilka lagrum arbetet vilar på.",
}


def make(material: Material, rng: Random) -> Iterator[Item]:
    """Give items of three or four pairs of one kind and document; no pair stands in two of them."""
    rest = shuffled([one for one in pairs(material) if material.may_ask(one.paragraph) and tells(one)], rng)
    while rest:
        group = _group(rest)
        if len(group) >= _FEWEST:
            yield compose(_draft(group, rng), material.on)
        rest = [one for one in rest if one not in group]


def _group(rest: Sequence[Pair]) -> list[Pair]:
    """Give the first pair and those that can stand beside it."""
    group = [rest[0]]
    for other in rest[1:]:
        fits = other.kind == group[0].kind and other.document.id == group[0].document.id
        if fits and len(group) < _MOST and all(_are_apart(one, other) for one in group):
            group.append(other)
    return group


def _are_apart(one: Pair, other: Pair) -> bool:
    if one.kind == "task" and (one.name in _SAME and other.name in _SAME):
        return False
    if names(other.said, one.name) or names(one.said, other.name):
        return False
    return normal(one.name) != normal(other.name) and are_apart(one.said, other.said)


_CONTINUES = frozenset({"task", "service", "method"})
"""Kinds where what is said goes on from the name, as its predicate."""
_SAME = frozenset({"Socialtjänsten", "Socialnämnden", "Nämnden", "Kommunen", "Handläggaren"})
"""Actors that may stand for one another: only one of them is in an item."""


def _draft(group: Sequence[Pair], rng: Random) -> Draft:
    plain = group[0].kind in _CONTINUES
    named = tuple((upper_first(one.name), one.said if plain else upper_first(one.said)) for one in group)
    wrong = [
        Claim(other.said, False, (one.paragraph.id,), about=one.name) for one in group for other in group if one is not other
    ]
    return Draft(
        type=ItemType.MATCHING,
        question=_ASKS[group[0].kind].format(document=document_name(group[0].document))
        + "".join(dict.fromkeys(map(law_meant, group))),
        options=tuple(shuffled([said for _, said in named], rng)),
        key=named,
        reason="Rätt par: " + "; ".join(f"{name} – {said}" for name, said in named) + ".",
        sources=tuple(map(Source.of, group)),
        objective=_OBJECTIVES[group[0].kind],
        claims=(*map(right_pair, group), *wrong),
        cites=False,
    )
