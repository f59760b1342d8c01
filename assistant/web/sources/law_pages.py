"""``/kallor/lagrum``: every lagrum that the documents cite, one page for each, and a look-up of any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from assistant.law.lookup import meanings
from assistant.law.model import LegalStatus, ReferenceStanding
from assistant.web.form_fields import Fields, read_fields
from assistant.web.site import Site
from assistant.web.sources.days import Day, read_day
from assistant.web.sources.law_card import card_view, may_exist
from assistant.web.sources.law_index import Lagrum, Law
from assistant.web.sources.shelf import Shelf
from assistant.web.sources.view import missing, show
from assistant.web.words import LEGAL_STATES

LONGEST = 200
"""Characters of a lagrum as it is typed or stands in an address; the longest in the documents has 60."""
BAD_FILTER = "Urvalet finns inte. Sidan visar alla lagrum."
NOT_READ = "Det går inte att läsa som ett lagrum. Skriv till exempel 14 kap. 1 § SoL, 26 kap. 1 § OSL eller SOSFS 2014:4."
NO_SECTION = "Paragrafen finns inte i den lagen, så långt assistenten känner den. Kontrollera kapitel och paragraf."
UNKNOWN_LAW = "Lagrummet finns varken i dokumenten eller bland de författningar som assistenten känner till."


@dataclass(frozen=True, slots=True)
class Row:
    """A lagrum of the index with its standing on the day, and the places that are shown."""

    lagrum: Lagrum
    standing: ReferenceStanding


def add(app: FastAPI, site: Site, shelf: Shelf) -> None:
    """Add the index, the look-up and the pages of single lagrum."""
    pages = _LawPages(site, shelf)

    @app.get("/kallor/lagrum", response_class=HTMLResponse)
    def cited(request: Request, datum: str = "", stallning: str = "", dokument: str = "") -> Response:
        day = read_day(datum, site.settings.date_today)
        if (stallning and stallning not in set(LegalStatus)) or (dokument and dokument not in shelf.corpus.documents):
            return pages.index(request, day, status=400, error=BAD_FILTER)
        return pages.index(request, day, standing=stallning, document=dokument)

    @app.post("/kallor/lagrum", response_class=HTMLResponse)
    def look_up(request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        return pages.look_up(request, fields.raw("lagrum"), read_day(fields.raw("datum"), site.settings.date_today))

    @app.get("/kallor/lagrum/{canonical:path}", response_class=HTMLResponse)
    def one(request: Request, canonical: str, datum: str = "", lag: str = "") -> Response:
        day = read_day(datum, site.settings.date_today)
        cards = card_view(canonical, lag, shelf, day.date, site.settings.data_dir) if len(canonical) <= LONGEST else ()
        if not cards:
            return missing(request, site, shelf, day, UNKNOWN_LAW)
        return show(request, site, shelf, "kallor_ett_lagrum", day, {"cards": cards, "lag": lag, "canonical": canonical})


class _LawPages:
    """The index with what is filled in or went wrong, and the look-up, which ends at the index or at a lagrum's page."""

    def __init__(self, site: Site, shelf: Shelf) -> None:
        self._site = site
        self._shelf = shelf

    def index(
        self,
        request: Request,
        day: Day,
        *,
        status: int = 200,
        standing: str = "",
        document: str = "",
        **said: Any,  # noqa: ANN401  # errors and choices that the template shows
    ) -> Response:
        """Show the index."""
        laws = _rows(self._shelf, day, standing, document)
        context = {
            "laws": laws,
            "count": sum(len(rows) for _, rows in laws),
            "standings": {one.value: words.words for one, words in LEGAL_STATES.items()},
            "standing": standing,
            "document": document,
            "longest": LONGEST,
            "error": "",
            "lookup_error": "",
            "meant": (),
            **said,
        }
        return show(request, self._site, self._shelf, "kallor_lagrum", day, context, status=status)

    def look_up(self, request: Request, typed: str, day: Day) -> Response:
        """Lead to the page of the lagrum that was typed, or say what is in the way. What was typed is not repeated."""
        if personal := self._shelf.personal_data_in(typed[:LONGEST]):
            words = f"Det du skrev innehåller {personal}. Inget är sparat. Skriv bara ett lagrum."
            return self.index(request, day, status=400, lookup_error=words)
        law = self._shelf.law
        meant = dict.fromkeys(meanings(typed, law.registry) if len(typed) <= LONGEST else ())
        found = {one.canonical: one for one in meant if may_exist(one, law.registry) or one.canonical in law.by_canonical}
        if not found:
            is_known = any(one.sfs in law.registry.by_number for one in meant)
            return self.index(request, day, status=400, lookup_error=NO_SECTION if is_known else NOT_READ)
        if len(found) > 1:
            return self.index(request, day, meant=tuple(found.values()))
        (one,) = found.values()
        several = sum(other.canonical == one.canonical for other in meant) > 1
        address = law.url(one)
        return RedirectResponse(day.keep(address.partition("?")[0] if several else address), status_code=303)


def _rows(shelf: Shelf, day: Day, standing: str, document_id: str) -> tuple[tuple[Law, tuple[Row, ...]], ...]:
    """Give the laws with those of their lagrum that a filter lets through."""
    judge = shelf.standing_on(day.date)
    found = []
    for law in shelf.law.laws:
        rows = [Row(one, judge(one.reference)) for one in law.rows]
        own = tuple(
            row
            for row in rows
            if standing in ("", row.standing.status)
            and (not document_id or any(one.document_id == document_id for one in row.lagrum.mentions))
        )
        if own:
            found.append((law, own))
    return tuple(found)
