"""What cannot be answered is refused with the right status, in Swedish, and without a word of what was sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.errors import CorpusError, ExternalServiceError, IndexUnavailableError
from assistant.settings import Settings
from tests.web.api.conftest import ADDRESS, MODEL, PERSONAL, PLAN, Ask, api_alone
from tests.web.fake_assistant import BROKEN, FakeAssistant

SENTINEL = "Zqxwoj"
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("task", "body", "field"),
    [
        ("ask", {}, "question"),
        ("ask", {"question": 7}, "question"),
        ("ask", {"question": None}, "question"),
        ("ask", {"question": "x" * 16_001}, "question"),
        ("ask", {"question": PLAN, "on": "2025-02-30"}, "on"),
        ("ask", {"question": PLAN, "on": "2025-W01-1"}, "on"),
        ("ask", {"question": PLAN, "on": "2025-01-01T00:00:00"}, "on"),
        ("ask", {"question": PLAN, "on": 1_750_000_000}, "on"),
        ("ask", {"question": PLAN, "on": ""}, "on"),
        ("ask", {"question": PLAN, "history": "nej"}, "history"),
        ("ask", {"question": PLAN, "history": [{"answer": "a"}]}, "history.0.question"),
        ("ask", {"question": PLAN, "history": [{"question": PLAN}] * 51}, "history"),
        ("ask", {"question": PLAN, "history": [{"question": "x" * 4_001}]}, "history.0.question"),
        ("ask", {"question": PLAN, "history": [{"question": PLAN, "answer": "a" * 60_001}]}, "history.0.answer"),
        ("ask", {"question": PLAN, "documents": []}, "documents"),
        ("ask", {"question": PLAN, "documents": [1]}, "documents.0"),
        ("check", {"claim": ["a"]}, "claim"),
        ("quiz", {"count": 0}, "count"),
        ("quiz", {"count": 501}, "count"),
        ("quiz", {"count": True}, "count"),
        ("quiz", {"count": "10"}, "count"),
        ("quiz", {"count": 10**400}, "count"),
        ("quiz", {"seed": 2**53}, "seed"),
        ("quiz", {"seed": 1.5}, "seed"),
        ("quiz", {"type": ["essay"]}, "type.0"),
        ("refs", {"text": "x" * 100_001}, "text"),
        ("refs", {"text": "a", "law": "lagen"}, "law"),
        ("law", {"query": ""}, "query"),
        ("law", {"query": "x" * 501}, "query"),
    ],
)
def test_a_bad_field_is_named(ask: Ask, task: str, body: dict[str, Any], field: str) -> None:
    response = ask(task, **body)
    assert response.status_code == 422
    assert response.json().keys() == {"error", "advice"}
    assert response.json()["error"].startswith(f"Fältet {field} ")


@pytest.mark.parametrize(
    ("task", "body", "said"),
    [
        ("ask", {"question": "  "}, "Frågan är tom."),
        ("ask", {"question": "?!"}, "Frågan har inga bokstäver eller siffror."),
        ("ask", {"question": "ord " * 1_500}, "Frågan är längre än 4 000 tecken."),
        ("ask", {"question": PLAN, "documents": ["finns-inte"]}, "Det finns inget dokument med det id:t."),
        ("ask", {"question": PLAN, "publisher": "Ankeborg"}, "Det finns ingen utgivare med det namnet."),
        (
            "ask",
            {"question": PLAN, "publisher": "Huddinge", "documents": ["stockholm-vald-riktlinjer"]},
            "Inget av dokumenten är den utgivarens.",
        ),
        ("quiz", {"document": "finns-inte"}, "Det finns inget dokument eller avsnitt med det id:t."),
        ("quiz", {"section": "Matlagning"}, "Ingen rubrik har de orden."),
        ("law", {"query": "bröd"}, "Det där är inget lagrum som verktyget känner igen."),
        ("check", {"claim": PERSONAL}, "Påståendet innehåller ett personnummer."),
        ("quiz", {"topic": PERSONAL}, "Ämnet innehåller ett personnummer."),
    ],
)
def test_what_cannot_be_used_is_told(ask: Ask, task: str, body: dict[str, Any], said: str) -> None:
    response = ask(task, **body)
    assert response.status_code == 422
    assert response.json()["error"].startswith(said)
    assert "19121212" not in response.text


@pytest.mark.parametrize("task", ["ask", "check", "quiz", "refs", "law"])
def test_a_field_that_nobody_knows_is_refused_and_not_repeated(ask: Ask, task: str) -> None:
    response = ask(task, **{SENTINEL: SENTINEL, "question": PLAN, "claim": PLAN, "text": PLAN, "query": PLAN})
    assert response.status_code == 422
    assert SENTINEL not in response.text


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 422),
        (b"null", 422),
        (b"[]", 422),
        (b'"fraga"', 422),
        (b"{", 400),
        (b'{"question": NaN', 400),
        (b"\xff\xfe\xfd", 400),
        (b"[" * 200_000, 400),
        (b'{"question": ' + b"9" * 5_000 + b"}", 400),
        (b'{"question": "\\ud800"}', 422),
        (b'{"question": NaN}', 422),
        (b'{"question": "Vem?", "history": ' + b"[" * 800 + b"]" * 800 + b"}", 422),
    ],
)
def test_a_body_that_is_no_request_breaks_nothing(api: TestClient, content: bytes, status: int) -> None:
    response = api.post("/api/v1/ask", content=content, headers=JSON)
    assert response.status_code == status
    assert response.json().keys() == {"error", "advice"}


def test_what_shows_nothing_is_taken_out_of_a_question(ask: Ask) -> None:
    response = ask("ask", question=f"\x00{PLAN}\u202e\x1b")
    assert response.json()["question"] == PLAN


HOSTILE = ("", "?!", "\x00\u202e", "a" * 500, "e\u0301" * 300, "[1] ”" * 100, PERSONAL, "(" * 500)


@pytest.mark.parametrize("odd", HOSTILE, ids=range(len(HOSTILE)))
def test_odd_words_anywhere_break_nothing(ask: Ask, api: TestClient, odd: str) -> None:
    earlier = [{"question": odd, "answer": odd}, {"question": PLAN, "answer": odd}]
    said = [{"role": "user", "content": odd}, {"role": "assistant", "content": odd}, {"role": "user", "content": "Och då?"}]
    responses = [
        ask("ask", question="Och i Huddinge?", history=earlier),
        ask("ask", question=PLAN, publisher=odd[:300] or "a", documents=[odd[:300] or "a"]),
        ask("check", claim=odd or "a"),
        ask("quiz", topic=odd[:300], section=odd[:300], document=odd[:300], count=1),
        ask("refs", text=odd),
        ask("law", query=odd[:500] or "a"),
        api.post("/v1/chat/completions", json={"model": MODEL, "messages": said}),
    ]
    assert {response.status_code for response in responses} <= {200, 400, 422}
    assert responses[0].status_code == responses[4].status_code == responses[6].status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", ""])
def test_a_body_of_another_kind_is_refused(api: TestClient, kind: str) -> None:
    headers = {"content-type": kind} if kind else {}
    response = api.post("/api/v1/ask", content=json.dumps({"question": PLAN}).encode(), headers=headers)
    assert response.status_code == 415
    assert response.json()["error"] == "Anropets innehåll ska vara JSON."


def test_a_body_that_is_too_large_is_not_read(api: TestClient) -> None:
    for path in ("/api/v1/ask", "/v1/chat/completions"):
        response = api.post(path, content=b" " * 1_000_001, headers=JSON)
        assert response.status_code == 413
        assert "error" in response.json()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/ask", 405),
        ("DELETE", "/api/v1/documents", 405),
        ("POST", "/api/v1/paragraphs/a/b", 405),
        ("OPTIONS", "/api/v1/ask", 405),
        ("GET", "/api/v1/nej", 404),
        ("POST", "/api/nej", 404),
        ("GET", "/api/v1/paragraphs/finns/inte", 404),
        ("GET", "/api/v1/paragraphs/%00", 404),
        ("GET", "/api/v1/paragraphs/..%2f..%2fetc%2fpasswd", 404),
    ],
)
def test_what_is_not_there_is_told_as_json(api: TestClient, method: str, path: str, status: int) -> None:
    response = api.request(method, path, json={} if method == "POST" else None)
    assert response.status_code == status
    assert response.json().keys() == {"error", "advice"}
    assert ("allow" in response.headers) == (status == 405)


def test_a_page_of_another_site_may_ask_nothing(api: TestClient) -> None:
    response = api.post("/api/v1/ask", json={"question": PLAN}, headers={"origin": "https://annan.se"})
    assert response.status_code == 403
    assert response.json()["error"].startswith("Anropet kom från en annan webbplats")
    assert "access-control-allow-origin" not in response.headers


class Failing(FakeAssistant):
    """Fails as it is told to."""

    error: Exception | None = None

    def ask(self, *given: Any, **named: Any) -> Any:
        if self.error:
            raise self.error
        return super().ask(*given, **named)


@pytest.fixture
def failing(corpus: Any, api_settings: Settings) -> Iterator[tuple[Failing, TestClient]]:
    assistant = Failing(corpus)
    with TestClient(api_alone(api_settings, assistant), base_url=ADDRESS) as client:
        yield assistant, client


@pytest.mark.parametrize("kind", [IndexUnavailableError, ExternalServiceError, CorpusError])
def test_what_is_missing_is_told_and_when_to_come_again(failing: tuple[Failing, TestClient], kind: Any) -> None:
    assistant, client = failing
    assistant.error = kind("Sökindexet saknas.", "Bygg det.")
    response = client.post("/api/v1/ask", json={"question": PLAN})
    assert response.status_code == 503
    assert response.json() == {"error": "Sökindexet saknas.", "advice": "Bygg det."}
    assert int(response.headers["retry-after"]) > 0


def test_what_nobody_expected_tells_nothing_of_the_question(
    failing: tuple[Failing, TestClient], caplog: pytest.LogCaptureFixture
) -> None:
    response = failing[1].post("/api/v1/ask", json={"question": BROKEN})
    assert response.status_code == 500
    assert response.json()["error"] == "Något gick fel hos assistenten."
    assert BROKEN not in response.text + caplog.text
    assert "RuntimeError" in caplog.text


@pytest.mark.parametrize("question", [f"{SENTINEL} undrar vem som upprättar planen?", PERSONAL])
def test_a_question_is_in_no_log(
    ask: Ask, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], question: str
) -> None:
    caplog.set_level("DEBUG")
    ask("ask", question=question)
    ask("check", claim=question)
    ask("ask", question=question, on="igår")
    seen = caplog.text + "".join(capfd.readouterr())
    assert SENTINEL not in seen
    assert "19121212" not in seen
