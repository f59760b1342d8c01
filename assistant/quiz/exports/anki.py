"""Anki: a deck with a card a question, options on the front, key and source on the back."""

from __future__ import annotations

import io
import warnings

import genanki

from assistant.quiz.exports.shared import LETTERS, TITLE, WAS_MADE, law_lines, markup, source_lines
from assistant.quiz.items import Item, Quiz

_MODEL_ID, _DECK_ID = 1_763_524_801, 1_763_524_802
"""Fixed for good: by them Anki knows that a deck imported again is the same one."""
_STAMP = 0.0
"""No time of making: the same quiz gives the same notes."""
_FRONT = "<p>{{Fråga}}</p>{{Alternativ}}"
_BACK = "{{FrontSide}}<hr id=answer><p><b>{{Facit}}</b></p><p>{{Förklaring}}</p>{{Källa}}"
_FIELDS = ("Fråga", "Alternativ", "Facit", "Förklaring", "Källa")


def write(quiz: Quiz) -> bytes:
    """Write a quiz as an Anki package."""
    model = genanki.Model(
        _MODEL_ID,
        "Fråga ur riktlinjerna",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Kort", "qfmt": _FRONT, "afmt": _BACK}],
    )
    deck = genanki.Deck(_DECK_ID, TITLE, description=WAS_MADE)
    for item in quiz.items:
        tags = [item.type.value, item.difficulty.value]
        deck.add_note(genanki.Note(model=model, fields=_fields(item), guid=item.id, tags=tags))
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        genanki.Package(deck).write_to_file(target, timestamp=_STAMP)
    return target.getvalue()


def _fields(item: Item) -> list[str]:
    options = _list([f"{letter}. {option}" for letter, option in zip(LETTERS, item.options, strict=False)])
    named = _list([name for name, _ in item.pairs])
    sources = [*source_lines(item), *(f"Lagrum: {law}" for law in law_lines(item))]
    return [
        markup(item.question),
        named + options,
        "<br>".join(map(markup, item.right)),
        markup(item.explanation),
        _list(sources),
    ]


def _list(lines: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{markup(line)}</li>" for line in lines) + "</ul>" if lines else ""
