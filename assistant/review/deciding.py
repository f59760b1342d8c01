"""What a supervisor does with a marked answer: approve, correct, reject."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.answer import Status
from assistant.errors import OutdatedError, UsageError
from assistant.review import store
from assistant.review.correction import corrected
from assistant.review.desk import Desk
from assistant.review.model import Choice, KeptAnswer, Person, Review, State, Step, Terms
from assistant.review.snapshot import is_tampered_with, kept_reference, text_sha256, unfounded

_APPROVABLE = frozenset({Status.ANSWERED, Status.PARTLY_ANSWERED})
_ADVICE = "Rätta det genom att välja stycken, eller avslå."
AnswerOf = Callable[[Review], KeptAnswer | None]


def approve(desk: Desk, review_id: int, note: str, by: Person, terms: Terms) -> Review:
    """Approve an answer as it stands; see `assistant.review.reviews.Reviews.approve`."""
    return _decide(desk, review_id, Step.APPROVED, note, by, terms, lambda review: sealed(desk, review.answer))


def correct(desk: Desk, review_id: int, choices: Sequence[Choice], note: str, by: Person, terms: Terms) -> Review:
    """Put an answer of chosen paragraphs in its place; see `assistant.review.reviews.Reviews.correct`."""
    desk.supervisor(by)
    composed = corrected(choices, desk.corpus, desk.today)
    return _decide(desk, review_id, Step.CORRECTED, note, by, terms, lambda _: composed)


def reject(desk: Desk, review_id: int, note: str, by: Person, terms: Terms) -> Review:
    """Let an answer not be used; see `assistant.review.reviews.Reviews.reject`."""
    return _decide(desk, review_id, Step.REJECTED, note, by, terms, lambda _: None)


def _decide(desk: Desk, review_id: int, step: Step, note: str, by: Person, terms: Terms, answer_of: AnswerOf) -> Review:
    """Take a step; the answer that is put in use takes the place of another one to the same question."""
    note, person = desk.note(note), desk.supervisor(by)
    at, state = desk.now(), State(step.value)
    with desk.database.writing() as connection:
        review = store.get_review(connection, review_id)
        _refuse_outdated(review, terms)
        answer = answer_of(review)
        if answer is None:
            store.set_out_of_use(connection, review_id, state, "", note, at)
        else:
            for other in store.find_reviews(connection, key=desk.key(review.question, review.documents)):
                if other.state.is_in_use and other.id != review_id:
                    reason = f"Svaret är ersatt av nr {review_id}."
                    store.set_out_of_use(connection, other.id, State.SUPERSEDED, reason, other.note, at)
                    store.add_event(connection, other.id, Step.SUPERSEDED, State.SUPERSEDED, at, reason=reason)
            if answer != review.answer:
                store.insert_answer(connection, review_id, answer)
            store.set_in_use(connection, review_id, state, person, note, desk.today, at)
        store.add_event(connection, review_id, step, state, at, person, note)
        decided = store.get_review(connection, review_id)
        terms.record(decided)
        return decided


def _refuse_outdated(review: Review, terms: Terms) -> None:
    if terms.seen is not None and terms.seen != review.version:
        raise OutdatedError(
            "Något har hänt med svaret sedan du öppnade det. Ditt beslut är inte sparat.",
            "Läs vad som har hänt och besluta igen om det fortfarande behövs.",
        )


def sealed(desk: Desk, answer: KeptAnswer) -> KeptAnswer:
    """Give an answer with the texts and the law of the day of its approval.

    Raises
    ------
    UsageError
        Where it cannot be approved as it is.
    """
    if answer.status not in _APPROVABLE or not answer.citations:
        raise UsageError("Svaret besvarar inte frågan med citat och kan inte godkännas.", _ADVICE)
    if is_tampered_with(answer):
        raise UsageError("Svaret är ändrat på annat sätt än genom granskning och kan inte godkännas.", _ADVICE)
    if problems := unfounded(answer, desk.corpus):
        raise UsageError(f"Svaret kan inte godkännas som det är. {problems[0]}", _ADVICE)
    paragraphs = (desk.corpus.paragraph(one.paragraph_id) for one in answer.citations)
    hashes = [text_sha256(paragraph) for paragraph in paragraphs]
    return replace(
        answer,
        citations=tuple(replace(one, text_sha256=sha) for one, sha in zip(answer.citations, hashes, strict=True)),
        references=tuple(kept_reference(one.reference, desk.today) for one in answer.references),
    )
