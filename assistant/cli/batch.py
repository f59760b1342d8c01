"""``assistant batch``: many lines, one process; a bad line is answered with an error and the rest goes on."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from assistant.cli.streams import progress_bar, refuse_no_place, storage_error, to_json
from assistant.cli.values import read_date, read_sfs
from assistant.errors import AssistantError, StorageError, UsageError
from assistant.settings import load_settings

Row = dict[str, Any]
Task = Callable[[Row], Row]

MAX_LINE = 4_000_000
"""Bytes of one line; longer ones are refused unread, so that a file without line breaks cannot fill the memory."""


def run_batch(arguments: argparse.Namespace) -> int:
    """Answer each line of a JSONL file, in order, as it is read.

    Returns
    -------
    int
        0, also where lines were bad: each of them has its error in the output.
    """
    source, target = arguments.source, arguments.output
    _refuse_unusable(source, target)
    with progress_bar() as progress:
        task = _task(arguments.task, progress)
        total = Path(source).stat().st_size if source != "-" and Path(source).is_file() else 0
        with _reader(source) as lines, _writer(target) as out:
            count = bad = size = 0
            for number, line in _lines(lines):
                size += len(line)
                if total:
                    progress(f"Rad {number}", min(1.0, size / total))
                if not line.strip():
                    continue
                row = answer_line(line, number, task)
                _write(out, row)
                count += 1
                bad += "error" in row
    if bad:
        sys.stderr.write(f"{bad} av {count} rader gick inte att besvara; felet står i radens fält error.\n")
    return 0


def answer_line(line: bytes, number: int, task: Task) -> Row:
    """Answer one line of input.

    Parameters
    ----------
    line
        The line as it stands in the file, at most `MAX_LINE` bytes.
    number
        Its number in the file, from 1, for the error's words.
    task
        What to do with a row that has an id.

    Returns
    -------
    dict
        The line's ``id`` and either the task's result or ``error``, in Swedish; ``id`` is None where the line has none.
    """
    id_: object = None
    try:
        row = _parse(line, number)
        id_ = _id(row, number)
        return {"id": id_, **task(row)}
    except AssistantError as error:
        return {"id": id_, "error": str(error)}
    except OSError as error:
        return {"id": id_, "error": str(storage_error(error))}
    except Exception as error:  # one line must not take the others with it
        return {"id": id_, "error": f"Rad {number} gick inte att besvara: ett oväntat fel ({type(error).__name__})."}


def _parse(line: bytes, number: int) -> Row:
    if len(line) > MAX_LINE:
        raise UsageError(f"Rad {number} är för lång.", f"En rad får vara högst {MAX_LINE // 1_000_000} MB.")
    try:
        row = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError:
        raise UsageError(f"Rad {number} är inte UTF-8-text.") from None
    except (ValueError, RecursionError):
        raise UsageError(f"Rad {number} är inte JSON.") from None
    if not isinstance(row, dict):
        raise UsageError(f"Rad {number} är inte ett JSON-objekt.")
    return row


def _id(row: Row, number: int) -> str | int:
    id_ = row.get("id")
    if isinstance(id_, bool) or not isinstance(id_, (str, int)):
        raise UsageError(f"Rad {number} saknar fältet id (text eller heltal).")
    return id_


def text_field(row: Row, name: str) -> str:
    """Give a field that must be text.

    Raises
    ------
    UsageError
        Where it is missing or something else.
    """
    value = row.get(name)
    if not isinstance(value, str):
        raise UsageError(f"Raden saknar fältet {name} (text).")
    return value


def date_field(row: Row) -> datetime.date | None:
    """Give the date that law is judged on for a row; None where the row has none.

    Raises
    ------
    UsageError
        Where it is no date.
    """
    if row.get("on") is None:
        return None
    try:
        return read_date(text_field(row, "on"))
    except UsageError:
        raise UsageError(
            "Fältet on är inget datum.", "Skriv en dag som finns, som ÅÅÅÅ-MM-DD, till exempel 2025-07-01."
        ) from None


def _task(name: str, progress: Callable[[str, float], None]) -> Task:
    """Load what a task needs, once for all lines."""
    match name:
        case "ask":
            return _ask_task(progress)
        case "refs":
            return _refs_task()
        case "check":
            return _check_task(progress)
        case _:
            return _quiz_task(progress)


def _ask_task(progress: Callable[[str, float], None]) -> Task:
    from assistant.chat import Assistant, Turn

    assistant = Assistant.open(load_settings(), progress)

    def ask(row: Row) -> Row:
        question = text_field(row, "question")
        past = row.get("history", [])
        if not isinstance(past, list) or not all(isinstance(turn, dict) for turn in past):
            raise UsageError("Fältet history ska vara en lista av objekt med question och answer.")
        history = [Turn(text_field(turn, "question"), str(turn.get("answer", ""))) for turn in past]
        return assistant.ask(question, history, date_field(row)).to_dict()

    return ask


def _refs_task() -> Task:
    from assistant.law.refs import refs

    today = load_settings().date_today

    def task(row: Row) -> Row:
        return refs(text_field(row, "text"), _law_field(row), date_field(row) or today)

    return task


def _check_task(progress: Callable[[str, float], None]) -> Task:
    from assistant.interpretation import Interpreter

    interpreter = Interpreter.open(load_settings(), progress)

    def task(row: Row) -> Row:
        return interpreter.check(text_field(row, "claim"), date_field(row)).to_dict()

    return task


def _quiz_task(progress: Callable[[str, float], None]) -> Task:
    from assistant.cli.quiz import open_quizmaster, read_wish

    quizmaster = open_quizmaster(load_settings(), progress)

    def task(row: Row) -> Row:
        wish = read_wish(
            topic=row.get("topic"),
            document=row.get("document"),
            section=row.get("section"),
            types=row.get("type"),
            count=row.get("count"),
            seed=row.get("seed"),
        )
        return quizmaster.make(wish).to_dict()

    return task


def _law_field(row: Row) -> str | None:
    """Give the number of the law that a row's bare references belong to; None where it has none."""
    law = row.get("law")
    if law is None or law == "":
        return None
    try:
        return read_sfs(text_field(row, "law"))
    except UsageError:
        raise UsageError("Fältet law ska vara en lags nummer, till exempel 2001:453 eller SOSFS 2014:4.") from None


