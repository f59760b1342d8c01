"""Keys for programs that use the API. A key is shown once, when it is made; its SHA-256 alone is kept."""

from __future__ import annotations

import datetime
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.access.audit import Audit
from assistant.access.model import Role, User
from assistant.access.sessions import TOKEN_BYTES, hash_token
from assistant.access.tables import AccessFile
from assistant.access.users import clean_name, name_key, now_utc, read_roles, write_roles
from assistant.errors import UsageError
from assistant.settings import Settings

PREFIX = "ha_"
"""What every key begins with, so that a tool that looks for secrets in files knows one."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key as the command line lists it. ``expires_on`` is the last day it is good for; None: it has none."""

    id: int
    name: str
    roles: frozenset[Role]
    created_at: str
    expires_on: datetime.date | None
    used_on: datetime.date | None

    @property
    def user(self) -> User:
        """Give who a program with this key is in the app."""
        return User(f"key:{self.id}", self.name, self.roles)


class Keys:
    """The keys of a data folder. Holds no connection; every change is in the audit log."""

    def __init__(self, settings: Settings) -> None:
        self._file = AccessFile(settings.access_file)
        self._audit = Audit(settings)
        self._settings = settings

    def add(self, name: str, roles: Iterable[Role], days: int | None = None, by: User | None = None) -> tuple[Key, str]:
        """Make a key, and give it: this is the only time.

        Raises
        ------
        UsageError
            Where the name is taken or none, no role is given, or the days go beyond the calendar.
        StorageError
            Where it could not be written.
        """
        clean, written = clean_name(name), write_roles(roles)
        secret = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
        until = self._last_day(days)
        with self._file.writing() as connection:
            if connection.execute("SELECT 1 FROM keys WHERE name_key = ?", (name_key(clean),)).fetchone():
                raise UsageError("Det finns redan en nyckel med det namnet.", "Välj ett annat, eller ta bort den som finns.")
            row = connection.execute(
                "INSERT INTO keys (name, name_key, key_hash, roles, created_at, expires_on) VALUES (?, ?, ?, ?, ?, ?)"
                " RETURNING *",
                (clean, name_key(clean), hash_token(secret), written, now_utc(), until),
            ).fetchone()
            self._audit.record("key.added", by, key=row["id"], roles=written, days=days or 0)
        return _key(row), secret

    def all(self) -> tuple[Key, ...]:
        """Give the keys by name; none where none was ever made."""
        if not self._file.exists:
            return ()
        with self._file.reading() as connection:
            return tuple(_key(row) for row in connection.execute("SELECT * FROM keys ORDER BY name_key"))

    def remove(self, name: str, by: User | None = None) -> None:
        """Delete a key: it opens nothing from now on.

        Raises
        ------
        UsageError
            Where there is no such key.
        StorageError
            Where it could not be written.
        """
        with self._file.writing() as connection:
            row = connection.execute("DELETE FROM keys WHERE name_key = ? RETURNING id", (name_key(name),)).fetchone()
            if row is None:
                raise UsageError("Det finns ingen nyckel med det namnet.", 'Se vilka som finns med "assistant user key list".')
            self._audit.record("key.removed", by, key=row["id"])

    def find(self, secret: str) -> User | None:
        """Give who a program with a key is; None where there is no such key, or its days are over.

        Raises
        ------
        StorageError
            Where the file cannot be read: nobody is then let in.
        """
        if not secret.startswith(PREFIX) or not self._file.exists:
            return None
        today = self._settings.date_today
        with self._file.reading() as connection:
            row = connection.execute("SELECT * FROM keys WHERE key_hash = ?", (hash_token(secret),)).fetchone()
        if row is None or (row["expires_on"] and row["expires_on"] < today.isoformat()):
            return None
        if row["used_on"] != today.isoformat():
            with self._file.writing() as connection:
                connection.execute("UPDATE keys SET used_on = ? WHERE id = ?", (today.isoformat(), row["id"]))
        return _key(row).user

    def _last_day(self, days: int | None) -> str | None:
        if days is None:
            return None
        try:
            return (self._settings.date_today + datetime.timedelta(days=days)).isoformat()
        except OverflowError:
            raise UsageError("Nyckeln kan inte gälla så länge.", "Ange färre dagar.") from None


def _key(row: sqlite3.Row) -> Key:
    until, used = (datetime.date.fromisoformat(row[name]) if row[name] else None for name in ("expires_on", "used_on"))
    return Key(row["id"], row["name"], read_roles(row["roles"]), row["created_at"], until, used)
