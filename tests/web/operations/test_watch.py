from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.answering.answer import Answer
from assistant.chat import Step
from assistant.settings import Settings
from assistant.web.app import create_app
from tests.web.fake_assistant import CONSENT, FakeAssistant

Opened = Callable[..., TestClient]
BASE = "http://127.0.0.1:7860"


@pytest.fixture
def opened(settings: Settings, fake: FakeAssistant) -> Opened:
    def open_(**changed: object) -> TestClient:
        app: FastAPI = create_app(settings.model_copy(update=changed), fake)
        return TestClient(app, base_url=BASE)

    return open_


def _asked(fake: FakeAssistant, question: str = CONSENT) -> Answer:
    *_, last = fake.grow(question)
    assert isinstance(last, Step)
    return last.answer


def test_the_app_says_that_it_is_up_and_nothing_more(opened: Opened) -> None:
    response = opened().get("/healthz")

    assert response.status_code == 200
    assert set(response.json()) == {"status", "version"}


def test_ready_means_that_it_can_answer(opened: Opened) -> None:
    assert opened().get("/readyz").json() == {"status": "ready"}


def test_an_app_that_cannot_search_is_not_ready(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: FakeAssistant, question: str, history: object) -> str:
        raise RuntimeError(question)

    monkeypatch.setattr(FakeAssistant, "self_contained", broken)

    response = opened().get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"status": "not_ready"}


def test_answers_and_requests_are_counted_without_words(opened: Opened, fake: FakeAssistant) -> None:
    client = opened()
    _asked(fake)
    client.get("/finns-inte/19121212-1212")

    text = client.get("/metrics").text

    assert 'assistant_answers_total{confidence="high",mode="quotes",status="answered"} 1.0' in text
    assert 'assistant_requests_total{method="GET",part="annat",status="4xx"} 1.0' in text
    assert "19121212" not in text
    assert CONSENT not in text


def test_an_answer_is_an_event_where_that_is_chosen(
    opened: Opened, fake: FakeAssistant, capsys: pytest.CaptureFixture[str]
) -> None:
    opened(log="json")
    answer = _asked(fake)

    event = json.loads(capsys.readouterr().err.strip())

    assert event["paragraphs"] == [citation.paragraph_id for citation in answer.citations]
    assert CONSENT not in json.dumps(event, ensure_ascii=False)


def test_by_default_nothing_is_written(opened: Opened, fake: FakeAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    opened()
    _asked(fake)

    assert capsys.readouterr() == ("", "")


def test_who_asks_too_often_is_refused_politely_and_told_when_to_try_again(opened: Opened) -> None:
    client = opened(rate_limit="1/minute")
    client.post("/gradio_api/queue/join", json={})

    response = client.post("/gradio_api/queue/join", json={})

    assert response.status_code == 429
    assert 1 <= int(response.headers["retry-after"]) <= 60
    assert response.json()["error"].startswith("Du frågar oftare")
    assert 'assistant_refused_total{part="gradio"} 1.0' in client.get("/metrics").text


def test_reading_a_page_is_never_refused(opened: Opened) -> None:
    client = opened(rate_limit="1/minute")

    assert {client.get("/healthz").status_code for _ in range(5)} == {200}
