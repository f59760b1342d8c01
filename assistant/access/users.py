"""The built-in users: made by a command, kept with a hash of the password and their roles."""

from __future__ import annotations

import datetime
import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.access.audit import Audit
from assistant.access.lockout import Lockout
from assistant.access.model import Role, User
from assistant.access.passwords import check_new, hash_password, is_outdated, verify
from assistant.access.tables import AccessFile
from assistant.errors import UsageError
from assistant.settings import Settings

NAME = re.compile(r"[^\W_][\w.@+ -]{0,98}[\w]|[^\W_]")
"""A name begins and ends with a letter or digit, and has at most 100 characters."""


@dataclass(frozen=True, slots=True)
class Account:
    """A built-in user as the command line lists it."""

    id: int
    name: str
    roles: frozenset[Role]
    created_at: str
    changed_at: str
    is_locked: bool = False

    @property
    def user(self) -> User:
        """Give who this is in the app."""
        return User(user_id(self.id), self.name, self.roles)


def user_id(account: int) -> str:
    """Give the id that sessions and the audit log know an account by."""
    return f"user:{account}"


def name_key(name: str) -> str:
    """Give what tells a name from others: letters' case and their way of being composed make no difference."""
    return unicodedata.normalize("NFC", name.strip()).casefold()


def clean_name(name: str) -> str:
    """Give a name as it is kept.

    Raises
    ------
    UsageError
        Where it is none. It is not repeated.
    """
    clean = unicodedata.normalize("NFC", name.strip())
    if not NAME.fullmatch(clean):
        raise UsageError(
            "Namnet går inte att använda.", "Använd bokstäver och siffror, och mellan dem också mellanslag och . - _ @ +."
        )
    return clean


def write_roles(roles: Iterable[Role]) -> str:
    """Give roles as they are kept.

    Raises
    ------
    UsageError
        Where there are none.
    """
    if not (written := ",".join(sorted(set(roles)))):
        raise UsageError("Ange minst en roll.", "Roller: " + ", ".join(Role) + ".")
    return written


def read_roles(written: str) -> frozenset[Role]:
    """Give roles that were kept."""
    return frozenset(Role(role) for role in written.split(",") if role)


