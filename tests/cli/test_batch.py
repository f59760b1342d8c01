from __future__ import annotations

import datetime
import errno
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.answer import Answer
from assistant.cli.batch import MAX_LINE, answer_line
from tests.cli.conftest import Cli, FakeAssistant, Run, Turn, an_answer

Batch = Callable[..., tuple[Run, list[dict[str, Any]]]]

GOOD = {"id": "bra", "question": "När ska en orosanmälan göras?"}


def test_each_line_is_answered_in_order_with_its_own_id(batch: Batch, fake: FakeAssistant) -> None:
    run, rows = batch({"id": "a", "question": "Vad är RVT?"}, {"id": 2, "question": "Vad är RVC?"})
    assert (run.code, run.out, run.err) == (0, "", "")
    assert [(row["id"], row["question"]) for row in rows] == [("a", "Vad är RVT?"), (2, "Vad är RVC?")]
    assert set(rows[0]) == {"id", *an_answer("").to_dict()}


def test_earlier_questions_are_passed_on(batch: Batch, fake: FakeAssistant) -> None:
    batch({"id": "b", "question": "Och i Huddinge?", "history": [{"question": "Vilken är målgruppen i Stockholm?"}]})
    assert fake.asked[0][1] == (Turn("Vilken är målgruppen i Stockholm?", ""),)


def test_a_line_may_have_a_day_of_its_own_that_law_is_judged_on(batch: Batch, fake: FakeAssistant) -> None:
    batch({**GOOD, "on": "2025-06-30"}, GOOD, {**GOOD, "on": None})
    assert [on for _, _, on in fake.asked] == [datetime.date(2025, 6, 30), None, None]
    lines = [{"id": day, "text": "14 kap. 1 § SoL (2001:453)", "on": day} for day in ("2025-06-30", "2025-07-01")]
    _, rows = batch(*lines, task="refs")
    assert [row["references"][0]["status"] for row in rows] == ["in_force", "replaced"]


@pytest.mark.parametrize("day", ["2025-02-30", "igår", "20250101", "", 7, ["2025-07-01"], True])
@pytest.mark.parametrize("task", ["ask", "refs"])
def test_a_bad_day_is_told_with_the_form_it_should_have(batch: Batch, fake: FakeAssistant, day: object, task: str) -> None:
    _, rows = batch({**GOOD, "text": "1 §", "on": day}, task=task)
    assert rows == [
        {"id": "bra", "error": "Fältet on är inget datum. Skriv en dag som finns, som ÅÅÅÅ-MM-DD, till exempel 2025-07-01."}
    ]
    assert fake.asked == []


