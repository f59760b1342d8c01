"""Measures what the product promises about time and memory, and prints it. No test: the numbers depend on the machine.

``python -m evals.benchmark`` prints the median time of importing ``llama_index.core`` and ``chromadb``, of a cold
``assistant ask`` and their ratio; p50 and p95 of warm answers in one process; and for ``app.py`` on an empty data folder the
time from the start of the process to the first page and to the first answer in the page (in Chromium), and its resident
memory after that. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from evals.soak import memory_mb

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "Vem ska upprätta genomförandeplanen?"
PATIENCE = 120.0
"""Seconds to wait for the app; far above what is promised, so that a slow machine gets a number and not an error."""


@dataclass(frozen=True, slots=True)
class Row:
    """A measured number as the table shows it; ``bound`` is the promise, empty where there is none."""

    name: str
    value: str
    bound: str = ""


def seconds_of(command: Sequence[str], runs: int) -> float:
    """Give the median wall clock of running a command, in seconds; its output is dropped.

    Raises
    ------
    subprocess.CalledProcessError
        Where the command fails.
    """
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  # our own
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def cold(runs: int) -> list[Row]:
    """Measure a cold ``assistant ask`` against the imports it must not be much slower than."""
    ask = [sys.executable, "-m", "assistant", "ask", QUESTION, "--json"]
    seconds_of(ask, 1)  # builds a missing index, and lets the machine read the files once
    imports = seconds_of([sys.executable, "-c", "import llama_index.core, chromadb"], runs)
    asked = seconds_of(ask, runs)
    return [
        Row("import llama_index.core and chromadb, s", f"{imports:.2f}"),
        Row("assistant ask, cold, s", f"{asked:.2f}"),
        Row("cold ask / imports", f"{asked / imports:.2f}", "≤ 1.5"),
    ]


def warm() -> list[Row]:
    """Measure warm answers to every answerable question of the suites in this process."""
    from assistant.chat import Assistant
    from assistant.settings import load_settings
    from evals.suites import Kind, load_suites

    assistant = Assistant.open(load_settings())
    assistant.ask(QUESTION)
    times = []
    for question in load_suites():
        if question.kind is Kind.ANSWERABLE:
            start = time.perf_counter()
            assistant.ask(question.question)
            times.append((time.perf_counter() - start) * 1000)
    p50, p95 = np.percentile(times, [50, 95])
    return [
        Row(f"warm answer p50, ms ({len(times)} questions)", f"{p50:.1f}", "≤ 60"),
        Row("warm answer p95, ms", f"{p95:.1f}"),
    ]


@contextmanager
def running_app(port: int, data_folder: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``app.py`` on a port and a data folder for as long as the block lasts."""
    environment = {**os.environ, "ASSISTANT_PORT": str(port), "ASSISTANT_DATA_DIR": data_folder}
    command = [sys.executable, "app.py"]
    process = subprocess.Popen(  # noqa: S603  # our own
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def app() -> list[Row]:
    """Measure the app on an empty data folder, so with the building of the index: first page, first answer, memory."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as data_folder, running_app(port, data_folder) as process:
        url = f"http://127.0.0.1:{port}/"
        _wait_for_page(url, process)
        rows = [Row("app: start to first page, s", f"{time.perf_counter() - start:.1f}")]
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if chromium:
            _ask_in_page(url, chromium)
            rows.append(Row("app: start to first answer in the page, s", f"{time.perf_counter() - start:.1f}", "≤ 20"))
        else:
            rows.append(Row("app: start to first answer in the page", "not measured: no Chromium", "≤ 20"))
        memory = f"{memory_mb(process.pid):.0f}" if Path("/proc").exists() else "not measured: no /proc"
        rows.append(Row("app: resident memory, MB", memory, "≤ 600"))
    return rows


def _wait_for_page(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310  # the loopback address above
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError("app.py gave no page")


def _ask_in_page(url: str, chromium: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        try:
            page = browser.new_page()
            page.set_default_timeout(PATIENCE * 1000)
            page.goto(url)
            page.locator("#fraga textarea, #fraga input").first.fill(QUESTION)
            page.locator("#skicka").click()
            page.locator("#samtal .citat").first.wait_for()
        finally:
            browser.close()


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; give the exit code, 0 whatever the numbers are."""
    parser = argparse.ArgumentParser(prog="python -m evals.benchmark", description="Measure times and memory.")
    parser.add_argument("--runs", type=int, default=5, help="runs of each cold command; the median counts")
    arguments = parser.parse_args(argv)
    table = Table("what", "measured", "promised", title=f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    for row in (*cold(arguments.runs), *app(), *warm()):
        table.add_row(row.name, row.value, row.bound)
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
