"""The one door to the review queue: mark, look, decide, use again, export, erase."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Sequence
from sqlite3 import Connection
from typing import Any, TypeVar

from assistant.answering.answer import Answer
from assistant.documents.corpus import Corpus
from assistant.errors import UsageError
from assistant.review import counting, deciding, erasing, marking, store, using
from assistant.review.correction import corrected
from assistant.review.desk import Desk
from assistant.review.expiry import changed_law, changed_sources
from assistant.review.export import Form, Wanted, rows
from assistant.review.model import QUEUE, Choice, Close, Event, KeptAnswer, Person, Review, State, Terms, Verdict
from assistant.review.reuse import Approved
from assistant.settings import Settings

_T = TypeVar("_T")
ANY_TERMS = Terms()
"""Whatever the answer is by now, and recorded in its own history alone."""


class Reviews:
    """The marked answers of a data folder. Holds no connection; safe to call from any number of threads and processes.

    Parameters
    ----------
    settings
        The settings of the process; the file is ``settings.review_file`` and is made by the first mark.
    corpus
        The documents, with their legal references.
    contacts
        What is public because it stands in the corpus (`assistant.privacy.contacts_in`); None: read from the corpus when
        it is needed.
    """

    def __init__(self, settings: Settings, corpus: Corpus, contacts: frozenset[str] | None = None) -> None:
        self._desk = Desk(settings, corpus, contacts)

    def mark(
        self,
        answer: Answer,
        verdict: Verdict,
        note: str = "",
        *,
        by: Person,
        documents: Collection[str] = (),
        terms: Terms = ANY_TERMS,
    ) -> Review:
        """Keep an answer that somebody has marked, with its question; the same answer marked again is kept once.

        An approved answer that is marked as wrong is not used until a supervisor has decided again.

        Parameters
        ----------
        answer
            The answer as it was shown. A follow-up is kept as it was read.
        verdict
            Good or wrong.
        note
            Why; may be empty.
        by
            Who marks it.
        documents
            The documents that the question was asked of, where it was not all of them.
        terms
            What must be recorded elsewhere; see `assistant.review.model.Terms`.

        Raises
        ------
        UsageError
            Where the question, the answer or the note holds personal data, or the answer is not one of these documents.
        StorageError
            Where nothing could be kept.
        """
        return marking.mark(self._desk, answer, verdict, note, by, documents, terms)

    def queue(self, state: State | None = None) -> tuple[Review, ...]:
        """Give the marked answers in a state; None: those that wait for a supervisor, the returned ones first."""
        states = QUEUE if state is None else (state,)
        found = self._read(lambda connection: list(store.find_reviews(connection, states=states)))
        return tuple(sorted(found or (), key=lambda one: (states.index(one.state), one.id)))

    def page(self, states: Sequence[State], most: int, skip: int = 0) -> tuple[Review, ...]:
        """Give some of the marked answers in some states: in the order of the states, and the oldest first in each."""

        def ask(connection: Connection) -> list[Review]:
            ids = counting.page_ids(connection, states, most, skip)
            by_id = {one.id: one for one in store.find_reviews(connection, ids=ids)}
            return [by_id[one] for one in ids]

        return tuple(self._read(ask) or ())

    def counts(self) -> dict[State, int]:
        """Give how many marked answers are in each state."""
        found = self._read(counting.count_states) or {}
        return {state: found.get(state, 0) for state in State}

    def marked_before(self, day: datetime.date) -> int:
        """Give how many answers were first marked before a day (in UTC)."""
        return len(self._read(lambda connection: store.find_ids(connection, before=day)) or ())

    def show(self, review_id: int) -> Review:
        """Give a marked answer.

        Raises
        ------
        UsageError
            Where there is none of that number.
        """
        found = self._read(lambda connection: store.get_review(connection, review_id))
        if found is None:
            raise store.no_such_review()
        return found

    def approve(self, review_id: int, note: str = "", *, by: Person, terms: Terms = ANY_TERMS) -> Review:
        """Let an answer be used again, as it stands.

        Raises
        ------
        UsageError
            Where there is none of that number, the role may not decide, the answer does not answer the question or has no
            citation, or its quotes are not verbatim.
        """
        return self._existing(lambda: deciding.approve(self._desk, review_id, note, by, terms))

    def correct(
        self, review_id: int, choices: Sequence[Choice], note: str = "", *, by: Person, terms: Terms = ANY_TERMS
    ) -> Review:
        """Put an answer of chosen paragraphs, quoted word for word, in the place of the one marked, and let it be used.

        Raises
        ------
        UsageError
            Where there is none of that number, the role may not decide, a paragraph does not exist, or a quote is not
            verbatim.
        """
        return self._existing(lambda: deciding.correct(self._desk, review_id, choices, note, by, terms))

    def obstacle(self, review: Review) -> str:
        """Say why an answer cannot be approved as it stands; empty where it can."""
        try:
            deciding.sealed(self._desk, review.answer)
        except UsageError as error:
            return error.message
        return ""

    def preview(self, choices: Sequence[Choice]) -> KeptAnswer:
        """Compose what `correct` would keep, and keep nothing.

        Raises
        ------
        UsageError
            Where a paragraph does not exist, or a quote is not verbatim.
        """
        return corrected(choices, self._desk.corpus, self._desk.today)

    def reject(self, review_id: int, note: str = "", *, by: Person, terms: Terms = ANY_TERMS) -> Review:
        """Let an answer not be used, or no longer.

        Raises
        ------
        UsageError
            Where there is none of that number, or the role may not decide.
        """
        return self._existing(lambda: deciding.reject(self._desk, review_id, note, by, terms))

    def approved_for(self, question: str, on: datetime.date | None = None, documents: Collection[str] = ()) -> Approved | None:
        """Find the approved answer to a question, put together from the documents of today.

        Parameters
        ----------
        question
            What is asked, so that it stands by itself.
        on
            The date that law is judged on; None: today. Where it is today, an approval that no longer holds goes back to the
            queue; on another day the answer is only not given.
        documents
            The documents that are asked, where it is not all of them.

        Returns
        -------
        Approved or None
            Only for the same question after normalisation (`assistant.review.question.question_key`), and only where every
            quote stands word for word in an unchanged paragraph and the law behind it stands as it did.
        """
        return using.approved_for(self._desk, question, on or self._desk.today, documents)

    def close_to(self, question: str, documents: Collection[str] = ()) -> tuple[Close, ...]:
        """Find up to three approved questions much like one, the most alike first, to be suggested and never answered with.

        Returns
        -------
        tuple of Close
            None that differs in a number, age, municipality, negation, modal verb, actor, section of law, condition or time.
        """
        return using.close_to(self._desk, question, documents)

    def refresh(self, on: datetime.date | None = None) -> tuple[Review, ...]:
        """Send approvals that no longer hold back to the queue: old ones, changed paragraphs, changed law.

        Parameters
        ----------
        on
            The date that law is judged on; None: today.

        Returns
        -------
        tuple of Review
            Those that went back, each with its reason.
        """
        return using.refresh(self._desk, on or self._desk.today)

    def changes(self, review: Review) -> tuple[str, ...]:
        """Give what is another than when an answer was kept, in Swedish: its paragraphs, its law, or words no longer there."""
        return (*changed_sources(review.answer, self._desk.corpus), *changed_law(review.answer, self._desk.today))

    def history(self, review_id: int) -> tuple[Event, ...]:
        """Give every step taken with a marked answer, the first one first; of an erased one that it was erased."""
        return tuple(self._read(lambda connection: store.events(connection, [review_id])) or ())

    def export(self, form: Form, wanted: Wanted | None = None) -> Iterator[dict[str, Any]]:
        """Give the rows of a JSONL file; see `assistant.review.export.rows`."""
        chosen = wanted or Wanted()
        return iter(self._read(lambda connection: list(rows(connection, self._desk.corpus, form, chosen))) or ())

    def erase(
        self,
        ids: Collection[int] = (),
        before: datetime.date | None = None,
        *,
        by: Person,
        record: erasing.Record | None = None,
    ) -> tuple[int, ...]:
        """Erase marked answers by number, and those first marked before a date, so that no word is left in the files.

        ``record`` is called with the numbers before it counts; where it raises, nothing is erased.

        Returns
        -------
        tuple of int
            The numbers of those that are gone. Their history keeps only that they were erased, when and by whom.

        Raises
        ------
        UsageError
            Where the role may not, or neither numbers nor a date are given.
        StorageError
            Where the file cannot be written, or another process holds it so long that its log could not be emptied.
        """
        return erasing.erase(self._desk, ids, before, by, record)

    def erase_unchanged(self, since: datetime.date, record: erasing.Record | None = None) -> tuple[int, ...]:
        """Erase the marked answers with which no step has been taken since a day: what the rule on retention asks for.

        Returns
        -------
        tuple of int
            The numbers of those that are gone. Their history keeps that the program erased them.

        Raises
        ------
        StorageError
            As `erase`.
        """
        return erasing.erase_unchanged(self._desk, since, record)

    def _read(self, ask: Callable[[Connection], _T]) -> _T | None:
        """Read, without making a file where nothing was ever marked: then give None."""
        if not self._desk.database.exists:
            return None
        with self._desk.database.reading() as connection:
            return ask(connection)

    def _existing(self, decide: Callable[[], Review]) -> Review:
        """Decide, without making a file where nothing was ever marked."""
        if not self._desk.database.exists:
            raise store.no_such_review()
        return decide()
