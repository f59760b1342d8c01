"""What the smaller uses of a language model share: whom they ask, and how they read its reply."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from assistant.generation.messages import Message

MAX_REPLY = 50_000
"""Characters of a reply that are read: many times what any of the prompts asks for."""


class Model(Protocol):
    """What these uses need of `assistant.generation.endpoint.Endpoint`.

    ``complete`` gives the whole reply and raises `assistant.errors.ExternalServiceError` where there is none.
    """

    model: str

    def complete(self, messages: Sequence[Message], schema: Mapping[str, Any] | None = None) -> str:
        """Give the reply to messages."""
        ...


def read_object(reply: str) -> dict[str, Any]:
    """Give the JSON object in a reply; what stands around it (a fence, a greeting) is passed over.

    Returns
    -------
    dict
        Empty where the reply holds no object. Nothing in it is known to be true.
    """
    text = reply[:MAX_REPLY]
    start = text.find("{")
    if start < 0:
        return {}
    try:
        found, _ = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
