"""The app as it is started: ``python app.py`` in a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from assistant.chat import Assistant
from assistant.settings import Settings

ROOT = Path(__file__).parents[2]
MOST_MEMORY_MB = 600


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@pytest.mark.slow
def test_the_app_starts_answers_and_stops_without_a_traceback(settings: Settings, assistant: Assistant) -> None:
    port = free_port()
    environment = {**os.environ, "ASSISTANT_DATA_DIR": str(settings.data_dir), "ASSISTANT_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "Handläggarassistenten startar …\n"
        assert f"http://127.0.0.1:{port}" in process.stdout.readline()
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            assert "Handläggarassistenten" in client.get("/").text
            with client.stream("GET", "/gradio_api/heartbeat/abc"):  # a page that is open holds this
                assert memory_mb(process.pid) <= MOST_MEMORY_MB
                process.send_signal(signal.SIGINT)
                rest = process.stdout.read()
        assert process.wait(timeout=10) in {0, 130}  # 128 + SIGINT, or an orderly end
        assert "Traceback" not in rest
        assert "ERROR" not in rest
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_port_that_is_taken_is_told_of_before_anything_slow_is_loaded() -> None:
    loaded = "import sys; import assistant.web.app; print(sorted({'gradio', 'chromadb', 'llama_index'} & sys.modules.keys()))"
    told = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


def memory_mb(pid: int) -> int:
    """Give a process's resident memory in megabytes; 0 where the system does not tell."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return 0
    return next(int(line.split()[1]) // 1024 for line in status.read_text().splitlines() if line.startswith("VmRSS"))
