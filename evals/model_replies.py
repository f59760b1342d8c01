"""Replies of a language model, kept so that they can be judged again without the model: after a change of the verifier.

One line of JSON for each question: the question, the handles that were given by paragraph, and the reply as it came. A question
to a model on two processor cores takes a minute, judging its reply a moment.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from assistant.answering.stop import Stop
from assistant.documents.corpus import Corpus
from assistant.generation.endpoint import Endpoint, Message, Reason
from assistant.generation.handles import Handles, Shown
from assistant.generation.judge import Judge
from assistant.generation.writer import Writer, Written
from evals.suites import read_rows


@dataclass(frozen=True, slots=True)
class Kept:
    """A question, the handles under which paragraphs were shown, and what the model wrote."""

    question: str
    handles: Mapping[str, str]
    reply: str


def keep(path: Path, kept: Kept) -> None:
    """Add a reply to a file."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(kept), ensure_ascii=False) + "\n")


def read_kept(path: Path) -> tuple[Kept, ...]:
    """Read the replies of a file."""
    return read_rows(path, lambda line: Kept(**json.loads(line)))


def judge_again(kept: Kept, corpus: Corpus, judge: Judge) -> Written:
    """Let the product read and judge a reply as if it came now.

    Raises
    ------
    KeyError
        Where the corpus no longer has a paragraph that was shown.
    """
    shown = [Shown(handle, corpus.paragraph(one), corpus.document_of(one)) for one, handle in kept.handles.items()]
    written = Written()
    writer = Writer(cast(Endpoint, _Again(kept.reply)), judge, characters=0)
    for _ in writer.write(kept.question, Handles(shown), written, Stop()):
        pass
    return written


class _Again:
    """An endpoint that gives a kept reply, and its stream."""

    def __init__(self, reply: str) -> None:
        self._reply = reply

    def stream(self, _messages: Sequence[Message], _schema: Mapping[str, Any] | None = None) -> _Again:
        return self

    def report(self, reason: Reason) -> None:
        """Take note of a reply that could not be read: there is no circuit to tell."""

    def cancel(self) -> None:
        """End the reply, which has ended."""

    def __iter__(self) -> Iterator[str]:
        yield self._reply
