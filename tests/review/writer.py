"""A process that marks answers as fast as it can and prints each number once it is told that it is kept.

Run as ``python writer.py FILE WORD``; tests kill it while it writes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.access.model import Role
from assistant.answering.answer import Confidence, MadeBy, Mode, Status
from assistant.review import store
from assistant.review.database import Database
from assistant.review.model import KeptAnswer, KeptCitation, Person, State, Step
from assistant.review.store import Key

AT = "2026-02-02T10:00:00.000Z"


def keep(database: Database, question: str) -> int:
    """Keep one marked answer of some size."""
    quote = f"{question} " * 200
    citation = KeptCitation(1, "a/b/1", "a", "A, b, 1 st.", "kommunal riktlinje", quote, "0" * 64)
    answer = KeptAnswer(
        Status.ANSWERED, Confidence.HIGH, Mode.QUOTES, f"”{quote}” [1]", (citation,), (), MadeBy(Mode.QUOTES), "0" * 64
    )
    with database.writing() as connection:
        number = store.insert_review(connection, Key(question, ()), question, answer, AT)
        store.add_event(connection, number, Step.MARKED_GOOD, State.WAITING, AT, Person(Role.HANDLAGGARE), question)
    return number


def main() -> None:
    database, word, count = Database(Path(sys.argv[1])), sys.argv[2], 0
    while True:
        count += 1
        number = keep(database, f"{word} {count}")
        sys.stdout.write(f"{number} {word} {count}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
