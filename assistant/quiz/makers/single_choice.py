"""Single choice: who does it, what it means or is for, which lagrum, which sentence is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from random import Random

from assistant.quiz.compose import Draft, Source, compose
from assistant.quiz.distractors import are_apart, normal
from assistant.quiz.facts import Statement
from assistant.quiz.items import Change, Claim, Item, ItemType
from assistant.quiz.lexicon import rivals
from assistant.quiz.makers.shared import (
    KIND_WORDS,
    changeable,
    one_a_kind,
    right_claim,
    right_pair,
    shuffled,
    told,
    wrong_claim,
)
from assistant.quiz.material import Material
from assistant.quiz.naming import STEM, document_name, heading_of, lower_first, names, place_of, upper_first
from assistant.quiz.sections import Named, named_sections, statute_meant
from assistant.quiz.swaps import Changed
from assistant.quiz.terms import Pair, law_meant, pairs, tells

_WRONG = 3
_LONGEST_SENTENCE = 190
"""Characters of a sentence that is one of four options."""

_POINTS_BACK = re.compile(r"\bde (?:ska|kan|bör)\b")
"""Speaks of what another name means: "att de ska bidra"."""

_ASKS = {
    "meaning": "Vad innebär {name} enligt {document}?",
    "purpose": "Vad är syftet med {name} enligt {document}?",
    "form": "Vilken form av våld är det här exempel på enligt {document}? {said}.",
    "abbreviation": "Vad står förkortningen {name} för i {document}?",
    "section": "Vilket lagrum handlar enligt {document} om {topic}?",
}
_BY_NAME = frozenset({"form", "section"})
"""Kinds where the name is chosen, and what is said of it is given."""
_OBJECTIVES = {
    "meaning": "Veta vad {name} innebär.",
    "purpose": "Veta vad syftet är med {name}.",
    "form": "Känna igen olika former av våld.",
    "abbreviation": "Kunna de förkortningar som används i {document}.",
    "section": "Hitta rätt lagrum i socialtjänstlagen.",
}


def make(material: Material, rng: Random) -> Iterator[Item]:
    """Give items of every family, one of each in turn as long as they last."""
    families = [_who(material, rng), _pairs(material, rng), _lagrum(material, rng), _sentences(material, rng)]
    while families:
        for family in list(families):
            item = next(family, None)
            if item is None:
                families.remove(family)
            else:
                yield item


def _who(material: Material, rng: Random) -> Iterator[Item]:
    tasks = [one for one in pairs(material) if one.kind == "task" and material.may_ask(one.paragraph)]
    for one in shuffled(tasks, rng):
        others = [other for other in rivals()[one.name] if not names(one.said, other)]
        if names(one.said, one.name) or len(others) < _WRONG:
            continue
        wrong = shuffled(others, rng)[:_WRONG]
        yield compose(
            Draft(
                type=ItemType.SINGLE_CHOICE,
                question=f"Enligt {document_name(one.document)}: vem {one.said}?",
                options=tuple(shuffled([one.name, *wrong], rng)),
                key=one.name,
                reason=f"Rätt svar är {lower_first(one.name)}.",
                sources=(Source.of(one),),
                objective=f"Veta vem som ansvarar för vad i avsnittet ”{heading_of(one.paragraph)}”.",
                claims=(
                    right_pair(one),
                    *(Claim(f"{other} {one.said}.", False, (one.paragraph.id,)) for other in wrong),
                ),
                changed=tuple(Change("actor", other, one.name) for other in wrong),
            ),
            material.on,
        )


def _pairs(material: Material, rng: Random) -> Iterator[Item]:
    every = [one for one in pairs(material) if one.kind in _ASKS]
    for one in shuffled([one for one in every if material.may_ask(one.paragraph) and tells(one)], rng):
        wrong = _others(one, shuffled(every, rng))
        if len(wrong) == _WRONG:
            yield compose(_pair_draft(one, wrong, rng), material.on)


def _others(one: Pair, every: Sequence[Pair]) -> list[Pair]:
    found: list[Pair] = []
    for other in every:
        apart = all(are_apart(other.said, chosen.said) and not _alike(other.name, chosen.name) for chosen in (one, *found))
        if other.kind == one.kind and apart and len(found) < _WRONG and not _POINTS_BACK.search(other.said):
            found.append(other)
    return found


def _alike(name: str, other: str) -> bool:
    """Tell whether two names may mean the same: "insatsen", "insatserna"; short ones and sections are what they are."""
    left, right = normal(name), normal(other)
    return left == right or (len(left) > STEM and "§" not in name and left[:STEM] == right[:STEM])


def _pair_draft(one: Pair, wrong: Sequence[Pair], rng: Random) -> Draft:
    by_name = one.kind in _BY_NAME
    shown = [upper_first(other.name if by_name else other.said) for other in (one, *wrong)]
    name = one.name if one.kind == "abbreviation" else lower_first(one.name)
    words = {"name": name, "document": document_name(one.document), "said": upper_first(one.said)}
    words["topic"] = lower_first(one.said)
    mixed = [(other.name, one.said) if by_name else (one.name, other.said) for other in wrong]
    claims = [Claim(said, False, (one.paragraph.id,), about=name) for name, said in mixed]
    return Draft(
        type=ItemType.SINGLE_CHOICE,
        question=_ASKS[one.kind].format(**words) + law_meant(one),
        options=tuple(shuffled(shown, rng)),
        key=shown[0],
        reason=f"Rätt svar: {shown[0]}.",
        sources=(Source.of(one),),
        objective=_OBJECTIVES[one.kind].format(**words),
        claims=(right_pair(one), *claims),
    )


def _lagrum(material: Material, rng: Random) -> Iterator[Item]:
    every = named_sections(material)
    for one in shuffled([one for one in every if material.may_ask(one.statement.paragraph)], rng):
        same = [other for other in every if other.reference.sfs == one.reference.sfs and _is_elsewhere(one, other)]
        wrong = list({other.shown: other for other in shuffled(same, rng)}.values())[:_WRONG]
        if len(wrong) == _WRONG:
            yield compose(_lagrum_draft(one, wrong, rng), material.on)


def _is_elsewhere(one: Named, other: Named) -> bool:
    return other.shown != one.shown and other.shown not in one.near


def _lagrum_draft(one: Named, wrong: Sequence[Named], rng: Random) -> Draft:
    told_of = one.statement
    return Draft(
        type=ItemType.SINGLE_CHOICE,
        question=f"Vilket lagrum anger {document_name(told_of.document)} som grund för följande? {told_of.text}"
        f" {statute_meant(one.reference)}",
        options=tuple(shuffled([one.shown, *(other.shown for other in wrong)], rng)),
        key=one.shown,
        reason=f"Rätt svar är {one.shown}.",
        sources=(Source.of(told_of),),
        objective=f"Veta vilket lagrum avsnittet ”{heading_of(told_of.paragraph)}” vilar på.",
        claims=(
            Claim(f"{told_of.text[:-1]} ({one.shown}).", True, (told_of.paragraph.id,)),
            *(Claim(f"{told_of.text[:-1]} ({other.shown}).", False, (told_of.paragraph.id,)) for other in wrong),
        ),
        changed=tuple(Change("reference", other.shown, one.shown) for other in wrong),
    )


def _sentences(material: Material, rng: Random) -> Iterator[Item]:
    """Ask which of four sentences on a heading is right: one as it stands, and the same with deciding words changed."""
    for one in changeable(material, rng):
        if len(one.text) > _LONGEST_SENTENCE:
            continue
        wrong = list(islice(one_a_kind(material.changes(one), rng), _WRONG))
        if len(wrong) == _WRONG and {other.change.kind for other in wrong} != {"modality"}:  # a cloze asks for those
            yield compose(_sentence_draft(one, wrong, rng), material.on)


def _sentence_draft(one: Statement, wrong: Sequence[Changed], rng: Random) -> Draft:
    return Draft(
        type=ItemType.SINGLE_CHOICE,
        question=f"Vilket av påståendena stämmer med {place_of(one.document, one.paragraph)}?",
        options=tuple(shuffled([one.text, *(other.text for other in wrong)], rng)),
        key=one.text,
        reason=" ".join(told(other.change, "I ett felaktigt påstående") for other in wrong),
        sources=(Source.of(one),),
        objective=f"Veta {KIND_WORDS[wrong[0].change.kind]} i avsnittet ”{heading_of(one.paragraph)}”.",
        claims=(right_claim(one), *(wrong_claim(one, other.text) for other in wrong)),
        changed=tuple(other.change for other in wrong),
    )
