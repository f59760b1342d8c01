"""Short answer: a question of the bank, answered in the document's words."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from assistant.quiz.bank import Asked
from assistant.quiz.compose import Draft, Source, compose
from assistant.quiz.items import Item, ItemType
from assistant.quiz.makers.shared import right_claim, shuffled
from assistant.quiz.material import Material
from assistant.quiz.naming import document_name, heading_of, lower_first


def make(material: Material, rng: Random) -> Iterator[Item]:
    """Give an item for every question of the bank that asks in plain wording for what stands in whole sentences."""
    for one in shuffled(material.asked, rng):
        if one.plain:
            yield compose(_draft(one), material.on)


def _draft(one: Asked) -> Draft:
    answer = one.answer
    name = document_name(answer.document)
    named = answer.document.entry.municipality.lower() in one.plain.lower() and "riktlinje" in one.plain.lower()
    return Draft(
        type=ItemType.SHORT_ANSWER,
        question=one.plain if named else f"Enligt {name}: {lower_first(one.plain)}",
        options=(),
        key=answer.quote,
        reason="Ett rätt svar säger samma sak som källan, med egna ord; kontrollera vem, hur och när.",
        sources=(Source.of(answer),),
        objective=f"Kunna återge med egna ord vad som gäller enligt avsnittet ”{heading_of(answer.paragraph)}”.",
        claims=(right_claim(answer),),
    )
