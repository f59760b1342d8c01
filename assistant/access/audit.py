"""The audit log: who did what, when, with which entry. Never a word that somebody typed as a question, an answer or a note.

Append-only in two ways. Triggers of the database refuse to change or delete a row. And each row holds the SHA-256 of the row
before it and of its own content, so that a row changed by other means is found by `Audit.check`. Rows older than the rule on
retention go from the oldest end only; that is itself an event, and the hash of the last one gone is kept, so that the chain
can still be followed. The chain is not a signature: whoever may write the file can write a whole new one. Note the number and
hash that `check` gives somewhere else, and such a rewriting is found too.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from assistant.access.audit_chain import Checked, append, check_chain
from assistant.access.audit_tables import BEGINNING, AuditFile
from assistant.access.model import User
from assistant.dates import utc_now
from assistant.errors import StorageError, UsageError
from assistant.settings import Settings
from assistant.text import plain_cell

FACTS = frozenset(
    [
        "before",
        "count",
        "days",
        "document",
        "form",
        "hash",
        "ids",
        "key",
        "kind",
        "known",
        "mode",
        "path",
        "reason",
        "review",
        "role",
        "roles",
        "since",
        "state",
        "through",
        "user",
        "verdict",
        "version",
    ]
)
"""What may be told of an event: numbers, ids, dates, counts and states. A fact by another name is a mistake of ours."""
FACT = re.compile(r"[\w.:/@,+-]{0,200}")
"""A fact is one word without white space, so that no sentence can be one."""
EVENT = re.compile(r"[a-z]{2,40}(?:\.[a-z_]{2,40})?")
PURGED = "audit.purged"
_COLUMNS = ("id", "at", "event", "role", "user", "facts", "former", "hash")


class Form(StrEnum):
    """How the log is written to a file."""

    JSONL = "jsonl"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Entry:
    """One event.

    Attributes
    ----------
    id
        Its number; each is one more than the one before it.
    at
        When, in UTC.
    event
        What happened, as ``review.approved``; `assistant.access.audit_words` has the Swedish words.
    role, user
        Who did it: the role it was done in, and the user's id where the setting ``audit_names`` is on. Both empty where the
        program did it by itself.
    facts
        Numbers, ids, dates, counts and states.
    former, hash
        The SHA-256 of the event before it, and its own: over ``former`` and everything else of it.
    """

    id: int
    at: str
    event: str
    role: str
    user: str
    facts: dict[str, str | int] = field(default_factory=dict)
    former: str = ""
    hash: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Give the event as JSON can say it."""
        return asdict(self)


