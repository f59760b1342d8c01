"""The tables of users, keys and logins, and the way from every earlier version of them to this one: forward only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assistant.database import SqliteFile

_FIRST = (
    # A number is never used again, so that the audit log's ids keep meaning one person.
    """
    CREATE TABLE users (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL UNIQUE,
        password_hash TEXT NOT NULL,
        roles TEXT NOT NULL,
        created_at TEXT NOT NULL,
        changed_at TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE keys (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL UNIQUE,
        key_hash TEXT NOT NULL UNIQUE,
        roles TEXT NOT NULL,
        created_at TEXT NOT NULL,
        expires_on TEXT,
        used_on TEXT
    )
    """,
    # Times are seconds since 1970. What a browser holds is never kept, only its SHA-256.
    """
    CREATE TABLE sessions (
        token_hash TEXT PRIMARY KEY,
        public_id TEXT NOT NULL UNIQUE,
        account INTEGER REFERENCES users (id) ON DELETE CASCADE,
        user_id TEXT NOT NULL,
        name TEXT NOT NULL,
        roles TEXT NOT NULL,
        logout_url TEXT NOT NULL,
        started REAL NOT NULL,
        seen REAL NOT NULL
    )
    """,
    # A login at the provider that has begun and not come back.
    """
    CREATE TABLE begun (
        token_hash TEXT PRIMARY KEY,
        data TEXT NOT NULL,
        target TEXT NOT NULL,
        started REAL NOT NULL
    )
    """,
    "CREATE TABLE failures (subject TEXT NOT NULL, at REAL NOT NULL)",
    "CREATE INDEX failures_of ON failures (subject, at)",
    "CREATE TABLE locks (subject TEXT PRIMARY KEY, until REAL NOT NULL)",
)


@dataclass(frozen=True, slots=True)
class AccessFile(SqliteFile):
    """The database of users, keys and logins; no file is made until there is one of them."""

    NAME: ClassVar = "Behörigheternas databas"
    MIGRATIONS: ClassVar = (_FIRST,)
