from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from assistant.web.security import content_security_policy, is_allowed

PATHS = ["/", "/theme.css", "/statiskt/style.css", "/kalla/finns-inte", "/gradio_api/upload", "/finns-inte"]


@pytest.mark.parametrize("path", PATHS)
def test_every_response_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]


def test_no_script_is_made_of_strings_or_stands_inline_unknown() -> None:
    policy = dict(part.split(" ", 1) for part in content_security_policy("abc").split("; "))
    assert policy["script-src"] == "'self' 'nonce-abc'"
    assert "*" not in "".join(policy.values())
    assert "http" not in "".join(policy.values())


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=https://riksdagen.se",
        "/gradio_api/monitoring",
        "/monitoring/summary",
        "/gradio_api/call/predict",
        "/gradio_api/run/predict",
        "/gradio_api/runs",
        "/gradio_api/info",
        "/gradio_api/api/predict",
        "/gradio_api/mcp/sse",
        "/docs",
        "/openapi.json",
        "/login",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_no_page_uses_does_not_exist(client: TestClient, path: str, method: str) -> None:
    response = client.request(method, path)
    assert response.status_code == 404
    assert "Sidan finns inte" in response.text


def test_what_the_page_uses_is_there() -> None:
    for path in ("/", "/assets/index-x.js", "/gradio_api/queue/join", "/gradio_api/queue/data", "/gradio_api/heartbeat/ab12"):
        assert is_allowed(path)


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://annan.se"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"origin": "http://127.0.0.1:1"}],
)
def test_a_page_of_another_site_may_ask_nothing(client: TestClient, headers: dict[str, str]) -> None:
    response = client.post("/gradio_api/queue/join", headers=headers, json={})
    assert response.status_code == 403


def test_our_own_page_may_ask(client: TestClient) -> None:
    response = client.get("/", headers={"origin": "http://127.0.0.1:7860", "sec-fetch-site": "same-origin"})
    assert response.status_code == 200


def test_a_foreign_name_that_points_here_gets_nothing(client: TestClient) -> None:
    assert client.get("/", headers={"host": "annan.se"}).status_code == 400


def test_nothing_that_a_person_sees_is_kept_by_the_browser(client: TestClient) -> None:
    assert client.get("/").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("length", ["1000001", "x"])
def test_a_request_that_is_too_large_is_not_read(client: TestClient, length: str) -> None:
    response = client.post("/gradio_api/queue/join", headers={"content-length": length}, content=b"{}")
    assert response.status_code == 413
    assert response.text.startswith("Anropet är för stort.")


def test_a_request_of_unknown_size_is_not_read(client: TestClient) -> None:
    assert client.post("/gradio_api/queue/join", content=iter([b"{}"])).status_code == 413


def test_a_person_who_is_refused_gets_a_page_with_a_way_back(client: TestClient) -> None:
    response = client.get("/finns-inte")
    assert response.headers["content-type"].startswith("text/html")
    assert '<html lang="sv">' in response.text
    assert '<a class="knapp" href="/">' in response.text


def test_a_script_that_is_refused_gets_words_alone(client: TestClient) -> None:
    assert client.get("/kalla/finns-inte").text == "Det stället finns inte i dokumenten."