@pytest.mark.parametrize(
    ("line", "id_"),
    [
        (b"inte json", None),
        (b'{"id": "halv", "question": "Vad', None),
        (b"[1, 2]", None),
        (b'"text"', None),
        (b'{"question": "utan id"}', None),
        (b'{"id": true, "question": "x"}', None),
        (b'{"id": null, "question": "x"}', None),
        (b'{"id": ["a"], "question": "x"}', None),
        (b'{"id": "c"}', "c"),
        (b'{"id": "c", "question": 7}', "c"),
        (b'{"id": "c", "question": "x", "history": "nej"}', "c"),
        (b'{"id": "c", "question": "x", "history": [{"answer": "y"}]}', "c"),
        (b"\x00\x01\x02\xff\xfe", None),
        ("{'id': 'latin', 'question': 'räd'}".encode("latin-1"), None),
        (b"[" * 200_000, None),
        (b'{"id": ' + b"9" * 5_000 + b"}", None),
        (b"x" * (MAX_LINE + 50), None),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_bad_line_gives_an_error_and_the_rest_goes_on(batch: Batch, fake: FakeAssistant, line: bytes, id_: object) -> None:
    run, rows = batch(GOOD, line, GOOD)
    assert run.code == 0
    assert [row["id"] for row in rows] == ["bra", id_, "bra"]
    assert set(rows[1]) == {"id", "error"}
    assert run.err == "1 av 3 rader gick inte att besvara; felet står i radens fält error.\n"


def test_empty_lines_a_byte_order_mark_and_windows_line_ends_are_no_errors(batch: Batch, fake: FakeAssistant) -> None:
    first = b"\xef\xbb\xbf" + json.dumps(GOOD).encode()
    run, rows = batch(first, b"", b"   ", GOOD, end=b"\r\n")
    assert [row["id"] for row in rows] == ["bra", "bra"]
    assert run.err == ""


def test_an_empty_file_gives_an_empty_file(batch: Batch, fake: FakeAssistant) -> None:
    assert batch() == (Run(0, "", ""), [])


def test_a_lone_surrogate_comes_back_as_it_was_sent(batch: Batch, fake: FakeAssistant) -> None:
    _, rows = batch(rb'{"id": "\ud800", "question": "Vad?"}')
    assert rows[0]["id"] == "\ud800"


def test_an_unexpected_error_on_one_line_does_not_stop_the_others_or_tell_what_was_asked(
    batch: Batch, fake: FakeAssistant
) -> None:
    def reply(question: str) -> Answer:
        if "Anna" in question:
            raise RuntimeError(question)
        return an_answer(question)

    fake.reply = reply
    _, rows = batch({"id": 1, "question": "Anna Andersson"}, GOOD)
    assert rows[0] == {"id": 1, "error": "Rad 1 gick inte att besvara: ett oväntat fel (RuntimeError)."}
    assert rows[1]["id"] == "bra"


def test_what_is_answered_is_kept_when_the_run_is_interrupted(cli: Cli, fake: FakeAssistant, tmp_path: Path) -> None:
    def reply(question: str) -> Answer:
        if question == "stopp":
            raise KeyboardInterrupt
        return an_answer(question)

    fake.reply = reply
    source, target = tmp_path / "in.jsonl", tmp_path / "ut.jsonl"
    source.write_text(json.dumps(GOOD) + "\n" + json.dumps({"id": 2, "question": "stopp"}) + "\n", encoding="utf-8")
    assert cli("batch", str(source), "--output", str(target)).code == 130
    assert [json.loads(row)["id"] for row in target.read_text(encoding="utf-8").splitlines()] == ["bra"]


def test_the_input_is_never_overwritten(cli: Cli, fake: FakeAssistant, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(GOOD), encoding="utf-8")
    link = tmp_path / "annat-namn.jsonl"
    link.hardlink_to(source)
    for target in (source, link):
        run = cli("batch", str(source), "--output", str(target))
        assert (run.code, run.err.count("\n")) == (2, 1)
    assert json.loads(source.read_text(encoding="utf-8")) == GOOD


def test_files_that_cannot_be_used_are_told_before_anything_is_loaded(cli: Cli, fake: FakeAssistant, tmp_path: Path) -> None:
    fake.opening = AssertionError("the assistant must not be opened")
    source = tmp_path / "in.jsonl"
    source.touch()
    for infile, target in [
        (tmp_path / "saknas.jsonl", tmp_path / "ut.jsonl"),
        (tmp_path, tmp_path / "ut.jsonl"),
        (source, tmp_path),
        (source, tmp_path / "saknas" / "ut.jsonl"),
    ]:
        run = cli("batch", str(infile), "--output", str(target))
        assert (run.code, run.err.count("\n")) == (2, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_is_told_in_swedish(cli: Cli, fake: FakeAssistant, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(GOOD), encoding="utf-8")
    run = cli("batch", str(source), "--output", "/dev/full")
    assert (run.code, run.err.count("\n")) == (1, 1)
    assert run.err.startswith("Disken är full.")


def test_a_line_that_a_full_disk_took_half_of_is_taken_back(
    cli: Cli, fake: FakeAssistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NearlyFull(io.FileIO):
        room = 2_500

        def write(self, data: Any, /) -> int:
            if not self.room:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            taken = super().write(data[: self.room])
            self.room -= taken
            return taken

    target = tmp_path / "ut.jsonl"
    source = tmp_path / "in.jsonl"
    source.write_text(f"{json.dumps(GOOD)}\n" * 3, encoding="utf-8")
    real_open = Path.open

    def open_(path: Path, *args: Any, **kwargs: Any) -> Any:
        return NearlyFull(path, "w") if path == target else real_open(path, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", open_)
        assert cli("batch", str(source), "--output", str(target)).code == 1
    rows = target.read_bytes().splitlines(keepends=True)
    assert 1 <= len(rows) < 3
    assert all(row.endswith(b"\n") and json.loads(row) for row in rows)


def test_a_dash_reads_standard_in_and_writes_standard_out(
    cli: Cli, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(GOOD).encode()), encoding="utf-8"))
    assert cli("batch", "-", "--output", "-").json["id"] == "bra"


@given(st.binary(max_size=400))
def test_no_bytes_whatever_break_a_line(line: bytes) -> None:
    row = answer_line(line, 1, lambda row: {"svar": sorted(map(str, row))})
    assert "error" in row or row["id"] is not None
