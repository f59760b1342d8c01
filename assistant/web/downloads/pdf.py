"""The note as PDF: tagged and in Swedish (PDF/UA-1, which screen readers can follow), with typst's own fonts."""

from __future__ import annotations

import datetime
import functools
import json
from dataclasses import asdict
from importlib import resources

from assistant.web.downloads.note import CHECK, TITLE, Note


def write(note: Note) -> bytes:
    """Write a note as PDF. What it says reaches the template as data; nothing of it is read as markup."""
    import typst  # loaded with the first download: the page must be up before

    return typst.compile(
        template(),
        sys_inputs=inputs(note),
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=datetime.datetime.combine(note.day, datetime.time(), datetime.UTC),
    )


@functools.cache
def template() -> bytes:
    """Give the template, which is the same for every note."""
    return (resources.files("assistant.web.downloads") / "note.typ").read_bytes()


def inputs(note: Note) -> dict[str, str]:
    """Give a note as the template's data: one JSON value."""
    values = {
        **asdict(note),
        "title": TITLE,
        "check": CHECK,
        "day": note.day.isoformat(),
        "law_day": note.law_day.isoformat(),
        "facts": note.facts,
    }
    return {"note": json.dumps(values, ensure_ascii=False)}
