"""What a page says where something went wrong: what happened, what to do, and the HTTP status."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from assistant.errors import AssistantError, OutdatedError, UsageError
from assistant.web.words import UNEXPECTED

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """What stopped something: what happened, what to do, and the HTTP status."""

    message: str
    advice: str
    status: int = 422


def status_of(error: AssistantError) -> int:
    """Give the HTTP status for an error: whether what was asked cannot be done, somebody else was first, or we failed."""
    if isinstance(error, OutdatedError):
        return 409
    return 422 if isinstance(error, UsageError) else 503


def problem_of(error: Exception, page: str, advice: str, kept: str = "") -> Problem:
    """Say what went wrong, without words that anybody typed; what nobody expected is logged by its kind alone.

    Parameters
    ----------
    error
        What was raised.
    page
        What the log calls the page, in English.
    advice
        What to do where nobody expected the error, in Swedish.
    kept
        What is still there of what the user did, said after the error's own advice.
    """
    if isinstance(error, AssistantError):
        return Problem(error.message, f"{error.advice} {kept}".strip(), status_of(error))
    log.error("%s failed: %s", page, type(error).__name__)
    return Problem(UNEXPECTED, advice, 500)
