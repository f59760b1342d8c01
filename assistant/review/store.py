"""Rows to dataclasses and back. Every function works on a connection that its caller has in a transaction."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from assistant.access.model import Role
from assistant.answering.answer import Confidence, MadeBy, Mode, Status
from assistant.documents.model import LegalReference
from assistant.errors import UsageError
from assistant.law.model import LegalStatus
from assistant.review.model import (
    Event,
    KeptAnswer,
    KeptCitation,
    KeptReference,
    Person,
    Review,
    State,
    Step,
)

_IN_USE = tuple(state.value for state in State if state.is_in_use)


@dataclass(frozen=True, slots=True)
class Key:
    """What tells a question from every other: its words after normalisation, and the documents it was asked of."""

    question: str
    documents: tuple[str, ...]

    @property
    def scope(self) -> str:
        """Give the documents in one string, in order."""
        return " ".join(sorted(self.documents))


def insert_review(connection: sqlite3.Connection, key: Key, question: str, answer: KeptAnswer, at: str) -> int:
    """Put a new marked answer into the queue and give its number."""
    cursor = connection.execute(
        "INSERT INTO reviews (question, question_key, documents, state, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?)",
        (question, key.question, key.scope, State.WAITING, at, at),
    )
    review_id = int(cursor.lastrowid or 0)
    insert_answer(connection, review_id, answer)
    return review_id


def insert_answer(connection: sqlite3.Connection, review_id: int, answer: KeptAnswer) -> None:
    """Keep a version of the answer; the newest one counts."""
    made_by = json.dumps(asdict(answer.made_by), ensure_ascii=False)
    cursor = connection.execute(
        "INSERT INTO answers (review_id, status, confidence, mode, text, made_by, fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (review_id, answer.status, answer.confidence, answer.mode, answer.text, made_by, answer.fingerprint),
    )
    answer_id = cursor.lastrowid
    connection.executemany(
        "INSERT INTO citations VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (answer_id, one.marker, one.paragraph_id, one.document_id, one.label, one.binding, one.quote, one.text_sha256)
            for one in answer.citations
        ),
    )
    connection.executemany(
        "INSERT INTO legal_references VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((answer_id, position, *_reference_row(one)) for position, one in enumerate(answer.references)),
    )


def _reference_row(kept: KeptReference) -> tuple[str | None, ...]:
    one = kept.reference
    place = (one.chapter, one.section, one.paragraph, one.item)
    return (one.canonical, one.as_written, one.sfs, *place, kept.status, kept.replaced_by)


def add_event(
    connection: sqlite3.Connection,
    review_id: int,
    step: Step,
    state: State,
    at: str,
    by: Person | None = None,
    note: str = "",
    reason: str = "",
) -> None:
    """Add a step to the history."""
    connection.execute(
        "INSERT INTO history (review_id, at, step, role, name, note, reason, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (review_id, at, step, by.role if by else "", by.name if by else "", note, reason, state),
    )


def set_in_use(
    connection: sqlite3.Connection, review_id: int, state: State, by: Person, note: str, on: datetime.date, at: str
) -> None:
    """Let an answer be used again."""
    connection.execute(
        "UPDATE reviews SET state = ?, reason = '', note = ?, approved_on = ?, approved_role = ?, approved_name = ?,"
        " changed_at = ? WHERE id = ?",
        (state, note, on.isoformat(), by.role, by.name, at, review_id),
    )


def set_out_of_use(connection: sqlite3.Connection, review_id: int, state: State, reason: str, note: str, at: str) -> None:
    """Let an answer not be used, or no longer."""
    connection.execute(
        "UPDATE reviews SET state = ?, reason = ?, note = ?, approved_on = NULL, approved_role = '', approved_name = '',"
        " changed_at = ? WHERE id = ?",
        (state, reason, note, at, review_id),
    )


def send_back(connection: sqlite3.Connection, review: Review, reasons: Sequence[str], at: str) -> None:
    """Put an answer in use back into the queue, and say why."""
    reason = " ".join(reasons)
    set_out_of_use(connection, review.id, State.RETURNED, reason, review.note, at)
    add_event(connection, review.id, Step.RETURNED, State.RETURNED, at, reason=reason)


def no_such_review() -> UsageError:
    """Make the error for a number that no marked answer has."""
    return UsageError("Det finns inget märkt svar med det numret.", 'Se numren med "assistant review list".')


def get_review(connection: sqlite3.Connection, review_id: int) -> Review:
    """Give a review.

    Raises
    ------
    UsageError
        Where there is none of that number.
    """
    found = list(find_reviews(connection, ids=[review_id]))
    if not found:
        raise no_such_review()
    return found[0]


def find_reviews(
    connection: sqlite3.Connection,
    *,
    ids: Sequence[int] | None = None,
    states: Sequence[State] | None = None,
    key: Key | None = None,
    since: datetime.date | None = None,
    before: datetime.date | None = None,
) -> Iterator[Review]:
    """Give the reviews that meet every condition named, the oldest first; dates speak of the first mark."""
    text, values = _where(ids, states, key, since, before)
    for row in connection.execute(f"SELECT * FROM reviews{text}", values).fetchall():  # noqa: S608  # only our own words
        yield _review(connection, row)


def find_ids(
    connection: sqlite3.Connection, *, ids: Sequence[int] | None = None, before: datetime.date | None = None
) -> list[int]:
    """Give the numbers of the reviews that meet every condition named."""
    text, values = _where(ids, None, None, None, before)
    return [row["id"] for row in connection.execute(f"SELECT id FROM reviews{text}", values)]  # noqa: S608  # only our own words


def _where(
    ids: Sequence[int] | None,
    states: Sequence[State] | None,
    key: Key | None,
    since: datetime.date | None,
    before: datetime.date | None,
) -> tuple[str, list[str | int]]:
    """Write the condition; every value is bound, none is written into it."""
    conditions, values = [], list[str | int]()
    for column, several in (("id", ids), ("state", states)):
        if several is not None:
            conditions.append(f"{column} IN ({', '.join('?' * len(several))})")
            values += several
    if key is not None:
        conditions.append("question_key = ? AND documents = ?")
        values += [key.question, key.scope]
    for sign, day in ((">=", since), ("<", before)):
        if day is not None:
            conditions.append(f"created_at {sign} ?")
            values.append(day.isoformat())
    return (f" WHERE {' AND '.join(conditions)}" if conditions else "") + " ORDER BY id", values


def approved_questions(connection: sqlite3.Connection, scope: str) -> list[tuple[int, str]]:
    """Give number and question of every answer in use that was asked of the same documents."""
    rows = connection.execute(
        f"SELECT id, question FROM reviews WHERE documents = ? AND state IN ({', '.join('?' * len(_IN_USE))}) ORDER BY id",  # noqa: S608
        (scope, *_IN_USE),
    )
    return [(row["id"], row["question"]) for row in rows]


def _review(connection: sqlite3.Connection, row: sqlite3.Row) -> Review:
    steps = dict(
        connection.execute(
            "SELECT step, count(*) FROM history WHERE review_id = ? GROUP BY step",
            (row["id"],),
        ).fetchall()
    )
    return Review(
        id=row["id"],
        question=row["question"],
        documents=tuple(row["documents"].split()),
        state=State(row["state"]),
        reason=row["reason"],
        answer=_answer(connection, row["id"]),
        created_at=row["created_at"],
        changed_at=row["changed_at"],
        good=steps.get(Step.MARKED_GOOD, 0),
        wrong=steps.get(Step.MARKED_WRONG, 0),
        note=row["note"],
        approved_by=_person(row["approved_role"], row["approved_name"]),
        approved_on=datetime.date.fromisoformat(row["approved_on"]) if row["approved_on"] else None,
        version=sum(steps.values()),
    )


def _person(role: str, name: str) -> Person | None:
    return Person(Role(role), name) if role else None


def _answer(connection: sqlite3.Connection, review_id: int) -> KeptAnswer:
    row = connection.execute("SELECT * FROM answers WHERE review_id = ? ORDER BY id DESC LIMIT 1", (review_id,)).fetchone()
    made_by = json.loads(row["made_by"])
    citations = connection.execute("SELECT * FROM citations WHERE answer_id = ? ORDER BY marker", (row["id"],))
    references = connection.execute("SELECT * FROM legal_references WHERE answer_id = ? ORDER BY position", (row["id"],))
    return KeptAnswer(
        status=Status(row["status"]),
        confidence=Confidence(row["confidence"]),
        mode=Mode(row["mode"]),
        text=row["text"],
        citations=tuple(KeptCitation(*tuple(one)[1:]) for one in citations),
        references=tuple(_reference(one) for one in references),
        made_by=MadeBy(**{**made_by, "mode": Mode(made_by["mode"])}),
        fingerprint=row["fingerprint"],
    )


def _reference(row: sqlite3.Row) -> KeptReference:
    reference = LegalReference(
        canonical=row["canonical"],
        as_written=row["as_written"],
        start=0,
        end=len(row["as_written"]),
        sfs=row["sfs"],
        chapter=row["chapter"],
        section=row["section"],
        paragraph=row["paragraph"],
        item=row["item"],
    )
    return KeptReference(reference, LegalStatus(row["status"]), row["replaced_by"])


def events(connection: sqlite3.Connection, ids: Sequence[int] | None = None) -> list[Event]:
    """Give the history of reviews, of all where none is named, in the order of the steps, and then what was erased."""
    where = "" if ids is None else f" WHERE review_id IN ({', '.join('?' * len(ids))})"
    taken, erased = (
        connection.execute(f"SELECT * FROM {table}{where} ORDER BY id", ids or ())  # noqa: S608  # only our own words
        for table in ("history", "erasures")
    )
    return [
        *(
            Event(
                review_id=row["review_id"],
                at=row["at"],
                step=Step(row["step"]),
                by=_person(row["role"], row["name"]),
                note=row["note"],
                reason=row["reason"],
                state=State(row["state"]),
            )
            for row in taken
        ),
        *(Event(row["review_id"], row["at"], Step.ERASED, _person(row["role"], row["name"]), "", "", None) for row in erased),
    ]


def erase(connection: sqlite3.Connection, ids: Sequence[int], by: Person | None, at: str) -> None:
    """Delete reviews with everything that belongs to them, and keep that it was done."""
    who = (by.role, by.name) if by else ("", "")
    connection.executemany("DELETE FROM reviews WHERE id = ?", ((one,) for one in ids))
    connection.executemany(
        "INSERT INTO erasures (review_id, at, role, name) VALUES (?, ?, ?, ?)", ((one, at, *who) for one in ids)
    )
