"""``/kallor/ersatt-lag``: what in the documents rests on law that no longer stands, as a table and for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from assistant.law.affected import Affected, heading_label, render
from assistant.web.site import Site, file_of
from assistant.web.sources.days import Day, read_day
from assistant.web.sources.shelf import Shelf
from assistant.web.sources.view import missing, show

UNKNOWN_DOCUMENT = "Dokumentet finns inte bland dem som assistenten läser."


@dataclass(frozen=True, slots=True)
class Resting:
    """A place with all that it rests on; ``place_id`` is its paragraph or its heading, ``remarks`` are ours."""

    place_id: str
    label: str
    rows: tuple[Affected, ...]
    remarks: tuple[str, ...]


def add(app: FastAPI, site: Site, shelf: Shelf) -> None:
    """Add the list."""
    headings = {
        heading_label(shelf.corpus.documents[place_id.partition("/")[0]].entry, place.section): place_id
        for place_id, place in shelf.places.items()
    }

    def rows_of(day: Day, document_id: str) -> list[Affected] | None:
        if document_id and document_id not in shelf.corpus.documents:
            return None
        return [row for row in shelf.affected_on(day.date) if document_id in ("", row.document_id)]

    @app.get("/kallor/ersatt-lag", response_class=HTMLResponse)
    def replaced(request: Request, datum: str = "", dokument: str = "") -> Response:
        day = read_day(datum, site.settings.date_today)
        rows = rows_of(day, dokument)
        if rows is None:
            return missing(request, site, shelf, day, UNKNOWN_DOCUMENT)
        groups = {
            key: _places([row for row in rows if row.document_id == key], headings)
            for key in shelf.corpus.documents
            if dokument in ("", key)
        }
        context = {"groups": groups, "chosen": dokument, "csv": _csv_address(day, dokument), "count": len(rows)}
        return show(request, site, shelf, "kallor_ersatt_lag", day, context)

    @app.get("/kallor/ersatt-lag.csv")
    def download(request: Request, datum: str = "", dokument: str = "") -> Response:
        day = read_day(datum, site.settings.date_today)
        rows = rows_of(day, dokument)
        if rows is None:
            return missing(request, site, shelf, day, UNKNOWN_DOCUMENT)
        if day.error:
            return show(request, site, shelf, "kallor_saknas", day, {"words": day.error}, status=400)
        table = render(rows, day.date, "csv").encode("utf-8-sig")  # with the mark that tells Excel it is UTF-8
        return file_of(table, "text/csv; charset=utf-8", f"ersatt-lag-{day.date.isoformat()}.csv")


def _csv_address(day: Day, document_id: str) -> str:
    return day.keep(f"/kallor/ersatt-lag.csv{'?dokument=' + document_id if document_id else ''}")


def _places(rows: Sequence[Affected], headings: dict[str, str]) -> tuple[Resting, ...]:
    """Put the rows of a place together, in reading order."""
    by_label: dict[str, list[Affected]] = {}
    for row in rows:
        by_label.setdefault(row.label, []).append(row)
    return tuple(
        Resting(
            own[0].paragraph_id or headings[name],
            name,
            tuple(row for row in own if row.reference),
            tuple(dict.fromkeys(row.remark for row in own if row.remark)),
        )
        for name, own in by_label.items()
    )
