"""From a file to its text, unchanged."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import CorpusError

MAX_BYTES = 20_000_000
"""A guideline of 400 pages is about 1 MB of text; more than this is no guideline."""
MAX_LINES = 1_000_000


def decode(data: bytes, name: str) -> str:
    """Give the text of a file.

    Parameters
    ----------
    data
        The file's content: UTF-8, with or without a byte order mark.
    name
        What to call the file in an error message.

    Raises
    ------
    CorpusError
        Where the content is too large, empty or no text.
    """
    if len(data) > MAX_BYTES or data.count(b"\n") > MAX_LINES:
        raise CorpusError(f"Dokumentet {name} är för stort.", f"Gränsen är {MAX_BYTES // 1_000_000} MB och en miljon rader.")
    if not data.strip():
        raise CorpusError(f"Dokumentet {name} är tomt.", "Kontrollera att rätt fil har lagts in.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise CorpusError(f"Dokumentet {name} är inte text i UTF-8.", "Spara om filen som ren text i UTF-8.") from None
    if "\0" in text:
        raise CorpusError(f"Dokumentet {name} innehåller binära data.", "Spara om filen som ren text i UTF-8.")
    return text


def read_bytes(path: Path) -> bytes:
    """Read a file of the corpus.

    Raises
    ------
    CorpusError
        Where the file is missing or cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise CorpusError(
            f"Filen {path.name} saknas i korpusen.", "Återställ filen eller ta bort raden ur catalogue.toml."
        ) from None
    except OSError:
        raise CorpusError(f"Filen {path.name} går inte att läsa.", "Kontrollera filens rättigheter.") from None
