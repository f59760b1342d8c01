"""``/kvalitet``: how good the answers are, what the assistant can and cannot do, what is kept. ``/tillganglighet``."""

from __future__ import annotations

import re
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup, escape
from starlette.responses import Response

from assistant import __version__
from assistant.errors import AssistantError
from assistant.index.store import status
from assistant.settings import Settings
from assistant.web.evaluation import shipped_evaluation
from assistant.web.markup import is_web_address
from assistant.web.quality_plots import bar, number, percent, reliability
from assistant.web.site import Site

E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
UNKNOWN_INDEX = "Sökindexet går inte att läsa just nu."


def add(app: FastAPI, site: Site) -> None:
    """Add both pages."""

    @app.get("/kvalitet", response_class=HTMLResponse)
    def quality(request: Request) -> Response:
        evaluation = shipped_evaluation()
        context = {
            "evaluation": evaluation,
            "differs": evaluation.differs_in(site.settings, site.corpus, __version__),
            "program": __version__,
            "corpus": site.corpus,
            "index": index_facts(site),
            "stored": stored(site.settings),
            "writer": site.assistant.writes_with,
            "bar": bar,
            "reliability": reliability,
            "percent": percent,
            "number": number,
        }
        return site.page(request, "kvalitet", context)

    @app.get("/tillganglighet", response_class=HTMLResponse)
    def accessibility(request: Request) -> Response:
        return site.page(request, "tillganglighet", {"contact": contact_html(site.settings.accessibility_contact)})


def index_facts(site: Site) -> dict[str, Any]:
    """Give what is known of the index that is searched; ``error`` says why nothing is."""
    try:
        found = status(site.settings, site.corpus)
    except AssistantError as error:
        return {"error": error.message, "manifest": None}
    return {"error": "" if found.manifest else found.message or UNKNOWN_INDEX, "manifest": found.manifest}


def contact_html(contact: str) -> Markup:
    """Give the municipality's contact as HTML: an address of the web or of e-mail in it is a link; empty where none is set."""
    parts = [_linked(word) for word in contact.split()]
    return Markup(" ").join(parts)


def _linked(word: str) -> Markup:
    """Make a word a link where it is an address; a stop or comma after it stays outside."""
    bare = word.rstrip(".,;:)")
    address = bare.lstrip("(")
    if is_web_address(address):
        target = address
    elif E_MAIL.fullmatch(address):
        target = f"mailto:{address}"
    else:
        return escape(word)
    before, after = bare[: len(bare) - len(address)], word[len(bare) :]
    return Markup('{}<a href="{}" rel="noreferrer">{}</a>{}').format(before, target, address, after)


def _days(days: int, none: str) -> str:
    return f"{days} dagar" if days else none


def stored(settings: Settings) -> tuple[tuple[str, str, str], ...]:
    """Tell what the program keeps: what, for how long, and what is known of whom."""
    rows = [
        (
            "Frågor och svar",
            "Sparas inte",
            "De finns i serverns minne under samtalet och en stund efter. I webbläsaren finns bara ett slumptal för fliken.",
        ),
        ("Sökningar och påståenden som prövas", "Sparas inte", "De står aldrig i en adress eller en logg."),
        (
            "Svar som någon har märkt som bra eller fel",
            _days(settings.review_keep_days, "Tills en arbetsledare raderar dem"),
            "Frågan kontrolleras först mot personuppgifter. "
            + ("Namn och roll sparas." if settings.review_names else "Rollen sparas, inte namnet.")
            + f" Ett godkänt svar granskas på nytt efter {settings.review_valid_days} dagar.",
        ),
        (
            "Händelseloggen: granskning och administration",
            _days(settings.audit_keep_days, "Tills en administratör rensar"),
            "Aldrig ord ur frågor och svar. " + ("Användarens id och roll." if settings.audit_names else "Bara rollen."),
        ),
        (
            "Driftloggen",
            "Förs inte" if settings.log == "off" else "Så länge som driften bestämmer",
            "" if settings.log == "off" else "Tider, tillstånd och vilka stycken som visades. Inga ord ur frågor eller svar.",
        ),
    ]
    if settings.login != "none":
        idle, hours = settings.session_idle_minutes, settings.session_hours
        how_long = f"{idle} minuter utan aktivitet, högst {hours} timmar"
        rows.append(("Inloggningen", how_long, "En kaka som bara håller dig inloggad."))
    return tuple(rows)
