"""Logins that are going on, kept on the server. The browser holds a random token; here stands its SHA-256 alone."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.access.audit import Audit
from assistant.access.model import User
from assistant.access.tables import AccessFile
from assistant.access.users import read_roles, write_roles
from assistant.settings import Settings

TOKEN_BYTES = 32
SEEN_SECONDS = 60
"""How much older than now the last request may be noted as: not every one is written to the disk."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A login that was ended: whose it was, and where the provider's login is ended, if there is such a place."""

    user: User
    logout_url: str


def hash_token(token: str) -> str:
    """Give what is kept of a random token: nothing that could be guessed back, since there are 2²⁵⁶ of them."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class Sessions:
    """The logins of a data folder. Holds no connection.

    Parameters
    ----------
    settings
        How long they last.
    clock
        Gives seconds since 1970.
    """

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self._file = AccessFile(settings.access_file)
        self._audit = Audit(settings)
        self._clock = clock
        self._idle = settings.session_idle_minutes * 60
        self._whole = settings.session_hours * 3600

    def start(self, user: User, *, account: int | None = None, logout_url: str = "") -> str:
        """Begin a login; it is in the audit log when this returns.

        Parameters
        ----------
        user
            Who logged in.
        account
            The number of the built-in user, with whom the login ends.
        logout_url
            Where the provider's own login is ended.

        Returns
        -------
        str
            The token for the browser. It is new, whatever the browser held before.

        Raises
        ------
        StorageError
            Where it could not be written.
        """
        token, now = secrets.token_urlsafe(TOKEN_BYTES), self._clock()
        row = (
            hash_token(token), secrets.token_hex(8), account, user.id, user.name, write_roles(user.roles), logout_url, now, now,
        )  # fmt: skip
        with self._file.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE started <= ? OR seen <= ?", (now - self._whole, now - self._idle))
            connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            self._audit.record("login.succeeded", user)
        return token

    def find(self, token: str, *, by_person: bool = True) -> User | None:
        """Give whose login a token is of; None where there is none, or it has ended.

        Parameters
        ----------
        token
            What the browser sent.
        by_person
            Whether the request is something that the user did: a page that is only open does not keep a login alive.

        Raises
        ------
        StorageError
            Where the file cannot be read: nobody is then let in.
        """
        if not token or not self._file.exists:
            return None
        now = self._clock()
        with self._file.reading() as connection:
            row = connection.execute("SELECT * FROM sessions WHERE token_hash = ?", (hash_token(token),)).fetchone()
        if row is None or now >= row["started"] + self._whole or now >= row["seen"] + self._idle:
            return None
        if by_person and now >= row["seen"] + SEEN_SECONDS:
            with self._file.writing() as connection:
                connection.execute("UPDATE sessions SET seen = ? WHERE token_hash = ?", (now, row["token_hash"]))
        return _user(row)

    def end(self, token: str) -> Ended | None:
        """End a login; None where there was none.

        Raises
        ------
        StorageError
            Where it could not be written: it has then not ended.
        """
        if not token or not self._file.exists:
            return None
        with self._file.writing() as connection:
            row = connection.execute("DELETE FROM sessions WHERE token_hash = ? RETURNING *", (hash_token(token),)).fetchone()
            if row is None:
                return None
            self._audit.record("login.ended", _user(row))
        return Ended(_user(row), row["logout_url"])

    def end_all(self, by: User | None = None) -> int:
        """End every login, however it was made; gives how many there were.

        Raises
        ------
        StorageError
            Where it could not be written: none has then ended.
        """
        if not self._file.exists:
            return 0
        with self._file.writing() as connection:
            count = connection.execute("DELETE FROM sessions").rowcount
            connection.execute("DELETE FROM begun")
            self._audit.record("login.all_ended", by, count=count)
        return count


def _user(row: sqlite3.Row) -> User:
    return replace(User(row["user_id"], row["name"], read_roles(row["roles"])), session=row["public_id"])
