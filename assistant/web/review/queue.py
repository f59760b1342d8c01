"""The lists of Granskning: the queue, the approved answers, and both as files."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from assistant.errors import AssistantError
from assistant.review.expiry import valid_until
from assistant.review.export import Form
from assistant.review.model import QUEUE, State
from assistant.review.reuse import person_words
from assistant.web.form_fields import whole_number
from assistant.web.paging import Pages
from assistant.web.review.frame import PATH, Bench, problem_of
from assistant.web.review.view import answer_html, documents_in_words, row_of
from assistant.web.review.words import EXPORTS
from assistant.web.site import file_of, user_of

PER_PAGE = 25
DIGITS_TOLD = 6
"""Of how many were erased, as the address tells it; what is longer was not written by us."""
WAITING = "vantar"
FILTERS: dict[str, tuple[str, tuple[State, ...]]] = {
    WAITING: ("Att granska", QUEUE),
    "godkanda": ("Godkända", (State.APPROVED, State.CORRECTED)),
    "avslagna": ("Avslagna", (State.REJECTED,)),
    "ersatta": ("Ersatta", (State.SUPERSEDED,)),
    "alla": ("Alla", (*QUEUE, State.APPROVED, State.CORRECTED, State.REJECTED, State.SUPERSEDED)),
}
IN_USE = FILTERS["godkanda"][1]


def add(app: FastAPI, bench: Bench) -> None:
    """Add the lists to the app."""

    @app.get(PATH, response_class=HTMLResponse)
    def queue(request: Request, visa: str = WAITING, sida: str = "1", gallrat: str = "") -> HTMLResponse:
        chosen = visa if visa in FILTERS else WAITING
        try:
            return _queue(bench, request, chosen, sida, gallrat)
        except AssistantError as error:
            return _trouble(bench, request, error)

    @app.get(f"{PATH}/godkanda", response_class=HTMLResponse)
    def approved(request: Request, sida: str = "1") -> HTMLResponse:
        try:
            return _approved(bench, request, sida)
        except AssistantError as error:
            return _trouble(bench, request, error)

    @app.get(f"{PATH}/export/{{form}}.jsonl")
    def export(request: Request, form: str) -> Response:
        if form not in set(Form):
            return bench.missing(request, "")
        try:
            rows = [json.dumps(row, ensure_ascii=False) + "\n" for row in bench.reviews.export(Form(form))]
            bench.audit.record("review.exported", user_of(request), form=form, count=len(rows))
        except AssistantError as error:
            return _trouble(bench, request, error)
        return file_of("".join(rows), "application/jsonl", f"granskning-{form}.jsonl")


def _queue(bench: Bench, request: Request, chosen: str, page: str, erased: str) -> HTMLResponse:
    reviews = bench.reviews
    reviews.refresh()
    counts = reviews.counts()
    tabs = [
        {"key": key, "name": name, "count": sum(counts[state] for state in states), "is_chosen": key == chosen}
        for key, (name, states) in FILTERS.items()
    ]
    states = FILTERS[chosen][1]
    pages = Pages(sum(counts[state] for state in states), page, f"{PATH}?{urlencode({'visa': chosen})}&", PER_PAGE)
    rows = [row_of(one) for one in reviews.page(states, PER_PAGE, pages.skip)]
    context = {
        "rows": rows,
        "tabs": tabs,
        "chosen": chosen,
        "pages": pages,
        "erased": whole_number(erased, DIGITS_TOLD),
        "any_marked": any(counts.values()),
    }
    return bench.site.page(request, "granskning", {**context, "exports": EXPORTS, "problem": None})


def _approved(bench: Bench, request: Request, page: str) -> HTMLResponse:
    reviews = bench.reviews
    reviews.refresh()
    counts = reviews.counts()
    pages = Pages(sum(counts[state] for state in IN_USE), page, f"{PATH}/godkanda?", PER_PAGE)
    days = bench.site.settings.review_valid_days
    rows = [
        {
            "row": row_of(one),
            "text": answer_html(one.answer),
            "sources": [citation.label for citation in one.answer.citations],
            "by": person_words(one.approved_by),
            "on": one.approved_on,
            "until": valid_until(one, days),
            "note": one.note,
            "only": documents_in_words(one, bench.site.corpus),
        }
        for one in reviews.page(IN_USE, PER_PAGE, pages.skip)
    ]
    return bench.site.page(request, "granskning_godkanda", {"rows": rows, "pages": pages})


def _trouble(bench: Bench, request: Request, error: AssistantError) -> HTMLResponse:
    problem = problem_of(error, "")
    context = {"rows": (), "tabs": (), "chosen": WAITING, "pages": Pages(0, "1", ""), "erased": None, "any_marked": True}
    shown = {**context, "exports": {}, "problem": problem}
    return bench.site.page(request, "granskning", shown, status=problem.status)
