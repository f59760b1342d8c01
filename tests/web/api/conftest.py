"""The API with the real assistant, asked over HTTP as a program asks it; no limit on how often, and no login."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.access.model import WITHOUT_LOGIN, User
from assistant.chat import Assistant
from assistant.settings import Settings
from assistant.web import api as ways_in
from assistant.web.ask_page import Asker
from assistant.web.security import SecurityMiddleware
from assistant.web.services import Services
from assistant.web.site import USER_KEY, Site

ADDRESS = "http://127.0.0.1:7860"
PLAN = "Vem ska upprätta genomförandeplanen?"
PERSONAL = "19121212-1212 är rädd, vad gör jag?"
MODEL = "handlaggarassistenten"

Ask = Callable[..., Any]


@pytest.fixture(scope="session")
def api_settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"rate_limit": ""})


@pytest.fixture(scope="session")
def services(api_settings: Settings, assistant: Assistant) -> Services:
    """Give the check and the maker of quizzes, opened once for all apps of these tests."""
    return Services(api_settings, assistant)


@pytest.fixture(scope="session")
def api_app(api_settings: Settings, assistant: Assistant, services: Services) -> FastAPI:
    return api_alone(api_settings, assistant, services=services)


@pytest.fixture(scope="session")
def api(api_app: FastAPI) -> Iterator[TestClient]:
    with TestClient(api_app, base_url=ADDRESS, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def ask(api: TestClient) -> Ask:
    """Send a body to one of the tasks under ``/api/v1``."""

    def send(task: str, **body: Any) -> Any:
        return api.post(f"/api/v1/{task}", json=body)

    return send


class AsUser:
    """Stands in the access check's place: everybody is one user, who can be another the next time."""

    def __init__(self, app: ASGIApp, user: User = WITHOUT_LOGIN) -> None:
        self.app = app
        self.user = user

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[USER_KEY] = self.user
        await self.app(scope, receive, send)


def api_alone(settings: Settings, assistant: Asker, user: User = WITHOUT_LOGIN, services: Services | None = None) -> FastAPI:
    """Give an app that has the API behind the security check, and no pages."""
    app = FastAPI(openapi_url=None)
    site = Site(settings, assistant)
    if services:
        object.__setattr__(site, "services", services)
    ways_in.add(app, site)
    app.add_middleware(AsUser, user=user)
    app.add_middleware(SecurityMiddleware)
    return app
