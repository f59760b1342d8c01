"""The vector store: one Chroma database in process with two collections.

It is where vectors are kept; a search compares with all of them in memory (`assistant.index.store`). Chroma's server is
never run. Its default embedding function would download a model, so none is ever set.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.errors import StorageError
from assistant.index.embedding import Vectors
from assistant.index.generations import damaged
from assistant.index.manifest import DISTANCE

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

UNITS = "units"
QUESTIONS = "questions"
CHROMA_FOLDER = "chroma"
_FILE = "chroma.sqlite3"
_COPY = "handlaggarassistenten-"


def read_vectors(folder: Path, ids: Mapping[str, Sequence[str]]) -> dict[str, Vectors]:
    """Read every vector of the collections, and let go of the database.

    Parameters
    ----------
    folder
        The folder of an index.
    ids
        What each collection must hold, by its name: these ids and no others.

    Returns
    -------
    dict
        By collection, unit vectors in float32 in the order of ``ids``; shape ``(0, 0)`` for a collection of none.

    Raises
    ------
    IndexUnavailableError
        Where the database cannot be read or holds something else.
    StorageError
        Where the disk is read-only and there is no room for a copy elsewhere.
    """
    database = folder / CHROMA_FOLDER
    if not (database / _FILE).is_file():
        raise damaged()  # Chroma would make an empty database
    with contextlib.ExitStack() as stack:
        if not (os.access(database, os.W_OK) and os.access(database / _FILE, os.W_OK)):
            database = stack.enter_context(_copied(database))
        try:
            client = _client(database)
            stack.callback(_close, client)
            return {name: _vectors(client.get_collection(name, embedding_function=None), own) for name, own in ids.items()}
        except Exception:  # chromadb raises errors of its own, of its Rust part and of sqlite; all mean the same here
            raise damaged() from None


def _vectors(collection: Collection, ids: Sequence[str]) -> Vectors:
    found = collection.get(include=["embeddings"])
    rows = {identifier: row for row, identifier in enumerate(found["ids"])}
    if rows.keys() != set(ids):
        raise damaged()
    stored = np.asarray(found["embeddings"], dtype=np.float32)
    return stored[[rows[identifier] for identifier in ids]] if rows else np.empty((0, 0), dtype=np.float32)


def create_collections(folder: Path) -> tuple[Client, dict[str, Collection]]:
    """Make a new database with two empty collections in a folder of its own."""
    client = _client(folder / CHROMA_FOLDER)
    # The product compares exactly, in memory, so the graph need not be good: building a quick one saves two seconds of seven.
    hnsw = {"space": DISTANCE, "num_threads": 1, "ef_construction": 16}
    collections = {
        name: client.create_collection(name, embedding_function=None, configuration={"hnsw": hnsw})  # type: ignore[arg-type]
        for name in (UNITS, QUESTIONS)
    }
    return client, collections


def _client(folder: Path) -> Client:
    import chromadb
    from chromadb.api.client import Client
    from chromadb.config import Settings as ChromaSettings

    client = chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))
    if not isinstance(client, Client):  # only this class can be closed; chromadb's own signature promises less
        raise TypeError
    return client


def _close(client: Client) -> None:
    with contextlib.suppress(Exception):  # closing what is half open must not hide why it is closed
        client.close()


@contextlib.contextmanager
def _copied(database: Path) -> Iterator[Path]:
    """Give a copy: Chroma cannot open a database that it may not write, even only to read."""
    with contextlib.ExitStack() as stack:
        try:
            place = stack.enter_context(tempfile.TemporaryDirectory(prefix=_COPY, ignore_cleanup_errors=True))
            copy = Path(shutil.copytree(database, Path(place) / CHROMA_FOLDER, copy_function=shutil.copyfile))
        except OSError:
            raise StorageError(
                "Sökindexet ligger på en skrivskyddad disk och går inte att kopiera därifrån.",
                "Kontrollera att disken för tillfälliga filer har plats, eller ge skrivrätt till mappen med index.",
            ) from None
        yield copy
