"""Gradio tells its own sessions apart by a hash that the page's script makes up. Here each is bound to the user who came first.

Whoever knows another's hash could otherwise read the answers in that session's stream, ask in it, or end it. What is bound is
kept in memory; a process that starts anew has no sessions of Gradio's either.
"""

from __future__ import annotations

import json
import re
import threading
from collections import OrderedDict
from typing import Any
from urllib.parse import parse_qsl

from starlette.types import Message, Receive, Scope

MOST_BOUND = 20_000
"""Sessions that are remembered, the latest used: more than are open at once in any municipality."""
HASH = re.compile(r"\w{1,64}")
IN_BODY = ("/gradio_api/queue/join", "/gradio_api/cancel")
IN_QUERY = "/gradio_api/queue/data"
IN_PATH = "/gradio_api/heartbeat/"
FIELD = "session_hash"


class GradioSessions:
    """Remembers whose each of Gradio's sessions is. Safe for several threads."""

    def __init__(self, most: int = MOST_BOUND) -> None:
        self._lock = threading.Lock()
        self._owners: OrderedDict[str, str] = OrderedDict()
        self._most = most

    def is_theirs(self, session: str, user_id: str) -> bool:
        """Bind a session to the user who is the first to use it, and tell whether it is this user's."""
        with self._lock:
            owner = self._owners.setdefault(session, user_id)
            self._owners.move_to_end(session)
            while len(self._owners) > self._most:
                self._owners.popitem(last=False)
        return owner == user_id

    async def admit(self, scope: Scope, receive: Receive, user_id: str) -> Receive | None:
        """Give what the rest of the app receives from; None where the request is for another user's session, or for none.

        A body is passed on as it was understood here, so that nobody further in can understand it otherwise.
        """
        path = scope["path"].rstrip("/")
        if path == IN_QUERY:
            values = [value for name, value in parse_qsl(scope["query_string"].decode("latin-1"), True) if name == FIELD]
            return receive if len(values) == 1 and self._admits(values[0], user_id) else None
        if path.startswith(IN_PATH):
            return receive if self._admits(path.removeprefix(IN_PATH), user_id) else None
        if path not in IN_BODY or scope["method"] != "POST":
            return receive
        body = _as_object(await _read(receive))
        if body is None or not self._admits(body.get(FIELD), user_id):
            return None
        return _again(scope, json.dumps(body).encode(), receive)

    def _admits(self, session: object, user_id: str) -> bool:
        return isinstance(session, str) and HASH.fullmatch(session) is not None and self.is_theirs(session, user_id)


async def _read(receive: Receive) -> bytes:
    """Read a body; its size has been limited by `assistant.web.security`."""
    parts = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _as_object(body: bytes) -> dict[str, Any] | None:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


def _again(scope: Scope, body: bytes, receive: Receive) -> Receive:
    """Give the body once more, and after it what comes from outside: that the client has gone."""
    headers = [(name, value) for name, value in scope["headers"] if name not in {b"content-length", b"content-type"}]
    scope["headers"] = [*headers, (b"content-length", str(len(body)).encode()), (b"content-type", b"application/json")]
    is_read = False

    async def read() -> Message:
        nonlocal is_read
        if is_read:
            return await receive()
        is_read = True
        return {"type": "http.request", "body": body, "more_body": False}

    return read
