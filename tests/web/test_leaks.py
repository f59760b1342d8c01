"""Nothing that somebody types is left anywhere, and nothing is sent anywhere: proven on the real app, in a process of its own.

Every way in is used with a word that stands nowhere else (and with synthetic personal data). Then everything that the process
wrote is read: its output, its log of events, its data folder, its temporary files, its home.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from assistant.chat import Assistant
from assistant.settings import Settings
from tests.web.test_start import free_port

SENTINEL = "kvargtopsmusa"
PERSONAL = "19121212-1212"
PROJECT = Path(__file__).parents[2]


@dataclass
class Run:
    """The app in a process, and the folders it may write to."""

    scratch: Path
    process: subprocess.Popen[bytes]
    client: httpx.Client

    @property
    def attempts(self) -> str:
        """Give what the process tried to reach outside the machine."""
        file = self.scratch / "attempts"
        return file.read_text("utf-8") if file.exists() else ""

    def written(self) -> dict[str, bytes]:
        """Give everything that was written, by place."""
        return {
            str(path.relative_to(self.scratch)): path.read_bytes()
            for path in self.scratch.rglob("*")
            if path.is_file() and not path.is_symlink()
        }


@pytest.fixture
def run(settings: Settings, assistant: Assistant, tmp_path: Path) -> Iterator[Run]:
    for name in ("home", "tmp"):
        (tmp_path / name).mkdir()
    shutil.copytree(settings.data_dir / "index", tmp_path / "data" / "index")
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("ASSISTANT_", "XDG_"))},
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path / "tmp"),
        "ASSISTANT_DATA_DIR": str(tmp_path / "data"),
        "ASSISTANT_PORT": str(port),
        "ASSISTANT_LOG": "json",
        "PYTHONPATH": str(PROJECT),
    }
    environment.pop("HF_HUB_OFFLINE", None)  # the app itself must see to it
    with (tmp_path / "out").open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.web.guarded_serve", str(tmp_path / "attempts")],
            cwd=tmp_path,
            env=environment,
            stdout=out,
            stderr=out,
        )
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client:
                _wait_until_up(client, process)
                yield Run(tmp_path, process, client)
        finally:
            process.kill()
            process.wait()


def _wait_until_up(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the app stopped"
        try:
            if client.get("/readyz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the app did not start")


def _ask_on_the_page(client: httpx.Client, question: str) -> str:
    """Ask as the page does: join the queue, read the stream to its end."""
    config = client.get("/config").json()
    asks = next(one for one in config["dependencies"] if one["api_name"] == "on_question")
    kinds = {one["id"]: one["type"] for one in config["components"]}
    data = [question, *(None if kinds[component] == "state" else "" for component in asks["inputs"][1:])]
    client.post("/gradio_api/queue/join", json={"data": data, "fn_index": asks["id"], "session_hash": "abcdefgh"})
    return client.get("/gradio_api/queue/data", params={"session_hash": "abcdefgh"}).text


@pytest.mark.slow
def test_nothing_that_is_typed_is_left_or_sent_anywhere(run: Run) -> None:
    question = f"Vem ska upprätta genomförandeplanen för {SENTINEL}?"
    personal = f"{PERSONAL} {SENTINEL} är rädd, vad gör jag?"
    client = run.client
    said = [_ask_on_the_page(client, one) for one in (question, personal)]
    for one in (question, personal, SENTINEL * 900, "\x00" + SENTINEL):
        client.post("/api/v1/ask", json={"question": one})
        client.post("/api/v1/check", json={"claim": one})
        messages = [{"role": "user", "content": one}]
        client.post("/v1/chat/completions", json={"model": "handlaggarassistenten", "messages": messages})
        client.post("/prova", data={"pastaende": one})
        client.post("/kallor/sok", data={"ord": one})
        client.post("/quiz", data={"topic": one, "amne": one, "count": "2", "antal": "2"})
    client.get(f"/kalla/{SENTINEL}")
    client.get("/kallor", params={"datum": SENTINEL})
    client.post("/api/v1/ask", content=f'{{"question": "{SENTINEL}'.encode())
    client.post("/logga-in", data={"namn": SENTINEL, "losenord": SENTINEL})
    figures = client.get("/metrics").text
    run.process.send_signal(signal.SIGINT)
    run.process.wait(timeout=30)

    assert all("kort-svar" in one for one in said), "the page was to answer"
    written = run.written()
    assert b'"event": "answer"' in written["out"], "the log of events was to be on"
    assert [place for place, data in written.items() if SENTINEL.encode() in data or PERSONAL.encode() in data] == []
    assert SENTINEL not in figures
    assert b"Traceback" not in written["out"]
    assert run.attempts == ""
