"""Where people log in, programs come with a key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import openai
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.access.keys import Keys
from assistant.access.model import Role
from assistant.documents.corpus import Corpus
from assistant.settings import Settings
from assistant.web import api as ways_in
from assistant.web.access import AccessMiddleware
from assistant.web.security import SecurityMiddleware
from assistant.web.site import Site
from assistant.web.ways_in import WaysIn
from tests.web.api.conftest import ADDRESS, MODEL, PLAN
from tests.web.fake_assistant import FakeAssistant
from tests.web.pages_app import serving

PROTECTED = [
    ("POST", "/api/v1/ask"),
    ("POST", "/api/v1/check"),
    ("POST", "/api/v1/quiz"),
    ("POST", "/api/v1/refs"),
    ("POST", "/api/v1/law"),
    ("GET", "/api/v1/documents"),
    ("GET", "/api/v1/paragraphs/a/b"),
    ("GET", "/api/openapi.json"),
    ("GET", "/api/finns/inte"),
    ("GET", "/v1/models"),
    ("POST", "/v1/chat/completions"),
    ("POST", "/mcp"),
]


@pytest.fixture(scope="module")
def with_login(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    changes = {"login": "users", "data_dir": tmp_path_factory.mktemp("access"), "mcp": True}
    return settings.model_copy(update=changes)


@pytest.fixture(scope="module")
def app(with_login: Settings, corpus: Corpus) -> FastAPI:
    app = FastAPI(openapi_url=None)
    ways_in.add(app, Site(with_login, FakeAssistant(corpus)))
    app.add_middleware(AccessMiddleware, ways=WaysIn(with_login))
    app.add_middleware(SecurityMiddleware)
    return app


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url=ADDRESS) as client:
        yield client


@pytest.fixture(scope="module")
def key(with_login: Settings) -> str:
    """Give the key of a program that may do what case workers may."""
    return Keys(with_login).add("bott", [Role.HANDLAGGARE])[1]


def as_bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


@pytest.mark.parametrize("given", ["", "ha_fel", "nyckel"])
@pytest.mark.parametrize(("method", "path"), PROTECTED)
def test_without_a_key_nothing_is_answered(client: TestClient, method: str, path: str, given: str) -> None:
    body = {"question": PLAN} if method == "POST" else None
    response = client.request(method, path, json=body, headers=as_bearer(given) if given else {})
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert response.json()["error"]


def test_with_a_key_a_program_is_answered(client: TestClient, key: str) -> None:
    response = client.post("/api/v1/ask", json={"question": PLAN}, headers=as_bearer(key))
    assert response.json()["status"] == "answered"


def test_a_key_opens_what_its_role_may_do(client: TestClient, key: str) -> None:
    response = client.post("/api/v1/quiz", json={"count": 1}, headers=as_bearer(key))
    assert response.status_code == 403
    assert response.json()["error"].startswith("Sidan hör till en annan roll")


def test_the_description_says_that_a_key_is_needed(client: TestClient, key: str) -> None:
    described: Any = client.get("/api/openapi.json", headers=as_bearer(key)).json()
    (scheme,) = described["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    assert {} not in described["security"]


def test_openais_client_sends_the_key_as_it_always_does(app: FastAPI, key: str) -> None:
    asked: Any = {"model": MODEL, "messages": [{"role": "user", "content": PLAN}]}
    with serving(app) as address:
        with openai.OpenAI(base_url=f"{address}/v1", api_key=key, max_retries=0) as client:
            assert client.chat.completions.create(**asked).choices[0].message.content
        wrong = openai.OpenAI(base_url=f"{address}/v1", api_key="ha_fel", max_retries=0)
        with wrong, pytest.raises(openai.AuthenticationError) as caught:
            wrong.chat.completions.create(**asked)
    assert isinstance(caught.value.body, dict)
    assert caught.value.body["code"] == "invalid_api_key"
