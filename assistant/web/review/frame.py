"""What every page of Granskning is made with: the queue, the audit log, who decides, and how an error is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import Request
from fastapi.responses import HTMLResponse

from assistant.access.audit import Audit
from assistant.access.model import User
from assistant.review.model import Person, Review, Terms
from assistant.web import problems
from assistant.web.form_fields import whole_number
from assistant.web.problems import Problem
from assistant.web.site import Site, user_of

if TYPE_CHECKING:
    from assistant.review.reviews import Reviews

PATH = "/granskning"
DIGITS = 18
"""The database knows no longer numbers."""


@dataclass(frozen=True)
class Bench:
    """Where a supervisor works. One for each app."""

    site: Site
    audit: Audit

    @property
    def reviews(self) -> Reviews:
        """Give the queue, which takes half a second to load the first time."""
        from assistant.review.reviews import Reviews

        return Reviews(self.site.settings, self.site.corpus)

    def person(self, request: Request) -> Person:
        """Give who decides, as the queue keeps it."""
        user = user_of(request)
        return Person(user.acts_as, user.name)

    def terms(self, request: Request, event: str, seen: int | None) -> Terms:
        """Give the terms of a decision: nothing has happened since, and the audit log has it."""
        user: User = user_of(request)

        def record(review: Review) -> None:
            self.audit.record(event, user, review=review.id, state=review.state.value)

        return Terms(seen, record)

    def missing(self, request: Request, number: str) -> HTMLResponse:
        """Say that no marked answer has a number, or that it has been erased."""
        review_id = read_id(number)
        events = self.reviews.history(review_id) if review_id else ()
        erased = next((one for one in events if one.state is None), None)
        return self.site.page(request, "granskning_saknas", {"number": review_id, "erased": erased}, status=404)


def read_id(text: str) -> int:
    """Read the number of a marked answer; 0, which none has, where it is no number."""
    return whole_number(text, DIGITS) or 0


def problem_of(error: Exception, kept: str) -> Problem:
    """Say what went wrong, without words that anybody typed; ``kept`` says what is still there."""
    advice = " ".join(filter(None, ("Inget är ändrat.", kept, "Försök igen.")))
    return problems.problem_of(error, "a review page", advice, kept)
