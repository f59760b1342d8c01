"""A circuit breaker: a language model that keeps failing is left alone for a while, so that nobody waits for it in vain."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

FAILURES = 3
"""Failures in a row after which the model rests: one may be chance, and three have cost three users their wait."""

REST_SECONDS = 60.0
"""How long it rests: a server that is restarted with a model of some gigabytes is back within a minute or two."""


class Circuit:
    """Says whether the model may be asked. Any thread may use it.

    After the rest one question is let through as a trial; the next has to wait for its outcome, or, where it has none (the
    user stopped it), for as long again.

    Parameters
    ----------
    clock
        Gives the time in seconds; never runs backwards.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._outcomes: deque[bool] = deque(maxlen=FAILURES)
        self._rests_until: float | None = None

    @property
    def is_resting(self) -> bool:
        """Tell whether a question would be turned away now. Takes no trial."""
        with self._lock:
            return self._rests_until is not None and self._clock() < self._rests_until

    def permit(self) -> bool:
        """Tell whether the model may be asked now; after a rest only the first that asks gets a yes."""
        with self._lock:
            if self._rests_until is None:
                return True
            now = self._clock()
            if now < self._rests_until:
                return False
            self._rests_until = now + REST_SECONDS
            return True

    def success(self) -> None:
        """Note that the model answered."""
        with self._lock:
            self._outcomes.append(True)
            self._rests_until = None

    def failure(self) -> None:
        """Note that the model failed."""
        with self._lock:
            self._outcomes.append(False)
            self._rest_if_due()

    def spoil(self) -> None:
        """Note that the last answer, counted as a success when its last word came, turned out to be of no use."""
        with self._lock:
            if self._outcomes and self._outcomes[-1]:
                self._outcomes.pop()
            self._outcomes.append(False)
            self._rest_if_due()

    def _rest_if_due(self) -> None:
        if len(self._outcomes) == self._outcomes.maxlen and not any(self._outcomes):
            self._rests_until = self._clock() + REST_SECONDS
