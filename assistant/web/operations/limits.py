"""How often one user may ask. Counted in memory, by user where people log in and by address where they do not."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from assistant.errors import SettingsError

if TYPE_CHECKING:
    from limits import RateLimitItem

COSTLY_PREFIXES = ("/gradio_api/queue/join", "/api/v1/", "/v1/", "/mcp", "/prova", "/quiz", "/kallor/sok", "/svar/")
"""Where a POST makes the machine work: a question, a check, a quiz, a search, a document."""


def is_costly(method: str, path: str) -> bool:
    """Tell whether a request is one that the limit counts."""
    return method == "POST" and path.startswith(COSTLY_PREFIXES)


class RateLimit:
    """Counts in a moving window: never more than the limit in any stretch of its length."""

    def __init__(self, limit: str) -> None:
        """Take a limit such as ``60/minute``; empty: none.

        Raises
        ------
        SettingsError
            Where it cannot be read.
        """
        self._limit = _parsed(limit) if limit.strip() else None
        if self._limit:
            from limits.storage import MemoryStorage
            from limits.strategies import MovingWindowRateLimiter

            self._window = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, who: str) -> int:
        """Count a request of ``who``; gives the seconds to wait where it is one too many, else 0."""
        if not self._limit or self._window.hit(self._limit, who):
            return 0
        return max(1, math.ceil(self._window.get_window_stats(self._limit, who).reset_time - time.time()))


def _parsed(limit: str) -> RateLimitItem:
    from limits import parse

    try:
        return parse(limit)
    except ValueError:
        raise SettingsError(
            "Inställningen ASSISTANT_RATE_LIMIT går inte att läsa.",
            "Skriv till exempel 60/minute eller 1000/hour, eller lämna den tom för ingen gräns.",
        ) from None
