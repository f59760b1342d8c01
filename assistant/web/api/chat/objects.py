"""OpenAI's objects, as dictionaries: a model, a completion, a chunk of a stream."""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from assistant.answering.answer import Answer
from assistant.web.api.chat.messages import MODEL
from assistant.web.api.chat.text import Link, answer_part, cited_places, sources_part

Json = dict[str, Any]
NO_USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
"""No tokens are counted; sent only to a client that asks for a count."""
DONE = b"data: [DONE]\n\n"
KEEP_ALIVE = b":\n\n"
"""A comment, which clients pass over and proxies take for life."""


def model_object() -> Json:
    """Give the one model; it was made when the server started, as far as a client can tell."""
    return {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}


@dataclass(frozen=True)
class Completion:
    """One completion, whole or in chunks, with an id and a time of its own."""

    link: Link
    id: str = field(default_factory=lambda: f"chatcmpl-{secrets.token_hex(12)}")
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self, answer: Answer) -> Json:
        """Give the completion in one object; `handlaggarassistenten` is ours: the answer as ``/api/v1/ask`` gives it."""
        content = answer_part(answer) + sources_part(answer, self.link)
        message = {
            "role": "assistant",
            "content": content,
            "refusal": None,
            "annotations": cited_places(answer, content, self.link),
        }
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return {**self._head("chat.completion"), "choices": [choice], MODEL: answer.to_dict()}

    def chunk(self, delta: Json) -> bytes:
        """Give one chunk of a stream."""
        return self._event(delta, None)

    def last(self, answer: Answer, content: str) -> bytes:
        """Give the chunk that ends an answer: the annotations of what was sent, and the whole object."""
        delta = {"annotations": cited_places(answer, content, self.link)}
        return self._event(delta, "stop", {MODEL: answer.to_dict()})

    def usage(self) -> bytes:
        """Give the chunk with a count of tokens, for a client that asks for one."""
        return event({**self._head("chat.completion.chunk"), "choices": [], "usage": NO_USAGE})

    def _event(self, delta: Json, finish: str | None, more: Json | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return event({**self._head("chat.completion.chunk"), "choices": [choice], **(more or {})})

    def _head(self, kind: str) -> Json:
        return {"id": self.id, "object": kind, "created": self.created, "model": MODEL}


def event(data: Json) -> bytes:
    """Give a server-sent event."""
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
