"""Ten thousand questions to a running app: does its memory stay where it was? ``python -m evals.soak --pid PID --url URL``.

Start the app with ``ASSISTANT_RATE_LIMIT=``. Half of the questions go through the JSON API, half through the page's queue, in
conversations of a few turns each that are then left, as people leave them. Memory is the process's resident set. The first
tenth warms up; after it, memory may grow by ``--most`` megabytes. Exits 1 where it grows more, or a question fails.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import httpx

from assistant.documents.corpus import shipped_corpus_folder
from evals.suites import read_rows

TURNS = 4
"""Questions in a conversation before its page is left."""
READINGS = 20


def questions() -> list[str]:
    """Give the typical questions of the corpus that ships."""
    files = sorted((shipped_corpus_folder() / "questions").glob("*.jsonl"))
    return [question for file in files for row in read_rows(file, json.loads) for question in row["questions"]]


def memory_mb(pid: int) -> float:
    """Give a process's resident memory in megabytes (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


class PageOfSomebody:
    """A page that is open: a session of Gradio's, with its conversation."""

    def __init__(self, client: httpx.Client, config: dict[str, Any]) -> None:
        self._client = client
        self._session = secrets.token_hex(6)
        asks = next(one for one in config["dependencies"] if one.get("api_name") == "on_question")
        kinds = {one["id"]: one["type"] for one in config["components"]}
        self._function = asks["id"]
        self._rest = [None if kinds[component] == "state" else "" for component in asks["inputs"][1:]]

    def tell(self, question: str) -> str:
        """Ask; gives all that the page was sent."""
        asked = {"data": [question, *self._rest], "fn_index": self._function, "session_hash": self._session}
        self._client.post("/gradio_api/queue/join", json=asked).raise_for_status()
        return self._client.get("/gradio_api/queue/data", params={"session_hash": self._session}).text

    def ask(self, question: str) -> bool:
        """Ask; tells whether an answer stood on the page."""
        return "kort-svar" in self.tell(question)

    def leave(self) -> None:
        """Close the page, as a browser does: the heartbeat begins and is cut."""
        with self._client.stream("GET", f"/gradio_api/heartbeat/{self._session}") as beat:
            next(beat.iter_raw(1), b"")


def ask_all(client: httpx.Client, count: int) -> Iterator[bool]:
    """Ask ``count`` questions; gives for each whether it was answered."""
    config = client.get("/config").json()
    page = PageOfSomebody(client, config)
    for number, question in enumerate(islice(cycle(questions()), count)):
        if number % 2:
            yield client.post("/api/v1/ask", json={"question": question}).status_code == httpx.codes.OK
            continue
        yield page.ask(question)
        if number % (2 * TURNS) == 2 * TURNS - 2:
            page.leave()
            page = PageOfSomebody(client, config)


def main(argv: Sequence[str] | None = None) -> int:
    """Ask, read the memory now and then, and judge."""
    parser = argparse.ArgumentParser(prog="python -m evals.soak", description=__doc__)
    parser.add_argument("--pid", type=int, required=True)
    parser.add_argument("--url", default="http://127.0.0.1:7860")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--most", type=float, default=30, help="megabytes that memory may grow by after the first tenth")
    arguments = parser.parse_args(argv)
    every = max(1, arguments.count // READINGS)
    readings: list[float] = []
    failed = 0
    start = time.perf_counter()
    with httpx.Client(base_url=arguments.url, timeout=60, trust_env=False) as client:
        for number, answered in enumerate(ask_all(client, arguments.count), start=1):
            failed += not answered
            if number % every == 0:
                readings.append(memory_mb(arguments.pid))
                each = (time.perf_counter() - start) / number * 1000
                print(f"{number:>6} questions  {readings[-1]:7.1f} MB  {each:6.1f} ms each")
    after_warming = readings[max(1, READINGS // 10) - 1 :]
    growth = max(after_warming) - after_warming[0]
    print(f"memory grew by {growth:.1f} MB after the first tenth; {failed} questions failed")
    return int(failed > 0 or growth > arguments.most)


if __name__ == "__main__":
    sys.exit(main())
