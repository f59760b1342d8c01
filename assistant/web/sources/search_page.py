"""``/kallor/sok``: full-text search. The words are sent in the body of a request, never in an address, and nowhere kept."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from itertools import groupby
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from assistant.errors import UsageError
from assistant.web.form_fields import Fields, read_fields
from assistant.web.site import Site
from assistant.web.sources.days import read_day
from assistant.web.sources.search import LONGEST, Found, Hit, TextSearch, excerpt, read_query
from assistant.web.sources.shelf import Shelf
from assistant.web.sources.view import show

MOST_SHOWN = 100
"""Places on a page of hits; more are counted and not shown."""
NO_SUCH_PUBLISHER = "Utgivaren finns inte bland dokumenten. Sökningen är gjord i alla dokument."


def add(app: FastAPI, site: Site, shelf: Shelf) -> None:
    """Add the search."""

    @functools.cache
    def search() -> TextSearch:
        return TextSearch(shelf.corpus, shelf.outlines)

    publishers = tuple(dict.fromkeys(one.entry.publisher for one in shelf.corpus.documents.values()))

    def page(request: Request, *, status: int = 200, **context: Any) -> Response:  # noqa: ANN401  # what the template shows
        day = read_day("", site.settings.date_today)
        empty = {"typed": "", "chosen": "", "error": "", "found": None, "groups": (), "hits": 0, "most": MOST_SHOWN}
        filled = {"publishers": publishers, "longest": LONGEST, "excerpt": excerpt, **empty, **context}
        return show(request, site, shelf, "kallor_sok", day, filled, status=status)

    @app.get("/kallor/sok", response_class=HTMLResponse)
    def form(request: Request) -> Response:
        return page(request)

    @app.post("/kallor/sok", response_class=HTMLResponse)
    def results(request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        typed, publisher = fields.raw("ord"), fields.raw("utgivare")
        chosen = publisher if publisher in publishers else ""
        try:
            query = read_query(typed)
        except UsageError as error:
            return page(request, status=400, error=str(error), chosen=chosen)
        if personal := shelf.personal_data_in(typed):
            return page(request, status=400, error=_stopped(personal), chosen=chosen)
        wanted = frozenset(key for key, one in shelf.corpus.documents.items() if one.entry.publisher == chosen)
        found = search().find(query, wanted if chosen else None)
        return page(
            request,
            status=400 if publisher and not chosen else 200,
            error=NO_SUCH_PUBLISHER if publisher and not chosen else "",
            typed=typed,
            chosen=chosen,
            found=found,
            groups=grouped(found.hits[:MOST_SHOWN]),
            hits=_count(found),
        )


def _stopped(personal: str) -> str:
    return f"Sökningen innehåller {personal} och är inte gjord. Inget är sparat. Ta bort uppgifterna och sök igen."


def _count(found: Found) -> int:
    return sum(len(hit.spans) for hit in found.hits)


def grouped(hits: Iterable[Hit]) -> tuple[tuple[str, tuple[tuple[tuple[str, ...], tuple[Hit, ...]], ...]], ...]:
    """Give hits by document, and within a document by section, in reading order."""
    return tuple(
        (document_id, tuple((section, tuple(own)) for section, own in groupby(of_document, key=lambda hit: hit.section)))
        for document_id, of_document in groupby(hits, key=lambda hit: hit.document_id)
    )
