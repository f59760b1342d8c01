"""One marked answer of Granskning, side by side with its sources, and the decisions on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from assistant.errors import AssistantError, OutdatedError, UsageError
from assistant.review.expiry import valid_until
from assistant.review.gate import LONGEST_NOTE
from assistant.review.model import Review
from assistant.web.form_fields import Fields, read_fields
from assistant.web.problems import Problem
from assistant.web.review.frame import PATH, Bench, problem_of, read_id
from assistant.web.review.view import answer_html, documents_in_words, history_of, law_of, row_of, said_of, sources_of
from assistant.web.review.words import DONE

NOTE_KEPT = "Din anteckning står kvar i rutan."
Decide = Callable[[int, str, int], Review]
"""Takes the number, the note and the version that was seen."""


def add(app: FastAPI, bench: Bench) -> None:
    """Add the pages of one marked answer to the app."""

    @app.get(f"{PATH}/{{number}}", response_class=HTMLResponse)
    def entry(request: Request, number: str, klart: str = "") -> HTMLResponse:
        try:
            review = bench.reviews.show(read_id(number))
        except UsageError:
            return bench.missing(request, number)
        except AssistantError as error:
            return bench.site.page(request, "granskning_problem", {"problem": problem_of(error, "")}, status=503)
        return show(bench, request, review, done=DONE.get(klart, ""))

    @app.post(f"{PATH}/{{number}}/godkann", response_class=HTMLResponse)
    def approve(request: Request, number: str, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        def decide(review_id: int, note: str, seen: int) -> Review:
            terms = bench.terms(request, "review.approved", seen)
            return bench.reviews.approve(review_id, note, by=bench.person(request), terms=terms)

        return take(bench, request, number, fields, decide, "godkant")

    @app.post(f"{PATH}/{{number}}/avsla", response_class=HTMLResponse)
    def reject(request: Request, number: str, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        def decide(review_id: int, note: str, seen: int) -> Review:
            terms = bench.terms(request, "review.rejected", seen)
            return bench.reviews.reject(review_id, note, by=bench.person(request), terms=terms)

        return take(bench, request, number, fields, decide, "avslaget")


def take(bench: Bench, request: Request, number: str, fields: Fields, decide: Decide, done: str) -> Response:
    """Take a decision, and show the entry with what came of it; where it was refused, with the note as it was typed."""
    review_id = read_id(number)
    note = fields.raw("anteckning")
    try:
        decide(review_id, note, read_id(fields.line("version")))
    except Exception as error:  # the page's boundary: the user gets words, the log none of the user's
        problem = problem_of(error, NOTE_KEPT)
        return show_again(bench, request, number, problem, note, fields, isinstance(error, OutdatedError))
    return RedirectResponse(f"{PATH}/{review_id}?klart={done}", status_code=303)


def show_again(
    bench: Bench, request: Request, number: str, problem: Problem, note: str, fields: Fields, is_outdated: bool
) -> HTMLResponse:
    """Show an entry after a decision that was refused: with what has happened since it was seen, where that is why."""
    try:
        review = bench.reviews.show(read_id(number))
    except UsageError:
        return bench.missing(request, number)
    except AssistantError:
        return bench.site.page(request, "granskning_problem", {"problem": problem}, status=problem.status)
    seen = read_id(fields.line("version")) if is_outdated else review.version
    return show(bench, request, review, problem=problem, note=note, seen=seen)


def show(
    bench: Bench,
    request: Request,
    review: Review,
    *,
    done: str = "",
    problem: Problem | None = None,
    note: str = "",
    seen: int | None = None,
) -> HTMLResponse:
    """Show an entry."""
    reviews, today = bench.reviews, bench.site.settings.date_today
    events = reviews.history(review.id)
    history = history_of(events)
    context: dict[str, Any] = {
        "review": review,
        "row": row_of(review),
        "text": answer_html(review.answer),
        "sources": sources_of(review.answer, bench.site.corpus, today),
        "law": law_of(review.answer, today),
        "day": today,
        "only": documents_in_words(review, bench.site.corpus),
        "changes": reviews.changes(review),
        "obstacle": reviews.obstacle(review),
        "history": history,
        "said": said_of(events),
        "happened": history[seen:] if seen is not None else (),
        "until": valid_until(review, bench.site.settings.review_valid_days),
        "done": done,
        "problem": problem,
        "note": note,
        "longest": LONGEST_NOTE,
    }
    return bench.site.page(request, "granskning_svar", context, status=problem.status if problem else 200)
