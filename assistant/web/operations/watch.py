"""Follows the app: every answer and every request is counted, and written as an event where that is on."""

from __future__ import annotations

import time

from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.answering.answer import Answer
from assistant.settings import Settings
from assistant.web.operations.events import Events, answer_fields
from assistant.web.operations.limits import RateLimit, is_costly
from assistant.web.operations.metrics import Metrics
from assistant.web.refusals import refusal
from assistant.web.site import USER_KEY
from assistant.web.words import TOO_OFTEN, TOO_OFTEN_ADVICE


class Watch:
    """Counts and records. One for each app."""

    def __init__(self, settings: Settings) -> None:
        self.metrics = Metrics()
        self.events = Events(is_on=settings.log == "json")
        self.limit = RateLimit(settings.rate_limit)

    def answered(self, answer: Answer) -> None:
        """Take note of an answer: states, ids and times."""
        self.metrics.answered(answer)
        self.events.record("answer", answer_fields(answer))


class WatchMiddleware:
    """Counts every request and its time. Outermost, so that what is refused is counted too."""

    def __init__(self, app: ASGIApp, watch: Watch) -> None:
        self.app = app
        self.watch = watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start = time.perf_counter()

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                seconds = time.perf_counter() - start
                self.watch.metrics.requested(scope["path"], scope["method"], message["status"], seconds)
            await send(message)

        await self.app(scope, receive, counted)


class LimitMiddleware:
    """Refuses, politely, what one user asks too often. Inside the access check, which says who the user is."""

    def __init__(self, app: ASGIApp, watch: Watch) -> None:
        self.app = app
        self.watch = watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if (
            scope["type"] == "http"
            and is_costly(scope["method"], scope["path"])
            and (wait := self.watch.limit.wait(_who(scope)))
        ):
            self.watch.metrics.refused(scope["path"])
            await _refusal(scope["path"], wait)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _who(scope: Scope) -> str:
    user = scope.get(USER_KEY)
    address = scope["client"][0] if scope.get("client") else ""
    return f"{user.id if user else ''}|{address if not user or not user.name else ''}"


def _refusal(path: str, wait: int) -> Response:
    headers = {"retry-after": str(wait)}
    if path.startswith(("/gradio_api/", "/svar/")):  # the page's script reads it
        return JSONResponse({"error": TOO_OFTEN, "advice": TOO_OFTEN_ADVICE}, status_code=429, headers=headers)
    return refusal(path, 429, TOO_OFTEN, TOO_OFTEN_ADVICE, headers)
