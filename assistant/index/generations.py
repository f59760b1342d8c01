"""Folders of an index that is built beside the old one and then swapped in.

``<data_dir>/index/current.json`` names the folder that counts and the one before it. A folder that it does not name is
debris of a build that was killed, and the next build removes it. A folder that has been swapped in is never changed.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from assistant.errors import IndexUnavailableError, StorageError

Progress = Callable[[str, float], None]

_POINTER = "current.json"
_LOCK = "build.lock"
_PREFIX = "generation-"

#: What to say of an index that cannot be read, and what to do about it.
DAMAGED = ("Sökindexet är skadat.", 'Bygg det på nytt med "assistant index build".')

#: How long a second builder waits. A build with shipped vectors takes seconds, one that computes all of them minutes.
LOCK_WAIT_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Generations:
    """The index folder of a data folder."""

    folder: Path

    def current(self) -> Path | None:
        """Give the folder of the index that counts, None where none was ever swapped in. It may have been deleted since.

        Raises
        ------
        IndexUnavailableError
            Where the pointer cannot be read.
        """
        names = self._names()
        return self.folder / names[0] if names else None

    def create(self) -> Path:
        """Make a new folder to build in, after removing debris of builds that were killed.

        Raises
        ------
        StorageError
            Where the data folder cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._remove_all_but(self._names_or_none())
            fresh = self.folder / f"{_PREFIX}{uuid.uuid4().hex[:12]}"
            fresh.mkdir()
        except OSError:
            raise storage_error(self.folder) from None
        return fresh

    def swap_in(self, fresh: Path) -> None:
        """Make a folder the one that counts, in one step; the one before is kept for processes that still read it.

        Raises
        ------
        StorageError
            Where the data folder cannot be written; the old index still counts.
        """
        names = [fresh.name, *self._names_or_none()[:1]]
        draft = self.folder / f"{_POINTER}.{uuid.uuid4().hex[:8]}"
        try:
            with draft.open("w", encoding="ascii") as file:
                json.dump(names, file)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.folder / _POINTER)
        except OSError:
            draft.unlink(missing_ok=True)
            raise storage_error(self.folder) from None
        self._remove_all_but(names)

    def discard(self, fresh: Path) -> None:
        """Remove a folder that did not become an index."""
        shutil.rmtree(fresh, ignore_errors=True)

    @contextlib.contextmanager
    def build_lock(self, progress: Progress | None = None) -> Iterator[None]:
        """Hold the lock that only one builder has; the system releases it where a builder is killed.

        Raises
        ------
        StorageError
            Where the data folder cannot be written.
        IndexUnavailableError
            Where another process still builds after `LOCK_WAIT_SECONDS`.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / _LOCK)
            try:
                lock.acquire(timeout=0)
            except Timeout:
                if progress:
                    progress("En annan process bygger indexet. Väntar på att den blir klar.", 0.0)
                lock.acquire(timeout=LOCK_WAIT_SECONDS)
        except Timeout:
            raise IndexUnavailableError(
                "En annan process bygger indexet.", "Vänta tills den är klar och försök igen."
            ) from None
        except OSError:
            raise storage_error(self.folder) from None
        try:
            yield
        finally:
            lock.release()

    def _names(self) -> list[str]:
        try:
            names = json.loads((self.folder / _POINTER).read_text(encoding="ascii"))
        except (FileNotFoundError, NotADirectoryError):
            return []
        except (OSError, ValueError):
            raise damaged() from None
        if not isinstance(names, list) or not names or not all(_is_name(name) for name in names):
            raise damaged()
        return names

    def _names_or_none(self) -> list[str]:
        try:
            return self._names()
        except IndexUnavailableError:
            return []

    def _remove_all_but(self, names: list[str]) -> None:
        for path in self.folder.glob(f"{_PREFIX}*"):
            if path.name not in names:
                shutil.rmtree(path, ignore_errors=True)
        for path in self.folder.glob(f"{_POINTER}.*"):
            path.unlink(missing_ok=True)


def _is_name(name: object) -> bool:
    return isinstance(name, str) and name.startswith(_PREFIX) and "/" not in name and "\\" not in name


def damaged() -> IndexUnavailableError:
    """Make the error for an index that cannot be read."""
    return IndexUnavailableError(*DAMAGED)


def load_arrays(file: Path, *names: str) -> list[NDArray[np.float32]]:
    """Read arrays, by their names, from a file in an index's folder.

    Raises
    ------
    IndexUnavailableError
        Where the file is missing or damaged, or has no array of a name.
    """
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as data:
            return [data[name] for name in names]
    except Exception:  # a damaged zip file raises any of seven errors
        raise damaged() from None


def storage_error(folder: Path) -> StorageError:
    """Make the error for a data folder that cannot be written: read-only, full, or not a folder."""
    return StorageError(
        f"Det går inte att skriva i mappen {folder}.",
        "Kontrollera att disken har plats och att du får skriva där, eller välj en annan mapp med ASSISTANT_DATA_DIR.",
    )
