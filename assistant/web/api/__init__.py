"""The ways in for programs: a JSON API, OpenAI's chat completions, and MCP tools.

Reading order: `requests` and `objects` (what comes in and goes out), `work` (how much at once), `tasks` (what can be done),
`errors`, `routes` (``/api/v1``), `schema`, `chat` (``/v1``), `mcp` (``/mcp``).
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.responses import Response

from assistant.errors import SettingsError
from assistant.web.api.chat.messages import MODEL
from assistant.web.api.chat.routes import make_chat_router
from assistant.web.api.routes import make_router, unknown_below
from assistant.web.api.schema import openapi_of, operations_of
from assistant.web.api.tasks import Tasks
from assistant.web.api.work import Work
from assistant.web.site import WRITTEN_AT_ONCE, Site

AT_ONCE = 2


def add(app: FastAPI, site: Site) -> None:
    """Add the routes for programs to the app.

    Raises
    ------
    SettingsError
        Where the setting ``mcp`` is on and the extra of that name is not installed.
    """
    settings = site.settings
    writes = site.assistant.writes_with is not None
    work = Work(settings.api_at_once or (WRITTEN_AT_ONCE if writes else AT_ONCE), settings.api_waiting)
    tasks = Tasks(site)
    quizzes = Work(1, settings.api_waiting)  # a long one takes seconds: it must not stand in the way of questions
    routes = make_router(tasks, work, quizzes)
    about = _about(site, functools.cache(partial(openapi_of, routes, logs_in=settings.login != "none")))
    app.include_router(about)
    app.include_router(routes)
    app.router.routes.append(unknown_below("/api", [*about.routes, *routes.routes]))
    chat = make_chat_router(site, tasks, work)
    app.include_router(chat)
    app.router.routes.append(unknown_below("/v1", chat.routes))
    if settings.mcp:
        if find_spec("mcp") is None:
            raise SettingsError(
                "Verktyg över MCP behöver tillägget mcp.", 'Installera det med: pip install "handlaggarassistenten[mcp]"'
            )
        from assistant.web.api.mcp import add_mcp

        add_mcp(app, tasks, work, quizzes)


def _about(site: Site, document: Callable[[], dict[str, Any]]) -> APIRouter:
    """Give the routes that describe the API; the document is made when it is first asked for, not at start."""
    router = APIRouter(include_in_schema=False)

    @router.get("/api/openapi.json")
    def openapi() -> Response:
        return JSONResponse(document())

    @router.get("/api")
    def page(request: Request) -> Response:
        return site.page(request, "api", {"operations": operations_of(document()), "mcp": site.settings.mcp, "model": MODEL})

    return router
