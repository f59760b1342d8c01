"""The way to the municipality's own login and back (OpenID Connect)."""

from __future__ import annotations

import functools

import anyio
from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from assistant.access.oidc import BEGUN_SECONDS, CALLBACK, LoginRefusedError, NotBegunError, Proven, Provider
from assistant.errors import AssistantError, ExternalServiceError, StorageError
from assistant.web import login_words as words
from assistant.web.access import refusal_page, safe_target
from assistant.web.login_page import with_login
from assistant.web.site import Site
from assistant.web.ways_in import WaysIn

START = "/logga-in/start"
BEGUN_COOKIE = "inloggning-paborjad"


def add(app: FastAPI, site: Site, ways: WaysIn) -> None:
    """Add the way there and back to the app."""
    pages = OidcPages(site, ways)
    app.get(START)(pages.start)
    app.get(CALLBACK)(pages.come_back)


class OidcPages:
    """What the two addresses answer."""

    def __init__(self, site: Site, ways: WaysIn) -> None:
        self._ways = ways
        self._provider = Provider(site.settings)

    @functools.cached_property
    def _threads(self) -> anyio.CapacityLimiter:
        return anyio.CapacityLimiter(1)

    async def start(self, request: Request) -> Response:
        """Send the browser to the provider."""
        try:
            begun = await self._provider.begin(request.scope, safe_target(request.query_params.get("till", "/")))
        except (ExternalServiceError, StorageError) as error:
            return _failed(request, 503, error)
        answer = RedirectResponse(begun.url, status_code=303)
        answer.set_cookie(
            self._ways.cookie_name(BEGUN_COOKIE),
            begun.token,
            max_age=BEGUN_SECONDS,
            path="/",
            secure=self._ways.is_secure,
            httponly=True,
            samesite="lax",  # strict would leave it out when the provider sends the browser back
        )
        return answer

    async def come_back(self, request: Request) -> Response:
        """Take the browser back from the provider, and begin a login where all is in order."""
        try:
            proven = await self._provider.finish(request.scope, self._ways.token_in(request.scope, BEGUN_COOKIE))
            answer = await to_thread.run_sync(self._begin, request, proven, limiter=self._threads)
        except (ExternalServiceError, StorageError) as error:
            answer = _failed(request, 503, error)
        except LoginRefusedError as error:
            if not isinstance(error, NotBegunError):
                await to_thread.run_sync(self._note_refusal, limiter=self._threads)
            answer = _failed(request, 401, error)
        answer.delete_cookie(
            self._ways.cookie_name(BEGUN_COOKIE), path="/", secure=self._ways.is_secure, httponly=True, samesite="lax"
        )
        return answer

    def _begin(self, request: Request, proven: Proven) -> Response:
        if not proven.user.roles:
            self._ways.audit.record("access.no_role", None, user=proven.user.id)
            error = AssistantError(words.NO_ROLE, words.NO_ROLE_ADVICE)
            return HTMLResponse(refusal_page(CALLBACK, words.NO_ROLE_TITLE, error), status_code=403)
        token = self._ways.sessions.start(proven.user, logout_url=proven.logout_url)
        self._ways.sessions.end(self._ways.token_in(request.scope))  # whoever used this browser before has left it
        return with_login(self._ways, proven.target, token)

    def _note_refusal(self) -> None:
        self._ways.audit.record("login.failed", None, known=0)


def _failed(request: Request, status: int, error: AssistantError) -> HTMLResponse:
    return HTMLResponse(refusal_page(request.url.path, words.NOT_COMPLETED, error), status_code=status)