class Audit:
    """The audit log of a data folder. Holds no connection; safe to use from any number of threads and processes.

    Parameters
    ----------
    settings
        The settings of the process; the file is ``settings.audit_file`` and is made by the first event.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._database = AuditFile(settings.audit_file)

    def record(self, event: str, by: User | None, **facts: str | int) -> None:
        """Write an event; it is on the disk when this returns.

        Parameters
        ----------
        event
            What happened: ``part.what_was_done``.
        by
            Who did it; None: the program itself.
        **facts
            See `FACTS`. Never anything typed freely.

        Raises
        ------
        ValueError
            Where the event or a fact has another form: a mistake in the program.
        StorageError
            Where it could not be written. What is recorded must then not be done.
        """
        facts = _facts(event, facts)
        with self._database.writing() as connection:
            append(connection, utc_now(self._settings.today), event, self._who(by), facts)

    def read(self, since: datetime.date | None = None, before: datetime.date | None = None) -> Iterator[Entry]:
        """Give the events from a day on, and before a day (in UTC), the oldest first.

        Raises
        ------
        StorageError
            Where the file cannot be read.
        """
        if not self._database.exists:
            return iter(())
        with self._database.reading() as connection:
            return iter(list(_rows(connection, since, before)))

    def page(self, *, event: str = "", most: int = 50, skip: int = 0) -> tuple[tuple[Entry, ...], int]:
        """Give a page of the log, the newest first, and how many events there are of that kind in all.

        Parameters
        ----------
        event
            An event, or the first part of several: ``review``. Empty: all.
        most, skip
            How many, and how many newer ones to pass over.
        """
        if not self._database.exists:
            return (), 0
        where, values = (" WHERE event = ? OR event BETWEEN ? AND ?", [event, f"{event}.", f"{event}.~"]) if event else ("", [])
        with self._database.reading() as connection:
            (count,) = connection.execute(f"SELECT count(*) FROM events{where}", values).fetchone()  # noqa: S608  # only our own words
            chosen = f"SELECT * FROM events{where} ORDER BY id DESC LIMIT ? OFFSET ?"  # noqa: S608  # only our own words
            rows = connection.execute(chosen, [*values, most, skip])
            return tuple(_entry(row) for row in rows), int(count)

    def export(self, form: Form, since: datetime.date | None = None, before: datetime.date | None = None) -> str:
        """Give the events as a file: a JSON object a line, or a table that a spreadsheet opens."""
        entries = self.read(since, before)
        if form is Form.JSONL:
            return "".join(json.dumps(one.to_dict(), ensure_ascii=False, sort_keys=True) + "\n" for one in entries)
        return _table(entries)

    def check(self) -> Checked:
        """Follow the chain from its oldest event to its newest.

        Raises
        ------
        StorageError
            Where the file cannot be read.
        """
        if not self._database.exists:
            return Checked(0, 0, 0, BEGINNING)
        with self._database.reading() as connection:
            return check_chain(connection)

    def purge(self, before: datetime.date, by: User | None) -> int:
        """Delete the events before a day (in UTC), and keep that it was done.

        Returns
        -------
        int
            How many events are gone.

        Raises
        ------
        UsageError
            Where the day is after today.
        StorageError
            Where the file cannot be written, or another process holds it so long that its log could not be emptied.
        """
        if before > self._settings.date_today:
            raise UsageError("Händelser kan inte gallras efter dagens datum.", "Ange ett tidigare datum.")
        if not self._database.exists:
            return 0
        with self._database.writing() as connection:
            last = connection.execute(
                "SELECT id, hash FROM events WHERE id < (SELECT coalesce(min(id), 1 << 62) FROM events WHERE at >= ?)"
                " ORDER BY id DESC LIMIT 1",
                (before.isoformat(),),
            ).fetchone()
            if last is None:
                return 0
            connection.execute("INSERT INTO purges (through, hash) VALUES (?, ?)", (last["id"], last["hash"]))
            count = connection.execute("DELETE FROM events WHERE id <= ?", (last["id"],)).rowcount
            facts: dict[str, str | int] = {"before": before.isoformat(), "count": count, "through": last["id"]}
            append(connection, utc_now(self._settings.today), PURGED, self._who(by), facts)
        if not self._database.scrub():
            raise StorageError(
                "Händelserna är gallrade, men en annan process läser loggen, så de kan finnas kvar i filerna.",
                'Vänta tills den är klar och kör "assistant audit purge" igen.',
            )
        return int(count)

    def _who(self, by: User | None) -> tuple[str, str]:
        """Give role and id as they may be kept."""
        if by is None:
            return "", ""
        return by.acts_as.value, by.id if self._settings.audit_names else ""


def _facts(event: str, facts: dict[str, str | int]) -> dict[str, str | int]:
    """Give the facts as they are kept, and refuse what may hold free words."""
    if not EVENT.fullmatch(event):
        raise ValueError("an event is written part.what_was_done")
    kept = {**facts}
    if not FACT.fullmatch(str(kept.get("user", ""))):  # an id from another system may hold anything
        kept["user"] = f"sha256:{hashlib.sha256(str(kept['user']).encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    for name, value in kept.items():
        if name not in FACTS or not (isinstance(value, int) or FACT.fullmatch(value)):
            raise ValueError(f"the fact {name} is not one that the audit log keeps")
    return kept


def _rows(connection: sqlite3.Connection, since: datetime.date | None, before: datetime.date | None) -> Iterator[Entry]:
    rows = connection.execute(
        "SELECT * FROM events WHERE at >= ? AND at < ? ORDER BY id",
        (since.isoformat() if since else "", before.isoformat() if before else "~"),
    )
    return (_entry(row) for row in rows)


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(*(json.loads(row[name]) if name == "facts" else row[name] for name in _COLUMNS))


def _table(entries: Iterable[Entry]) -> str:
    """Write a table with a byte order mark, without which a spreadsheet reads å, ä and ö wrongly."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for one in entries:
        facts = " ".join(f"{name}={value}" for name, value in sorted(one.facts.items()))
        cells = (one.id, one.at, one.event, one.role, one.user, facts, one.former, one.hash)
        writer.writerow([plain_cell(str(cell)) for cell in cells])
    return "\ufeff" + file.getvalue()
