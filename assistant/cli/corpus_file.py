"""The text file that a command about the corpus is given, and what its document means by shared abbreviations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.cli.values import read_sfs
from assistant.documents.readers import MAX_BYTES, decode
from assistant.errors import UsageError

THE_FILE = "i filen"
"""What the file is called in an error: its name is what somebody typed."""


def read_text_file(name: str) -> tuple[bytes, str]:
    """Read a document's file.

    Returns
    -------
    tuple of bytes and str
        Its content, and that as text.

    Raises
    ------
    UsageError
        Where there is no such file.
    CorpusError
        Where it is empty, too large, or no text in UTF-8.
    """
    path = Path(name).expanduser()
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UsageError("Filen finns inte.", "Kontrollera sökvägen.") from None
    except IsADirectoryError:
        raise UsageError("Filen är en mapp.", "Ange dokumentets textfil.") from None
    return data, decode(data, THE_FILE)


def read_basis(pairs: Sequence[str] | None) -> dict[str, str] | None:
    """Read ``SoL=2001:453``, once or several times; None where nothing was given.

    Raises
    ------
    UsageError
        Where a pair is written in another way.
    """
    if not pairs:
        return None
    found = {}
    for pair in pairs:
        short, sign, number = pair.partition("=")
        if not sign or not short.strip():
            raise UsageError("Värdet för --law-basis går inte att läsa.", "Skriv det som SoL=2025:400.")
        found[short.strip()] = read_sfs(number)
    return found
