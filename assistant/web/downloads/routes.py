"""The addresses of an answer's files: ``/svar/{conversation}/{number}.txt``, ``.docx`` and ``.pdf``, for its own user alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.responses import Response

from assistant.web.downloads import pdf, text, word
from assistant.web.downloads.note import Note, note_of
from assistant.web.site import Site, file_of, user_of

FILE_NAME = re.compile(r"([1-9][0-9]{0,5})\.(txt|docx|pdf)")
WITHOUT_QUESTION = "nej"


@dataclass(frozen=True)
class Form:
    """A form of the note: its media type, and what writes it."""

    media_type: str
    write: Callable[[Note], bytes]


FORMS = {
    "txt": Form("text/plain; charset=utf-8", lambda note: text.write(note).encode()),
    "docx": Form("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.write),
    "pdf": Form("application/pdf", pdf.write),
}


def add(app: FastAPI, site: Site) -> None:
    """Add the addresses to the app."""

    @app.get("/svar/{conversation_id}/{file_name}")
    def download(request: Request, conversation_id: str, file_name: str, fraga: str = "") -> Response:
        named = FILE_NAME.fullmatch(file_name)
        shown = site.conversations.shown(conversation_id, int(named[1]), user_of(request).id) if named else None
        if not named or not shown:
            return site.page(request, "svar_saknas", status=404)
        note = note_of(site.corpus, shown, with_question=fraga != WITHOUT_QUESTION)
        form = FORMS[named[2]]
        return file_of(form.write(note), form.media_type, f"svar-{note.day.isoformat()}.{named[2]}")
