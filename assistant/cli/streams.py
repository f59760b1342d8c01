"""What comes in and goes out: standard in, JSON, text for people, and what to say when a disk refuses."""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import StorageError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

Progress = Callable[[str, float], None]
"""Takes what is being done, in Swedish, and how much of it is done, 0 to 1."""

_CONTROL = {
    code: f"\\u{code:04x}"
    for code in (*range(0x7F, 0xA0), *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
"""What `json` writes as it is although a terminal obeys it: the second set of control characters, and marks of direction."""

MAX_STDIN = 1_000_000
"""Bytes read from standard in; far over the longest question, and a bound on memory when a film is piped in."""


def words_or_stdin(words: Sequence[str]) -> str:
    """Give the text a command was called with; a lone ``-`` stands for standard in.

    Raises
    ------
    UsageError
        Where the text is not UTF-8, or standard in is a terminal that waits for someone to type.
    """
    if list(words) != ["-"]:
        return decode(b" ".join(word.encode("utf-8", "surrogateescape") for word in words))
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("Det finns ingen text på standard in.", "Skriv texten inom citattecken efter kommandot i stället.")
    return decode(sys.stdin.buffer.read(MAX_STDIN))


def decode(raw: bytes) -> str:
    """Read UTF-8, with or without a byte order mark.

    Raises
    ------
    UsageError
        Where the bytes are something else.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("Texten är inte UTF-8.", "Spara den som UTF-8 och försök igen.") from None


def to_json(data: Any) -> bytes:  # noqa: ANN401  # whatever the json module writes
    """Write one line of JSON that any input can be answered with and that does nothing to a terminal.

    A lone surrogate and a control character become the escape that JSON has for them.
    """
    return json.dumps(data, ensure_ascii=False).translate(_CONTROL).encode("utf-8", "backslashreplace") + b"\n"


def write_json(data: Any) -> None:  # noqa: ANN401  # whatever the json module writes
    """Print one JSON object on standard out."""
    sys.stdout.write(to_json(data).decode("utf-8"))


def write_export(output: str, data: bytes, said: str) -> None:
    """Write an export to a file that does not exist, and say so, or to standard out where the name is ``-``.

    Raises
    ------
    UsageError
        Where the file exists: it is never written over.
    """
    if output == "-":
        sys.stdout.write(data.decode("utf-8"))
        return
    try:
        with Path(output).expanduser().open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise UsageError("Filen finns redan.", "Välj ett annat namn för --output.") from None
    text_console().print(said)


def refuse_no_place(output: str) -> None:
    """Say that a file cannot be written before anything long is begun.

    Raises
    ------
    UsageError
        Where the file is a folder, or its folder does not exist.
    """
    if Path(output).is_dir() or not Path(output).absolute().parent.is_dir():
        raise UsageError(
            "Utfilen går inte att skriva: mappen finns inte, eller så är utfilen en mapp.", "Kontrollera sökvägen."
        )


def text_console() -> Console:
    """Give the console for people: as wide as the terminal, without colours in a pipe or under NO_COLOR."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show how far long work has come, on standard error and only where that is a terminal.

    Yields
    ------
    Progress
        To be called with the step in Swedish and the fraction done.
    """
    if not sys.stderr.isatty():
        yield lambda _text, _fraction: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True, markup=False), transient=True) as bar:
        task = bar.add_task("", total=1.0, visible=False)
        yield lambda text, fraction: bar.update(task, description=text, completed=fraction, visible=True)


def storage_error(error: OSError) -> StorageError:
    """Say in Swedish what the file system refused, without the path: a path may hold what a user typed."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return StorageError("Disken är full.", "Gör plats på disken, eller välj en annan mapp, och försök igen.")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return StorageError(
            "En fil eller mapp får inte läsas eller skrivas.", "Kontrollera rättigheterna och inställningen ASSISTANT_DATA_DIR."
        )
    return StorageError("En fil gick inte att läsa eller skriva.", "Kontrollera disken och försök igen.")
