"""The pages for logging in and out: a name and a password, or the way to the municipality's own login."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import anyio
from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import UploadFile
from starlette.responses import Response

from assistant.access.lockout import Lockout, Tried
from assistant.access.users import Users
from assistant.errors import AssistantError, StorageError
from assistant.web import login_words as words
from assistant.web.access import LOGIN, refusal_page, safe_target, to_path
from assistant.web.site import USER_KEY, Site
from assistant.web.ways_in import COOKIE, WaysIn

if TYPE_CHECKING:
    from starlette.datastructures import FormData

LOGOUT = "/logga-ut"
CHECKED_AT_ONCE = 8
"""Threads that wait to check a password; two are checked at the same time."""
MOST_TYPED = 1_000
"""Characters of a field: beyond them nothing is a name or a password."""


def add(app: FastAPI, site: Site, ways: WaysIn) -> None:
    """Add the login's pages to the app."""
    pages = LoginPages(site, ways)
    app.get(LOGIN)(pages.show)
    app.get(LOGOUT)(pages.logged_out)
    app.post(LOGOUT)(pages.log_out)
    if site.settings.login == "users":
        app.post(LOGIN)(pages.log_in)
    if site.settings.login == "oidc":
        from assistant.web import oidc_pages

        oidc_pages.add(app, site, ways)


class LoginPages:
    """What the login's addresses answer."""

    def __init__(self, site: Site, ways: WaysIn) -> None:
        self._site = site
        self._ways = ways
        self._users = Users(site.settings)
        self._lockout = Lockout(site.settings)

    @functools.cached_property
    def _threads(self) -> anyio.CapacityLimiter:
        return anyio.CapacityLimiter(CHECKED_AT_ONCE)

    async def show(self, request: Request) -> Response:
        """Show the login; somebody who is logged in goes on to the page."""
        target = safe_target(request.query_params.get("till", "/"))
        if USER_KEY in request.scope:
            return to_path(target)
        return self._page(request, target)

    async def log_in(self, request: Request) -> Response:
        """Check a name and a password, and begin a login."""
        form = await _form(request)
        target = safe_target(form.get("till", "/"))
        address = self._ways.address(request.scope)
        try:
            work = functools.partial(self._try, form.get("namn", ""), form.get("losenord", ""), address)
            found = await to_thread.run_sync(work, limiter=self._threads)
            if isinstance(found, str):  # whoever used this browser before has left it
                await to_thread.run_sync(self._ways.sessions.end, self._ways.token_in(request.scope), limiter=self._threads)
        except StorageError as error:
            return self._page(request, target, error, 503)
        if isinstance(found, str):
            return with_login(self._ways, target, found)
        if found is Tried.LOCKED:
            minutes = self._site.settings.login_lock_minutes
            locked = AssistantError(words.LOCKED, words.LOCKED_ADVICE.format(minutes=minutes))
            return self._page(request, target, locked, 429, {"retry-after": str(minutes * 60)})
        return self._page(request, target, AssistantError(words.WRONG, words.WRONG_ADVICE), 401)

    def _try(self, name: str, password: str, address: str) -> str | Tried:
        """Give the token of a new login, or why there is none. Unknown names take the same steps as wrong passwords."""
        known = self._users.find_id(name)
        subjects = self._lockout.subjects(known, name, address)
        counted = self._lockout.count(subjects)
        if counted is Tried.LOCKED:
            return counted
        account = self._users.check(name, password)
        if account is None:
            self._note_failure(known, counted)
            return Tried.OPEN
        self._lockout.succeeded(subjects)
        return self._ways.sessions.start(account.user, account=account.id)

    def _note_failure(self, known: str | None, counted: Tried) -> None:
        """Keep that a login failed: of whom, where there is such a user, and never what was typed."""
        facts: dict[str, str | int] = {"known": int(known is not None), "user": known or ""}
        self._ways.audit.record("login.failed", None, **facts)
        if counted is Tried.JUST_LOCKED:
            self._ways.audit.record("login.locked", None, **facts)

    async def log_out(self, request: Request) -> Response:
        """End the login, and show the way on to where the provider's own is ended."""
        token = self._ways.token_in(request.scope)
        try:
            ended = await to_thread.run_sync(self._ways.sessions.end, token, limiter=self._threads)
        except StorageError as error:
            return HTMLResponse(refusal_page(LOGOUT, "Du är inte utloggad", error), status_code=503)
        if ended is not None:
            self._site.conversations.end_all(ended.user.id)
        answer: Response = RedirectResponse(LOGOUT, status_code=303)
        if ended is not None and ended.logout_url:
            answer = self._logged_out(request, ended.logout_url)
            answer.headers["refresh"] = f"0; url={ended.logout_url}"  # a form may not lead to another site, a page may
        answer.delete_cookie(self._ways.cookie_name(), path="/", secure=self._ways.is_secure, httponly=True, samesite="lax")
        return answer

    async def logged_out(self, request: Request) -> Response:
        """Say that the login is ended."""
        if USER_KEY in request.scope and self._site.settings.login != "header":
            return RedirectResponse("/", status_code=303)
        return self._logged_out(request, "")

    def _logged_out(self, request: Request, onward: str) -> HTMLResponse:
        request.scope.pop(USER_KEY, None)
        return self._site.page(request, "login_ut", {"onward": onward, "login": self._site.settings.login})

    def _page(
        self,
        request: Request,
        target: str,
        error: AssistantError | None = None,
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> HTMLResponse:
        context = {"target": target, "error": error, "login": self._site.settings.login}
        page = self._site.page(request, "login", context, status=status)
        page.headers.update(headers or {})
        return page


def with_login(ways: WaysIn, target: str, token: str) -> Response:
    """Give the answer that hands the browser its token and leads it on."""
    answer = to_path(target)
    answer.set_cookie(
        ways.cookie_name(COOKIE), token, path="/", secure=ways.is_secure, httponly=True, samesite="lax"
    )  # until the browser is closed; how long it is good for is decided here
    return answer


async def _form(request: Request) -> dict[str, str]:
    """Read the fields of a form; what is no text, or longer than any name or password, is as if it had not been sent."""
    from starlette.exceptions import HTTPException

    try:
        form: FormData = await request.form(max_files=0, max_fields=10)
    except HTTPException:
        return {}
    return {name: value for name, value in form.items() if not isinstance(value, UploadFile) and len(value) <= MOST_TYPED}
