"""The page Quiz: choose, make, take, edit and fetch questions from the guidelines.

Reading order: `grading` (the rules), `answers` (what a form says), `store` (quizzes of the users, in memory), `editing` and
`rechecking` (changes, and what they break), `views` (what templates show), `common`, `pages` (choose and take), `edit_pages`,
`export_pages`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.web.quiz import edit_pages, export_pages, pages
from assistant.web.quiz.store import QuizStore

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.web.site import Site


def add(app: FastAPI, site: Site, store: QuizStore | None = None) -> None:
    """Add the page to the app; its quizzes are kept in the store given, else in one of its own."""
    store = store or QuizStore()
    pages.add(app, site, store)
    edit_pages.add(app, site, store)
    export_pages.add(app, site, store)