def _refuse_unusable(source: str, target: str) -> None:
    """Say what is wrong with the files before any model is loaded."""
    if source != "-" and not Path(source).exists():
        raise UsageError("Infilen finns inte.", "Kontrollera sökvägen.")
    if source != "-" and Path(source).is_dir():
        raise UsageError("Infilen är en mapp.", "Ange en fil med en rad per fråga.")
    if target == "-":
        return
    refuse_no_place(target)
    if source != "-" and Path(target).exists() and Path(source).samefile(target):
        raise UsageError("Utfilen är samma fil som infilen, som då skulle gå förlorad.", "Välj ett annat namn för utfilen.")


@contextmanager
def _reader(source: str) -> Iterator[IO[bytes]]:
    if source == "-":
        yield sys.stdin.buffer
        return
    with Path(source).open("rb") as stream:
        yield stream


@contextmanager
def _writer(target: str) -> Iterator[IO[bytes]]:
    if target == "-":
        yield sys.stdout.buffer
        return
    with Path(target).open("wb", buffering=0) as stream:  # unbuffered: closing has nothing left that could fail
        yield stream


def _write(out: IO[bytes], row: Row) -> None:
    """Write a whole line and flush it: what is answered is kept, whatever happens next.

    Raises
    ------
    StorageError
        Where the disk refuses; a line that it took only half of is taken back.
    """
    start = out.tell() if out.seekable() else None
    try:
        rest = memoryview(to_json(row))
        while rest:  # a raw file may take a part at a time
            rest = rest[out.write(rest) :]
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        if start is not None:
            with suppress(OSError):
                out.truncate(start)
        trouble = storage_error(error)
        raise StorageError(trouble.message, f"{trouble.advice} De rader som redan är skrivna är kvar.") from None


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Give each line with its number; of an endless one no more than `MAX_LINE` bytes and one."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        rest = line
        while len(rest) > MAX_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_LINE + 1)
        yield number, line
