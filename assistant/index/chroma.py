"""The vector store: one Chroma database in process with two collections.

Chroma's server is never run. Its default embedding function would download a model, so none is ever set.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.index.embedding import Vectors
from assistant.index.generations import damaged
from assistant.index.manifest import DISTANCE

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

UNITS = "units"
QUESTIONS = "questions"
CHROMA_FOLDER = "chroma"
_MOMENTS_FILE = "moments.npz"

#: Breadth of the approximate search: at 800 the first 600 of 2,500 were the exact ones, for 3 ms.
_EF_SEARCH = 800
_EF_CONSTRUCTION = 200


@dataclass(frozen=True, slots=True)
class Moments:
    """Mean and covariance of a collection's vectors.

    With them the mean and the spread of a query's similarity to *all* vectors are known without computing them all:
    ``q·mean`` and ``sqrt(q·covariance·q)``. Fusion needs both to make similarities of two collections comparable.
    """

    mean: Vectors
    covariance: Vectors

    @classmethod
    def of(cls, vectors: Vectors) -> Moments:
        """Compute the moments of vectors, shape ``(n, dimension)``."""
        mean = vectors.mean(axis=0)
        centred = vectors - mean
        return cls(mean, centred.T @ centred / max(1, len(vectors)))

    def standardise(self, query: Vectors, similarity: NDArray[np.float32]) -> NDArray[np.float32]:
        """Give similarities as z-scores among the query's similarities to the whole collection."""
        spread = float(np.sqrt(max(float(query @ self.covariance @ query), 1e-12)))
        scores: NDArray[np.float32] = (similarity - float(query @ self.mean)) / spread
        return scores


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest vectors of one query: their ids and cosine similarities, best first."""

    ids: tuple[str, ...]
    similarity: NDArray[np.float32]


class ChromaStore:
    """The two collections of one index, open for reading.

    Raises
    ------
    IndexUnavailableError
        Where the database cannot be opened.
    """

    def __init__(self, folder: Path) -> None:
        self._client = _open(folder / CHROMA_FOLDER)
        try:
            self._collections = {
                name: self._client.get_collection(name, embedding_function=None) for name in (UNITS, QUESTIONS)
            }
            with (folder / _MOMENTS_FILE).open("rb") as stream, np.load(stream, allow_pickle=False) as data:
                self.moments = {name: Moments(data[f"{name}_mean"], data[f"{name}_covariance"]) for name in (UNITS, QUESTIONS)}
        except Exception:  # chromadb raises errors of its own, of its Rust part and of sqlite; all mean the same here
            self.close()
            raise damaged() from None

    def count(self, name: str) -> int:
        """Give the number of vectors in a collection."""
        with _reading():
            return int(self._collections[name].count())

    def nearest(self, name: str, queries: Vectors, limit: int) -> list[Neighbours]:
        """Give the nearest vectors of each query.

        Raises
        ------
        IndexUnavailableError
            Where the database cannot be read any more.
        """
        with _reading():
            found = self._collections[name].query(
                query_embeddings=[query for query in queries], n_results=limit, include=["distances"]
            )
        distances = found["distances"] or []
        return [
            Neighbours(tuple(ids), 1.0 - np.asarray(row, dtype=np.float32))
            for ids, row in zip(found["ids"], distances, strict=True)
        ]

    def close(self) -> None:
        """Let go of the files."""
        with contextlib.suppress(Exception):  # closing what is half open must not hide why it is closed
            self._client.close()


def create_collections(folder: Path) -> tuple[Client, dict[str, Collection]]:
    """Make a new database with two empty collections in a folder of its own."""
    client = _client(folder / CHROMA_FOLDER)
    hnsw = {"space": DISTANCE, "ef_construction": _EF_CONSTRUCTION, "ef_search": _EF_SEARCH, "num_threads": 1}
    collections = {
        name: client.create_collection(name, embedding_function=None, configuration={"hnsw": hnsw})  # type: ignore[arg-type]
        for name in (UNITS, QUESTIONS)
    }
    return client, collections


def save_moments(folder: Path, vectors: dict[str, Vectors]) -> None:
    """Write the moments of each collection's vectors beside the database."""
    arrays: dict[str, Vectors] = {}
    for name, rows in vectors.items():
        moments = Moments.of(rows)
        arrays |= {f"{name}_mean": moments.mean, f"{name}_covariance": moments.covariance}
    np.savez(folder / _MOMENTS_FILE, allow_pickle=False, **arrays)


@contextlib.contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except Exception:
        raise damaged() from None


def _client(folder: Path) -> Client:
    import chromadb
    from chromadb.api.client import Client
    from chromadb.config import Settings as ChromaSettings

    client = chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))
    if not isinstance(client, Client):  # only this class can be closed; chromadb's own signature promises less
        raise TypeError
    return client


def _open(folder: Path) -> Client:
    if not (folder / "chroma.sqlite3").is_file():
        raise damaged()  # Chroma would make an empty database
    try:
        if os.access(folder, os.W_OK) and os.access(folder / "chroma.sqlite3", os.W_OK):
            return _client(folder)
        return _open_copy(folder)
    except Exception:
        raise damaged() from None


def _open_copy(folder: Path) -> Client:
    # Chroma cannot open a database that it may not write, even only to read: on a read-only disk it reads a copy.
    copy = Path(tempfile.mkdtemp(prefix="handlaggarassistenten-"))
    shutil.copytree(folder, copy / CHROMA_FOLDER, copy_function=shutil.copyfile)
    client = _client(copy / CHROMA_FOLDER)
    weakref.finalize(client, shutil.rmtree, copy, ignore_errors=True)
    return client
