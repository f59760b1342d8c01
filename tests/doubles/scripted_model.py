"""A language model that says what it is told to, for the uses that take a whole reply."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.generation.endpoint import ModelError, Reason
from assistant.generation.messages import Message

Speech = Callable[[str], Any]


class ScriptedModel:
    """Answers each prompt with what ``speech`` makes of the user's part: text as it is, a reason as its error, else JSON."""

    model = "modell"
    where = "på den här datorn"

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self.asked: list[str] = []

    def complete(self, messages: Sequence[Message], schema: Mapping[str, Any] | None = None) -> str:
        assert schema is not None
        self.asked.append(messages[-1].text)
        said = self._speech(messages[-1].text)
        if isinstance(said, Reason):
            raise ModelError(said)
        return said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
