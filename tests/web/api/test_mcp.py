"""The tools, used with the protocol's own client over a real connection."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import pytest
from mcp import Client, MCPError
from starlette.testclient import TestClient

from assistant.access.model import Role, User
from assistant.chat import Assistant
from assistant.documents.corpus import Corpus
from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.web.services import Services
from tests.web.api.conftest import ADDRESS, PERSONAL, PLAN, Ask, api_alone
from tests.web.fake_assistant import BROKEN, FakeAssistant
from tests.web.pages_app import serving

NAMES = ["fraga", "prova_tolkning", "quiz", "lagrum", "hitta_lagrum", "dokument", "stycke"]
CASE_WORKER = User("bott", "bott", frozenset({Role.HANDLAGGARE}))
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "prov", "version": "1"}},
}
HEADERS = {"accept": "application/json, text/event-stream"}


@pytest.fixture(scope="module")
def on(api_settings: Settings) -> Settings:
    return api_settings.model_copy(update={"mcp": True})


@pytest.fixture(scope="module")
def address(on: Settings, assistant: Assistant, services: Services) -> Iterator[str]:
    with serving(api_alone(on, assistant, services=services)) as address:
        yield f"{address}/mcp"


def talk(address: str, say: Callable[[Client], Awaitable[Any]], mode: str = "auto") -> Any:
    """Open a conversation with the tools and give what ``say`` gives; in a thread, as a browser's loop may run in this one."""

    async def whole() -> Any:
        async with Client(address, mode=mode) as client:
            return await say(client)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, whole).result()


def use(address: str, name: str, mode: str = "auto", **arguments: Any) -> Any:
    return talk(address, lambda client: client.call_tool(name, arguments), mode)


def words(result: Any) -> str:
    return str(result.content[0].text)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_tools_are_listed_in_swedish_with_what_they_take_and_give(address: str, mode: str) -> None:
    listed = talk(address, lambda client: client.list_tools(), mode).tools
    assert [tool.name for tool in listed] == NAMES
    assert all(tool.description.endswith(".") and tool.annotations.read_only_hint for tool in listed)
    question = listed[0].input_schema
    assert question["required"] == ["question"]
    assert question["additionalProperties"] is False
    assert listed[0].output_schema["properties"].keys() >= {"answer", "citations", "legal_references"}


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_tool_gives_what_the_api_gives(address: str, ask: Ask, mode: str) -> None:
    result = use(address, "fraga", mode, question=PLAN, publisher="Stockholm")
    given, wanted = result.structured_content, ask("ask", question=PLAN, publisher="Stockholm").json()
    assert not result.is_error
    assert {**given, "timings_ms": 0} == {**wanted, "timings_ms": 0}
    assert json.loads(words(result)) == given


def test_every_tool_does_its_work(address: str, ask: Ask) -> None:
    def given(name: str, **arguments: Any) -> Any:
        result = use(address, name, **arguments)
        assert not result.is_error, words(result)
        return result.structured_content

    assert given("prova_tolkning", claim=PLAN) == ask("check", claim=PLAN).json()
    assert given("quiz", count=2) == ask("quiz", count=2).json()
    assert given("lagrum", query="14 kap. 1 § SoL") == ask("law", query="14 kap. 1 § SoL").json()
    assert given("hitta_lagrum", text="enligt 4 kap. 1 § SoL") == ask("refs", text="enligt 4 kap. 1 § SoL").json()
    document = given("dokument")["documents"][0]
    cited = ask("ask", question=PLAN).json()["citations"][0]
    assert given("stycke", id=cited["paragraph_id"])["text"] == cited["text"]
    assert document["id"] == cited["document_id"]


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("fraga", {}, "Fältet question saknas."),
        ("fraga", {"question": PLAN, "Zqxwoj": 1}, "Anropet har ett fält som inte finns."),
        ("fraga", {"question": PLAN, "on": "igår"}, "Fältet on är inget datum."),
        ("fraga", {"question": ""}, "Fältet question har ett värde"),
        ("lagrum", {"query": "bröd"}, "Det där är inget lagrum"),
        ("stycke", {"id": "finns/inte"}, "Det finns inget stycke med det id:t."),
        ("prova_tolkning", {"claim": PERSONAL}, "Påståendet innehåller ett personnummer."),
    ],
)
def test_what_goes_wrong_is_told_in_the_result(address: str, name: str, arguments: dict[str, Any], said: str) -> None:
    result = use(address, name, **arguments)
    assert result.is_error
    assert words(result).startswith(said)
    assert "Zqxwoj" not in words(result)


