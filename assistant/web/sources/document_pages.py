"""``/kallor``: the documents. ``/kallor/{document}``: one of them whole, a section of it, or a place in it pointed out."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from assistant.documents.model import Document, label
from assistant.law.affected import Affected
from assistant.web.markup import SpanInText, read_span
from assistant.web.site import Site
from assistant.web.sources.days import Day, read_day
from assistant.web.sources.outline import Place, neighbours
from assistant.web.sources.shelf import Shelf
from assistant.web.sources.view import missing, show


def add(app: FastAPI, site: Site, shelf: Shelf) -> None:
    """Add the pages of the documents."""

    @app.get("/kallor", response_class=HTMLResponse)
    def documents(request: Request, datum: str = "") -> Response:
        day = read_day(datum, site.settings.date_today)
        rows = shelf.affected_on(day.date)
        counts = {key: _counts([row for row in rows if row.document_id == key]) for key in shelf.corpus.documents}
        return show(request, site, shelf, "kallor", day, {"counts": counts})

    @app.get("/kallor/", include_in_schema=False)
    def overview() -> Response:
        return RedirectResponse("/kallor", status_code=308)

    @app.get("/kallor/{place_id:path}", response_class=HTMLResponse)
    def place(request: Request, place_id: str, datum: str = "", fran: str = "", till: str = "") -> Response:
        day = read_day(datum, site.settings.date_today)
        place_id = place_id.rstrip("/")
        if document := shelf.corpus.documents.get(place_id):
            return _document(request, site, shelf, document, day)
        if found := shelf.places.get(place_id):
            return _section(request, site, shelf, found, day)
        try:
            document = shelf.corpus.document_of(place_id)
        except KeyError:
            return missing(request, site, shelf, day)
        return _document(request, site, shelf, document, day, place_id, read_span(fran, till))


def _counts(rows: list[Affected]) -> dict[str, int]:
    """Count what rests on law that no longer stands: places, and different lagrum."""
    return {
        "places": len({row.label for row in rows}),
        "laws": len({(row.reference.canonical, row.reference.sfs) for row in rows if row.reference}),
    }


def _document(
    request: Request,
    site: Site,
    shelf: Shelf,
    document: Document,
    day: Day,
    cited: str = "",
    span: SpanInText | None = None,
) -> HTMLResponse:
    place = label(document.entry, shelf.corpus.paragraph(cited), span[0] if span else 0) if cited else ""
    context = {
        "document": document,
        "outline": shelf.outlines[document.id],
        "body": shelf.whole(document, day, cited, span),
        "place": place,
    }
    return show(request, site, shelf, "kallor_dokument", day, context)


def _section(request: Request, site: Site, shelf: Shelf, place: Place, day: Day) -> HTMLResponse:
    document = shelf.corpus.documents[place.id.partition("/")[0]]
    tree = shelf.outlines[document.id]
    context = {
        "document": document,
        "outline": tree,
        "here": place,
        "around": neighbours(tree, place),
        "body": shelf.part(document, place, day),
    }
    return show(request, site, shelf, "kallor_avsnitt", day, context)
