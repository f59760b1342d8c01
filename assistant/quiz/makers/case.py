"""Cases: a scenario of the question bank, answered by the right rule among rules that differ in a deciding word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from random import Random

from assistant.quiz.bank import Asked
from assistant.quiz.compose import Draft, Source, compose
from assistant.quiz.items import Item, ItemType
from assistant.quiz.makers.shared import one_a_kind, right_claim, shuffled, told, wrong_claim
from assistant.quiz.material import Material
from assistant.quiz.naming import document_name, heading_of
from assistant.quiz.swaps import Changed
from assistant.text import sentences

_FEWEST_WRONG, _MOST_WRONG = 2, 3
_ASKS_WHO = re.compile(r"(?:Vem|Vems|Vilka|Vilken (?:myndighet|enhet|kommun|nämnd))\b")
_ASKS_WHEN = re.compile(r"(?:När|Hur (?:snabbt|länge|lång|snart|många|gammal))\b")
_ASKS_DUTY = re.compile(
    r"(?:Ska|Måste|Får|Kan|Bör|Behöver|Räcker|Duger|Gäller|Går|Krävs|Slipper|Vad gäller|Är det (?:okej|tillåtet|rätt|fel))\b"
)
_ASKS_FACT = re.compile(r"(?:Är|Har|Blir|Finns|Stämmer|Gör)\b")
_ASKS_SELF = re.compile(r"\b(?:själv|ensam)\b")
"""Asks whether the one who asks is to do it: only who does it answers that."""
_FITTING = (
    (_ASKS_SELF, frozenset({"actor", "number"})),
    (_ASKS_WHO, frozenset({"actor"})),
    (_ASKS_WHEN, frozenset({"time", "number"})),
    (_ASKS_DUTY, frozenset({"modality", "negation", "condition", "time", "number"})),
    (_ASKS_FACT, frozenset({"negation", "condition", "number"})),
)
"""The kinds of change that answer a question wrongly; others would leave it answered rightly, or not at all."""


def make(material: Material, rng: Random) -> Iterator[Item]:
    """Give an item for every scenario whose answer stands on its own, one with options and one without in turn."""
    waiting: list[Asked] = []
    for one in shuffled(material.asked, rng):
        if not one.scenario:
            continue
        wrong = _wrong(one, material, rng)
        if not wrong:
            waiting.append(one)
            continue
        yield compose(_draft(one, wrong, rng), material.on)
        if waiting:
            yield compose(_open(waiting.pop(0)), material.on)
    for one in waiting:
        yield compose(_open(one), material.on)


def _wrong(one: Asked, material: Material, rng: Random) -> list[Changed]:
    """Give wrong answers that differ in the very words asked for, in a way that the question asks; none if too few."""
    start, end = sentences(one.scenario)[-1]
    question = one.scenario[start:end]
    if " eller " in question:  # which of two: neither is a weaker or stronger form of the other
        return []
    kinds = next((kinds for asks, kinds in _FITTING if _fits(asks, question)), frozenset())
    fitting = [
        changed
        for changed in material.changes(one.answer)
        if changed.change.kind in kinds and changed.change.source.lower() in one.words.lower()
    ]
    found = list(islice(one_a_kind(fitting, rng), _MOST_WRONG))
    return found if len(found) >= _FEWEST_WRONG else []


def _fits(asks: re.Pattern[str], question: str) -> bool:
    return bool(asks.search(question) if asks is _ASKS_SELF else asks.match(question))


def _asked(one: Asked) -> str:
    publisher = one.answer.document.entry.publisher
    return f"En kollega i {publisher} frågar: ”{one.scenario}”"


def _objective(one: Asked) -> str:
    return f"Kunna tillämpa det som står i avsnittet ”{heading_of(one.answer.paragraph)}” i ett enskilt ärende."


def _draft(one: Asked, wrong: Sequence[Changed], rng: Random) -> Draft:
    answer = one.answer
    return Draft(
        type=ItemType.CASE,
        question=f"{_asked(one)} Vilket svar stämmer med {document_name(answer.document)}?",
        options=tuple(shuffled([answer.text, *(other.text for other in wrong)], rng)),
        key=answer.text,
        reason=" ".join(told(other.change, "I ett av de felaktiga svaren") for other in wrong),
        sources=(Source.of(answer),),
        objective=_objective(one),
        claims=(right_claim(answer), *(wrong_claim(answer, other.text) for other in wrong)),
        changed=tuple(other.change for other in wrong),
    )


def _open(one: Asked) -> Draft:
    return Draft(
        type=ItemType.CASE,
        question=f"{_asked(one)} Vad säger {document_name(one.answer.document)}?",
        options=(),
        key=one.answer.quote,
        reason="Ett rätt svar tillämpar det som står i källan på fallet.",
        sources=(Source.of(one.answer),),
        objective=_objective(one),
        claims=(right_claim(one.answer),),
    )
