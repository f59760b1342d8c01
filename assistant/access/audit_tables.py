"""The tables of the audit log, and the way from every earlier version of them to this one: forward only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assistant.database import SqliteFile

BEGINNING = "0" * 64
"""What the first event has in the place of the hash before it."""

_FIRST = (
    """
    CREATE TABLE events (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        event TEXT NOT NULL,
        role TEXT NOT NULL,
        user TEXT NOT NULL,
        facts TEXT NOT NULL,
        former TEXT NOT NULL,
        hash TEXT NOT NULL
    )
    """,
    "CREATE INDEX events_by_kind ON events (event, id)",
    # What retention took: through which number, and the hash that the next event builds on.
    """
    CREATE TABLE purges (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        through INTEGER NOT NULL,
        hash TEXT NOT NULL
    )
    """,
    # INSERT OR REPLACE changes a row without either of the next two triggers.
    """
    CREATE TRIGGER events_are_not_replaced BEFORE INSERT ON events
        WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
    """
    CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
    # The oldest events alone may go, and only where a row of `purges` says so.
    """
    CREATE TRIGGER events_are_not_removed BEFORE DELETE ON events
        WHEN OLD.id > (SELECT coalesce(max(through), 0) FROM purges)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
    """
    CREATE TRIGGER purges_are_not_changed BEFORE UPDATE ON purges
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
    """
    CREATE TRIGGER purges_are_not_removed BEFORE DELETE ON purges
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
)


@dataclass(frozen=True, slots=True)
class AuditFile(SqliteFile):
    """The database of the audit log; no file is made until something is written."""

    NAME: ClassVar = "Händelseloggens databas"
    MIGRATIONS: ClassVar = (_FIRST,)
