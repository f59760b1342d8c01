"""Fifty people at once: a load test for Locust, which is no dependency of ours (``pip install locust`` in another environment).

Start the app (``ASSISTANT_RATE_LIMIT= assistant serve --port 7999``: all these people come from one address), then::

    locust -f evals/load_locust.py --headless --host http://127.0.0.1:7999 --users 50 --spawn-rate 5 --run-time 5m PageUser

`PageUser` does what a browser does with the page Fråga: opens it, sends a question to the queue, reads the stream until the
answer is whole. `ApiUser` asks through the JSON API. Both think for 5 to 20 seconds between questions. Questions are typical
questions of the corpus. A question counts as failed where the answer is not whole or the status is none.
"""

from __future__ import annotations

import json
import random
import secrets
import time
from contextlib import closing
from pathlib import Path

from locust import HttpUser, between, events, task

QUESTIONS = Path(__file__).parent.parent / "corpus" / "questions"
ANSWER_FUNCTION = "on_question"
ANSWERED = b"kort-svar"
"""Stands in the page where an answer does, whatever its status."""


def questions() -> list[str]:
    """Give the typical questions of the corpus."""
    files = sorted(QUESTIONS.glob("*.jsonl"))
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line]
    return [question for row in rows for question in row["questions"]]


ALL = questions()


def any_question() -> str:
    """Give one of them."""
    return random.choice(ALL)  # noqa: S311  # which one is no secret


class PageUser(HttpUser):
    """Somebody at the page."""

    wait_time = between(5, 20)

    def on_start(self) -> None:
        """Open the page."""
        self.client.get("/", name="sidan")
        config = self.client.get("/config", name="config").json()
        asks = next(one for one in config["dependencies"] if one.get("api_name") == ANSWER_FUNCTION)
        self.function = asks["id"]
        kinds = {one["id"]: one["type"] for one in config["components"]}
        self.other_inputs = [None if kinds[component] == "state" else "" for component in asks["inputs"][1:]]
        self.session = secrets.token_hex(6)

    @task
    def ask(self) -> None:
        """Ask one question, and read until the answer is whole."""
        start = time.perf_counter()
        failure: Exception | None = None
        size = 0
        try:
            size = self._ask(any_question())
        except Exception as error:
            failure = error
        spent = (time.perf_counter() - start) * 1000
        told = {"request_type": "SVAR", "name": "fråga till helt svar", "response_time": spent, "response_length": size}
        events.request.fire(**told, exception=failure)

    def _ask(self, question: str) -> int:
        asked = {"data": [question, *self.other_inputs], "fn_index": self.function, "session_hash": self.session}
        joined = self.client.post("/gradio_api/queue/join", json=asked, name="kö")
        if joined.status_code != 200:
            raise RuntimeError(f"status {joined.status_code}")
        text = b""
        address = f"/gradio_api/queue/data?session_hash={self.session}"
        with closing(self.client.get(address, stream=True, name="ström", timeout=60)) as stream:
            for line in stream.iter_lines():
                text += line
                message = json.loads(line[5:]) if line.startswith(b"data:") else {"msg": ""}
                if message["msg"] == "process_completed":
                    if not message["success"] or ANSWERED not in text:
                        raise RuntimeError("inget svar")
                    return len(text)
        raise RuntimeError("strömmen tog slut")


class ApiUser(HttpUser):
    """A program that asks through the API."""

    wait_time = between(5, 20)

    @task
    def ask(self) -> None:
        """Ask one question."""
        asked = {"question": any_question()}
        with self.client.post("/api/v1/ask", json=asked, name="api", catch_response=True) as response:
            if response.status_code != 200 or not response.json().get("status"):
                response.failure(f"status {response.status_code}")
