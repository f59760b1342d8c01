"""The log of events: one JSON object a line on standard error, off unless the municipality turned it on (`ASSISTANT_LOG=json`).

An event holds times, states, versions, counts and ids of paragraphs. Questions, answers, notes, names and addresses have no
place in it: `write` takes named fields from a closed list, and text only where it is a state or an id of ours.
"""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant import __version__
from assistant.answering.answer import Answer

Write = Callable[[str], object]
MOST_IDS = 10


def answer_fields(answer: Answer) -> dict[str, Any]:
    """Give what the log may hold of an answer."""
    made = answer.made_by
    fields: dict[str, Any] = {
        "status": answer.status.value,
        "confidence": answer.confidence.value,
        "mode": answer.mode.value,
        "paragraphs": [citation.paragraph_id for citation in answer.citations][:MOST_IDS],
        "ms": {name: round(value, 1) for name, value in (answer.timings_ms or {}).items()},
    }
    if made:
        fields["index"] = made.index
    if made and made.model:
        fields |= {
            "model": made.model,
            "prompts": made.prompts,
            "shown": made.shown,
            "dropped": dict(made.dropped),
            "trouble": made.trouble,
            "first_sentence_ms": made.first_sentence_ms,
        }
    return fields


class Events:
    """Writes events. Made with ``is_on`` false, it writes nothing."""

    def __init__(self, *, is_on: bool, write: Write | None = None) -> None:
        self.is_on = is_on
        self._write = write

    def record(self, event: str, fields: Mapping[str, str | int | float | Sequence[str] | Mapping[str, Any] | None]) -> None:
        """Write one event; a full or closed log stops nothing."""
        if not self.is_on:
            return
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": now, "event": event, "version": __version__, **fields}, ensure_ascii=False)
        try:
            (self._write or sys.stderr.write)(f"{line}\n")
        except (OSError, ValueError):
            return