def now_utc() -> str:
    """Give the time in UTC as it is kept."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Users:
    """The built-in users of a data folder. Holds no connection; every change is in the audit log."""

    def __init__(self, settings: Settings) -> None:
        self._file = AccessFile(settings.access_file)
        self._audit = Audit(settings)
        self._lockout = Lockout(settings)

    def add(self, name: str, password: str, roles: Iterable[Role], by: User | None = None) -> Account:
        """Make a user.

        Raises
        ------
        UsageError
            Where the name is taken or none, no role is given, or the password is refused.
        StorageError
            Where it could not be written.
        """
        clean, written = clean_name(name), write_roles(roles)
        kept, at = hash_password(check_new(password, clean)), now_utc()
        with self._file.writing() as connection:
            if connection.execute("SELECT 1 FROM users WHERE name_key = ?", (name_key(clean),)).fetchone():
                raise UsageError("Det finns redan en användare med det namnet.", "Välj ett annat, eller ändra den som finns.")
            made = connection.execute(
                "INSERT INTO users (name, name_key, password_hash, roles, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?)",
                (clean, name_key(clean), kept, written, at, at),
            ).lastrowid
            row = connection.execute("SELECT * FROM users WHERE id = ?", (made,)).fetchone()
            self._audit.record("user.added", by, user=user_id(row["id"]), roles=written)
        return _account(row)

    def all(self) -> tuple[Account, ...]:
        """Give the users by name; none where none was ever made."""
        if not self._file.exists:
            return ()
        with self._file.reading() as connection:
            rows = connection.execute("SELECT * FROM users ORDER BY name_key").fetchall()
            return tuple(_account(row, self._lockout.is_locked(connection, user_id(row["id"]))) for row in rows)

    def set_password(self, name: str, password: str, by: User | None = None) -> Account:
        """Give a user another password; every login of theirs ends.

        Raises
        ------
        UsageError
            Where there is no such user, or the password is refused.
        StorageError
            Where it could not be written.
        """
        kept = hash_password(check_new(password, clean_name(name)))
        return self._change(name, "user.password", {"password_hash": kept}, by)

    def set_roles(self, name: str, roles: Iterable[Role], by: User | None = None) -> Account:
        """Give a user other roles; every login of theirs ends.

        Raises
        ------
        UsageError
            Where there is no such user, or no role is given.
        StorageError
            Where it could not be written.
        """
        return self._change(name, "user.roles", {"roles": write_roles(roles)}, by)

    def remove(self, name: str, by: User | None = None) -> None:
        """Delete a user, and end every login of theirs.

        Raises
        ------
        UsageError
            Where there is no such user.
        StorageError
            Where it could not be written.
        """
        with self._file.writing() as connection:
            account = self._released(connection, name, "user.removed", by)
            connection.execute("DELETE FROM users WHERE id = ?", (account,))

    def unlock(self, name: str, by: User | None = None) -> None:
        """Let a user whose name was locked log in again.

        Raises
        ------
        UsageError
            Where there is no such user.
        StorageError
            Where it could not be written.
        """
        with self._file.writing() as connection:
            self._released(connection, name, "user.unlocked", by)

    def find_id(self, name: str) -> str | None:
        """Give the id of the user by that name; None where there is none."""
        with self._file.reading() as connection:
            row = connection.execute("SELECT id FROM users WHERE name_key = ?", (name_key(name),)).fetchone()
        return user_id(row["id"]) if row else None

    def check(self, name: str, password: str) -> Account | None:
        """Give the user with that name and password; None where there is none, after the same work in both cases."""
        with self._file.reading() as connection:
            row = connection.execute("SELECT * FROM users WHERE name_key = ?", (name_key(name),)).fetchone()
        if not verify(password, row["password_hash"] if row else None):
            return None
        if is_outdated(row["password_hash"]):
            self._strengthen(row["id"], row["password_hash"], password)
        return _account(row)

    def _strengthen(self, account: int, before: str, password: str) -> None:
        """Hash a password that was right with today's strength, unless it was changed meanwhile."""
        kept = hash_password(unicodedata.normalize("NFC", password))
        with self._file.writing() as connection:
            connection.execute("UPDATE users SET password_hash = ? WHERE id = ? AND password_hash = ?", (kept, account, before))

    def _released(self, connection: sqlite3.Connection, name: str, event: str, by: User | None) -> int:
        """Forget what was counted for a user, and record the event; gives the user's number."""
        account = int(_find(connection, name)["id"])
        self._lockout.forget(connection, user_id(account))
        self._audit.record(event, by, user=user_id(account))
        return account

    def _change(self, name: str, event: str, values: dict[str, str], by: User | None) -> Account:
        with self._file.writing() as connection:
            row = _find(connection, name)
            columns = ", ".join(f"{column} = ?" for column in (*values, "changed_at"))
            change = f"UPDATE users SET {columns} WHERE id = ?"  # noqa: S608  # the columns are our own words
            connection.execute(change, (*values.values(), now_utc(), row["id"]))
            connection.execute("DELETE FROM sessions WHERE account = ?", (row["id"],))
            facts = {"roles": values["roles"]} if "roles" in values else {}
            self._audit.record(event, by, user=user_id(row["id"]), **facts)
            return _account(connection.execute("SELECT * FROM users WHERE id = ?", (row["id"],)).fetchone())


def _find(connection: sqlite3.Connection, name: str) -> sqlite3.Row:
    row: sqlite3.Row | None = connection.execute("SELECT * FROM users WHERE name_key = ?", (name_key(name),)).fetchone()
    if row is None:
        raise UsageError("Det finns ingen användare med det namnet.", 'Se vilka som finns med "assistant user list".')
    return row


def _account(row: sqlite3.Row, is_locked: bool = False) -> Account:
    return Account(row["id"], row["name"], read_roles(row["roles"]), row["created_at"], row["changed_at"], is_locked)