def test_a_tool_that_is_not_there_is_an_error_of_the_protocol(address: str) -> None:
    async def say(client: Client) -> None:
        with pytest.raises(MCPError, match="Verktyget finns inte"):
            await client.call_tool("Zqxwoj", {})

    talk(address, say)


def test_who_may_not_make_quizzes_is_not_offered_the_tool(on: Settings, assistant: Assistant) -> None:
    with serving(api_alone(on, assistant, CASE_WORKER)) as address:
        listed = talk(f"{address}/mcp", lambda client: client.list_tools()).tools
        refused = use(f"{address}/mcp", "quiz", count=1)
        answered = use(f"{address}/mcp", "fraga", question=PLAN)
    assert [tool.name for tool in listed] == [name for name in NAMES if name != "quiz"]
    assert refused.is_error
    assert words(refused).startswith("Sidan hör till en annan roll än din.")
    assert not answered.is_error


def test_a_question_is_in_no_log(
    on: Settings, corpus: Corpus, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG", "assistant")
    with serving(api_alone(on, FakeAssistant(corpus))) as address:
        for question in (BROKEN, PERSONAL, "Zqxwoj undrar vem som upprättar planen?"):
            use(f"{address}/mcp", "fraga", question=question)
            use(f"{address}/mcp", "fraga", question=question, on=question)
    seen = caplog.text + "".join(capfd.readouterr())
    assert not [word for word in (BROKEN, "19121212", "Zqxwoj") if word in seen]


def test_it_answers_in_json_keeps_no_session_and_takes_nothing_but_post(on: Settings, corpus: Corpus) -> None:
    with TestClient(api_alone(on, FakeAssistant(corpus)), base_url=ADDRESS) as client:
        response = client.post("/mcp", json=INITIALIZE, headers=HEADERS)
        assert response.json()["result"]["serverInfo"]["name"] == "handlaggarassistenten"
        assert response.headers["content-type"] == "application/json"
        assert "mcp-session-id" not in response.headers
        assert client.post("/mcp", json=INITIALIZE, headers={**HEADERS, "origin": "https://annan.se"}).status_code == 403
        assert client.post("/mcp", content=b" " * 1_000_001, headers=HEADERS).status_code == 413
        for method in ("GET", "DELETE"):
            response = client.request(method, "/mcp", headers=HEADERS)
            assert (response.status_code, response.headers["allow"]) == (405, "POST")


def test_an_app_may_start_again(on: Settings, corpus: Corpus) -> None:
    app = api_alone(on, FakeAssistant(corpus))
    for _ in range(2):
        with TestClient(app, base_url=ADDRESS) as client:
            assert client.post("/mcp", json=INITIALIZE, headers=HEADERS).status_code == 200


def test_it_is_off_until_it_is_turned_on(api: TestClient) -> None:
    assert api.post("/mcp", json=INITIALIZE, headers=HEADERS).status_code == 404


def test_without_the_extra_it_is_told_what_to_install(on: Settings, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.web.api.find_spec", lambda name: None)
    with pytest.raises(SettingsError) as caught:
        api_alone(on, FakeAssistant(corpus))
    assert "handlaggarassistenten[mcp]" in caught.value.advice
