"""Questions and outcomes made by hand, so that a test can count with its fingers."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.answer import Answer, Citation, Confidence, Mode, Retrieved, Status
from assistant.law.model import LegalStatus, ReferenceStanding
from evals.outcome import Outcome, Score
from evals.suites import ExpectedReference, Kind, Question, Role, Split, Stretch, Style

SOURCE = "doc"


def question(
    *groups: Sequence[str],
    kind: Kind = Kind.ANSWERABLE,
    facts: Sequence[str] = ("15 tillfällen",),
    references: Sequence[tuple[str, str]] = (),
    name: str = "q",
    split: Split = Split.DEV,
    text: str = "Hur många gånger?",
) -> Question:
    """Make a question whose gold paragraphs are ``groups``."""
    return Question(
        id=name,
        question=text,
        style=Style.PLAIN,
        role=Role.HANDLAGGARE,
        kind=kind,
        topic=name,
        split=split,
        document_ids=(SOURCE,) if groups else (),
        evidence=tuple(tuple(Stretch(SOURCE, one) for one in group) for group in groups),
        paragraph_ids=tuple(tuple(group) for group in groups),
        facts=tuple(facts) if kind.has_answer else (),
        legal_references=tuple(ExpectedReference(*one) for one in references),
        note="",
    )


def cite(paragraph_id: str, quote: str, text: str = "") -> Citation:
    """Make a citation; the paragraph's text is the quote where no other is given."""
    return Citation(1, paragraph_id, SOURCE, "", (), 1, 1, False, "kommunal riktlinje", paragraph_id, quote, text or quote)


def answer(
    said: str = "",
    *citations: Citation,
    found: Sequence[str] = (),
    status: Status = Status.ANSWERED,
    confidence: Confidence = Confidence.HIGH,
    references: Sequence[tuple[str, str]] = (),
) -> Answer:
    """Make an answer."""
    return Answer(
        question="",
        status=status,
        confidence=confidence,
        mode=Mode.QUOTES,
        answer=said,
        citations=citations,
        legal_references=tuple(ReferenceStanding(one, one, sfs, LegalStatus.IN_FORCE) for one, sfs in references),
        retrieved=tuple(Retrieved(one, "", 1.0) for one in found),
    )


def outcome(asked: Question, given: Answer, milliseconds: float = 10.0) -> Outcome:
    """Put a question and its answer together."""
    return Outcome(asked, given, milliseconds)


def value(scored: Score | None) -> float | None:
    """Give the value of a score, None where the figure does not apply."""
    return scored.value if scored else None
