"""Marking an answer as good or wrong: the only way into the queue."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from assistant.answering.answer import Answer, MadeBy, Status
from assistant.errors import UsageError
from assistant.privacy import find_personal_data
from assistant.review import store
from assistant.review.desk import Desk
from assistant.review.gate import without_personal_data
from assistant.review.model import Person, Review, State, Step, Terms, Verdict
from assistant.review.snapshot import snapshot
from assistant.text import clean_question, visible

MARKED_WRONG = "Det godkända svaret har märkts som fel."
_STEPS = {Verdict.GOOD: Step.MARKED_GOOD, Verdict.WRONG: Step.MARKED_WRONG}
_READ_AS = re.compile(r"(?P<how>Läst som en följdfråga|Gäller svaret på frågan): ”(?P<question>.+)”", re.DOTALL)
"""The notice of `assistant.conversation.notices`: the question that was answered, where it is not the one that was typed."""
_FOLLOW_UP = "Läst som en följdfråga"
_LONGEST_NAME = 120


def mark(
    desk: Desk, answer: Answer, verdict: Verdict, note: str, by: Person, documents: Collection[str], terms: Terms
) -> Review:
    """Keep a marked answer; see `assistant.review.reviews.Reviews.mark`."""
    question = without_personal_data(asked(answer), "Frågan", desk.known)
    kept = snapshot(answer, desk.corpus, desk.today)
    without_personal_data(kept.text, "Svaret", desk.known)
    kept = replace(kept, made_by=_kept_made_by(kept.made_by))
    unknown = set(documents) - desk.corpus.documents.keys()
    if unknown:
        raise UsageError("Det finns inget dokument med det id:t.", f"Välj bland: {', '.join(desk.corpus.documents)}.")
    note, person = desk.note(note), desk.person(by)
    key, at = desk.key(question, documents), desk.now()
    with desk.database.writing() as connection:
        same = [one for one in store.find_reviews(connection, key=key) if one.answer.fingerprint == kept.fingerprint]
        review_id = same[-1].id if same else store.insert_review(connection, key, question, kept, at)
        state = same[-1].state if same else State.WAITING
        store.add_event(connection, review_id, _STEPS[verdict], state, at, person, note)
        if state.is_in_use and verdict is Verdict.WRONG:
            store.send_back(connection, same[-1], (MARKED_WRONG,), at)
        marked = store.get_review(connection, review_id)
        terms.record(marked)
        return marked


def asked(answer: Answer) -> str:
    """Give the question that an answer is for: the one typed, or a follow-up as it was read after earlier turns.

    A question after the source of an answer ("Vilken paragraf är det?") has that answer's question in brackets: it is never
    the same as a question that stands alone.

    Raises
    ------
    UsageError
        Where the question was stopped for its personal data.
    """
    if answer.status is Status.PERSONAL_DATA:
        raise UsageError("En fråga som stoppades för personuppgifter kan inte märkas.", "Inget har sparats.")
    read = next((found for notice in answer.notices if (found := _READ_AS.fullmatch(notice))), None)
    if read is None:
        return clean_question(answer.question)
    return clean_question(read["question"] if read["how"] == _FOLLOW_UP else f"{answer.question} ({read['question']})")


def _kept_made_by(made_by: MadeBy) -> MadeBy:
    """Give the record of what made an answer with short names in it and nothing else: it may come from a file."""
    index, model, where, prompts, trouble = _names(
        (made_by.index, made_by.model, made_by.where, made_by.prompts, made_by.trouble)
    )
    return replace(made_by, index=index, model=model, where=where, prompts=prompts, trouble=trouble)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    shown = (visible(name)[:_LONGEST_NAME] for name in names)
    return tuple("" if any(finding.certain for finding in find_personal_data(name)) else name for name in shown)
