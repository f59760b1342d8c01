"""The tools over the Model Context Protocol, at ``/mcp``: streamable HTTP, without sessions, answered in JSON.

Loaded only where the setting ``mcp`` is on. Who may use a tool follows from the path of the same task in the JSON API.
The SDK's own check of Host and Origin is off: the app has checked them before a request comes here, and more strictly, since
an Origin must be the very Host that was asked (`assistant.web.security`). Two lists of names could come to differ.
"""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import mcp_types as types
from fastapi import FastAPI
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel.server import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from assistant import __version__
from assistant.web.api.errors import Refusal, answer_to, invalid, refusal_of
from assistant.web.api.tasks import Tasks
from assistant.web.api.tools import INSTRUCTIONS, Tool, tools_of
from assistant.web.api.work import Work
from assistant.web.pages import roles_for
from assistant.web.security import LARGEST_BODY
from assistant.web.site import user_of
from assistant.web.words import NAME, WRONG_ROLE, WRONG_ROLE_ADVICE

SDK_LOG = "mcp"
UNKNOWN_TOOL = "Verktyget finns inte."
Context = ServerRequestContext[Any, Request]
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[Any]]


class Toolbox:
    """Lists the tools and uses them."""

    def __init__(self, tasks: Tasks, work: Work, quizzes: Work) -> None:
        self._tools = {tool.name: tool for tool in tools_of(tasks)}
        self._work = work
        self._quizzes = quizzes

    async def list(self, context: Context, params: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        """Give the tools that the user may use."""
        allowed = [tool for tool in self._tools.values() if _may_use(context, tool)]
        return types.ListToolsResult(tools=[_described(tool) for tool in allowed], ttl_ms=0, cache_scope="private")

    async def call(self, context: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        """Use a tool; what goes wrong is told in its result, in Swedish, so that a model can do better.

        Raises
        ------
        MCPError
            Where there is no such tool.
        """
        tool = self._tools.get(params.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, UNKNOWN_TOOL)
        if not _may_use(context, tool):
            return _failed(Refusal(403, WRONG_ROLE, WRONG_ROLE_ADVICE))
        try:
            body = tool.takes.model_validate(params.arguments or {})
            work = self._quizzes if tool.is_long else self._work
            given = await work.run(None, lambda stop: tool.run(body, stop))
        except ValidationError as error:
            return _failed(invalid([{**one, "loc": ("body", *one["loc"])} for one in error.errors(include_input=False)]))
        except Exception as error:  # the boundary of the tools, as of the routes
            return _failed(refusal_of(error))
        given = tool.gives.model_validate(given).model_dump(mode="json")
        text = types.TextContent(type="text", text=json.dumps(given, ensure_ascii=False))
        return types.CallToolResult(content=[text], structured_content=given)


def _may_use(context: Context, tool: Tool) -> bool:
    return context.request is not None and user_of(context.request).has(*roles_for(tool.path))


def _described(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.takes.model_json_schema(),
        output_schema=tool.gives.model_json_schema(),
        annotations=types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )


def _failed(found: Refusal) -> types.CallToolResult:
    text = types.TextContent(type="text", text=f"{found.message} {found.advice}".strip())
    return types.CallToolResult(content=[text], is_error=True)


class Endpoint:
    """What answers at ``/mcp`` while the app runs."""

    def __init__(self, toolbox: Toolbox) -> None:
        self._server: Server[Any] = Server(
            "handlaggarassistenten",
            version=__version__,
            title=NAME,
            instructions=INSTRUCTIONS,
            on_list_tools=toolbox.list,
            on_call_tool=toolbox.call,
        )
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve for as long as the app runs; the SDK's manager can be run once, so each start has its own."""
        manager = StreamableHTTPSessionManager(
            self._server,
            json_response=True,
            stateless=True,
            security_settings=TransportSecuritySettings(enable_dns_rebinding_protection=False),
            max_request_body_size=LARGEST_BODY,
        )
        async with manager.run():
            self._manager = manager
            try:
                yield
            finally:
                self._manager = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; only POST, because nothing is ever sent that was not asked for."""
        if scope["method"] != "POST" or self._manager is None:
            answer = answer_to(scope["path"], HTTPException(405))
            answer.headers["allow"] = "POST"
            await answer(scope, receive, send)
            return
        await self._manager.handle_request(scope, receive, send)


def add_mcp(app: FastAPI, tasks: Tasks, work: Work, quizzes: Work) -> None:
    """Add ``/mcp`` to the app, and to what runs as long as it does."""
    logging.getLogger(SDK_LOG).setLevel(logging.CRITICAL + 1)  # its records may hold what was sent; ours say what happened
    endpoint = Endpoint(Toolbox(tasks, work, quizzes))
    app.router.routes.append(Route("/mcp", endpoint, include_in_schema=False))
    inner: Lifespan = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(started: FastAPI) -> AsyncIterator[Any]:
        async with endpoint.running(), inner(started) as state:
            yield state

    app.router.lifespan_context = lifespan
