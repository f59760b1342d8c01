"""Correcting a marked answer: paragraphs are chosen, whole or by words of them, and the answer is seen before it counts.

Everything that has been chosen so far stands in the form; the server keeps nothing until the answer is saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from assistant.documents.corpus import Corpus
from assistant.errors import AssistantError, OutdatedError, UsageError
from assistant.retrieval.search import Hit
from assistant.review.correction import MOST_PARAGRAPHS
from assistant.review.gate import LONGEST_NOTE, without_personal_data
from assistant.review.model import Choice, KeptAnswer, Review
from assistant.text import clean_question, collapse
from assistant.web.form_fields import Fields, read_fields
from assistant.web.problems import Problem
from assistant.web.review.frame import PATH, Bench, problem_of, read_id
from assistant.web.review.view import (
    Happened,
    Piece,
    answer_html,
    documents_in_words,
    history_of,
    law_of,
    piece_of,
    row_of,
    said_of,
    sources_of,
)

FOUND = 8
KEPT = "Det du har valt och skrivit står kvar."
CHANGED = Problem("Du har ändrat svaret sedan du förhandsgranskade det.", "Läs igenom det igen och spara sedan.", 422)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A chosen paragraph, and the words of it that are quoted, as typed; empty: all of it."""

    piece: Piece
    words: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A correction under way, as its form holds it."""

    chosen: tuple[tuple[str, str], ...]
    """Paragraph ids in order, each with the words that are quoted."""
    search: str
    note: str
    version: int
    seen: str
    """The fingerprint of the answer that was last seen composed."""

    def with_added(self, paragraph_id: str) -> Draft:
        """Give the draft with one more paragraph; one that is chosen already stays where it stands."""
        if paragraph_id in dict(self.chosen):
            return self
        return replace(self, chosen=(*self.chosen, (paragraph_id, "")))

    def without(self, paragraph_id: str) -> Draft:
        """Give the draft without a paragraph."""
        return replace(self, chosen=tuple(one for one in self.chosen if one[0] != paragraph_id))

    def with_raised(self, paragraph_id: str) -> Draft:
        """Give the draft with a paragraph moved up a place."""
        order = list(self.chosen)
        at = next((place for place, one in enumerate(order) if one[0] == paragraph_id), 0)
        if at:
            order[at - 1 : at + 1] = [order[at], order[at - 1]]
        return replace(self, chosen=tuple(order))

    @property
    def choices(self) -> list[Choice]:
        """Give what the correction is composed of; an empty line parts several quotes of one paragraph."""
        found = []
        for paragraph_id, words in self.chosen:
            quotes = [quote for part in words.replace("\r", "").split("\n\n") if (quote := collapse(part))]
            found += [Choice(paragraph_id, quote) for quote in quotes or [""]]
        return found


def add(app: FastAPI, bench: Bench) -> None:
    """Add the page for corrections to the app."""

    @app.get(f"{PATH}/{{number}}/ratta", response_class=HTMLResponse)
    def begin(request: Request, number: str) -> Response:
        return _page(bench, request, number, None)

    @app.post(f"{PATH}/{{number}}/ratta", response_class=HTMLResponse)
    def go_on(request: Request, number: str, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        return _page(bench, request, number, fields)


def _page(bench: Bench, request: Request, number: str, fields: Fields | None) -> Response:
    try:
        review = bench.reviews.show(read_id(number))
    except UsageError:
        return bench.missing(request, number)
    except AssistantError as error:
        return bench.site.page(request, "granskning_problem", {"problem": problem_of(error, "")}, status=503)
    if fields is None or "steg" not in fields:  # from the entry, maybe with a note in its form
        draft = _first(review, bench.site.corpus)
        draft = replace(draft, note=fields.raw("anteckning"), version=read_id(fields.line("version"))) if fields else draft
        return _show(bench, request, review, draft)
    draft = _read(fields, bench.site.corpus)
    match fields.line("gor"):
        case "spara":
            return _save(bench, request, review, draft)
        case "visa":
            return _show(bench, request, review, draft, wants_preview=True)
        case _:
            return _show(bench, request, review, _changed(draft, fields, bench.site.corpus))


def _changed(draft: Draft, fields: Fields, corpus: Corpus) -> Draft:
    """Give the draft after one of the buttons beside a paragraph."""
    if (added := fields.line("valj")) and _exists(added, corpus):
        return draft.with_added(added)
    if gone := fields.line("bort"):
        return draft.without(gone)
    return draft.with_raised(raised) if (raised := fields.line("upp")) else draft


def _first(review: Review, corpus: Corpus) -> Draft:
    """Begin with what the answer cites now: the whole paragraph where that is what it quotes."""
    chosen: dict[str, list[str]] = {}
    for one in review.answer.citations:
        if _exists(one.paragraph_id, corpus):
            whole = collapse(corpus.paragraph(one.paragraph_id).full_text)
            chosen.setdefault(one.paragraph_id, []).append("" if one.quote == whole else one.quote)
    return Draft(
        tuple((place, "\n\n".join(filter(None, words))) for place, words in chosen.items()), "", "", review.version, ""
    )


def _read(fields: Fields, corpus: Corpus) -> Draft:
    places = [one for one in dict.fromkeys(fields.lines("stycke")) if _exists(one, corpus)]
    return Draft(
        chosen=tuple((place, fields.raw(f"ord:{place}")) for place in places),
        search=fields.line("sok"),
        note=fields.raw("anteckning"),
        version=read_id(fields.line("version")),
        seen=fields.line("sett"),
    )


def _exists(paragraph_id: str, corpus: Corpus) -> bool:
    try:
        corpus.paragraph(paragraph_id)
    except KeyError:
        return False
    return True


def _save(bench: Bench, request: Request, review: Review, draft: Draft) -> Response:
    """Keep the correction, if it is the one that was seen."""
    reviews = bench.reviews
    try:
        if reviews.preview(draft.choices).fingerprint != draft.seen:
            return _show(bench, request, review, draft, wants_preview=True, problem=CHANGED)
        terms = bench.terms(request, "review.corrected", draft.version)
        reviews.correct(review.id, draft.choices, draft.note, by=bench.person(request), terms=terms)
    except OutdatedError as error:
        now = replace(draft, version=review.version)
        happened = history_of(reviews.history(review.id))[draft.version :]
        problem = problem_of(error, KEPT)
        return _show(bench, request, review, now, wants_preview=True, problem=problem, happened=happened)
    except Exception as error:  # the page's boundary: the user gets words, the log none of the user's
        problem = problem_of(error, KEPT)
        return _show(bench, request, review, draft, wants_preview=True, problem=problem)
    return RedirectResponse(f"{PATH}/{review.id}?klart=rattat", status_code=303)


def _show(
    bench: Bench,
    request: Request,
    review: Review,
    draft: Draft,
    *,
    wants_preview: bool = False,
    problem: Problem | None = None,
    happened: Sequence[Happened] = (),
) -> HTMLResponse:
    corpus, today = bench.site.corpus, bench.site.settings.date_today
    preview: KeptAnswer | None = None
    found: tuple[Piece, ...] = ()
    try:
        found = _search(bench, draft.search or review.question)
        preview = bench.reviews.preview(draft.choices) if wants_preview else None
    except Exception as error:  # the page's boundary
        problem = problem or problem_of(error, KEPT)
    context = {
        "review": review,
        "row": row_of(review),
        "said": said_of(bench.reviews.history(review.id)),
        "only": documents_in_words(review, corpus),
        "chosen": [Chosen(piece_of(place, corpus), words) for place, words in draft.chosen],
        "draft": draft,
        "found": found,
        "chosen_ids": [place for place, _ in draft.chosen],
        "most": MOST_PARAGRAPHS,
        "longest": LONGEST_NOTE,
        "problem": problem,
        "happened": happened,
        "preview": preview,
        "preview_text": answer_html(preview) if preview else None,
        "sources": sources_of(preview, corpus, today) if preview else (),
        "law": law_of(preview, today) if preview else (),
        "day": today,
    }
    return bench.site.page(request, "granskning_ratta", context, status=problem.status if problem else 200)


def _search(bench: Bench, words: str) -> tuple[Piece, ...]:
    """Find the paragraphs that are nearest to a question or to some words."""
    asked = without_personal_data(clean_question(words), "Sökningen", frozenset())
    hits = bench.site.services.searcher.search(asked).hits
    return tuple(piece_of(place, bench.site.corpus) for place in _first_places(hits))


def _first_places(hits: Sequence[Hit]) -> list[str]:
    return list(dict.fromkeys(hit.paragraph_id for hit in hits))[:FOUND]
