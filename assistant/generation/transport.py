"""What goes over the wire to a language model, and how the line is hung up from another thread. Imports httpx."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Any, cast

import httpx

from assistant import __version__

MAX_BYTES = 8_000_000
"""The longest reply on the wire: 2,000 tokens at some 400 bytes of protocol each take a tenth of it."""

_KEPT_HEADERS = ("host", "accept", "content-type", "content-length")


class ReplyTooLongError(Exception):
    """The reply has more bytes than any reply can have."""


class Line:
    """The connections of one exchange. Any thread may hang up; whoever waits for a reply is woken at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self.hung_up = threading.Event()

    def hang_up(self) -> None:
        """End the connections there are, and those that are being made as soon as they are there."""
        with self._lock:
            self.hung_up.set()
            for connection in self._sockets:
                _end(connection)

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Take note of a connection. httpx calls this (its ``trace`` request extension) with each step that it takes."""
        if event not in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            return
        connection = info["return_value"].get_extra_info("socket")
        with self._lock:
            self._sockets.append(connection)
            if self.hung_up.is_set():
                _end(connection)


def _end(connection: socket.socket) -> None:
    # Closing a socket does not wake a thread that waits for it, shutting it down does. The method of the base class: that
    # of an SSLSocket also takes the encryption away under the reading thread, which would then read raw bytes.
    with suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)


class _Bounded(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        total = 0
        for part in self._stream:
            total += len(part)
            if total > MAX_BYTES:
                raise ReplyTooLongError
            yield part

    def close(self) -> None:
        self._stream.close()


class Transport(httpx.BaseTransport):
    """Sends requests with the headers they need and no others, and reads replies of a bounded length.

    The client of the protocol adds headers of its own accord: what machine this is, and whatever ``OPENAI_ORG_ID``,
    ``OPENAI_PROJECT_ID``, ``OPENAI_ADMIN_KEY`` and ``OPENAI_CUSTOM_HEADERS`` hold. None of it is the endpoint's business.
    """

    def __init__(self, line: Line, key: str) -> None:
        self._line = line
        self._key = key
        self._inner = httpx.HTTPTransport(verify=trusted_certificates(), trust_env=False, retries=0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and give the reply, its body unread."""
        headers = {name: request.headers[name] for name in _KEPT_HEADERS if name in request.headers}
        headers["user-agent"] = f"handlaggarassistenten/{__version__}"
        if self._key:
            headers["authorization"] = f"Bearer {self._key}"
        request.headers = httpx.Headers(headers)
        request.extensions = {**request.extensions, "trace": self._line.trace}
        response = self._inner.handle_request(request)
        response.stream = _Bounded(cast(httpx.SyncByteStream, response.stream))
        return response

    def close(self) -> None:
        """Close all connections."""
        self._inner.close()


@cache
def trusted_certificates() -> ssl.SSLContext:
    """Give the certificates that are trusted: the system's, which may hold a municipality's own, and the common ones."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context
