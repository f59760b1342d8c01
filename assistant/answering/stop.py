"""A way to stop an answer that is being written, from another thread."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Stop:
    """Something that can be stopped once. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stopped = False
        self._actions: list[Callable[[], None]] = []

    @property
    def is_stopped(self) -> bool:
        """Tell whether it has been stopped."""
        return self._stopped

    def now(self) -> None:
        """Stop: everything that was registered is called, once."""
        with self._lock:
            self._stopped = True
            actions, self._actions = self._actions, []
        for action in actions:
            action()

    def calls(self, action: Callable[[], None]) -> None:
        """Register what to call when it is stopped; called at once where it is stopped already."""
        with self._lock:
            if not self._stopped:
                self._actions.append(action)
                return
        action()
