"""A model's reply, read while it comes: each sentence as soon as it is whole.

The reply is ``{"completeness": "…", "sentences": [{"sources": [{"handle": "…", "quote": "…"}], "text": "…"}]}``. What stands
around it (a fence, a greeting) is passed over; what does not have this form is no sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MAX_SENTENCES = 12
"""More sentences than this are not read: the prompt asks for six."""
MAX_TEXT = 600
MAX_WORDS = 1_500
MAX_SOURCES = 4
"""Characters of a sentence, characters of the words it rests on, and sources of one sentence."""


class Completeness(StrEnum):
    """How far a model says that the sources answer the question."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    NOT_ANSWERED = "not_answered"


SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "completeness": {"type": "string", "enum": [one.value for one in Completeness]},
        "sentences": {
            "type": "array",
            "maxItems": 6,
            "items": {
                "type": "object",
                "properties": {
                    "sources": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 2,
                        "items": {
                            "type": "object",
                            "properties": {"handle": {"type": "string"}, "quote": {"type": "string"}},
                            "required": ["handle", "quote"],
                            "additionalProperties": False,
                        },
                    },
                    "text": {"type": "string"},
                },
                "required": ["sources", "text"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["completeness", "sentences"],
    "additionalProperties": False,
}
"""The form as JSON Schema, for servers that hold a model to one.

The sources come before the text, and servers keep that order: a model that has just copied what its sentence rests on writes
a sentence that says it. Under the name "words" a small model gave keywords, under "quote" it copies. Without `maxItems` it
copies on: five quotes from everywhere and one sentence, or sentence after sentence until the time is up.
"""

_LIST = re.compile(r'"sentences"\s*:\s*\[')
_COMPLETENESS = re.compile(rf'"completeness"\s*:\s*"({"|".join(Completeness)})"')
_BETWEEN = " \t\r\n,"
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Basis:
    """What a proposed sentence says that it rests on."""

    handle: str
    words: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A sentence that a model proposes; nothing in it is known to be true. ``sources`` is empty where it names none."""

    text: str
    sources: tuple[Basis, ...]


class ReplyReader:
    """Reads one reply piece by piece."""

    def __init__(self) -> None:
        self._text = ""
        self._next = -1
        self._found = 0
        self._ended = False

    def feed(self, piece: str) -> list[Proposed]:
        """Take in a piece of the reply and give the sentences that it completes, in order."""
        self._text += piece
        if self._next < 0:
            opened = _LIST.search(self._text)
            if not opened:
                return []
            self._next = opened.end()
        proposed = []
        while (one := self._read_one()) is not None:
            proposed.append(one)
        return proposed

    def _read_one(self) -> Proposed | None:
        """Read the next element where it is whole; one that is no sentence gives a sentence without words or sources."""
        at = self._next
        while at < len(self._text) and self._text[at] in _BETWEEN:
            at += 1
        if self._ended or self._found >= MAX_SENTENCES or at >= len(self._text):
            return None
        if self._text[at] == "]":
            self._ended = True
            return None
        try:
            value, self._next = _DECODER.raw_decode(self._text, at)
        except (ValueError, RecursionError):
            return None
        self._found += 1
        return _proposed(value)

    @property
    def completeness(self) -> Completeness | None:
        """Give what the model says of how far it answered; None where it has not said it."""
        before = self._text[: self._outside()]
        after = self._text[self._next :] if self._next >= 0 else ""
        found = _COMPLETENESS.search(before) or (_COMPLETENESS.search(after) if self._ended else None)
        return Completeness(found[1]) if found else None

    def _outside(self) -> int:
        opened = _LIST.search(self._text)
        return opened.start() if opened else len(self._text)

    @property
    def is_readable(self) -> bool:
        """Tell whether the reply had the form that was asked for, as far as it came."""
        return self._next >= 0 or self.completeness is Completeness.NOT_ANSWERED


def _proposed(value: object) -> Proposed:
    """Read one element; what it lacks is empty, and what is too long or too many is not read."""
    if not isinstance(value, dict):
        return Proposed("", ())
    text = value.get("text")
    sources = value.get("sources")
    found = [_basis(one) for one in sources] if isinstance(sources, list) else []
    valid = tuple(one for one in found if one)
    if not isinstance(text, str) or len(text) > MAX_TEXT or len(found) > MAX_SOURCES or len(valid) < len(found):
        return Proposed(text[:MAX_TEXT] if isinstance(text, str) else "", ())
    return Proposed(text, valid)


def _basis(value: object) -> Basis | None:
    if not isinstance(value, dict):
        return None
    handle, words = value.get("handle"), value.get("quote")
    if not (isinstance(handle, str) and isinstance(words, str)) or len(words) > MAX_WORDS:
        return None
    return Basis(handle, words)
