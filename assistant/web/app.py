"""Puts the web app together and serves it on this machine."""

from __future__ import annotations

import errno
import functools
import ipaddress
import socket
import sys
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response

from assistant.documents.model import LegalReference
from assistant.errors import AssistantError, UsageError
from assistant.law.model import ReferenceStanding
from assistant.law.standing import standing
from assistant.settings import Settings
from assistant.web.logs import keep_details_out
from assistant.web.markup import SpanInText
from assistant.web.page import PageMiddleware
from assistant.web.security import LOCAL_HOSTS, SecurityMiddleware
from assistant.web.source_view import source_html
from assistant.web.words import NAME, UNKNOWN_PLACE

if TYPE_CHECKING:
    from assistant.web.ask_page import (
        Asker,
    )  # loads Gradio, which takes seconds: a bad address or a taken port is told of at once

LAST_PORT = 65535
OFFSET_DIGITS = 9
"""No paragraph is a thousand million characters long."""
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
    from assistant.web.gradio_app import mount

    if assistant is None:
        from assistant.chat import Assistant

        assistant = Assistant.open(settings)
    if assistant.writes_with:
        assistant.writes_with.prepare()
    app = FastAPI(title=NAME, docs_url=None, redoc_url=None, openapi_url=None)
    _add_sources(app, assistant, settings)
    app.mount("/statiskt", StaticFiles(packages=[("assistant.web", "static")]))
    app.add_middleware(PageMiddleware)
    app.add_middleware(SecurityMiddleware)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(LOCAL_HOSTS), www_redirect=False)
    return mount(app, assistant)


def _add_sources(app: FastAPI, assistant: Asker, settings: Settings) -> None:
    @functools.cache
    def on_the_day(reference: LegalReference) -> ReferenceStanding:
        return standing(reference, settings.date_today)

    @app.get("/kalla/{paragraph_id:path}", response_class=HTMLResponse)
    def source(paragraph_id: str, fran: str = "", till: str = "") -> Response:
        try:
            document = assistant.corpus.document_of(paragraph_id)
        except KeyError:
            return PlainTextResponse(UNKNOWN_PLACE, status_code=404)
        return HTMLResponse(source_html(document, paragraph_id, _span(fran, till), on_the_day))


def _span(start: str, end: str) -> SpanInText | None:
    """Read the offsets of an address; None where they are no places in a text."""
    if not (start.isascii() and start.isdecimal() and end.isascii() and end.isdecimal()):
        return None
    if max(len(start), len(end)) > OFFSET_DIGITS or int(start) >= int(end):
        return None
    return int(start), int(end)


def serve(settings: Settings) -> None:
    """Open the assistant and serve the web app until it is stopped.

    Raises
    ------
    UsageError
        Where the address is not this machine's own: without a login, others must not reach the app.
    AssistantError
        Where the port is taken or may not be used, or the assistant cannot be opened.
    """
    with open_listener(settings.host, settings.port) as listener:
        _say(f"{NAME} startar …")
        config = uvicorn.Config(
            create_app(settings),
            access_log=False,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        )
        keep_details_out()
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        _say(f"{NAME} är igång på http://{shown}:{port} – avsluta med Ctrl+C.")
        uvicorn.Server(config).run(sockets=[listener])


def open_listener(host: str, port: int) -> socket.socket:
    """Take the port before anything slow begins, so that a taken one is told of at once.

    Raises
    ------
    UsageError
        Where the address is not this machine's own.
    AssistantError
        Where the port is taken or may not be used.
    """
    address = "127.0.0.1" if host == "localhost" else host
    if not _is_loopback(address):
        raise UsageError(
            "Den här versionen har ingen inloggning och tar bara emot anrop från den egna datorn.",
            "Sätt ASSISTANT_HOST till 127.0.0.1 eller ta bort inställningen.",
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


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
