"""What a well-formed model writes: sentences with the handles of the sources that hold the words they rest on."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.text import collapse, find_words

_SOURCE = re.compile(r'<källa beteckning="([^"]+)"[^>]*>\n(.*?)\n</källa>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Says:
    """A sentence to write, and the words it rests on; ``handle`` is found by the words where it is not given."""

    text: str
    words: str
    handle: str = ""


def sources_in(messages: Sequence[Any]) -> dict[str, str]:
    """Give the sources that a prompt shows, by handle."""
    last = messages[-1]
    return dict(_SOURCE.findall(last["content"] if isinstance(last, dict) else last.text))


def reply_to(messages: Sequence[Any], *said: Says, completeness: str = "complete") -> str:
    """Write the reply that a prompt asks for; a sentence whose words stand in no source gets a handle that was not given."""
    shown = sources_in(messages)
    sentences = []
    for one in said:
        holders = [handle for handle, text in shown.items() if one.words and find_words(text, collapse(one.words))]
        handle = one.handle or (holders[0] if holders else "zzzz9")
        sentences.append({"text": one.text, "sources": [{"handle": handle, "quote": one.words}]})
    return json.dumps({"completeness": completeness, "sentences": sentences}, ensure_ascii=False)
