"""Choose, make and take a quiz."""

from __future__ import annotations

import threading
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import AssistantError, UsageError
from assistant.privacy import describe, stops
from assistant.quiz.exports.shared import TYPE_NAMES
from assistant.quiz.items import ItemType, Quiz
from assistant.quiz.quizmaster import Wish
from assistant.web.form_fields import Fields, read_fields
from assistant.web.problems import Problem
from assistant.web.quiz.answers import read_answers
from assistant.web.quiz.common import (
    LARGEST_SEED,
    LONGEST_TOPIC,
    MOST_QUESTIONS,
    PATH,
    Form,
    about,
    gone,
    new_seed,
    places,
    problem_of,
    read_form,
    render,
    wish_of,
)
from assistant.web.quiz.grading import grade
from assistant.web.quiz.store import Kept, QuizStore
from assistant.web.quiz.views import item_view, result_of
from assistant.web.site import Site, user_of

MADE_AT_ONCE = 2
"""Quizzes that are made at the same time: each keeps one core busy for some seconds."""
PATIENCE_SECONDS = 30.0
EXAMPLES = (
    ("Blandade frågor om handläggning", Form("stockholm-vald-riktlinjer/handlaggning")),
    ("Ska, bör eller kan", Form(types=(ItemType.CLOZE, ItemType.TRUE_FALSE, ItemType.SINGLE_CHOICE))),
    ("Fall från vardagen", Form(types=(ItemType.CASE,), count="8")),
    ("Skyddat boende", Form(topic="skyddat boende")),
    ("Huddinges riktlinjer", Form("huddinge-vald-riktlinjer", count="8")),
)
"""Quizzes to start from: what each is called, and its form."""

_places = threading.BoundedSemaphore(MADE_AT_ONCE)


def add(app: FastAPI, site: Site, store: QuizStore) -> None:
    """Add the pages where a quiz is chosen, made and taken."""

    @app.get(PATH, response_class=HTMLResponse)
    def choose(request: Request) -> HTMLResponse:
        return _choose(site, request, store, Form(seed=str(new_seed())))

    @app.post(PATH, response_class=HTMLResponse)
    def make(request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        form = read_form(fields)
        try:
            wish = wish_of(form)
            kept = store.keep(user_of(request).id, wish, _make(site, wish))
        except Exception as error:  # the page's boundary: the user gets words, the log nothing that was typed
            problem = problem_of(error, "Dina val står kvar. Försök igen.")
            return _choose(site, request, store, form, problem)
        return RedirectResponse(f"{PATH}/{kept.id}", status_code=303)

    @app.get(PATH + "/{quiz_id}", response_class=HTMLResponse)
    def take(request: Request, quiz_id: str) -> HTMLResponse:
        kept = store.get(quiz_id, user_of(request).id)
        return _take(site, request, kept, None) if kept else gone(site, request, store, quiz_id)

    @app.post(PATH + "/{quiz_id}", response_class=HTMLResponse)
    def mark(request: Request, quiz_id: str, fields: Annotated[Fields, Depends(read_fields)]) -> HTMLResponse:
        kept = store.get(quiz_id, user_of(request).id)
        return _take(site, request, kept, fields) if kept else gone(site, request, store, quiz_id)

    @app.post(PATH + "/{quiz_id}/ta-bort")
    def drop(request: Request, quiz_id: str) -> Response:
        store.drop(quiz_id, user_of(request).id)
        return RedirectResponse(PATH, status_code=303)


def _make(site: Site, wish: Wish) -> Quiz:
    """Make a quiz, at most so many at the same time.

    Raises
    ------
    AssistantError
        Where the quiz cannot be made, the topic holds personal data, or too many are being made.
    """
    if wish.topic:
        found = site.services.interpreter.personal_data(wish.topic)
        if stops(found):
            raise UsageError(
                f"Ämnet innehåller {describe(found)}. Det har inte använts och inte sparats.", "Ta bort det och försök igen."
            )
    if not _places.acquire(timeout=PATIENCE_SECONDS):
        raise AssistantError("Många gör frågor just nu.", "Dina val står kvar. Försök igen om en minut.")
    try:
        return site.services.quizmaster.make(wish)
    finally:
        _places.release()


def _choose(site: Site, request: Request, store: QuizStore, form: Form, problem: Problem | None = None) -> HTMLResponse:
    quizzes = [(kept, about(kept.wish, site.corpus)) for kept in store.of(user_of(request).id)]
    context = {
        "form": form,
        "problem": problem,
        "places": places(site.corpus),
        "types": [(one.value, TYPE_NAMES[one]) for one in ItemType],
        "examples": EXAMPLES,
        "quizzes": quizzes,
        "most": MOST_QUESTIONS,
        "largest_seed": LARGEST_SEED,
        "longest_topic": LONGEST_TOPIC,
    }
    return site.page(request, "quiz", context, status=problem.status if problem else 200)


def _take(site: Site, request: Request, kept: Kept, fields: Fields | None) -> HTMLResponse:
    """Show the questions; with a form those that were sent to be graded, or all of them, with what the answers are worth."""
    items = kept.quiz.items
    if fields is None:
        views = [item_view(item, number) for number, item in enumerate(items, start=1)]
        return render(site, request, kept, "quiz_gor", {"items": views, "result": None, "whole": False})
    answers = read_answers(items, fields)
    one = fields.line("ratta")
    whole = not one or "alla" in fields
    shown = {*fields.lines("rattad"), one}
    grades = {item.id: grade(item, answers[item.id]) for item in items if whole or item.id in shown}
    views = [item_view(item, number, answers[item.id], grades.get(item.id)) for number, item in enumerate(items, start=1)]
    context = {"items": views, "result": result_of(items, grades) if whole else None, "whole": whole}
    return render(site, request, kept, "quiz_gor", context)
