"""Marking an answer on the page Fråga as good or wrong: ``POST /svar/{conversation}/{number}/omdome``.

The browser sends the verdict and the note. What is kept is the server's own answer, found by the conversation, which belongs
to its user alone; nothing that a browser says of an answer is taken for it.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from starlette.responses import JSONResponse

from assistant.access.audit import Audit
from assistant.access.model import User
from assistant.errors import AssistantError, UsageError
from assistant.review.model import Person, Review, Terms, Verdict
from assistant.web.feedback_view import can_be_marked
from assistant.web.form_fields import whole_number
from assistant.web.problems import status_of
from assistant.web.site import Site, user_of
from assistant.web.words import UNEXPECTED

log = logging.getLogger(__name__)

DIGITS = 6
"""Of an answer's number in its conversation."""
MARKED = {Verdict.GOOD: "Du har märkt svaret som bra", Verdict.WRONG: "Du har märkt svaret som fel"}
GONE = UsageError(
    "Svaret finns inte kvar hos assistenten, så det kan inte märkas.", "Ställ frågan igen och märk det nya svaret."
)
TWICE = UsageError("Du har redan märkt det här svaret.", "Ditt omdöme är sparat. Ställ frågan igen om du vill märka om det.")
UNREADABLE = UsageError("Omdömet går inte att läsa.", "Ladda om sidan och försök igen.")


@dataclass(frozen=True, slots=True)
class Said:
    """What a user says of an answer."""

    verdict: Verdict
    note: str


async def read_said(request: Request) -> Said | None:
    """Read the verdict and the note; None where the request brings anything else."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return None
    try:
        data = json.loads(await request.body())
        note = data["note"]
        note.encode("utf-8")  # a lone surrogate cannot be kept
        return Said(Verdict(data["verdict"]), note)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def add(app: FastAPI, site: Site) -> None:
    """Add the address to the app."""
    audit = Audit(site.settings)

    @app.post("/svar/{conversation_id}/{number}/omdome")
    def mark(
        request: Request, conversation_id: str, number: str, said: Annotated[Said | None, Depends(read_said)]
    ) -> JSONResponse:
        user = user_of(request)
        try:
            words = _mark(site, audit, user, (conversation_id, whole_number(number, DIGITS) or 0), said)
        except AssistantError as error:
            status = {id(GONE): 404, id(TWICE): 409, id(UNREADABLE): 400}.get(id(error), status_of(error))
            return JSONResponse({"error": error.message, "advice": error.advice}, status)
        except Exception as error:  # the page's boundary: the user gets words, the log none of the user's
            log.error("a mark failed: %s", type(error).__name__)
            return JSONResponse({"error": UNEXPECTED, "advice": "Omdömet är inte sparat. Försök igen."}, 500)
        return JSONResponse({"message": words})


def _mark(site: Site, audit: Audit, user: User, place: tuple[str, int], said: Said | None) -> str:
    """Keep the mark, and give the words that tell of it."""
    shown = site.conversations.shown(*place, user.id)
    if shown is None or not can_be_marked(shown.answer):
        raise GONE
    if shown.mark:
        raise TWICE
    if said is None:
        raise UNREADABLE
    from assistant.review.reviews import Reviews  # takes half a second to load, which nobody who only reads should wait for

    by = Person(user.acts_as, user.name)
    role_alone = User("", "", user.roles)

    def record(review: Review) -> None:
        audit.record("review.marked", role_alone, review=review.id, verdict=said.verdict.value)

    review = Reviews(site.settings, site.corpus).mark(
        shown.answer, said.verdict, said.note, by=by, documents=shown.limits.documents, terms=Terms(record=record)
    )
    who = "ditt namn och din roll" if site.settings.review_names and user.name else "din roll, inte ditt namn"
    words = (
        f"{MARKED[said.verdict]}. Frågan, svaret och din eventuella anteckning ligger nu i granskningskön som nr {review.id},"
        f" med {who}. Ska det tas bort kan en arbetsledare gallra nr {review.id}."
    )
    site.conversations.mark(*place, user.id, words)
    return words
