"""The answer and its parts, in the shape that the command line's JSON promises."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from assistant.law.model import ReferenceStanding


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    NOT_IN_GUIDELINES = "not_in_guidelines"
    CLARIFY = "clarify"
    PERSONAL_DATA = "personal_data"
    OUT_OF_SCOPE = "out_of_scope"
    ABOUT = "about"


class Confidence(StrEnum):
    """How sure the search is that the cited paragraphs answer the question."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Mode(StrEnum):
    """How the answer came to be."""

    QUOTES = "quotes"
    GENERATED = "generated"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote and where it stands. ``quote`` has its white space collapsed; ``text`` is the whole paragraph."""

    marker: int
    paragraph_id: str
    document_id: str
    document_title: str
    section: tuple[str, ...]
    paragraph: int | None
    page: int
    page_estimated: bool
    binding: str
    label: str
    quote: str
    text: str


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A paragraph that the search found."""

    paragraph_id: str
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What an answer was made by and with; numbers and names only, never words of the question.

    ``index`` names the corpus and the embedding model. ``model``, ``where`` and ``prompts`` (the version of the prompts) are
    empty where no language model was asked. ``shown`` counts the model's sentences that stand in the answer, ``dropped``
    those that do not, by reason. ``first_sentence_ms`` is the time to the first verified one, None where there is none.
    """

    mode: Mode
    index: str = ""
    model: str = ""
    where: str = ""
    prompts: str = ""
    shown: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    trouble: str = ""
    first_sentence_ms: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    ``answer`` is the short answer in Swedish with markers ``[1]``; words in it that are the documents' stand in
    ``citations`` too. For ``personal_data`` the ``question`` is the masked text. Timings are milliseconds.
    """

    question: str
    status: Status
    confidence: Confidence
    mode: Mode
    answer: str
    citations: tuple[Citation, ...] = ()
    legal_references: tuple[ReferenceStanding, ...] = ()
    retrieved: tuple[Retrieved, ...] = ()
    notices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    timings_ms: dict[str, float] | None = None
    made_by: MadeBy | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give the answer as the contract's JSON object."""
        data = asdict(self)
        data["timings_ms"] = self.timings_ms or {"retrieve": 0.0, "answer": 0.0, "total": 0.0}
        data["made_by"] = asdict(self.made_by or MadeBy(self.mode))
        return data
