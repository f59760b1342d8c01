"""Many at once: all are answered right, and one too many is told to come again."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from assistant.answering.stop import Stop
from assistant.chat import Step, Turn
from assistant.documents.corpus import Corpus
from assistant.settings import Settings
from assistant.web.api.work import BusyError, Work
from tests.web.api.conftest import ADDRESS, MODEL, PLAN, Ask, api_alone
from tests.web.fake_assistant import FakeAssistant
from tests.web.pages_app import serving

PATIENCE = 15
QUESTIONS = (
    PLAN,
    "Behövs samtycke för en SIP?",
    "Vad menas med ekonomiskt våld?",
    "Vad är syftet med lex Sarah?",
    "Vilka är målgrupp för riktlinjerna i Huddinge?",
)


def test_twenty_at_once_all_get_their_own_answer(ask: Ask) -> None:
    def body(question: str) -> dict[str, Any]:
        answer: dict[str, Any] = ask("ask", question=question).json()
        return {name: value for name, value in answer.items() if name != "timings_ms"}

    alone = {question: body(question) for question in QUESTIONS}
    with ThreadPoolExecutor(20) as pool:
        together = list(pool.map(body, QUESTIONS * 4))
    assert together == [alone[question] for question in QUESTIONS * 4]


class Slow(FakeAssistant):
    """Answers when it is let, and knows when it was stopped."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__(corpus)
        self.begun = threading.Semaphore(0)
        self.go_on = threading.Event()
        self.stopped = threading.Event()

    def grow(self, question: str, history: Sequence[Turn] = (), on: Any = None, stop: Stop | None = None) -> Iterator[Step]:
        assert stop
        stop.calls(self.stopped.set)
        stop.calls(self.go_on.set)
        self.begun.release()
        assert self.go_on.wait(PATIENCE)
        yield Step(self.ask(question, history, on))


@pytest.fixture
def slow(corpus: Corpus) -> Iterator[Slow]:
    slow = Slow(corpus)
    yield slow
    slow.go_on.set()


def test_one_too_many_is_told_to_come_again(api_settings: Settings, slow: Slow) -> None:
    app = api_alone(api_settings.model_copy(update={"api_at_once": 1, "api_waiting": 0}), slow)
    with TestClient(app, base_url=ADDRESS) as client, ThreadPoolExecutor(1) as pool:

        def ask() -> Any:
            return client.post("/api/v1/ask", json={"question": PLAN})

        first = pool.submit(ask)
        assert slow.begun.acquire(timeout=PATIENCE)
        second = ask()
        chat = client.post("/v1/chat/completions", json={"model": MODEL, "messages": [{"role": "user", "content": PLAN}]})
        slow.go_on.set()
        assert first.result(PATIENCE).status_code == 200
        assert ask().status_code == 200
    assert second.status_code == chat.status_code == 503
    assert second.json() == {"error": "Många frågar samtidigt just nu.", "advice": "Vänta några sekunder och försök igen."}
    assert int(second.headers["retry-after"]) > 0
    assert chat.json()["error"]["type"] == "server_error"


def test_a_client_that_leaves_stops_the_work(api_settings: Settings, slow: Slow) -> None:
    with serving(api_alone(api_settings, slow)) as address:
        with httpx.Client(timeout=0.5) as client, pytest.raises(httpx.ReadTimeout):
            client.post(f"{address}/api/v1/ask", json={"question": PLAN})
        assert slow.stopped.wait(PATIENCE)


def test_the_queue_gives_its_places_back() -> None:
    work = Work(1, 1)
    hold = threading.Event()
    held = [work.start(hold.wait), work.start(hold.wait)]
    with pytest.raises(BusyError):
        work.start(hold.wait)
    assert held[1].cancel()
    last = work.start(lambda: "svar")
    hold.set()
    assert last.result(PATIENCE) == "svar"
