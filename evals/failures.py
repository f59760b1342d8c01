"""The development questions that did not go well, to be read. Those of the test split are never shown, stored or printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.documents.corpus import Corpus
from assistant.documents.model import Paragraph
from evals.metrics import Table
from evals.outcome import Outcome
from evals.suites import Question, Split
from evals.summary import chapter_of

SHOWN = 5
"""Paragraphs that were found and are shown of a failing question."""


class Trouble(StrEnum):
    """What went wrong with a question, the worst first; a question stands under its first."""

    ANSWERED_WITHOUT = "answered_without"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    NOT_FIRST = "not_first"
    FACTS = "facts"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph with its words, or those of the quote."""

    paragraph_id: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A development question that some figure does not give 1.

    Attributes
    ----------
    expected
        The paragraphs that answer, a group for each that is needed.
    found
        The ids of the first paragraphs found.
    shown
        What was cited: place and quote.
    short
        For each figure below 1, the value and why.
    """

    id: str
    trouble: Trouble
    question: str
    style: str
    role: str
    kind: str
    chapter: str
    facts: tuple[str, ...]
    expected: tuple[tuple[Place, ...], ...]
    found: tuple[str, ...]
    status: str
    confidence: str
    probability: float | None
    answer: str
    shown: tuple[Place, ...]
    short: Mapping[str, str]


def failures(outcomes: Sequence[Outcome], table: Table, corpus: Corpus) -> list[Failure]:
    """Give the development questions with a score below 1, grouped by what went wrong."""
    found = []
    for one in outcomes:
        short = {
            name: f"{scores[one.question.id].value:.2f} {scores[one.question.id].reason}".strip()
            for name, scores in table.items()
            if one.question.id in scores and scores[one.question.id].value < 1 and not name.startswith("high_confidence")
        }
        if short and one.question.split is Split.DEV:
            found.append(_failure(one, short, corpus))
    order = list(Trouble)
    return sorted(found, key=lambda failure: (order.index(failure.trouble), failure.id))


def _failure(one: Outcome, short: Mapping[str, str], corpus: Corpus) -> Failure:
    question, answer = one.question, one.answer
    return Failure(
        id=question.id,
        trouble=_trouble(one, short),
        question=question.question,
        style=question.style.value,
        role=question.role.value,
        kind=question.kind.value,
        chapter=chapter_of(question, corpus),
        facts=question.facts,
        expected=_expected(question, corpus),
        found=tuple(hit.paragraph_id for hit in answer.retrieved[:SHOWN]),
        status=answer.status.value,
        confidence=answer.confidence.value,
        probability=one.probability,
        answer=answer.answer,
        shown=tuple(Place(citation.paragraph_id, citation.label, citation.quote) for citation in answer.citations),
        short=dict(short),
    )


def _trouble(one: Outcome, short: Mapping[str, str]) -> Trouble:
    if not one.question.kind.has_answer:
        return Trouble.ANSWERED_WITHOUT
    if not one.answered:
        return Trouble.REFUSED
    if {"hit_at_5", "all_at_5"} & short.keys():
        return Trouble.NOT_FOUND
    if "fact_recall" in short:
        return Trouble.FACTS
    return Trouble.NOT_FIRST if "hit_at_1" in short else Trouble.OTHER


def _expected(question: Question, corpus: Corpus) -> tuple[tuple[Place, ...], ...]:
    return tuple(tuple(_place(corpus.paragraph(one)) for one in group) for group in question.paragraph_ids)


def _place(paragraph: Paragraph) -> Place:
    return Place(paragraph.id, " › ".join((paragraph.document_id, *paragraph.section)), paragraph.full_text)
