from __future__ import annotations

import errno
import io
import json
import sys

import pytest

from assistant.cli.streams import progress_bar, storage_error, to_json, words_or_stdin
from assistant.errors import UsageError


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_long_work_shows_how_far_it_has_come_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar() as progress:
        progress("Räknar vektorer [1]", 0.5)
    assert "Räknar vektorer [1]" in terminal.getvalue()


def test_long_work_is_silent_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as progress:
        progress("Räknar vektorer", 0.5)
    assert capsys.readouterr() == ("", "")


def test_a_dash_without_anything_piped_in_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    with pytest.raises(UsageError):
        words_or_stdin(["-"])


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "Disken är full."),
        (errno.EROFS, "får inte läsas eller skrivas"),
        (errno.EACCES, "får inte läsas eller skrivas"),
        (errno.EIO, "gick inte att läsa eller skriva"),
    ],
)
def test_what_a_disk_refuses_is_told_without_the_path(number: int, words: str) -> None:
    message = str(storage_error(OSError(number, "No", "/hem/pelle/frågor.jsonl")))
    assert words in message
    assert "pelle" not in message


@pytest.mark.parametrize("text", ["å", "\ud800", "\x00", '"', "\u2028"])
def test_any_text_survives_json(text: str) -> None:
    line = to_json({"text": text})
    assert (line.count(b"\n"), json.loads(line)) == (1, {"text": text})
