"""The quizzes of the users, in this process's memory: for a working day, never for another user, never on disk."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from assistant.quiz.items import Item, Quiz
from assistant.quiz.quizmaster import Wish

IDLE_SECONDS = 8 * 3600
"""How long a quiz is kept that nobody opens: a working day."""
MOST_EACH = 20
"""Quizzes of one user; with one more the one unused for longest goes."""
MOST_IN_ALL = 500
"""Quizzes of all users; one with fifty questions is some 140 kB (pickled), so all of them 70 MB."""
MOST_REMEMBERED = 2_000
"""Wishes of quizzes that are gone, so that their user can make them again."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A quiz of a user.

    ``warnings`` are, by the id of a question that was edited, what could not be checked after the edit; ``original`` the
    questions as they were made.
    """

    id: str
    owner: str
    wish: Wish
    quiz: Quiz
    original: Mapping[str, Item]
    warnings: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    used: float = 0.0

    def item(self, item_id: str) -> Item | None:
        """Give a question; None where the quiz has no such."""
        return next((item for item in self.quiz.items if item.id == item_id), None)

    def with_item(self, item: Item, warnings: tuple[str, ...]) -> Kept:
        """Give the quiz with a question edited."""
        items = tuple(item if one.id == item.id else one for one in self.quiz.items)
        return replace(self, quiz=replace(self.quiz, items=items), warnings={**self.warnings, item.id: warnings})

    def without(self, item_id: str) -> Kept:
        """Give the quiz without a question."""
        items = tuple(one for one in self.quiz.items if one.id != item_id)
        return replace(self, quiz=replace(self.quiz, items=items))


class QuizStore:
    """Keeps quizzes; safe to use from several threads.

    Parameters
    ----------
    clock
        Gives seconds; for tests.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[str, Kept] = {}
        self._gone: dict[tuple[str, str], Wish] = {}

    def keep(self, owner: str, wish: Wish, quiz: Quiz) -> Kept:
        """Keep a new quiz under an id drawn by chance."""
        kept = Kept(secrets.token_urlsafe(16), owner, wish, quiz, {item.id: item for item in quiz.items}, used=self._clock())
        with self._lock:
            self._forget_old()
            self._kept[kept.id] = kept
            self._make_room([one for one in self._kept.values() if one.owner == owner], MOST_EACH)
            self._make_room(list(self._kept.values()), MOST_IN_ALL)
        return kept

    def get(self, quiz_id: str, owner: str) -> Kept | None:
        """Give a user's quiz; None where it is unknown, gone, or another's: the three cannot be told apart."""
        return self.change(quiz_id, owner, lambda kept: kept)

    def change(self, quiz_id: str, owner: str, how: Callable[[Kept], Kept]) -> Kept | None:
        """Change a user's quiz as it is now, and give it; None as in `get`."""
        with self._lock:
            self._forget_old()
            kept = self._kept.get(quiz_id)
            if kept is None or kept.owner != owner:
                return None
            self._kept[quiz_id] = replace(how(kept), used=self._clock())
            return self._kept[quiz_id]

    def drop(self, quiz_id: str, owner: str) -> None:
        """Forget a user's quiz, and what it was about."""
        with self._lock:
            kept = self._kept.get(quiz_id)
            if kept is not None and kept.owner == owner:
                del self._kept[quiz_id]
            self._gone.pop((owner, quiz_id), None)

    def of(self, owner: str) -> tuple[Kept, ...]:
        """Give a user's quizzes, the one used last first."""
        with self._lock:
            self._forget_old()
            return tuple(sorted((one for one in self._kept.values() if one.owner == owner), key=lambda one: -one.used))

    def wish_of_gone(self, quiz_id: str, owner: str) -> Wish | None:
        """Give what a quiz was to be about that this user had and that is gone; None where there was none."""
        with self._lock:
            return self._gone.get((owner, quiz_id))

    def _forget_old(self) -> None:
        oldest = self._clock() - IDLE_SECONDS
        for kept in [one for one in self._kept.values() if one.used < oldest]:
            self._let_go(kept)

    def _make_room(self, among: list[Kept], most: int) -> None:
        for kept in sorted(among, key=lambda one: one.used)[: max(0, len(among) - most)]:
            self._let_go(kept)

    def _let_go(self, kept: Kept) -> None:
        del self._kept[kept.id]
        self._gone[kept.owner, kept.id] = kept.wish
        while len(self._gone) > MOST_REMEMBERED:
            del self._gone[next(iter(self._gone))]
