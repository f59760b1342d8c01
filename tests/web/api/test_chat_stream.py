"""A stream grows as the answer does, is kept alive while it waits, and stops when the client leaves."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import httpx
import openai
import pytest

from assistant.answering.stop import Stop
from assistant.chat import Step, Turn
from assistant.documents.corpus import Corpus
from assistant.errors import ExternalServiceError
from assistant.settings import Settings
from tests.web.api.conftest import MODEL, PLAN, api_alone
from tests.web.fake_assistant import BROKEN, FakeAssistant
from tests.web.pages_app import serving

PATIENCE = 15
FIRST = "Utföraren ska upprätta planen tillsammans med den enskilde. [1]"
SECOND = f"{FIRST} Planen har ett syfte. [1]"
OTHER = "Utföraren ska upprätta planen. [1]"


class Writing(FakeAssistant):
    """Writes a sentence, waits until it may go on or is stopped, and ends with ``whole``."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__(corpus)
        self.whole = SECOND
        self.error: Exception | None = None
        self.go_on = threading.Event()
        self.stopped = threading.Event()

    def grow(self, question: str, history: Sequence[Turn] = (), on: Any = None, stop: Stop | None = None) -> Iterator[Step]:
        assert stop
        stop.calls(self.stopped.set)
        stop.calls(self.go_on.set)
        answer = self.ask(question, history, on)
        yield Step(replace(answer, answer=FIRST), is_whole=False)
        assert self.go_on.wait(PATIENCE)
        if self.error:
            raise self.error
        yield Step(replace(answer, answer=self.whole))


@pytest.fixture
def writing(corpus: Corpus) -> Iterator[Writing]:
    writing = Writing(corpus)
    yield writing
    writing.go_on.set()


@pytest.fixture
def address(api_settings: Settings, writing: Writing, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr("assistant.web.api.chat.stream.KEEP_ALIVE_SECONDS", 0.05)
    with serving(api_alone(api_settings, writing)) as address:
        yield address


@pytest.fixture
def lines(address: str) -> Iterator[Iterator[str]]:
    """Give the lines of a stream as they come."""
    body = {"model": MODEL, "stream": True, "messages": [{"role": "user", "content": PLAN}]}
    with httpx.stream("POST", f"{address}/v1/chat/completions", json=body, timeout=PATIENCE) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-store"
        yield response.iter_lines()


def words_of(line: str) -> str:
    """Give the words that a line adds to the answer."""
    data = json.loads(line.removeprefix("data: "))
    return str(data["choices"][0]["delta"].get("content") or "")


def until(lines: Iterator[str], wanted: str) -> list[str]:
    """Read on to the line that has some words in it."""
    seen = []
    for line in lines:
        seen.append(line)
        if wanted in line:
            return seen
    raise AssertionError(f"{wanted!r} never came")


def test_a_sentence_is_sent_as_soon_as_it_stands_and_the_line_is_kept_alive(lines: Iterator[str], writing: Writing) -> None:
    assert FIRST in words_of(until(lines, "upprätta")[-1])
    assert not writing.go_on.is_set()
    assert next(line for line in lines if line) == ":"  # a comment, while nothing comes
    writing.go_on.set()
    assert words_of(until(lines, "syfte")[-1]) == " Planen har ett syfte. [1]"
    assert until(lines, "[DONE]")


def test_words_that_were_sent_and_do_not_stand_are_followed_by_the_answer_that_does(
    lines: Iterator[str], writing: Writing
) -> None:
    until(lines, "upprätta")
    writing.whole = OTHER
    writing.go_on.set()
    assert words_of(until(lines, "slutliga form")[-1]).endswith(OTHER)


def test_a_client_that_leaves_stops_the_writing(address: str, writing: Writing) -> None:
    body = {"model": MODEL, "stream": True, "messages": [{"role": "user", "content": PLAN}]}
    with httpx.stream("POST", f"{address}/v1/chat/completions", json=body, timeout=PATIENCE) as response:
        until(response.iter_lines(), "upprätta")
    assert writing.stopped.wait(PATIENCE)


def test_a_client_that_leaves_while_it_waits_for_the_whole_stops_the_writing(address: str, writing: Writing) -> None:
    body = {"model": MODEL, "messages": [{"role": "user", "content": PLAN}]}
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{address}/v1/chat/completions", json=body, timeout=0.5)
    assert writing.stopped.wait(PATIENCE)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ExternalServiceError("Modellen svarar inte.", "Försök igen."), "Modellen svarar inte. Försök igen."),
        (RuntimeError(BROKEN), "Något gick fel hos assistenten. Försök igen."),
    ],
)
def test_an_error_in_the_middle_reaches_the_client(address: str, writing: Writing, error: Exception, said: str) -> None:
    writing.error = error
    writing.go_on.set()
    with openai.OpenAI(base_url=f"{address}/v1", api_key="ingen", max_retries=0) as client:
        stream = client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": PLAN}], stream=True)
        with pytest.raises(openai.APIError) as caught, stream:
            list(stream)
    assert caught.value.message == said
