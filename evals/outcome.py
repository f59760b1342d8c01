"""A question of a suite, what the product said to it, and the shape of what is measured about the two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from assistant.answering.answer import Answer, Status
from evals.suites import Question

_ANSWERED = {Status.ANSWERED, Status.PARTLY_ANSWERED}
_MARKUP = re.compile(r"\s*\[\d+\]|\*+|[•●]")


@dataclass(frozen=True, slots=True)
class Score:
    """A value between 0 and 1 and why."""

    value: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question of a suite and what the product said.

    Attributes
    ----------
    milliseconds
        The wall clock of the whole call.
    probability
        How sure the product was that the documents answer the question, 0 to 1; None where it was not asked.
    """

    question: Question
    answer: Answer
    milliseconds: float
    probability: float | None = None

    @property
    def answered(self) -> bool:
        """Tell whether the product answered at all, wholly or in part."""
        return self.answer.status in _ANSWERED

    @property
    def cited(self) -> frozenset[str]:
        """Give the paragraphs that the answer cites."""
        return frozenset(citation.paragraph_id for citation in self.answer.citations)

    @property
    def said(self) -> str:
        """Give the short answer and all quotes, case folded, white space collapsed, without markers and bullets."""
        parts = [self.answer.answer, *(citation.quote for citation in self.answer.citations)]
        return without_marks(" ".join(parts))


class Evaluator(Protocol):
    """Something that scores one outcome."""

    @property
    def name(self) -> str:
        """The figure's name in the report and in gates.toml."""

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score the outcome; None where the figure does not apply to the question."""


def without_marks(text: str) -> str:
    """Give a text of an answer as facts are looked for in it, without markers and bullets."""
    return folded(_MARKUP.sub(" ", text))


def folded(text: str) -> str:
    """Give a text as facts are looked for in it: white space collapsed, case folded."""
    return " ".join(text.split()).casefold()
