"""Kills the app (SIGKILL) while people ask and mark answers, starts it again, and looks for every mark it said was kept.

``python -m evals.kill_and_restart [--rounds 3]``. A round starts the app in a process of its own, lets several people ask and
mark at once, and kills it in the middle. A mark counts as promised when its response has come back whole. After the last
round the queue is read, and the app must answer once more. Exits 1 where a promised mark is missing, or is there twice.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import httpx

from assistant.documents.corpus import load_corpus, shipped_corpus_folder
from assistant.law.annotate import annotate
from assistant.review.reviews import Reviews
from assistant.settings import load_settings
from evals.soak import PageOfSomebody, questions

ROOT = Path(__file__).resolve().parents[1]
PEOPLE = 4
ADDRESS = re.compile(r"/svar/[\w-]+/\d+")
REVIEW_NUMBER = re.compile(r"som nr (\d+)")
PORT = 7997


class App:
    """The app in a process of its own."""

    def __init__(self, data: Path) -> None:
        environment = {
            **os.environ,
            "ASSISTANT_DATA_DIR": str(data),
            "ASSISTANT_PORT": str(PORT),
            "ASSISTANT_RATE_LIMIT": "",
        }
        command = [sys.executable, "app.py"]
        self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603  # our own
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{PORT}", timeout=30, trust_env=False)
        for _ in range(1200):
            with suppress(httpx.TransportError):
                if self.client.get("/readyz").status_code == httpx.codes.OK:
                    return
            time.sleep(0.1)
        self.kill()
        raise TimeoutError("the app did not start")

    def kill(self) -> None:
        """End it without a warning."""
        self._process.kill()
        self._process.wait()


def ask_and_mark(app: App, promised: list[int], killed: threading.Event) -> None:
    """Ask questions and mark their answers until the app is gone; note every mark that it said was kept."""
    bank = questions()
    try:
        page = PageOfSomebody(app.client, app.client.get("/config").json())
        while not killed.is_set():
            said = page.tell(bank[secrets.randbelow(len(bank))])
            places = ADDRESS.findall(said)
            if not places:
                continue
            response = app.client.post(f"{places[-1]}/omdome", json={"verdict": "good", "note": ""})
            number = REVIEW_NUMBER.search(response.text)
            if response.status_code == httpx.codes.OK and number:
                promised.append(int(number[1]))
    except httpx.HTTPError:
        return


def main(argv: Sequence[str] | None = None) -> int:
    """Kill, restart, and compare."""
    parser = argparse.ArgumentParser(prog="python -m evals.kill_and_restart", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=8, help="how long people work before the app is killed")
    arguments = parser.parse_args(argv)
    promised: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        for number in range(1, arguments.rounds + 1):
            app, killed = App(data), threading.Event()
            people = [threading.Thread(target=ask_and_mark, args=(app, promised, killed)) for _ in range(PEOPLE)]
            for one in people:
                one.start()
            time.sleep(arguments.seconds)
            app.kill()
            killed.set()
            for one in people:
                one.join()
            print(f"round {number}: killed after {len(promised)} promised marks in all")
        app = App(data)
        answers = app.client.post("/api/v1/ask", json={"question": questions()[0]}).status_code == httpx.codes.OK
        app.kill()
        settings = load_settings(data_dir=data)
        kept = [review.id for review in Reviews(settings, annotate(load_corpus(shipped_corpus_folder()))).queue()]
    missing = set(promised) - set(kept)
    print(
        f"{len(set(promised))} entries promised, {len(missing)} missing; the app {'answers' if answers else 'DOES NOT ANSWER'}"
    )
    return int(bool(missing) or not answers or not promised or len(kept) != len(set(kept)))


if __name__ == "__main__":
    sys.exit(main())
