"""The chain of the audit log: each event holds the SHA-256 of the one before it and of itself."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.access.audit_tables import BEGINNING


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the chain found.

    ``broken`` names what does not hold, in Swedish, one sentence each; empty where all does. ``count`` is how many events there
    are, ``last`` and ``hash`` the number and the hash of the newest one, ``since`` the number of the oldest one kept.
    """

    count: int
    since: int
    last: int
    hash: str
    broken: tuple[str, ...] = ()


def append(connection: sqlite3.Connection, at: str, event: str, who: tuple[str, str], facts: dict[str, str | int]) -> None:
    """Add an event at the end; the caller has the connection in a transaction of its own."""
    last = connection.execute("SELECT id, hash FROM events ORDER BY id DESC LIMIT 1").fetchone()
    gone = connection.execute("SELECT through AS id, hash FROM purges ORDER BY id DESC LIMIT 1").fetchone()
    number, former = tuple(last or gone or (0, BEGINNING))
    content = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    row = (number + 1, at, event, *who, content)
    connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, former, _hash(former, row)))


def _hash(former: str, row: Sequence[str | int]) -> str:
    """Give the SHA-256 of an event: of the hash before it, and of its columns as JSON, so that no two rows read the same."""
    return hashlib.sha256(json.dumps([former, *row], ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def check_chain(connection: sqlite3.Connection) -> Checked:
    """Follow the chain from its oldest event, or from the last one that retention took, to its newest."""
    gone = connection.execute("SELECT through, hash FROM purges ORDER BY id DESC LIMIT 1").fetchone()
    number, former = tuple(gone) if gone else (0, BEGINNING)
    first, count = number + 1, 0
    broken = []
    for row in connection.execute("SELECT * FROM events ORDER BY id"):
        if row["id"] != number + 1:
            broken.append(_missing(number + 1, row["id"] - 1))
        elif row["former"] != former:
            broken.append(f"Händelse {row['id']} hänger inte ihop med den före.")
        if row["hash"] != _hash(row["former"], tuple(row)[:6]):
            broken.append(f"Händelse {row['id']} är ändrad.")
        number, former, count = row["id"], row["hash"], count + 1
    (written,) = connection.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'events'").fetchone()
    if written > number:
        broken.append(_missing(number + 1, written))
    return Checked(count, first, number, former, tuple(broken))


def _missing(first: int, last: int) -> str:
    return f"Händelse {first} saknas." if first == last else f"Händelse {first} till {last} saknas."
