"""The page Administration: the audit log, the rules on retention, and which versions run."""

from __future__ import annotations

import datetime
import platform
from importlib import metadata
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from assistant import __version__
from assistant.access.audit import Audit, Entry, Form
from assistant.access.audit_words import EVENTS, GROUPS, fact_words
from assistant.errors import AssistantError
from assistant.retention import first_kept, sweep
from assistant.web.form_fields import Fields, read_day, read_fields, whole_number
from assistant.web.paging import Pages
from assistant.web.problems import Problem, problem_of
from assistant.web.site import Site, file_of, user_of

PATH = "/administration"
PER_PAGE = 50
DIGITS_TOLD = 6
"""Of how many were taken, as the address tells it; what is longer was not written by us."""
PARTS = ("gradio", "fastapi", "llama-index-core", "chromadb", "pydantic")
"""Packages whose version matters where something is reported."""
MEDIA = {Form.JSONL: "application/jsonl", Form.CSV: "text/csv; charset=utf-8"}


def add(app: FastAPI, site: Site) -> None:
    """Add the page to the app."""
    audit = Audit(site.settings)

    @app.get(PATH, response_class=HTMLResponse)
    def overview(request: Request, visa: str = "", sida: str = "1", svar: str = "", handelser: str = "") -> HTMLResponse:
        done = (
            swept_words(whole_number(svar, DIGITS_TOLD) or 0, whole_number(handelser, DIGITS_TOLD) or 0)
            if svar or handelser
            else ""
        )
        return _show(site, audit, request, {"done": done}, chosen=visa, page=sida)

    @app.post(f"{PATH}/kontroll", response_class=HTMLResponse)
    def check(request: Request) -> HTMLResponse:
        try:
            return _show(site, audit, request, {"checked": audit.check()})
        except Exception as error:  # the page's boundary
            return _trouble(site, audit, request, error)

    @app.post(f"{PATH}/gallra", response_class=HTMLResponse)
    def purge(request: Request) -> Response:
        try:
            swept = sweep(site.settings, site.corpus, user_of(request))
        except Exception as error:  # the page's boundary
            return _trouble(site, audit, request, error)
        told = urlencode({"svar": swept.reviews, "handelser": swept.events})
        return RedirectResponse(f"{PATH}?{told}", status_code=303)

    @app.post(f"{PATH}/logg", response_class=HTMLResponse)
    def export(request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        try:
            return _export(site, audit, request, fields)
        except Exception as error:  # the page's boundary
            return _trouble(site, audit, request, error)


def swept_words(reviews: int, events: int) -> str:
    """Say what the rules on retention took."""
    if not reviews and not events:
        return "Inget är så gammalt att det ska gallras."
    answers = "ett märkt svar" if reviews == 1 else f"{reviews} märkta svar"
    return f"Gallrat: {answers} och {'en händelse' if events == 1 else f'{events} händelser'} i loggen."


def _export(site: Site, audit: Audit, request: Request, fields: Fields) -> Response:
    form = Form.CSV if fields.line("form") == Form.CSV else Form.JSONL
    since = read_day(fields.line("fran"), datetime.date.min)
    today = site.settings.date_today
    before = min(read_day(fields.line("till"), today), today) + datetime.timedelta(days=1)
    text = audit.export(form, since, before)
    audit.record("audit.exported", user_of(request), form=form.value, since=since.isoformat(), before=before.isoformat())
    name = f"handelselogg-{site.settings.date_today.isoformat()}.{form.value}"
    return file_of(text, MEDIA[form], name)


def _trouble(site: Site, audit: Audit, request: Request, error: Exception) -> HTMLResponse:
    problem = problem_of(error, "an administration page", "Inget är ändrat. Försök igen.")
    return _show(site, audit, request, {"problem": problem}, status=problem.status)


def _show(
    site: Site,
    audit: Audit,
    request: Request,
    said: dict[str, Any],
    *,
    chosen: str = "",
    page: str = "1",
    status: int = 200,
) -> HTMLResponse:
    chosen = chosen if chosen in GROUPS else ""
    rows: tuple[dict[str, Any], ...] = ()
    users: tuple[dict[str, str], ...] = ()
    pages = Pages(0, "1", "")
    try:
        _, count = audit.page(event=chosen, most=1)
        pages = Pages(count, page, f"{PATH}?{urlencode({'visa': chosen})}&", PER_PAGE)
        rows = tuple(map(_row, audit.page(event=chosen, most=PER_PAGE, skip=pages.skip)[0]))
        users = _users(site)
    except AssistantError as error:
        problem = Problem(error.message, error.advice, 503)
        said, status = {"problem": problem, **said}, problem.status
    context = {
        "done": "",
        "problem": None,
        "checked": None,
        "rows": rows,
        "pages": pages,
        "groups": GROUPS,
        "chosen": chosen,
        "rules": _rules(site),
        "users": users,
        "by_itself": site.settings.login == "users",
        "versions": _versions(site),
        "today": site.settings.date_today,
        **said,
    }
    return site.page(request, "administration", context, status=status)


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "at": f"{entry.at[:10]} {entry.at[11:19]}",
        "what": EVENTS.get(entry.event, entry.event),
        "role": entry.role or "verktyget",
        "user": entry.user,
        "facts": fact_words(entry.facts),
    }


