"""Answers that need no composing: a fixed reply, a refusal of personal data, one that is being written."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.answer import Answer, Confidence, MadeBy, Mode, Retrieved, Status
from assistant.answering.clarify import clarification
from assistant.answering.danger import DANGER_NOTICE, is_danger
from assistant.answering.quotes import Composed
from assistant.privacy import Finding, describe, mask, suggest_without


def growing(question: str, composed: Composed, made_by: MadeBy) -> Answer:
    """Give an answer that is being written: what stands so far, with its sources."""
    text = f"{DANGER_NOTICE}\n{composed.answer}" if is_danger(question) else composed.answer
    return Answer(question, composed.status, composed.confidence, made_by.mode, text, composed.citations, made_by=made_by)


def timings(start: float, found: float, end: float) -> dict[str, float]:
    """Give the milliseconds that the search, the answer and both took, of three readings of the clock in seconds."""
    return {
        "retrieve": round((found - start) * 1000, 1),
        "answer": round((end - found) * 1000, 1),
        "total": round((end - start) * 1000, 1),
    }


def plain_answer(question: str, status: Status, answer: str, start: float, notices: Sequence[str] = ()) -> Answer:
    """Give an answer in words of ours, without sources; ``start`` is the clock's reading when the question came."""
    now = time.perf_counter()
    return Answer(
        question, status, Confidence.HIGH, Mode.QUOTES, answer, notices=tuple(notices), timings_ms=timings(start, start, now)
    )


def without_personal_data(question: str, findings: Sequence[Finding], start: float) -> Answer:
    """Refuse a question with personal data, without repeating the data, and offer it without."""
    answer = (
        f"Frågan innehåller {describe(findings)}. Uppgifterna har inte sparats och inte använts. "
        f"Ta bort dem, eller ställ frågan så här: ”{suggest_without(question, findings)}”"
    )
    notices = [DANGER_NOTICE] if is_danger(question) else ()
    refusal = plain_answer(mask(question, findings), Status.PERSONAL_DATA, answer, start, notices)
    return replace(refusal, suggestions=(suggest_without(question, findings),))  # what the page's button sends instead


def clarifying(question: str, choices: tuple[str, ...], places: tuple[Retrieved, ...], start: float, found: float) -> Answer:
    """Offer concrete questions in place of one that is too general; ``start`` and ``found`` are readings of the clock."""
    plain = plain_answer(question, Status.CLARIFY, clarification(choices), start)
    return replace(
        plain,
        confidence=Confidence.LOW,
        retrieved=places,
        suggestions=choices,
        timings_ms=timings(start, found, time.perf_counter()),
    )
