"""Decides who a request comes from and whether its path is theirs. All but `assistant.web.pages.PUBLIC_PATHS` is behind it."""

from __future__ import annotations

import functools
import re
from urllib.parse import quote

import anyio
from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.access.model import WITHOUT_LOGIN, User
from assistant.access.proxy import Refused
from assistant.errors import AssistantError, StorageError
from assistant.web import login_words as words
from assistant.web.frame import template
from assistant.web.gradio_sessions import GradioSessions
from assistant.web.pages import is_public, is_under, prefix_of, roles_for
from assistant.web.refusals import is_for_programs, refusal
from assistant.web.site import USER_KEY
from assistant.web.ways_in import WaysIn
from assistant.web.words import UNKNOWN_PAGE, UNKNOWN_PAGE_ADVICE, WRONG_ROLE, WRONG_ROLE_ADVICE

LOGIN = "/logga-in"
LOOK_UPS_AT_ONCE = 8
"""Threads that look up logins; each look-up takes about a millisecond."""
FORWARDED = frozenset({b"x-forwarded-host", b"x-forwarded-proto", b"forwarded"})
"""What a proxy may tell of our own address. The setting ``public_url`` tells it, so nobody else's word is taken."""
TARGET = re.compile(r"/(?![/\\])[^\\\x00-\x1f\x7f?#]*")


def safe_target(path: str) -> str:
    """Give one of our own paths to go to after the login; the first page where it is anything else."""
    is_ours = TARGET.fullmatch(path) and not is_under(path, LOGIN) and not is_under(path, "/logga-ut")
    return path if is_ours else "/"


def to_path(path: str) -> Response:
    """Lead a browser on to a path of ours."""
    return RedirectResponse(_quoted(path), status_code=303)


def _quoted(path: str) -> str:
    return quote(path, safe="/:@!$&'()*+,;=~", errors="replace")


class AccessMiddleware:
    """Leaves the user in the request's scope, or answers in the app's place where there is none or the role is another."""

    def __init__(self, app: ASGIApp, ways: WaysIn) -> None:
        self.app = app
        self.ways = ways
        self.gradio = GradioSessions()

    @functools.cached_property
    def _threads(self) -> anyio.CapacityLimiter:
        return anyio.CapacityLimiter(LOOK_UPS_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        self._tell_own_address(scope)
        try:
            user = await self._who(scope)
            refused = await self._refusal(scope, user)
        except StorageError as error:
            refused = _page_or_words(scope, 503, words.NOT_CHECKED, error.message, error.advice)
        if refused is None and isinstance(user, User) and user.roles:
            scope[USER_KEY] = user
            admitted = receive if self.ways.is_open else await self.gradio.admit(scope, receive, user.id)
            refused = None if admitted else refusal(scope["path"], 404, UNKNOWN_PAGE, UNKNOWN_PAGE_ADVICE)
            receive = admitted or receive
        await (refused or self.app)(scope, receive, send)

    def _tell_own_address(self, scope: Scope) -> None:
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name not in FORWARDED]
        public = self.ways.public
        if public and Headers(scope=scope).get("host", "") == public.netloc:
            scope["scheme"] = public.scheme

    async def _who(self, scope: Scope) -> User | Refused | None:
        if self.ways.is_open:
            return WITHOUT_LOGIN
        if scope["path"].startswith("/statiskt/"):
            return None
        return await to_thread.run_sync(self.ways.who, scope, limiter=self._threads)

    async def _refusal(self, scope: Scope, user: User | Refused | None) -> Response | None:
        path = scope["path"]
        if is_public(path):
            return None
        if not isinstance(user, User):
            return self._to_login(scope, user)
        if user.has(*roles_for(path)):
            return None
        await to_thread.run_sync(self._note_refusal, path, user, limiter=self._threads)
        if not user.roles:
            return _page_or_words(scope, 403, words.NO_ROLE_TITLE, words.NO_ROLE, words.NO_ROLE_ADVICE)
        return _page_or_words(scope, 403, words.WRONG_ROLE_TITLE, WRONG_ROLE, WRONG_ROLE_ADVICE, user)

    def _note_refusal(self, path: str, user: User) -> None:
        """Keep which page was refused: the one of our table, never the address itself."""
        if user.roles:
            self.ways.audit.record("access.refused", user, path=prefix_of(path))
        else:
            self.ways.audit.record("access.no_role", None, user=user.id)

    def _to_login(self, scope: Scope, why: Refused | None) -> Response:
        """Answer somebody who is not logged in: people are sent to the login, programs are told."""
        path, advice = scope["path"], words.NOT_THROUGH_PROXY_ADVICE
        if why is Refused.NOT_THE_PROXY or why is Refused.TWO_USERS:
            return _page_or_words(scope, 403, words.NOT_THROUGH_PROXY_TITLE, words.NOT_THROUGH_PROXY, advice)
        if why is Refused.NO_USER:
            return _page_or_words(scope, 401, words.NOT_THROUGH_PROXY_TITLE, words.NO_PROXY_USER, advice)
        if wants_page(scope):
            asked = "" if path == "/" else f"?till={quote(path, errors='replace')}"
            return RedirectResponse(f"{LOGIN}{asked}", status_code=303)
        if is_for_programs(path):
            asks = {"www-authenticate": "Bearer"}
            return refusal(path, 401, words.NO_KEY, words.NO_KEY_ADVICE, asks, code="invalid_api_key")
        return JSONResponse({"error": words.LOGGED_OUT, "advice": words.LOGGED_OUT_ADVICE}, status_code=401)


def wants_page(scope: Scope) -> bool:
    """Tell whether a browser asks for a page to show, and not a script or a program for something else."""
    path, accepted = scope["path"], Headers(scope=scope).get("accept", "")
    inner = path.startswith(("/gradio_api/", "/assets/", "/static/")) or is_for_programs(path)
    return scope["method"] in {"GET", "HEAD"} and "text/html" in accepted and not inner


def _page_or_words(scope: Scope, status: int, title: str, message: str, advice: str = "", user: User | None = None) -> Response:
    path = scope["path"]
    if not wants_page(scope):
        if is_for_programs(path):
            return refusal(path, status, message, advice)
        return JSONResponse({"error": message, "advice": advice}, status_code=status)
    return HTMLResponse(refusal_page(path, title, AssistantError(message, advice), user), status_code=status)


def refusal_page(path: str, title: str, error: AssistantError, user: User | None = None) -> str:
    """Give a page that says why something is not shown."""
    context = {"title": title, "message": error.message, "advice": error.advice, "user": user, "path": path}
    return template("login_nekad").render(**context, logs_in=user is not None and bool(user.session))
