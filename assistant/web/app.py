"""Puts the web app together and serves it."""

from __future__ import annotations

import errno
import functools
import ipaddress
import socket
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response

from assistant.access.address import check_settings, public_address
from assistant.access.users import Users
from assistant.errors import AssistantError, UsageError
from assistant.law.standing import standing
from assistant.retrieval.statements import statements_of
from assistant.settings import Settings
from assistant.web import admin_page, api, check_page, feedback, login_page, quality_page, quiz, retention, review, sources
from assistant.web.access import AccessMiddleware
from assistant.web.downloads import routes as downloads
from assistant.web.frame import stylesheet
from assistant.web.logs import keep_details_out
from assistant.web.markup import read_span
from assistant.web.operations import health
from assistant.web.operations.watch import LimitMiddleware, Watch, WatchMiddleware
from assistant.web.page import PageMiddleware
from assistant.web.security import LOCAL_HOSTS, SecurityMiddleware
from assistant.web.site import Site
from assistant.web.source_view import source_html
from assistant.web.sources.days import read_day
from assistant.web.ways_in import WaysIn
from assistant.web.words import NAME, UNKNOWN_PLACE

if TYPE_CHECKING:
    from assistant.chat import Assistant
    from assistant.web.ask_page import Asker  # loads Gradio, which takes seconds: a taken port is told of before that

PARTS = (api, check_page, downloads, feedback, review, admin_page, retention, quiz, sources, quality_page)
"""What each adds its own addresses to the app, besides the page Fråga and the login."""
LAST_PORT = 65535
_ANY_QUESTION = "Vad är våld?"
SHUTDOWN_SECONDS = 1
"""How long an answer that is under way may take when the app is stopped."""


def create_app(settings: Settings, assistant: Asker | None = None) -> FastAPI:
    """Build the web app.

    Parameters
    ----------
    settings
        The process's settings; the day that law is judged on is taken from them.
    assistant
        What answers; opened from the settings where none is given.

    Raises
    ------
    AssistantError
        Where the assistant cannot be opened.
    """
    check_settings(settings)
    from assistant.web.gradio_app import mount

    if assistant is None:
        from assistant.chat import Assistant

        opened = Assistant.open(settings)
        threading.Thread(target=_prepare, args=(opened,), name="prepare", daemon=True).start()
        assistant = opened
    if assistant.writes_with:
        assistant.writes_with.prepare()
    app = FastAPI(
        title=NAME,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        telemetry={"auto_configure": False},  # whatever the environment says, no traces are sent anywhere
    )
    site, ways, watch = Site(settings, assistant), WaysIn(settings), Watch(settings)
    assistant.on_answer = watch.answered
    health.add(app, site, watch)
    login_page.add(app, site, ways)
    _add_sources(app, assistant, settings)
    for part in PARTS:
        part.add(app, site)

    @app.get("/statiskt/style.css")
    def style() -> Response:
        return Response(stylesheet(), media_type="text/css", headers={"cache-control": "max-age=3600"})

    app.mount("/statiskt", StaticFiles(packages=[("assistant.web", "static")]))
    _add_middleware(app, settings, ways, watch)
    return mount(app, site)


def _prepare(assistant: Assistant) -> None:
    """Do what the first questions would else wait for, some two seconds: read all paragraphs' statements, and search once."""
    with suppress(Exception):  # what is wrong is told whoever asks first
        statements_of(assistant.corpus).read_all()
        assistant.searcher.search(_ANY_QUESTION)


def _add_middleware(app: FastAPI, settings: Settings, ways: WaysIn, watch: Watch) -> None:
    """Put the checks around the pages; the last added is met first."""
    app.add_middleware(PageMiddleware, logs_in=settings.login != "none")
    app.add_middleware(LimitMiddleware, watch=watch)
    app.add_middleware(AccessMiddleware, ways=ways)
    app.add_middleware(SecurityMiddleware)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts_of(settings), www_redirect=False)
    app.add_middleware(WatchMiddleware, watch=watch)


def _add_sources(app: FastAPI, assistant: Asker, settings: Settings) -> None:
    judged = functools.cache(standing)

    @app.get("/kalla/{paragraph_id:path}", response_class=HTMLResponse)
    def source(paragraph_id: str, fran: str = "", till: str = "", datum: str = "") -> Response:
        day = read_day(datum, settings.date_today).date
        try:
            document = assistant.corpus.document_of(paragraph_id)
        except KeyError:
            return PlainTextResponse(UNKNOWN_PLACE, status_code=404)
        return HTMLResponse(
            source_html(document, paragraph_id, read_span(fran, till), lambda reference: judged(reference, day))
        )


def serve(settings: Settings) -> None:
    """Open the assistant and serve the web app until it is stopped.

    Raises
    ------
    UsageError
        Where the address is not this machine's own and there is no login, or what the login needs is not set.
    AssistantError
        Where the port is taken or may not be used, or the assistant cannot be opened.
    """
    check_settings(settings)
    with open_listener(settings.host, settings.port) as listener:
        _say(f"{NAME} startar …")
        server = make_server(create_app(settings))
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        _say(f"{NAME} är igång på {public_address(settings) or f'http://{shown}:{port}'} – avsluta med Ctrl+C.")
        if settings.login == "users" and not Users(settings).all():
            _say("Ingen kan logga in än. Lägg till den första med: assistant user add NAMN --role administratör")
        server.run(sockets=[listener])


def make_server(app: FastAPI) -> uvicorn.Server:
    """Give the server of the app, which tells the app whose the other end of each connection really is."""
    keep_details_out()
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,  # else anybody on this machine could write whose address a request came from
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )
    return uvicorn.Server(config)


def hosts_of(settings: Settings) -> list[str]:
    """Give the host names that the app answers to."""
    public = public_address(settings)
    own = [f"[{public.host}]" if ":" in public.host else public.host] if public else []
    return [*LOCAL_HOSTS, *own, *settings.allowed_hosts]


def open_listener(host: str, port: int) -> socket.socket:
    """Take the port before anything slow begins, so that a taken one is told of at once.

    Raises
    ------
    UsageError
        Where the host is no IP address.
    AssistantError
        Where the port is taken or may not be used.
    """
    address = "127.0.0.1" if host == "localhost" else host
    if not _is_address(address):
        raise UsageError(
            "Värdet för ASSISTANT_HOST är ingen IP-adress.", "Skriv till exempel 127.0.0.1, eller 0.0.0.0 för alla."
        )
    listener = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
        listener.listen()
    except OSError as error:
        listener.close()
        reason = "används redan av ett annat program" if error.errno == errno.EADDRINUSE else "går inte att använda"
        other = port % LAST_PORT + 1
        raise AssistantError(
            f"Porten {port} {reason}.", f"Välj en annan, till exempel ASSISTANT_PORT={other}, eller stäng det andra programmet."
        ) from None
    return listener


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
