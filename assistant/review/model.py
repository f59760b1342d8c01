"""The shapes of the review queue."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from assistant.access.model import Role
from assistant.answering.answer import Confidence, MadeBy, Mode, Status
from assistant.documents.model import LegalReference
from assistant.law.model import LegalStatus


class Verdict(StrEnum):
    """What somebody says of an answer."""

    GOOD = "good"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Person:
    """Who does something. The name is kept only where the setting ``review_names`` is on."""

    role: Role
    name: str = ""


class State(StrEnum):
    """Where a marked answer stands."""

    WAITING = "waiting"
    RETURNED = "returned"
    APPROVED = "approved"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"

    @property
    def is_in_use(self) -> bool:
        """Tell whether the answer is used again."""
        return self in {State.APPROVED, State.CORRECTED}


QUEUE = (State.RETURNED, State.WAITING)
"""What waits for a supervisor: first what was approved once and is not used until somebody has looked again."""


class Step(StrEnum):
    """One step in the history of a marked answer."""

    MARKED_GOOD = "marked_good"
    MARKED_WRONG = "marked_wrong"
    APPROVED = "approved"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    RETURNED = "returned"
    SUPERSEDED = "superseded"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Choice:
    """A paragraph that a reviewer chooses for a correction; an empty ``quote`` means the whole paragraph."""

    paragraph_id: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class KeptCitation:
    """A quote as it was shown, its place, and the SHA-256 of its paragraph's text."""

    marker: int
    paragraph_id: str
    document_id: str
    label: str
    binding: str
    quote: str
    text_sha256: str


@dataclass(frozen=True, slots=True)
class KeptReference:
    """A legal reference and its standing on the day it was kept; ``replaced_by`` lists the successors in one line."""

    reference: LegalReference
    status: LegalStatus
    replaced_by: str


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What is kept of an answer; ``fingerprint`` tells it from every other."""

    status: Status
    confidence: Confidence
    mode: Mode
    text: str
    citations: tuple[KeptCitation, ...]
    references: tuple[KeptReference, ...]
    made_by: MadeBy
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Event:
    """A step that was taken: when (UTC), by whom, with what note, for what reason, and where the answer stood after it.

    ``by`` is None where the program took the step by itself.
    """

    review_id: int
    at: str
    step: Step
    by: Person | None
    note: str
    reason: str
    state: State | None

    def to_dict(self) -> dict[str, Any]:
        """Give the event as JSON can say it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Review:
    """A marked answer with its question.

    Attributes
    ----------
    documents
        Where the question was asked of some documents only, their ids; empty: of all.
    reason
        Why it came back to the queue; empty where it did not.
    answer
        The newest version: as it was shown, or as a supervisor corrected it.
    good, wrong
        How many times it was marked so.
    note
        What the supervisor wrote with the latest decision; shown to readers, as a note.
    approved_by, approved_on
        None where the answer is not in use.
    version
        How many steps have been taken with it: it grows with each.
    """

    id: int
    question: str
    documents: tuple[str, ...]
    state: State
    reason: str
    answer: KeptAnswer
    created_at: str
    changed_at: str
    good: int
    wrong: int
    note: str = ""
    approved_by: Person | None = None
    approved_on: datetime.date | None = None
    version: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Give the review as JSON can say it."""
        found = asdict(replace(self, approved_on=None))
        found["approved_on"] = self.approved_on.isoformat() if self.approved_on else None
        return found


def _unrecorded(_: Review) -> None:
    """Record nothing."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a step is taken.

    Attributes
    ----------
    seen
        The version that the answer had when whoever decides saw it; where it is another by now, nothing is done. None: whatever
        it is.
    record
        Called with the answer as it will be, when everything of the step is written and before it counts. Where it raises,
        nothing of the step is kept: what cannot be recorded is not done.
    """

    seen: int | None = None
    record: Callable[[Review], None] = _unrecorded


@dataclass(frozen=True, slots=True)
class Close:
    """An approved answer's question that is much like the one asked, and how much, 0 to 1."""

    review_id: int
    question: str
    similarity: float
