"""A quiz as a file for another program: Moodle, other learning platforms, forms tools, Word, Anki."""

from __future__ import annotations

import json
from importlib import import_module

from assistant.errors import UsageError
from assistant.quiz.items import Quiz

FORMATS = ("json", "gift", "moodle", "qti", "csv", "docx", "anki")
BINARY = frozenset({"qti", "docx", "anki"})
"""Formats that are no text."""
_LIBRARIES = {"docx": "python-docx", "genanki": "genanki"}


def export(quiz: Quiz, format_: str) -> bytes:
    """Write a quiz in a format.

    Raises
    ------
    UsageError
        Where the format is unknown, or the library it needs is not installed (extra `quiz`).
    """
    if format_ == "json":
        return json.dumps(quiz.to_dict(), ensure_ascii=False, indent=2).encode("utf-8") + b"\n"
    if format_ not in FORMATS:
        raise UsageError("Formatet finns inte.", f"De som finns: {', '.join(FORMATS)}.")
    try:
        module = import_module(f"assistant.quiz.exports.{_MODULES.get(format_, format_)}")
    except ModuleNotFoundError as error:
        library = _LIBRARIES.get(error.name or "")
        if library is None:
            raise
        raise UsageError(
            f"Formatet {format_} kräver paketet {library}, som inte är installerat.",
            "Installera tillägget: pip install 'handlaggarassistenten[quiz]'.",
        ) from None
    data: bytes = module.write(quiz)
    return data


_MODULES = {"docx": "word", "csv": "table"}
"""Modules whose name is not the format's: those names belong to libraries."""
