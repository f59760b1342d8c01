"""Reads one JSON answer from a service, within limits of time, size and address."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import IO, Any

from assistant.errors import ExternalServiceError, UsageError

TIMEOUT_S = 20.0
TOTAL_S = 120.0  # a service that sends a byte now and then never times out by itself
ATTEMPTS = 3
WAIT_S = 1.0  # doubled for each attempt
MAX_BYTES = 16_000_000  # the longest statute, the income tax act, is under two
PIECE = 65_536
RETRIED = frozenset({429, 500, 502, 503, 504})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
OFFLINE = "Svaren fungerar ändå: bara lydelserna bredvid hänvisningarna saknas. Kontrollera nätet och försök igen."
UNREADABLE = "Rättsdatabasen svarade i ett format som inte går att läsa."
Json = Any  # what a service answers; its shape is checked where it is read


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to wait for the next byte and for the whole answer, how often to try, and how much to take."""

    timeout_s: float = TIMEOUT_S
    total_s: float = TOTAL_S
    attempts: int = ATTEMPTS
    wait_s: float = WAIT_S
    max_bytes: int = MAX_BYTES


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to an address that could have been asked for itself."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        if not is_safe(newurl):
            raise ExternalServiceError("Rättsdatabasen hänvisade till en adress som inte får användas.", OFFLINE)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def is_safe(url: str) -> bool:
    """Tell whether an address may be asked: https, or http on one's own machine."""
    try:
        address = urllib.parse.urlsplit(url)
        is_whole = bool(address.hostname) and (address.port is None or address.port > 0)
    except ValueError:
        return False
    return is_whole and (address.scheme == "https" or (address.scheme == "http" and address.hostname in LOOPBACK))


def ask(url: str, body: bytes | None, limits: Limits) -> Json:
    """Ask a service and read its answer as JSON.

    Parameters
    ----------
    url
        Where to ask.
    body
        JSON to send; None: nothing is sent, and the answer is got.
    limits
        What an answer may cost. A failure that may pass is tried again.

    Raises
    ------
    UsageError
        Where the address may not be used, or the service has nothing there.
    ExternalServiceError
        Where the service does not answer, is too slow, answers too much, or answers what is no JSON.
    """
    if not is_safe(url):
        raise UsageError("Adressen till rättsdatabasen går inte att använda.", "Den ska börja med https://.")
    headers = {"Accept": "application/json"} | ({"Content-Type": "application/json"} if body else {})
    request = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310  # is_safe has seen the scheme
    try:
        return json.loads(_read(request, limits))
    except (ValueError, RecursionError):
        raise ExternalServiceError(UNREADABLE, OFFLINE) from None


def _read(request: urllib.request.Request, limits: Limits) -> bytes:
    for attempt in range(1, limits.attempts + 1):
        try:
            return _attempt(request, limits)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 404:
                raise UsageError("Författningen finns inte i källan.", "Kontrollera numret.") from None
            if error.code not in RETRIED or attempt == limits.attempts:
                raise ExternalServiceError(f"Rättsdatabasen svarade med fel {error.code}.", OFFLINE) from None
        except (OSError, http.client.HTTPException, ValueError):
            if attempt == limits.attempts:
                raise ExternalServiceError("Rättsdatabasen gick inte att nå.", OFFLINE) from None
        time.sleep(limits.wait_s * 2 ** (attempt - 1))
    raise ExternalServiceError("Rättsdatabasen gick inte att nå.", OFFLINE)


def _attempt(request: urllib.request.Request, limits: Limits) -> bytes:
    """Read one answer piece by piece, so that neither an endless nor a dripping one is waited for."""
    until = time.monotonic() + limits.total_s
    data = bytearray()
    with urllib.request.build_opener(_Redirects).open(request, timeout=limits.timeout_s) as answer:
        while piece := answer.read1(PIECE):
            data += piece
            if len(data) > limits.max_bytes:
                raise ExternalServiceError("Svaret från rättsdatabasen var större än vad en författning kan vara.", OFFLINE)
            if time.monotonic() > until:
                raise ExternalServiceError("Rättsdatabasen svarade för långsamt.", OFFLINE)
    return bytes(data)
