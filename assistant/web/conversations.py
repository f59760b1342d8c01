"""The conversations that are open: what each holds now, whose it is, and what stops the answer that is being written in it.

A conversation belongs to one user and one browser tab. It is kept in memory only, so that a reload or a visit to another page
does not lose it, and is forgotten when the user starts over or logs out, after half a working day without a question, and
some time after the page was closed. Nobody else is given it.

Two things may go on in one conversation at a time, a question and the rendering of an earlier answer. Each ends by changing
what the conversation holds by then, so that neither loses the other's.
"""

from __future__ import annotations

import datetime
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.answering.answer import Answer
from assistant.answering.stop import Stop
from assistant.web.limits import EVERYTHING, Limits

if TYPE_CHECKING:
    from assistant.generation.renderings import Rendering

GRACE_SECONDS = 15 * 60
"""How long a conversation is kept once its page's own state is gone: whoever went to another page comes back to it."""
MOST_TABS = 200
"""Conversations of one user; the oldest is forgotten when there are more. Without a login all of a machine's tabs are one's."""


@dataclass(frozen=True)
class Shown:
    """One answer of a conversation as it is shown.

    Attributes
    ----------
    answer
        The server's own; what a browser sends is never taken for it.
    number
        Which question of the conversation it answers, from 1.
    given_on
        The day it was given.
    limits
        What the question was limited to.
    mark
        What the user has said of it, in words for the page; empty where nothing.
    """

    answer: Answer
    number: int
    given_on: datetime.date
    limits: Limits = EVERYTHING
    mark: str = ""


@dataclass(frozen=True)
class Conversation:
    """The turns on the page, oldest first, and how many questions have been asked, those without an answer included.

    ``id`` is drawn by chance with the first question; ``owner`` and ``tab`` are the user's id and the browser tab's, ``visit``
    counts how often the page was opened on it. ``renderings`` holds, by the number of the turn and the language, what a
    language model made of an answer, None while it is at it; ``renders`` tells whether there is a model for it.
    """

    turns: tuple[Shown, ...] = ()
    asked: int = 0
    id: str = ""
    renders: bool = False
    renderings: tuple[tuple[int, str, Rendering | None], ...] = ()
    owner: str = field(default="", repr=False)
    tab: str = field(default="", repr=False)
    visit: int = 0


class Conversations:
    """Open conversations by id. Safe for several threads.

    Parameters
    ----------
    grace
        Seconds that a conversation is kept for after its page was closed.
    """

    def __init__(self, grace: float = GRACE_SECONDS) -> None:
        self._grace = grace
        self._left: dict[str, tuple[float, int]] = {}
        self._sweeper: threading.Timer | None = None
        self._lock = threading.Lock()
        self._now: dict[str, Conversation] = {}
        self._stops: dict[str, Stop] = {}

    def open(self, conversation: Conversation, owner: str = "", tab: str = "", *, renders: bool = False) -> Conversation:
        """Give what a conversation holds now; one that is not kept, or not the user's, is new and gets an id."""
        with self._lock:
            now = self._now.get(conversation.id) or self._of_tab(owner, tab)
            if now is not None and now.owner == owner:
                self._left.pop(now.id, None)
                return now
            self._make_room(owner)
            new = Conversation(id=secrets.token_urlsafe(16), renders=renders, owner=owner, tab=tab)
            return self._now.setdefault(new.id, new)

    def resume(self, owner: str, tab: str) -> Conversation | None:
        """Give the conversation of a user's browser tab, whose page has been opened anew; None where there is none."""
        with self._lock:
            now = self._of_tab(owner, tab)
            if now is None:
                return None
            self._now[now.id] = now = replace(now, visit=now.visit + 1)
            return now

    def shown(self, conversation_id: str, number: int, owner: str) -> Shown | None:
        """Give an answer of a user's conversation; None where there is none, and where it is another user's."""
        with self._lock:
            now = self._now.get(conversation_id)
        if now is None or now.owner != owner:
            return None
        return next((one for one in now.turns if one.number == number), None)

    def mark(self, conversation_id: str, number: int, owner: str, words: str) -> None:
        """Keep with an answer what its user has said of it, so that the page still shows it with the next question."""
        with self._lock:
            now = self._now.get(conversation_id)
            if now is not None and now.owner == owner:
                turns = tuple(replace(one, mark=words) if one.number == number else one for one in now.turns)
                self._now[now.id] = replace(now, turns=turns)

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
            self._left.pop(conversation.id, None)

    def leave(self, conversation: Conversation) -> None:
        """Forget a conversation whose page was closed, after a while, unless the page is opened on it again before that."""
        with self._lock:
            if conversation.id in self._now:
                self._left[conversation.id] = (time.monotonic() + self._grace, conversation.visit)
                self._sweep_later()

    def _sweep_later(self) -> None:
        if self._sweeper is None and self._left:
            self._sweeper = threading.Timer(self._grace, self._sweep)
            self._sweeper.daemon = True
            self._sweeper.start()

    def _sweep(self) -> None:
        """Forget what was left long enough ago and has not been visited since."""
        with self._lock:
            self._sweeper = None
            due = [one for one, (deadline, _) in self._left.items() if deadline <= time.monotonic()]
            left = [(self._now.get(one), self._left.pop(one)[1]) for one in due]
            self._sweep_later()
        for now, visit in left:
            if now is not None and now.visit == visit:
                self.end(now)

    def end_all(self, owner: str) -> None:
        """Forget every conversation of a user: what logging out does."""
        with self._lock:
            theirs = [one for one in self._now.values() if one.owner == owner]
        for one in theirs:
            self.end(one)

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

    def _of_tab(self, owner: str, tab: str) -> Conversation | None:
        return next((one for one in self._now.values() if one.owner == owner and one.tab == tab), None) if tab else None

    def _make_room(self, owner: str) -> None:
        theirs = [one.id for one in self._now.values() if one.owner == owner]
        for oldest in theirs[: max(0, len(theirs) - MOST_TABS + 1)]:
            del self._now[oldest]
