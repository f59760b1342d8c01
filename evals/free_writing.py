"""Lets a language model write freely, and gives each of its sentences every advantage.

A model that cannot follow instructions fails at the form already, which shows little. Here it continues a plain text, and each
sentence it writes is put into the form with a handle that was given and the words of a source that are most like it: what a
model that cites perfectly and writes whatever comes to it would send. `evals.try_llama_cpp` uses it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Self
from unittest.mock import patch

from assistant.generation.endpoint import Endpoint, Message, ModelStream
from assistant.text import fold, sentences

MOST = 6
"""Sentences that are taken from a reply."""
BEGINNING = "Enligt riktlinjerna"
"""The words that a reply is to go on from: left to itself, a model that never learnt to answer writes nothing but blanks."""
LONGEST = 1_000
"""Characters after which a reply is ended: a model like this repeats itself for ever."""
_MARKS = re.compile(r"<\|?[\w_]*\|?>")
"""Marks of chat that such a model writes as text."""
_SOURCE = re.compile(r'<källa beteckning="([^"]+)"[^>]*>\n?(.*?)\n?</källa>', re.DOTALL)
_QUESTION = re.compile(r"Fråga: (.*)", re.DOTALL)


@contextmanager
def writing_freely() -> Iterator[None]:
    """Have every endpoint asked for a plain text as long as the block lasts; what comes of it is given in the form."""
    stream = Endpoint.stream

    def dressed(endpoint: Endpoint, messages: Sequence[Message], _schema: Mapping[str, Any] | None = None) -> Dressed:
        told = messages[-1].text
        sources = dict(_SOURCE.findall(told))
        asked = _QUESTION.search(told)
        plain = "\n\n".join(sources.values()) + f"\n\nFråga: {asked[1].strip() if asked else ''}"
        return Dressed(stream(endpoint, [Message("user", plain), Message("assistant", BEGINNING)]), sources)

    with patch.object(Endpoint, "stream", dressed):
        yield


class Dressed:
    """A reply in the form that is asked for, made of a free one as it comes."""

    def __init__(self, pieces: ModelStream, sources: Mapping[str, str]) -> None:
        self._pieces = pieces
        self._said_in = [(handle, text[start:end]) for handle, text in sources.items() for start, end in sentences(text)]

    def __iter__(self) -> Iterator[str]:
        said: set[str] = set()
        yield '{"completeness": "complete", "sentences": ['
        for sentence in self._sentences():
            if sentence not in said:
                yield (", " if said else "") + json.dumps(self._proposal(sentence), ensure_ascii=False)
                said.add(sentence)
            if len(said) == MOST:
                break
        yield "]}"

    def cancel(self) -> None:
        """End the reply, as `ModelStream.cancel` does."""
        self._pieces.cancel()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pieces.close()

    def _sentences(self) -> Iterator[str]:
        """Give each sentence of the reply when the next one begins, or the reply ends."""
        text, given, read = BEGINNING, 0, 0
        for piece in self._pieces:
            text = _MARKS.sub(" ", text + (" " if text == BEGINNING else "") + piece)
            whole = sentences(text)[:-1]
            yield from (text[start:end] for start, end in whole[given:])
            given = max(given, len(whole))
            read += len(piece)
            if read > LONGEST:
                return
        yield from (text[start:end] for start, end in sentences(text)[given:])

    def _proposal(self, sentence: str) -> dict[str, Any]:
        handle, words = max(self._said_in, key=lambda said: _likeness(sentence, said[1]))
        return {"text": sentence, "sources": [{"handle": handle, "quote": words}]}


def _likeness(sentence: str, other: str) -> float:
    """Give the share of two sentences' words that they have in common."""
    mine, others = (set(re.findall(r"\w+", fold(text))) for text in (sentence, other))
    return len(mine & others) / max(1, len(mine | others))
