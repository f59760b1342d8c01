"""Pages that the server renders, on an app of their own without Gradio: quick to start, and with any user."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.access.model import WITHOUT_LOGIN, Role, User
from assistant.web import check_page, quality_page, quiz, sources
from assistant.web.app import open_listener
from assistant.web.frame import stylesheet
from assistant.web.security import SecurityMiddleware
from assistant.web.site import USER_KEY, Site


class AnyUser:
    """Takes the user's name from a header of the test's own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            name = Headers(scope=scope).get("x-test-user", "")
            scope[USER_KEY] = User(name, name, frozenset({Role.UTBILDARE})) if name else WITHOUT_LOGIN
        await self.app(scope, receive, send)


def pages_app(site: Site) -> FastAPI:
    """Give an app with these pages, the stylesheet, and the headers of the real one."""
    app = FastAPI(openapi_url=None)
    check_page.add(app, site)
    quiz.add(app, site)
    sources.add(app, site)
    quality_page.add(app, site)

    @app.get("/statiskt/style.css")
    def style() -> Response:
        return Response(stylesheet(), media_type="text/css")

    app.mount("/statiskt", StaticFiles(packages=[("assistant.web", "static")]))
    app.add_middleware(AnyUser)
    app.add_middleware(SecurityMiddleware)
    return app


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve an app on a free port; gives its address, without a slash at the end."""
    with open_listener("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = server.force_exit = True
        thread.join(timeout=10)
