"""The file that the review queue is kept in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assistant.database import SqliteFile
from assistant.errors import StorageError
from assistant.review.migrations import MIGRATIONS


@dataclass(frozen=True, slots=True)
class Database(SqliteFile):
    """The database of a data folder; no file is made until something is written."""

    NAME: ClassVar = "Granskningarnas databas"
    MIGRATIONS: ClassVar = MIGRATIONS

    def erase_traces(self) -> None:
        """Leave nothing of deleted rows in the files.

        Raises
        ------
        StorageError
            Where another process holds the file for so long that the log could not be emptied.
        """
        if not self.scrub():
            raise StorageError(
                "Posterna är gallrade, men en annan process läser databasen, så text kan finnas kvar i dess logg.",
                'Vänta tills den är klar och kör "assistant review erase" igen.',
            )
