"""What the templates under ``/kallor`` have in common: words, states, links that keep the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup, escape

from assistant.law.canonical import spell_out
from assistant.law.model import LegalStatus, Successor
from assistant.law.standing import extent_words
from assistant.web.document_view import copy_notes, facts
from assistant.web.markup import SpanInText, anchor_of, label_html, place_url, section_url, state_html
from assistant.web.site import Site
from assistant.web.sources.days import Day
from assistant.web.sources.shelf import Shelf
from assistant.web.words import LEGAL_STATES, UNKNOWN_PLACE

TABS = (
    ("/kallor", "Dokument"),
    ("/kallor/sok", "Sök i texten"),
    ("/kallor/lagrum", "Lagrum"),
    ("/kallor/ersatt-lag", "Ersatt lag"),
)


def state(status: LegalStatus) -> Markup:
    """Give a standing as icon and words."""
    return Markup(state_html(LEGAL_STATES[status]))  # noqa: S704  # our own words


def extent(one: Successor) -> str:
    """Say which part of the old law moved, and how much of it: "första stycket, delvis"."""
    return ", ".join(filter(None, (one.part, extent_words(one))))


def marked(text: str, stretch: SpanInText, spans: Sequence[SpanInText]) -> Markup:
    """Give a stretch of a text with the spans in it marked."""
    start, end = stretch
    edges = sorted({start, end, *(edge for span in spans for edge in span if start < edge < end)})
    parts = [
        f"<mark>{escape(text[left:right])}</mark>"
        if any(first <= left and right <= last for first, last in spans)
        else str(escape(text[left:right]))
        for left, right in pairwise(edges)
    ]
    return Markup("".join(parts))  # noqa: S704  # every piece is escaped


def show(
    request: Request,
    site: Site,
    shelf: Shelf,
    name: str,
    day: Day,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HTMLResponse:
    """Render a page under ``/kallor`` with what all of them use."""
    shared = {
        "tabs": TABS,
        "day": day,
        "keep": day.keep,
        "state": state,
        "extent": extent,
        "marked": marked,
        "spell_out": spell_out,
        "law_url": lambda canonical, sfs: day.keep(shelf.law.url_of(canonical, sfs)),
        "place_url": lambda place, span=None: day.keep(place_url(place, span)),
        "section_url": lambda place: day.keep(section_url(place)),
        "anchor_of": anchor_of,
        "place_label": lambda text: Markup(label_html(text)),  # noqa: S704  # escaped there
        "documents": shelf.corpus.documents,
        "facts": facts,
        "copy_notes": copy_notes,
    }
    return site.page(request, name, {**shared, **(context or {})}, status=400 if day.error and status == 200 else status)


def missing(request: Request, site: Site, shelf: Shelf, day: Day, words: str = UNKNOWN_PLACE) -> HTMLResponse:
    """Say that a place does not exist, and where to look instead."""
    return show(request, site, shelf, "kallor_saknas", day, {"words": words}, status=404)
