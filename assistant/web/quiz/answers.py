"""What a form says of each question. Whatever a field holds that no form of ours sends is no answer."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.quiz.items import Item, ItemType
from assistant.text import MAX_QUESTION
from assistant.web.form_fields import Fields, whole_number
from assistant.web.quiz.grading import Answer, Own


def field_of(item: Item, part: int | None = None) -> str:
    """Give the name of a question's field; matching and ordering have one for each part, by its number."""
    return f"svar-{item.id}" if part is None else f"svar-{item.id}-{part}"


def own_field(item: Item) -> str:
    """Give the name of the field where somebody judges their own answer."""
    return f"egen-{item.id}"


def read_answer(item: Item, fields: Fields) -> Answer:
    """Read the answer to a question."""
    if not item.options:
        own = fields.line(own_field(item))
        text = fields.raw(field_of(item))[:MAX_QUESTION]
        return Answer(text=text, own=Own(own) if own in set(Own) else None)
    count = len(item.options)
    if item.pairs or item.type is ItemType.ORDERING:
        parts = len(item.pairs) or count
        return Answer(tuple(_index(fields.line(field_of(item, part)), count) for part in range(parts)))
    given = (_index(value, count) for value in fields.lines(field_of(item)))
    chosen = tuple(sorted({one for one in given if one is not None}))
    several = item.type is ItemType.MULTIPLE_CHOICE
    return Answer(chosen if several else chosen[:1])


def read_answers(items: Iterable[Item], fields: Fields) -> dict[str, Answer]:
    """Read the answers to all questions, by the question's id."""
    return {item.id: read_answer(item, fields) for item in items}


def _index(value: str, count: int) -> int | None:
    """Read the number of an option, from 0; None where there is no such option."""
    number = whole_number(value)
    return number if number is not None and number < count else None
