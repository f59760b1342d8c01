"""The conversations that are open on the page: what each holds now, and what stops the answer that is being written in it.

Two things may go on in one conversation at a time, a question and the rendering of an earlier answer. Each ends by changing
what the conversation holds by then, so that neither loses the other's. Kept in memory only, until the tab closes.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from assistant.answering.stop import Stop
from assistant.web.render import Conversation


class Conversations:
    """Open conversations by id. Safe for several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now: dict[str, Conversation] = {}
        self._stops: dict[str, Stop] = {}

    def open(self, conversation: Conversation, *, renders: bool = False) -> Conversation:
        """Give what a conversation holds now; one without an id is new and gets one."""
        with self._lock:
            if not conversation.id:
                conversation = replace(conversation, id=secrets.token_urlsafe(16), renders=renders)
            return self._now.setdefault(conversation.id, conversation)

    def change(self, conversation: Conversation, change: Callable[[Conversation], Conversation]) -> Conversation | None:
        """Change what a conversation holds now; None where it has been ended."""
        with self._lock:
            now = self._now.get(conversation.id)
            if now is None:
                return None
            self._now[conversation.id] = changed = change(now)
            return changed

    def end(self, conversation: Conversation) -> None:
        """Stop what is going on in a conversation and forget it."""
        self.stop(conversation)
        with self._lock:
            self._now.pop(conversation.id, None)

    @contextmanager
    def writing(self, conversation: Conversation) -> Iterator[Stop]:
        """Give what stops the answer that begins."""
        stop = self._stops[conversation.id] = Stop()
        try:
            yield stop
        finally:
            stop.now()
            if self._stops.get(conversation.id) is stop:
                del self._stops[conversation.id]

    def stop(self, conversation: Conversation) -> None:
        """Stop the answer that is being written in a conversation; nothing where there is none."""
        if stop := self._stops.get(conversation.id):
            stop.now()
