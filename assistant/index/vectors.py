"""Vectors by content: those that ship, and those computed because a text is new.

A file holds vectors as float16, one a column, of whose ten bits after the point five are zero so that the file packs to
two thirds (cosine to the vector itself .9999; the model's own rounding to four bits costs more), each under a key made of
the model, the role and the text. A changed text or model gives another key, so a stale vector is never used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.documents.corpus import shipped_corpus_folder
from assistant.errors import CorpusError
from assistant.index.embedding import Embedder, Role, Vectors
from assistant.settings import Settings

#: Texts embedded between two reports of progress.
BATCH = 16

#: Characters of the hexadecimal key that are kept: 128 bits, no two texts will share one.
_KEY_LENGTH = 32

#: Bits of a number that are zero in a file.
_DROPPED_BITS = 5

VECTOR_FOLDER = "vectors"
VECTOR_FILE = "bundled.npz"


def content_key(identity: str, role: Role, text: str) -> str:
    """Give the key of a vector: 32 hexadecimal characters of a hash over model, role and text."""
    return hashlib.sha256("\0".join((identity, role.value, text)).encode("utf-8", "replace")).hexdigest()[:_KEY_LENGTH]


def shipped_files(settings: Settings, name: str) -> list[Path]:
    """Give the places of a file of vectors: that of the user's corpus, where one is set, and what ships with the program."""
    folders = [*([settings.corpus_dir] if settings.corpus_dir else []), shipped_corpus_folder()]
    return [folder / VECTOR_FOLDER / name for folder in folders]


def load_vectors(files: Iterable[Path]) -> dict[str, Vectors]:
    """Read files of vectors; a file that does not exist is passed over.

    Returns
    -------
    dict
        Unit vectors in float32, by `content_key`.

    Raises
    ------
    CorpusError
        Where a file is there but is not such a file.
    """
    found: dict[str, Vectors] = {}
    for file in files:
        if not file.exists():
            continue
        try:
            with file.open("rb") as stream, np.load(stream, allow_pickle=False) as data:
                keys, vectors = data["keys"], np.ascontiguousarray(data["vectors"].T, dtype=np.float32)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            found.update(zip((bytes(key).hex() for key in keys), vectors, strict=True))
        except Exception:  # a damaged zip file raises any of seven errors
            raise CorpusError(f"Filen {file.name} med färdiga vektorer är skadad.", "Hämta programmet på nytt.") from None
    return found


def save_vectors(file: Path, vectors: dict[str, Vectors]) -> None:
    """Write vectors as rounded float16, sorted by key so that the same content gives the same file."""
    keys = sorted(vectors)
    rows = [np.frombuffer(bytes.fromhex(key), dtype=np.uint8) for key in keys]
    file.parent.mkdir(parents=True, exist_ok=True)
    rounded = _rounded(np.array([vectors[key] for key in keys], dtype=np.float16))
    np.savez_compressed(file, keys=np.array(rows), vectors=np.ascontiguousarray(rounded.T))


def _rounded(vectors: NDArray[np.float16]) -> NDArray[np.float16]:
    """Round to the nearest number whose last bits are zero; components of a unit vector are far from the largest float16."""
    bits = vectors.view(np.uint16).astype(np.uint32) + (1 << (_DROPPED_BITS - 1))
    return (bits >> _DROPPED_BITS << _DROPPED_BITS).astype(np.uint16).view(np.float16)


def embed_all(
    embedder: Embedder,
    texts: Sequence[str],
    role: Role,
    known: dict[str, Vectors],
    progress: Callable[[int], None] | None = None,
) -> Vectors:
    """Give a vector a text, from ``known`` where it is there and from the model otherwise; ``known`` is filled.

    Parameters
    ----------
    progress
        Called with the number of texts done since the last call.
    """
    keys = [content_key(embedder.identity, role, text) for text in texts]
    missing = [row for row, key in enumerate(keys) if key not in known]
    if progress and len(missing) < len(keys):
        progress(len(keys) - len(missing))
    for start in range(0, len(missing), BATCH):
        rows = missing[start : start + BATCH]
        for row, vector in zip(rows, embedder.embed([texts[row] for row in rows], role), strict=True):
            known[keys[row]] = vector
        if progress:
            progress(len(rows))
    if not keys:
        return np.empty((0, embedder.dimension), dtype=np.float32)
    return np.stack([known[key] for key in keys])
