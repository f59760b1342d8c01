"""What a language model proposed in a trial, sentence by sentence: what it rests on, whether it stood, and why not.

`listening` notes it where the product itself reads and judges; `Totals` adds it up. `evals.try_llama_cpp` prints both.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from unittest.mock import patch

from assistant.generation.endpoint import Endpoint, Message, ModelStream
from assistant.generation.handles import Handles
from assistant.generation.reply import Basis, Proposed, ReplyReader
from assistant.generation.writer import Place, Writer
from assistant.text import collapse
from assistant.verification.model import Difference, Evidence, Judgement
from assistant.verification.verifier import Verifier


@dataclass(frozen=True, slots=True)
class Rested:
    """One source of a sentence: the words that the model gave, and whole sentences of the paragraph that hold them.

    ``held`` is empty where the paragraph does not hold the words, or the handle was never given.
    """

    words: str
    held: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A proposed sentence. ``reason`` is empty where it stood, ``differences`` what the verifier named."""

    text: str
    rests_on: tuple[Rested, ...]
    reason: str = ""
    differences: tuple[Difference, ...] = ()


@dataclass
class Heard:
    """What a model wrote for one question. Times are of `time.monotonic`, 0 where nothing came; handles by paragraph id."""

    text: str = ""
    stood: set[str] = field(default_factory=set)
    sentences: list[Sentence] = field(default_factory=list)
    handles: dict[str, str] = field(default_factory=dict)
    pieces: int = 0
    asked: float = 0.0
    first: float = 0.0
    last: float = 0.0
    judged: list[Judgement] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        """Tell whether a sentence stood."""
        return any(not one.reason for one in self.sentences)


@contextmanager
def listening(heard: Heard) -> Iterator[None]:
    """Note what the model writes and what becomes of it, without changing either."""
    verify, feed, weigh, stream = Verifier.verify, ReplyReader.feed, Writer.weigh, Endpoint.stream

    def verified(verifier: Verifier, sentence: str, evidence: Sequence[Evidence]) -> Judgement:
        judgement = verify(verifier, sentence, evidence)
        heard.judged.append(judgement)
        if judgement.stands:
            heard.stood.add(collapse(sentence))
        return judgement

    def read(reader: ReplyReader, piece: str) -> Sequence[Proposed]:
        heard.last = time.monotonic()
        heard.first = heard.first or heard.last
        heard.pieces += 1
        heard.text += piece
        return feed(reader, piece)

    def weighed(
        writer: Writer, proposed: Proposed, handles: Handles, places: Sequence[Place]
    ) -> Iterator[tuple[str, str | None]]:
        heard.handles = {one.paragraph.id: one.handle for one in handles.shown}
        rests_on = tuple(_rested(basis, places, handles) for basis in proposed.sources)
        heard.judged.clear()
        for text, reason in weigh(writer, proposed, handles, places):
            found = tuple(one for judgement in heard.judged for one in judgement.differences)
            heard.sentences.append(Sentence(text, rests_on, reason or "", found))
            yield text, reason
            heard.judged.clear()

    def asked(endpoint: Endpoint, messages: Sequence[Message], schema: Mapping[str, Any] | None = None) -> ModelStream:
        heard.asked = time.monotonic()
        return stream(endpoint, messages, schema)

    with (
        patch.object(Verifier, "verify", verified),
        patch.object(ReplyReader, "feed", read),
        patch.object(Writer, "weigh", weighed),
        patch.object(Endpoint, "stream", asked),
    ):
        yield


def _rested(basis: Basis, places: Sequence[Place], handles: Handles) -> Rested:
    shown = handles[basis.handle]
    if shown is None:
        return Rested(basis.words)
    heading = " › ".join((shown.document.entry.publisher, *shown.paragraph.section))
    held = next((place for place in places if place.paragraph.id == shown.paragraph.id), None)
    words = held.paragraph.full_text[held.stretch.start : held.stretch.end] if held else ""
    return Rested(basis.words, collapse(words), heading)


def lines_of(sentence: Sentence) -> Iterator[str]:
    """Give what is printed of one sentence: enough for a person to judge whether it is true."""
    named = "; ".join(f"{one.kind} ”{one.claim}” / ”{one.source}”" for one in sentence.differences)
    yield f"{'STOOD  ' if not sentence.reason else f'dropped ({sentence.reason})'} {collapse(sentence.text)}"
    if sentence.reason and named:
        yield f"    differs: {named}"
    for one in sentence.rests_on:
        yield f"    words: {collapse(one.words)}"
        if one.heading:
            yield f"    {one.heading}: {one.held or 'the words are not there'}"


@dataclass
class Totals:
    """What a trial came to."""

    questions: int = 0
    asked: int = 0
    answered: int = 0
    characters: int = 0
    unfounded: int = 0
    stood: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    troubles: Counter[str] = field(default_factory=Counter)
    first_word: list[float] = field(default_factory=list)
    first_sentence: list[float] = field(default_factory=list)
    speed: list[float] = field(default_factory=list)

    def add(self, heard: Heard, trouble: str = "", first_sentence_ms: float | None = None) -> None:
        """Count one question."""
        self.questions += 1
        self.asked += bool(heard.asked)
        self.answered += heard.is_answered
        self.characters += len(heard.text)
        self.stood += sum(not one.reason for one in heard.sentences)
        self.dropped.update(one.reason for one in heard.sentences if one.reason)
        if trouble:
            self.troubles[trouble] += 1
        if heard.first and heard.asked:
            self.first_word.append(heard.first - heard.asked)
        if first_sentence_ms is not None:
            self.first_sentence.append(first_sentence_ms / 1000)
        if heard.last > heard.first:
            self.speed.append((heard.pieces - 1) / (heard.last - heard.first))

    def lines(self) -> Iterator[str]:
        """Give what is printed at the end."""
        proposed = self.stood + self.dropped.total()
        share = f", {self.stood / proposed:.0%} of them" if proposed else ""
        yield f"{self.questions} questions, {self.asked} put to the model, which wrote {self.characters} characters"
        yield f"sentences proposed {proposed}, stood {self.stood}{share}, dropped {dict(self.dropped.most_common())}"
        yield f"answers with at least one sentence of the model's: {self.answered}; troubles: {dict(self.troubles)}"
        yield f"seconds to the first word: {_middle(self.first_word)}"
        yield f"seconds to the first verified sentence: {_middle(self.first_sentence)}"
        yield f"pieces a second (most servers send one a token): {_middle(self.speed)}"
        yield f"unfounded sentences on the page: {self.unfounded}"


def _middle(values: Sequence[float]) -> str:
    return f"median {median(values):.1f}, longest {max(values):.1f}" if values else "none"