def _users(site: Site) -> tuple[dict[str, str], ...]:
    """Give the built-in users, with the ids that the log knows them by; none where people log in another way."""
    if site.settings.login != "users":
        return ()
    from assistant.access.users import Users

    return tuple(
        {
            "id": one.user.id,
            "name": one.name,
            "roles": ", ".join(sorted(one.roles)),
            "state": "Spärrad efter misslyckade inloggningar" if one.is_locked else "Öppen",
        }
        for one in Users(site.settings).all()
    )


def _rules(site: Site) -> tuple[tuple[str, str, str, str], ...]:
    """Give the rules on what is kept: what, for how long, what that means today, and the setting."""
    settings = site.settings
    reviews, events = settings.review_keep_days, settings.audit_keep_days
    return (
        (
            "Märkta svar",
            f"{reviews} dagar efter det senaste steget" if reviews else "Tills någon gallrar",
            f"Svar som ingen har rört sedan före {first_kept(settings, reviews)} gallras." if reviews else "",
            "ASSISTANT_REVIEW_KEEP_DAYS",
        ),
        (
            "Godkända svar används",
            f"{settings.review_valid_days} dagar efter godkännandet",
            "Sedan ska en arbetsledare titta igen.",
            "ASSISTANT_REVIEW_VALID_DAYS",
        ),
        (
            "Namn i granskningen",
            "Sparas" if settings.review_names else "Sparas inte",
            "Vid märkningar och beslut, utöver rollen.",
            "ASSISTANT_REVIEW_NAMES",
        ),
        (
            "Händelseloggen",
            f"{events} dagar" if events else "Tills någon gallrar",
            f"Händelser före {first_kept(settings, events)} gallras." if events else "",
            "ASSISTANT_AUDIT_KEEP_DAYS",
        ),
        (
            "Användare i händelseloggen",
            "Id och roll" if settings.audit_names else "Bara roll",
            "Aldrig ord ur frågor, svar eller anteckningar.",
            "ASSISTANT_AUDIT_NAMES",
        ),
        ("Frågor som inte märks", "Sparas inte", "Samtalet finns i minnet medan sidan används.", ""),
    )


def _versions(site: Site) -> tuple[tuple[str, str], ...]:
    def version(name: str) -> str:
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            return "finns inte"

    writer = site.assistant.writes_with
    return (
        ("Handläggarassistenten", __version__),
        ("Dokumentens kontrollsumma", site.corpus.sha256[:16]),
        ("Språkmodell", f"{writer.model} ({writer.where})" if writer else "Ingen: svaren är citat"),
        ("Python", platform.python_version()),
        *((name, version(name)) for name in PARTS),
    )
