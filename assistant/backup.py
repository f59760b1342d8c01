"""A copy of what people have made (marked answers, users, the audit log), and putting it back.

The index is not in it: it holds nothing that is not in the corpus, and is built again. A copy is one zip file, made with
SQLite's own backup while the app runs, so that each database is as it stood at one moment.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant import __version__
from assistant.errors import StorageError, UsageError
from assistant.settings import Settings

MANIFEST = "manifest.json"
FORM = 1
LARGEST = 4 * 1024**3
"""Bytes of one database that are taken out of a copy; a file that claims more is no copy of ours."""
_OURS_ALONE = 0o600


@dataclass(frozen=True, slots=True)
class Part:
    """A database in a copy: its place in the data folder, and what its file holds."""

    name: str
    sha256: str
    size: int


def databases(settings: Settings) -> tuple[Path, ...]:
    """Give the databases that exist, in order: ``FOLDER/NAME.sqlite3`` under the data folder."""
    return tuple(sorted(settings.data_dir.glob("*/*.sqlite3")))


def create(settings: Settings, target: Path) -> tuple[Part, ...]:
    """Write a copy of every database to a new zip file, readable by its owner alone.

    Raises
    ------
    UsageError
        Where there is nothing to copy, or the file exists.
    StorageError
        Where a database is damaged, or the disk refuses; nothing half is left behind.
    """
    found = databases(settings)
    if not found:
        raise UsageError("Det finns inget att säkerhetskopiera än.", "Märkta svar, användare och logg kommer med när de finns.")
    if target.exists():
        raise UsageError(f"Filen {target.name} finns redan.", "Välj ett annat namn; en säkerhetskopia skrivs aldrig över.")
    half = target.with_name(f"{target.name}.ofärdig-{os.getpid()}")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OURS_ALONE), "wb") as file:
            parts = _write(settings, found, file)
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)
    except OSError:
        raise StorageError(
            "Säkerhetskopian gick inte att skriva.", "Kontrollera att disken har plats och att mappen får skrivas i."
        ) from None
    finally:
        half.unlink(missing_ok=True)
    return parts


def _write(settings: Settings, found: tuple[Path, ...], file: io.BufferedWriter) -> tuple[Part, ...]:
    parts = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as copy:
        for path in found:
            data = _as_it_stands(path)
            name = path.relative_to(settings.data_dir).as_posix()
            parts.append(Part(name, hashlib.sha256(data).hexdigest(), len(data)))
            copy.writestr(name, data)
        made = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        described = [{"name": part.name, "sha256": part.sha256, "size": part.size} for part in parts]
        copy.writestr(MANIFEST, json.dumps({"form": FORM, "version": __version__, "made": made, "parts": described}))
    return tuple(parts)


def _as_it_stands(path: Path) -> bytes:
    """Give a whole database as it stands at one moment, also while others write to it."""
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"  # escaped: of ``data#1`` SQLite would read, and make, a file ``data``
        with closing(sqlite3.connect(uri, uri=True)) as source, closing(sqlite3.connect(":memory:")) as copy:
            source.backup(copy)
            _check(copy)
            return _without_log(copy.serialize())
    except sqlite3.Error:
        raise StorageError(
            f"Databasen {path.name} är skadad eller går inte att läsa.", "Återställ den ur en äldre säkerhetskopia."
        ) from None


def _without_log(data: bytes) -> bytes:
    """Say in a database's header (bytes 18 and 19, SQLite's file format 1.3.3) that no write-ahead log belongs to it.

    The app turns the log on again when it opens the file.
    """
    return data[:18] + b"\x01\x01" + data[20:]


def _check(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError


def restore(settings: Settings, source: Path, *, replace: bool = False) -> tuple[Part, ...]:
    """Put the databases of a copy back into the data folder.

    Everything is read and checked before the first file is changed. What stands there is kept beside it as ``NAME.före-…``.
    The app must not run meanwhile.

    Raises
    ------
    UsageError
        Where the file is no copy of ours, or a database exists and ``replace`` is false.
    StorageError
        Where the copy is damaged or the disk refuses.
    """
    read = list(_read(source))
    standing = [settings.data_dir / part.name for part, _ in read if (settings.data_dir / part.name).exists()]
    if standing and not replace:
        names = ", ".join(path.name for path in standing)
        raise UsageError(f"Det finns redan {names} i datamappen.", "Stoppa programmet och lägg till --replace för att byta ut.")
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%S")
    try:
        for part, data in read:
            _put(settings.data_dir / part.name, data, stamp)
    except OSError:
        raise StorageError(
            "Säkerhetskopian gick inte att lägga tillbaka helt.", f"Det som fanns ligger kvar med tillägget .före-{stamp}."
        ) from None
    return tuple(part for part, _ in read)


def _put(path: Path, data: bytes, stamp: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, half = tempfile.mkstemp(dir=path.parent)  # of this owner alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        for old in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            if old.exists():
                old.replace(old.with_name(f"{old.name}.före-{stamp}"))
        Path(half).replace(path)
    finally:
        Path(half).unlink(missing_ok=True)


def _read(source: Path) -> Iterator[tuple[Part, bytes]]:
    """Give what a copy holds, each part checked against the manifest and by SQLite."""
    try:
        with zipfile.ZipFile(source) as copy:
            for part in _parts(copy):
                data = copy.read(part.name)
                if len(data) != part.size or hashlib.sha256(data).hexdigest() != part.sha256:
                    raise StorageError(f"Säkerhetskopian är skadad: {part.name} har ändrats.", "Använd en annan kopia.")
                with closing(sqlite3.connect(":memory:")) as connection:
                    connection.deserialize(data)
                    _check(connection)
                yield part, data
    except FileNotFoundError:
        raise UsageError("Filen finns inte.", "Kontrollera namnet på säkerhetskopian.") from None
    except (zipfile.BadZipFile, EOFError, KeyError, ValueError, TypeError, sqlite3.Error, OSError):
        raise StorageError("Filen är ingen hel säkerhetskopia.", "Använd en annan kopia.") from None


def _parts(copy: zipfile.ZipFile) -> list[Part]:
    """Give the parts a manifest names; places outside the data folder, and sizes that are none, are refused."""
    manifest = json.loads(copy.read(MANIFEST))
    if manifest["form"] != FORM:
        raise StorageError("Säkerhetskopian är gjord av en nyare version.", "Uppgradera programmet först.")
    parts = [Part(str(one["name"]), str(one["sha256"]), int(one["size"])) for one in manifest["parts"]]
    for part in parts:
        steps = part.name.split("/")
        if len(steps) != 2 or not steps[1].endswith(".sqlite3") or any(step.startswith(".") or "\\" in step for step in steps):
            raise ValueError
        if not 0 <= copy.getinfo(part.name).file_size == part.size <= LARGEST:
            raise ValueError
    return parts
