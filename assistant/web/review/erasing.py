"""Erasing marked answers on the page Granskning: one, or all that were first marked before a day. Always asked about first."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from assistant.errors import AssistantError, UsageError
from assistant.web.form_fields import Fields, read_day, read_fields
from assistant.web.problems import Problem
from assistant.web.review.frame import PATH, Bench, problem_of, read_id
from assistant.web.review.view import row_of
from assistant.web.site import user_of

NO_DAY = UsageError("Du har inte valt någon dag.", "Välj den dag som svaren ska vara märkta före.")
SURE = "ja"


def add(app: FastAPI, bench: Bench) -> None:
    """Add the pages for erasure to the app."""

    @app.get(f"{PATH}/gallra", response_class=HTMLResponse)
    def ask_for_day(request: Request) -> HTMLResponse:
        return _by_day(bench, request, "", None)

    @app.post(f"{PATH}/gallra", response_class=HTMLResponse)
    def by_day(request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        day = fields.line("fore")
        try:
            before = _day(day)
            if fields.line("saker") == SURE:
                return _erase(bench, request, (), before)
            return _by_day(bench, request, day, bench.reviews.marked_before(before))
        except Exception as error:  # the page's boundary
            return _by_day(bench, request, day, None, problem_of(error, ""))

    @app.get(f"{PATH}/{{number}}/gallra", response_class=HTMLResponse)
    def ask(request: Request, number: str) -> HTMLResponse:
        return _one(bench, request, number)

    @app.post(f"{PATH}/{{number}}/gallra", response_class=HTMLResponse)
    def one(request: Request, number: str, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        if fields.line("saker") != SURE:
            return _one(bench, request, number)
        try:
            bench.reviews.show(read_id(number))
            return _erase(bench, request, (read_id(number),), None)
        except UsageError:
            return bench.missing(request, number)
        except Exception as error:  # the page's boundary
            return _one(bench, request, number, problem_of(error, ""))


def _day(text: str) -> datetime.date:
    if not text:
        raise NO_DAY
    return read_day(text, datetime.date.min)


def _erase(bench: Bench, request: Request, ids: tuple[int, ...], before: datetime.date | None) -> RedirectResponse:
    user = user_of(request)

    def record(gone: tuple[int, ...]) -> None:
        facts: dict[str, str | int] = {"before": before.isoformat()} if before else {"review": gone[0]}
        bench.audit.record("review.erased", user, count=len(gone), **facts)

    gone = bench.reviews.erase(ids, before, by=bench.person(request), record=record)
    return RedirectResponse(f"{PATH}?gallrat={len(gone)}", status_code=303)


def _by_day(bench: Bench, request: Request, day: str, count: int | None, problem: Problem | None = None) -> HTMLResponse:
    context = {"day": day, "count": count, "problem": problem, "today": bench.site.settings.date_today}
    return bench.site.page(request, "granskning_gallra", context, status=problem.status if problem else 200)


def _one(bench: Bench, request: Request, number: str, problem: Problem | None = None) -> HTMLResponse:
    try:
        review = bench.reviews.show(read_id(number))
    except UsageError:
        return bench.missing(request, number)
    except AssistantError as error:
        return bench.site.page(request, "granskning_problem", {"problem": problem_of(error, "")}, status=503)
    context = {"row": row_of(review), "problem": problem}
    return bench.site.page(request, "granskning_gallra_ett", context, status=problem.status if problem else 200)
