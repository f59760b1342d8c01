"""What the pages of a quiz share: the form that a quiz is made from, its words, and the answers where there is none."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from assistant.documents.corpus import Corpus
from assistant.errors import UsageError
from assistant.quiz.exports.shared import TYPE_NAMES
from assistant.quiz.items import ItemType
from assistant.quiz.quizmaster import DEFAULT_COUNT, Wish
from assistant.web import problems
from assistant.web.form_fields import Fields, read_number
from assistant.web.problems import Problem
from assistant.web.quiz.store import Kept, QuizStore
from assistant.web.site import Site, user_of

PATH = "/quiz"
MOST_QUESTIONS = 100
"""Questions of a quiz that is taken on a page; the command line makes larger ones."""
LARGEST_SEED = 999_999_999
LONGEST_TOPIC = 200
_SEEDS_DRAWN = 9_999
_LEVELS = 2
"""Depth of the headings that can be chosen."""
_FEWEST_PARAGRAPHS = 2
"""Paragraphs of a heading that can be chosen: of one alone there is next to nothing to ask."""


def problem_of(error: Exception, kept: str) -> Problem:
    """Give an error as it is told; where nobody expected it, ``kept`` says what is kept of what the user did."""
    return problems.problem_of(error, "a quiz page", kept)


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A document or a heading that can be chosen, and how deep it stands."""

    id: str
    name: str
    depth: int


def places(corpus: Corpus) -> tuple[tuple[str, tuple[PlaceChoice, ...]], ...]:
    """Give the documents, each with itself and the headings that can be chosen in it."""
    found = []
    for document in corpus.documents.values():
        chosen = [PlaceChoice(document.id, "Hela dokumentet", 0)]
        for section in document.sections:
            ids = [one.id for one in document.paragraphs if one.section[: section.level] == section.path]
            if section.level <= _LEVELS and len(ids) >= _FEWEST_PARAGRAPHS:
                place = "/".join(ids[0].split("/")[: 1 + section.level])
                chosen.append(PlaceChoice(place, section.path[-1], section.level))
        found.append((document.entry.short_title, tuple(chosen)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Form:
    """What the form of a new quiz holds, as it was typed."""

    place: str = ""
    topic: str = ""
    types: tuple[str, ...] = ()
    count: str = str(DEFAULT_COUNT)
    seed: str = ""


def read_form(fields: Fields) -> Form:
    """Read the form; what was not sent has its default."""
    return Form(
        place=fields.line("urval"),
        topic=fields.raw("amne").strip(),
        types=tuple(fields.lines("typ")),
        count=fields.line("antal") if "antal" in fields else str(DEFAULT_COUNT),
        seed=fields.line("fro"),
    )


def wish_of(form: Form) -> Wish:
    """Give what a form asks for; without a seed one is drawn.

    Raises
    ------
    UsageError
        Where a field cannot be read or is out of bounds.
    """
    if len(form.topic) > LONGEST_TOPIC:
        raise UsageError(f"Ämnet är längre än {LONGEST_TOPIC} tecken.", "Skriv några ord, till exempel: skyddat boende.")
    if not set(form.types) <= set(ItemType):
        raise UsageError("Frågetypen finns inte.", "Välj bland frågetyperna i formuläret.")
    seed = form.seed or str(new_seed())
    return Wish(
        topic=form.topic,
        document=form.place,
        types=tuple(ItemType(one) for one in dict.fromkeys(form.types)),
        count=read_number(form.count, "Antalet frågor", 1, MOST_QUESTIONS),
        seed=read_number(seed, "Quiznumret", 0, LARGEST_SEED),
    )


def form_of(wish: Wish) -> Form:
    """Give the form that asks for what a quiz was made of."""
    return Form(wish.document, wish.topic, tuple(wish.types), str(wish.count), str(wish.seed))


def new_seed() -> int:
    """Draw a seed, short enough to be written down."""
    return 1 + secrets.randbelow(_SEEDS_DRAWN)


def about(wish: Wish, corpus: Corpus) -> tuple[tuple[str, str], ...]:
    """Say what a quiz was made of, as names and values."""
    names = {choice.id: f"{title}, {choice.name}" if choice.depth else title for title, row in places(corpus) for choice in row}
    rows = [("Urval", names.get(wish.document, wish.document) if wish.document else "Alla dokument")]
    if wish.topic:
        rows.append(("Ämne", wish.topic))
    if wish.types:
        rows.append(("Frågetyper", ", ".join(TYPE_NAMES[one] for one in wish.types)))
    return (*rows, ("Quiznummer", str(wish.seed)))


def render(
    site: Site, request: Request, kept: Kept, name: str, context: Mapping[str, Any], *, status: int = 200
) -> HTMLResponse:
    """Render a page of a quiz, under the heading and the menu that all of them have."""
    frame = {
        "quiz": kept,
        "count": len(kept.quiz.items),
        "about": about(kept.wish, site.corpus),
        "notices": kept.quiz.notices,
        "problem": None,
    }
    return site.page(request, name, {**frame, **context}, status=status)


def gone(site: Site, request: Request, store: QuizStore, quiz_id: str) -> HTMLResponse:
    """Say that there is no such quiz, whether it never was, is another's or has expired; one's own can be made again."""
    wish = store.wish_of_gone(quiz_id, user_of(request).id)
    context = {
        "form": form_of(wish) if wish else None,
        "about": about(wish, site.corpus) if wish else (),
    }
    return site.page(request, "quiz_borta", context, status=404)
