"""Compares the places of a sentence with its document and source."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.retrieval.facts import function_words, municipalities
from assistant.verification.model import Difference, Kind
from assistant.verification.units import Unit
from assistant.verification.words import Word, read_words


def municipalities_in(words: Sequence[Word]) -> dict[str, Word]:
    """Give the municipalities named, in small letters, with the word that names each."""
    found: dict[str, Word] = {}
    for at, word in enumerate(words):
        if not word.text[:1].isupper():
            continue
        name = word.low if word.low in municipalities() else word.low[:-1] if word.low.endswith("s") else ""
        ordinary = name in function_words("places") and (at == 0 or any(mark in word.gap for mark in ".!?"))
        if name in municipalities() and not ordinary:
            found.setdefault(name, word)
    return found


def compare(words: Sequence[Word], units: Sequence[Unit]) -> list[Difference]:
    """Find municipalities that neither publish a document the sentence rests on nor stand in the sentences it rests on."""
    homes = {unit.document.entry.municipality.casefold() for unit in units}
    named: set[str] = set()
    for unit in units:
        named |= set(municipalities_in(read_words(unit.text)))
    return [
        Difference(Kind.PLACE, word.text, ", ".join(sorted({unit.document.entry.municipality for unit in units})))
        for name, word in municipalities_in(words).items()
        if name not in homes and name not in named
    ]
