"""The page Pröva tolkning: a statement in, the verdict on each of its claims out."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse

from assistant.errors import UsageError
from assistant.privacy import Finding as PersonalData
from assistant.privacy import describe, mask, stops, suggest_without
from assistant.text import MAX_QUESTION, clean_question, collapse
from assistant.web.check_view import CheckView, view_of
from assistant.web.form_fields import Fields, read_day, read_fields
from assistant.web.problems import Problem, problem_of
from assistant.web.site import Site

PATH = "/prova"
LIMIT = f"{MAX_QUESTION:,}".replace(",", "\u00a0")
EVERYONE = "alla"
EXAMPLES = (
    ("Vem som gör det", "Utföraren ska upprätta genomförandeplanen tillsammans med den enskilde."),
    ("Ska eller bör", "Socialtjänsten bör ha rutiner för hur och när frågor om våld ska ställas."),
    ("En gräns", "Insatsen Stöd för personer utsatta för våld är begränsad till högst 20 tillfällen."),
    ("Något att jämföra själv", "En våldsutsatt person kan få stöd utan behovsprövning om den är 15 år eller äldre."),
    (
        "Två påståenden på en gång",
        "Barn som upplever våld i hemmet är brottsoffer, och Skatteverket beslutar om fingerade personuppgifter.",
    ),
    ("Något som inte står där", "Försörjningsstöd ska betalas ut den 25 varje månad."),
)
"""What each example shows, and the statement; their verdicts differ."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the form holds, as it was typed."""

    statement: str = ""
    publisher: str = EVERYONE
    day: str = ""


@dataclass(frozen=True, slots=True)
class Stopped(Problem):
    """A statement with personal data.

    ``suggestion`` is one without it that can be sent, and ``masked`` the user's own with the data masked, for the field: what
    was found is not sent back to the page.
    """

    suggestion: str = ""
    masked: str = ""


def add(app: FastAPI, site: Site) -> None:
    """Add the page to the app."""

    @app.get(PATH, response_class=HTMLResponse)
    def empty(request: Request) -> HTMLResponse:
        return _render(site, request, Wish())

    @app.post(PATH, response_class=HTMLResponse)
    def check(request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> HTMLResponse:
        wish = Wish(fields.raw("pastaende"), fields.line("kommun") or EVERYONE, fields.line("datum"))
        try:
            found = _check(site, wish)
        except Exception as error:  # the page's boundary: the user gets words, the log no statement
            found = problem_of(error, "a check", "Ditt påstående står kvar i rutan och är inte sparat. Försök igen.")
        return _render(site, request, wish, found)


def _check(site: Site, wish: Wish) -> CheckView | Problem:
    statement = _clean(wish.statement)
    today = site.settings.date_today
    on = read_day(wish.day, today)
    interpreter = site.services.interpreter
    found = interpreter.personal_data(statement)
    if stops(found):
        return _stopped(statement, found)
    if wish.publisher != EVERYONE:
        interpreter = interpreter.within(_documents_of(site, wish.publisher))
    return view_of(interpreter.check(statement, on), site.corpus, on, today)


def _clean(statement: str) -> str:
    """Give the statement as it is checked.

    Raises
    ------
    UsageError
        Where it is empty or too long; in words that speak of a statement, not of a question.
    """
    try:
        return clean_question(statement)
    except UsageError:
        if len(collapse(statement)) > MAX_QUESTION:
            raise UsageError(
                f"Påståendet är längre än {LIMIT} tecken.", "Det står kvar i rutan. Korta det, eller pröva en del i taget."
            ) from None
        raise UsageError("Påståendet är tomt.", "Skriv en mening om vad som gäller, eller välj ett av exemplen.") from None


def _stopped(statement: str, found: tuple[PersonalData, ...]) -> Stopped:
    return Stopped(
        f"Påståendet innehåller {describe(found)}. Det har inte prövats och inte sparats.",
        "I rutan är uppgifterna utbytta. Skriv om påståendet där, eller pröva förslaget här under.",
        suggestion=suggest_without(statement, found),
        masked=mask(statement, found),
    )


def _documents_of(site: Site, publisher: str) -> list[str]:
    documents = [one.entry.id for one in site.corpus.documents.values() if one.entry.publisher == publisher]
    if not documents:
        raise UsageError("Det finns inga dokument från den kommunen.", "Välj en kommun i listan.")
    return documents


def _publishers(site: Site) -> list[str]:
    return sorted({one.entry.publisher for one in site.corpus.documents.values()}, reverse=True)


def _render(site: Site, request: Request, wish: Wish, found: CheckView | Problem | None = None) -> HTMLResponse:
    problem = found if isinstance(found, Problem) else None
    stopped = found if isinstance(found, Stopped) else None
    today: datetime.date = site.settings.date_today
    context = {
        "wish": replace(wish, statement=stopped.masked) if stopped else wish,
        "suggestion": stopped.suggestion if stopped else "",
        "publishers": _publishers(site),
        "everyone": EVERYONE,
        "today": today.isoformat(),
        "limit": LIMIT,
        "examples": EXAMPLES,
        "problem": problem,
        "view": found if isinstance(found, CheckView) else None,
    }
    return site.page(request, "prova", context, status=problem.status if problem else 200)
