"""What the API says about itself: a document for programs, a page for people."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.answering import answer
from assistant.interpretation import Verdict
from assistant.law.lookup import DIRECT, EARLIER, LATER
from assistant.law.model import LegalStatus
from assistant.quiz.items import Difficulty, ItemType
from assistant.settings import Settings
from assistant.verification.model import Kind
from tests.web.api.conftest import ADDRESS, MODEL, api_alone
from tests.web.fake_assistant import FakeAssistant


@pytest.fixture
def described(api: TestClient) -> Any:
    return api.get("/api/openapi.json").json()


def test_every_task_is_described(described: Any) -> None:
    assert {path: list(methods) for path, methods in described["paths"].items()} == {
        "/api/v1/ask": ["post"],
        "/api/v1/check": ["post"],
        "/api/v1/quiz": ["post"],
        "/api/v1/refs": ["post"],
        "/api/v1/law": ["post"],
        "/api/v1/documents": ["get"],
        "/api/v1/paragraphs/{paragraph_id}": ["get"],
    }


def test_every_field_that_comes_or_goes_is_described(described: Any) -> None:
    fields = {
        f"{name}.{field}": what
        for name, schema in described["components"]["schemas"].items()
        for field, what in schema.get("properties", {}).items()
    }
    assert len(fields) > 90
    assert [name for name, what in fields.items() if not what.get("description")] == []


def test_no_object_has_room_for_what_is_not_described(described: Any) -> None:
    objects = [schema for schema in described["components"]["schemas"].values() if schema["type"] == "object"]
    assert all(schema["additionalProperties"] is False for schema in objects)


def allowed(described: Any, name: str, field: str) -> set[str]:
    """Give the words that a field may hold."""
    schema: dict[str, Any] = described["components"]["schemas"][name]["properties"][field]
    return set(schema.get("enum") or schema["additionalProperties"]["enum"])


def test_words_from_a_list_are_those_that_the_program_uses(described: Any) -> None:
    listed: dict[tuple[str, str], type[StrEnum]] = {
        ("Answer", "status"): answer.Status,
        ("Answer", "confidence"): answer.Confidence,
        ("Answer", "mode"): answer.Mode,
        ("MadeBy", "mode"): answer.Mode,
        ("Check", "verdict"): Verdict,
        ("Claim", "by_publisher"): Verdict,
        ("Difference", "kind"): Kind,
        ("LegalReference", "status"): LegalStatus,
        ("Item", "type"): ItemType,
        ("Item", "difficulty"): Difficulty,
    }
    for (name, field), words in listed.items():
        assert allowed(described, name, field) == set(words), (name, field)
    assert allowed(described, "Citing", "relation") == {DIRECT, EARLIER, LATER}


def test_every_refusal_has_the_same_form(described: Any) -> None:
    for methods in described["paths"].values():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                form = response["content"]["application/json"]["schema"]["$ref"]
                assert (form == "#/components/schemas/Trouble") == (status != "200")


def test_the_page_says_what_there_is_in_swedish(api: TestClient, described: Any) -> None:
    page = api.get("/api").text
    assert 'lang="sv"' in page
    for path in described["paths"]:
        assert f" {path}</code>" in page
    assert f"<code>{MODEL}</code>" in page
    assert "avstängt här" in page
    assert "Ingen nyckel behövs" in page


def test_the_page_says_when_tools_are_on(api_settings: Settings, corpus: Any) -> None:
    app = api_alone(api_settings.model_copy(update={"mcp": True}), FakeAssistant(corpus))
    with TestClient(app, base_url=ADDRESS) as client:
        page = client.get("/api").text
    assert "På <code>/mcp</code> finns" in page


def test_the_whole_app_has_the_api(client: TestClient) -> None:
    assert client.get("/api").status_code == 200
    assert client.get("/api/v1/documents").json()["documents"]
    assert client.get("/v1/models").json()["data"][0]["id"] == MODEL
    assert client.get("/api/v1/nej").json()["error"] == "Adressen finns inte i API:et."
