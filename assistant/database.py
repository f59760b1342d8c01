"""The small databases of a data folder, one SQLite file each: connections, transactions, migrations, a disk that refuses.

A connection lives as long as one operation: threads and processes share nothing but the file, and a process that is killed
leaves at most a write-ahead log, which the next connection reads.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from assistant.errors import StorageError

BUSY_SECONDS = 10.0
"""How long a writer waits for another; a write takes milliseconds, so a longer wait means that something hangs."""
_RETRY_SECONDS = 0.02

_RIGHTS = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """A database of a data folder; no file is made until something is read or written.

    A subclass names it and says which tables it has.
    """

    path: Path

    NAME: ClassVar[str] = "Databasen"
    """What messages call it: begins a Swedish sentence, definite, of common gender (``Granskningarnas databas``)."""
    MIGRATIONS: ClassVar[Sequence[Sequence[str]]] = ()
    """The statements that make each version of the one before it; the first makes version 1 of an empty file. Only added to."""

    @property
    def exists(self) -> bool:
        """Tell whether anything was ever written."""
        return self.path.is_file()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees one moment of the database.

        Raises
        ------
        StorageError
            Where the file cannot be read, is damaged, or was made by a newer program.
        """
        with self._connection() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection in a transaction of its own: all of it is on the disk when the block ends, or nothing.

        Raises
        ------
        StorageError
            Where the file cannot be written, is damaged, was made by a newer program, or is held by another process.
        """
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def scrub(self) -> bool:
        """Leave nothing of deleted rows in the files: the database is written anew and the write-ahead log emptied.

        Returns
        -------
        bool
            False where another process held the file for so long that the log could not be emptied.

        Raises
        ------
        StorageError
            Where the file cannot be written.
        """
        with self._connection() as connection:
            connection.execute("VACUUM")
            return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            with contextlib.closing(connection):
                prepare(connection)
                if _version(connection) != len(self.MIGRATIONS):
                    self.path.chmod(0o600)
                    self._migrate(connection)
                yield connection
        except sqlite3.Error as error:
            raise self.refusal(error) from None
        except OSError:
            raise self._no_rights() from None

    def _migrate(self, connection: sqlite3.Connection) -> None:
        """Bring a database to the version of this program, each step in a transaction of its own; never backward."""
        while (version := _version(connection)) != len(self.MIGRATIONS):
            if version > len(self.MIGRATIONS):
                raise StorageError(
                    f"{self.NAME} är gjord av en nyare version av programmet.",
                    "Uppgradera programmet, eller välj en annan mapp med ASSISTANT_DATA_DIR.",
                )
            _step(connection, version, self.MIGRATIONS[version])

    def refusal(self, error: sqlite3.Error) -> StorageError:
        """Say in Swedish what SQLite refused, without its own words."""
        code = _code(error)
        if code in _RIGHTS:
            return self._no_rights()
        if code == sqlite3.SQLITE_FULL:
            return StorageError("Disken är full. Inget sparades.", "Gör plats på disken och försök igen.")
        if code in _BUSY:
            name = f"{self.NAME[0].lower()}{self.NAME[1:]}"
            return StorageError(f"En annan process skriver i {name}.", "Vänta en stund och försök igen.")
        if code in _DAMAGED:
            return StorageError(f"{self.NAME} är skadad.", "Återställ den ur en säkerhetskopia, eller flytta undan filen.")
        return StorageError(f"{self.NAME} gick inte att läsa eller skriva.", "Kontrollera disken och försök igen.")

    def _no_rights(self) -> StorageError:
        return StorageError(
            f"{self.NAME} får inte läsas eller skrivas.", "Kontrollera rättigheterna och inställningen ASSISTANT_DATA_DIR."
        )


def prepare(connection: sqlite3.Connection) -> None:
    """Set what a connection needs; a commit is on the disk when it returns (FULL), and deleted text is overwritten."""
    connection.row_factory = sqlite3.Row
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    until = time.monotonic() + BUSY_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:  # SQLite does not wait here where another process makes the same change
            if _code(error) not in _BUSY or time.monotonic() > until:
                raise
            time.sleep(_RETRY_SECONDS)


def _step(connection: sqlite3.Connection, version: int, statements: Sequence[str]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection) == version:  # another process may have been first
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the kind, the rest its details
