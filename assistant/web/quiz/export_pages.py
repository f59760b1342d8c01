"""The key of a quiz on a page of its own, and the quiz as a file for another program."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response

from assistant.quiz.exports import export
from assistant.web.problems import Problem
from assistant.web.quiz.common import PATH, gone, problem_of, render
from assistant.web.quiz.store import Kept, QuizStore
from assistant.web.quiz.views import item_view
from assistant.web.site import Site, file_of, user_of


@dataclass(frozen=True, slots=True)
class Format:
    """A format as the page offers it: its name, what it is for, the file's ending and its media type."""

    id: str
    name: str
    use: str
    ending: str
    media_type: str


FORMATS = (
    Format(
        "docx",
        "Word",
        "Frågorna först, facit på egna sidor efter dem. För utskrift.",
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    Format("moodle", "Moodle XML", "Läses in i Moodles frågebank, med återkoppling.", "xml", "application/xml; charset=utf-8"),
    Format("qti", "QTI 2.1", "För andra lärplattformar, till exempel Canvas och Itslearning.", "zip", "application/zip"),
    Format("gift", "GIFT", "Textformat för Moodle och flera quizverktyg.", "gift.txt", "text/plain; charset=utf-8"),
    Format("csv", "CSV", "En rad per fråga, för kalkylblad och formulärverktyg.", "csv", "text/csv; charset=utf-8"),
    Format("anki", "Anki", "Kortlek för repetition på egen hand.", "apkg", "application/octet-stream"),
    Format("json", "JSON", "Allt innehåll, för egna program.", "json", "application/json"),
)
_BY_ID = {one.id: one for one in FORMATS}


def add(app: FastAPI, site: Site, store: QuizStore) -> None:
    """Add the pages of the key and the files."""

    @app.get(PATH + "/{quiz_id}/facit", response_class=HTMLResponse)
    def key(request: Request, quiz_id: str) -> HTMLResponse:
        kept = store.get(quiz_id, user_of(request).id)
        if kept is None:
            return gone(site, request, store, quiz_id)
        views = [item_view(item, number) for number, item in enumerate(kept.quiz.items, start=1)]
        return render(site, request, kept, "quiz_facit", {"items": views})

    @app.get(PATH + "/{quiz_id}/hamta", response_class=HTMLResponse)
    def choose(request: Request, quiz_id: str) -> HTMLResponse:
        kept = store.get(quiz_id, user_of(request).id)
        return _choose(site, request, kept) if kept else gone(site, request, store, quiz_id)

    @app.get(PATH + "/{quiz_id}/hamta/{format_id}")
    def fetch(request: Request, quiz_id: str, format_id: str) -> Response:
        kept = store.get(quiz_id, user_of(request).id)
        if kept is None:
            return gone(site, request, store, quiz_id)
        wanted = _BY_ID.get(format_id)
        if wanted is None:
            return _choose(site, request, kept, Problem("Formatet finns inte.", "Välj ett av formaten här under.", 404))
        try:
            data = export(kept.quiz, wanted.id)
        except Exception as error:  # the page's boundary, and a format whose library is not installed
            return _choose(site, request, kept, problem_of(error, "Frågorna är kvar. Välj ett annat format."))
        return file_of(data, wanted.media_type, f"fragor-{kept.wish.seed}.{wanted.ending}")


def _choose(site: Site, request: Request, kept: Kept, problem: Problem | None = None) -> HTMLResponse:
    warned = sum(bool(kept.warnings.get(item.id)) for item in kept.quiz.items)
    context = {"formats": FORMATS, "problem": problem, "warned": warned}
    return render(site, request, kept, "quiz_hamta", context, status=problem.status if problem else 200)
