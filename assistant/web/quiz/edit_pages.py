"""Edit the questions of a quiz: change them, take them out. What cannot be checked after a change is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.privacy import describe, stops
from assistant.quiz.items import Item
from assistant.web.form_fields import Fields, read_fields
from assistant.web.problems import Problem
from assistant.web.quiz.common import PATH, gone, problem_of, render
from assistant.web.quiz.editing import MOST_ROWS, Draft, draft_of, edited, is_choice, problems_of, read_draft
from assistant.web.quiz.rechecking import judge_of, warnings_of
from assistant.web.quiz.store import Kept, QuizStore
from assistant.web.quiz.views import item_view
from assistant.web.site import Site, user_of

ITEM_PATH = PATH + "/{quiz_id}/redigera/{item_id}"


def add(app: FastAPI, site: Site, store: QuizStore) -> None:
    """Add the pages where a quiz is edited."""

    @app.get(PATH + "/{quiz_id}/redigera", response_class=HTMLResponse)
    def overview(request: Request, quiz_id: str) -> HTMLResponse:
        kept = store.get(quiz_id, user_of(request).id)
        return _overview(site, request, kept) if kept else gone(site, request, store, quiz_id)

    @app.get(ITEM_PATH, response_class=HTMLResponse)
    def edit(request: Request, quiz_id: str, item_id: str) -> HTMLResponse:
        found = _find(site, request, store, quiz_id, item_id)
        return _form(site, request, found, draft_of(found.item)) if isinstance(found, _Edited) else found

    @app.post(ITEM_PATH, response_class=HTMLResponse)
    def save(request: Request, quiz_id: str, item_id: str, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        found = _find(site, request, store, quiz_id, item_id)
        return _save(site, request, store, found, read_draft(found.item, fields)) if isinstance(found, _Edited) else found

    @app.post(ITEM_PATH + "/ta-bort")
    def remove(request: Request, quiz_id: str, item_id: str) -> Response:
        found = _find(site, request, store, quiz_id, item_id)
        if not isinstance(found, _Edited):
            return found
        if len(found.quiz.quiz.items) == 1:
            problem = Problem("Det är den enda frågan.", "Ta bort hela quizen i stället, eller gör en ny.")
            return _overview(site, request, found.quiz, problem)
        store.change(quiz_id, found.quiz.owner, lambda as_it_is: as_it_is.without(item_id))
        return RedirectResponse(f"{PATH}/{quiz_id}/redigera", status_code=303)


@dataclass(frozen=True, slots=True)
class _Edited:
    """A question, and the quiz of the user that it is in."""

    quiz: Kept
    item: Item


def _find(site: Site, request: Request, store: QuizStore, quiz_id: str, item_id: str) -> _Edited | HTMLResponse:
    """Give the question of a user's quiz, or the page that says that there is no such."""
    kept = store.get(quiz_id, user_of(request).id)
    if kept is None:
        return gone(site, request, store, quiz_id)
    item = kept.item(item_id)
    if item is None:
        return _overview(site, request, kept, Problem("Frågan finns inte i quizen.", "Välj en fråga här under.", 404))
    return _Edited(kept, item)


def _save(site: Site, request: Request, store: QuizStore, found: _Edited, draft: Draft) -> Response:
    """Keep a changed question, with what cannot be checked of it; or show the form again with what is wrong."""
    item, kept = found.item, found.quiz
    try:
        problems = problems_of(item, draft, [citation.text for citation in item.citations]) or _personal(site, item, draft)
        if problems:
            return _form(site, request, found, draft, problems)
        now = edited(item, draft)
        warnings = warnings_of(kept.original[item.id], now, judge_of(site.services.interpreter))
    except Exception as error:  # the page's boundary: the user gets words, the log nothing that was typed
        return _form(site, request, found, draft, (), problem_of(error, "Din ändring står kvar i formuläret. Försök igen."))
    store.change(kept.id, kept.owner, lambda as_it_is: as_it_is.with_item(now, warnings))
    return RedirectResponse(f"{PATH}/{kept.id}/redigera#fraga-{item.id}", status_code=303)


def _personal(site: Site, item: Item, draft: Draft) -> tuple[str, ...]:
    """Look through what was typed; what the question had before is the documents' own."""
    before = draft_of(item)
    typed = {draft.question, draft.explanation, draft.text, *draft.rows, *draft.names}
    typed -= {before.question, before.explanation, before.text, *before.rows, *before.names}
    found = site.services.interpreter.personal_data(" ".join(sorted(typed)))
    return (
        (f"Texten innehåller {describe(found)}. Ta bort det: frågor ska inte handla om någon verklig person.",)
        if stops(found)
        else ()
    )


def _overview(site: Site, request: Request, kept: Kept, problem: Problem | None = None) -> HTMLResponse:
    rows = [
        (item_view(item, number), kept.warnings.get(item.id, ()), item != kept.original[item.id])
        for number, item in enumerate(kept.quiz.items, start=1)
    ]
    context = {"rows": rows, "problem": problem}
    return render(site, request, kept, "quiz_redigera", context, status=problem.status if problem else 200)


def _form(
    site: Site,
    request: Request,
    found: _Edited,
    draft: Draft,
    problems: tuple[str, ...] = (),
    problem: Problem | None = None,
) -> HTMLResponse:
    item = found.item
    number = next(at for at, one in enumerate(found.quiz.quiz.items, start=1) if one.id == item.id)
    context = {
        "item": item_view(item, number),
        "draft": draft,
        "row_count": min(MOST_ROWS, max(len(draft_of(item).rows), max(draft.used, default=0) + 2)),
        "is_choice": is_choice(item),
        "problems": problems,
        "problem": problem,
    }
    status = problem.status if problem else 422 if problems else 200
    return render(site, request, found.quiz, "quiz_fraga", context, status=status)
