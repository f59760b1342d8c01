"""Failed logins are counted, for each name and each address, and too many lock it for a while.

A try is counted before the password is looked at and taken back when it was right: a hundred tries at once are counted as a
hundred. What is counted is a user's id, an address, or, where no user has the name that was typed, a hash of the name under a
secret of the process, so that a password that was typed as a name can be read out of nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from assistant.access.tables import AccessFile
from assistant.settings import Settings

_SECRET = secrets.token_bytes(32)


class Tried(Enum):
    """What a try meets."""

    OPEN = auto()
    JUST_LOCKED = auto()
    """This try is still looked at; whether it is right or not, it was the last one for now."""
    LOCKED = auto()


@dataclass(frozen=True, slots=True)
class Subject:
    """A name or an address whose tries are counted, and how many may fail."""

    key: str
    tries: int


class Lockout:
    """The counts and locks of a data folder.

    Parameters
    ----------
    settings
        How many tries, within how long, and how long a lock lasts.
    clock
        Gives seconds since 1970.
    """

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self._file = AccessFile(settings.access_file)
        self._settings = settings
        self._clock = clock

    def subjects(self, known: str | None, typed: str, address: str) -> tuple[Subject, Subject]:
        """Give what a try is counted for: the user, or the name that nobody has, and the address."""
        unknown = hmac.new(_SECRET, typed.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
        return (
            Subject(known or f"unknown:{unknown}", self._settings.login_tries),
            Subject(f"address:{address}", self._settings.login_tries_address),
        )

    def count(self, subjects: tuple[Subject, ...]) -> Tried:
        """Count a try, unless one of the subjects is locked.

        Raises
        ------
        StorageError
            Where it could not be written: nobody logs in uncounted.
        """
        now = self._clock()
        with self._file.writing() as connection:
            connection.execute("DELETE FROM failures WHERE at <= ?", (now - self._settings.login_window_minutes * 60,))
            connection.execute("DELETE FROM locks WHERE until <= ?", (now,))
            if any(self.is_locked(connection, one.key) for one in subjects):
                return Tried.LOCKED
            return max((self._count(connection, one, now) for one in subjects), key=lambda tried: tried.value)

    def _count(self, connection: sqlite3.Connection, subject: Subject, now: float) -> Tried:
        connection.execute("INSERT INTO failures VALUES (?, ?)", (subject.key, now))
        (count,) = connection.execute("SELECT count(*) FROM failures WHERE subject = ?", (subject.key,)).fetchone()
        if count < subject.tries:
            return Tried.OPEN
        until = now + self._settings.login_lock_minutes * 60
        connection.execute("INSERT OR REPLACE INTO locks VALUES (?, ?)", (subject.key, until))
        return Tried.JUST_LOCKED

    def succeeded(self, subjects: tuple[Subject, ...]) -> None:
        """Take the count of the name back; of an address only this try, so that an own account is no way to go on guessing."""
        name, *others = subjects
        with self._file.writing() as connection:
            self.forget(connection, name.key)
            for one in others:
                last = "DELETE FROM failures WHERE rowid = (SELECT max(rowid) FROM failures WHERE subject = ?)"
                connection.execute(last, (one.key,))
                (count,) = connection.execute("SELECT count(*) FROM failures WHERE subject = ?", (one.key,)).fetchone()
                if count < one.tries:
                    connection.execute("DELETE FROM locks WHERE subject = ?", (one.key,))

    def is_locked(self, connection: sqlite3.Connection, key: str) -> bool:
        """Tell whether a user or an address is locked now."""
        found = connection.execute("SELECT 1 FROM locks WHERE subject = ? AND until > ?", (key, self._clock()))
        return found.fetchone() is not None

    def forget(self, connection: sqlite3.Connection, key: str) -> None:
        """Forget what was counted for a user, and the lock."""
        connection.execute("DELETE FROM failures WHERE subject = ?", (key,))
        connection.execute("DELETE FROM locks WHERE subject = ?", (key,))
