"""What an error of the protocol means: for the user, for another try, and for the shape of the request."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
import openai

from assistant.generation.failures import Reason
from assistant.generation.transport import ReplyTooLongError

LONGEST_WAIT = 5.0
"""The longest ``Retry-After`` that is waited for, in seconds; who is told to come back later than that gets quotes now."""

_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_BAD_REQUEST = frozenset({400, 404, 422})
_SHAPE_WORDS = ("response_format", "json_schema", "json_object", "grammar", "guided", "structured")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The meaning of an error.

    ``again`` tells whether another try may help, ``wait`` how long to wait before it in seconds (None: as usual);
    ``bad_request`` that the request itself was refused, which its shape may be the cause of, ``names_shape`` that it is.
    """

    reason: Reason
    again: bool = False
    wait: float | None = None
    bad_request: bool = False
    names_shape: bool = False


def judge(error: Exception, *, begun: bool) -> Verdict:
    """Tell what an error means.

    Parameters
    ----------
    error
        What the client of the protocol, or httpx under it, raised.
    begun
        Whether text of the answer had come: then nothing is tried again.
    """
    if isinstance(error, ReplyTooLongError):
        return Verdict(Reason.CUT)
    if isinstance(error, (openai.APITimeoutError, httpx.TimeoutException)):
        cause = error.__cause__ if isinstance(error, openai.APITimeoutError) else error
        return Verdict(Reason.UNREACHABLE if isinstance(cause, httpx.ConnectTimeout) else Reason.SLOW)
    if begun:
        return Verdict(Reason.CUT if isinstance(error, (openai.APIConnectionError, httpx.TransportError)) else Reason.FAILED)
    if isinstance(error, openai.APIStatusError):
        return _of_status(error)
    if isinstance(error, openai.APIConnectionError):
        return Verdict(Reason.UNREACHABLE, again=True)
    return Verdict(Reason.FAILED, again=isinstance(error, httpx.TransportError))


def _of_status(error: openai.APIStatusError) -> Verdict:
    status = error.status_code
    names_shape = any(word in _told(error) for word in _SHAPE_WORDS)
    if status in {429, 503}:
        wait = seconds_to_wait(error.response.headers.get("retry-after", ""))
        return Verdict(Reason.BUSY, again=wait is None or wait <= LONGEST_WAIT, wait=wait)
    if status >= 500:
        return Verdict(Reason.FAILED, again=not names_shape, bad_request=names_shape, names_shape=names_shape)
    return Verdict(Reason.REFUSED, bad_request=status in _BAD_REQUEST, names_shape=names_shape)


def _told(error: openai.APIStatusError) -> str:
    body = error.body if isinstance(error.body, str) else json.dumps(error.body, default=str)
    return body.lower()


def seconds_to_wait(header: str) -> float | None:
    """Give the seconds of a ``Retry-After`` header, which holds them or a date (RFC 9110, 10.2.3); None where neither."""
    if _SECONDS.fullmatch(header):
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
