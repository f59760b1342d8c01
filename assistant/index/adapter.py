"""Vectors made to fit the subject, from the typical questions, each time an index is built. Nothing is trained beforehand.

Two steps, both in closed form:

1. Within-class covariance normalisation (Hatch, Kajarekar and Stolcke, Interspeech 2006): the directions in which questions
   about one and the same paragraph differ (style, length, politeness) are made to count less, by the inverse square root of
   their covariance.
2. The vector of a paragraph is drawn towards the mean of its typical questions.

Constants were chosen on the development questions by evals/tune_adapter.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.index.embedding import Embedder, Role, Vectors
from assistant.index.generations import load_arrays

REGULARISATION = 1.0
"""Added to the covariance, in units of its mean variance: without it rare directions would count without bound."""
DRAWN = 0.6
"""How far a paragraph's vector is drawn towards the mean of its questions, 0 to 1."""

_FILE = "adapter.npz"


@dataclass(frozen=True, slots=True)
class Adapter:
    """A mean to take away for each role and a matrix to multiply with; vectors come out with length one.

    ``centroids`` holds the mean of a paragraph's adapted questions, by paragraph id.
    """

    means: dict[Role, Vectors]
    matrix: Vectors
    centroids: dict[str, Vectors]

    @classmethod
    def learn(
        cls,
        questions: Vectors,
        owners: Sequence[str],
        passages: Vectors,
        regularisation: float = REGULARISATION,
    ) -> Adapter:
        """Work the adapter out.

        Parameters
        ----------
        questions
            Vectors of the typical questions as the model gives them, shape ``(n, dimension)``.
        owners
            The paragraph each question asks for.
        passages
            Vectors of the units of the documents.
        regularisation
            See `REGULARISATION`.
        """
        means = {Role.QUERY: _mean(questions, passages.shape[1]), Role.PASSAGE: _mean(passages, passages.shape[1])}
        if not len(questions):
            return cls(means, np.eye(passages.shape[1], dtype=np.float32), {})
        rows = _rows_of(owners)
        within = np.concatenate([questions[own] - questions[own].mean(axis=0) for own in rows.values()])
        covariance = within.T @ within / len(questions)
        variance = float(np.trace(covariance)) / len(covariance)
        values, axes = np.linalg.eigh(covariance + regularisation * max(variance, 1e-9) * np.eye(len(covariance)))
        matrix = ((axes * values**-0.5) @ axes.T).astype(np.float32)
        adapter = cls(means, matrix, {})
        adapted = adapter.apply(questions, Role.QUERY)
        centroids = {owner: _unit(adapted[own].mean(axis=0, keepdims=True))[0] for owner, own in rows.items()}
        return cls(means, matrix, centroids)

    def apply(self, vectors: Vectors, role: Role) -> Vectors:
        """Give adapted vectors, shape as given, each of length one."""
        return _unit((vectors - self.means[role]) @ self.matrix)

    def draw(self, vectors: Vectors, owners: Sequence[str], share: float = DRAWN) -> Vectors:
        """Draw adapted vectors of units towards the questions of their paragraphs; those without questions stay."""
        drawn = vectors.copy()
        for row, owner in enumerate(owners):
            if owner in self.centroids:
                drawn[row] = (1 - share) * vectors[row] + share * self.centroids[owner]
        return _unit(drawn)

    def save(self, folder: Path) -> None:
        """Write what questions need to an index's folder; paragraphs are stored adapted."""
        arrays = {f"{role}_mean": mean for role, mean in self.means.items()}
        np.savez(folder / _FILE, allow_pickle=False, matrix=self.matrix, **arrays)

    @classmethod
    def load(cls, folder: Path) -> Adapter:
        """Read what `save` wrote.

        Raises
        ------
        IndexUnavailableError
            Where the file is missing or damaged.
        """
        matrix, *means = load_arrays(folder / _FILE, "matrix", *(f"{role}_mean" for role in Role))
        return cls(dict(zip(Role, means, strict=True)), matrix, {})


@dataclass(frozen=True, slots=True)
class AdaptedEmbedder:
    """An embedding model and the adapter of one index."""

    model: Embedder
    adapter: Adapter

    def embed(self, texts: Sequence[str], role: Role) -> tuple[Vectors, Vectors]:
        """Give a vector a text, as the model gives it and adapted."""
        raw = self.model.embed(texts, role)
        return raw, self.adapter.apply(raw, role)


def _rows_of(owners: Sequence[str]) -> dict[str, NDArray[np.intp]]:
    rows: dict[str, list[int]] = {}
    for row, owner in enumerate(owners):
        rows.setdefault(owner, []).append(row)
    return {owner: np.array(own, dtype=np.intp) for owner, own in rows.items()}


def _mean(vectors: Vectors, dimension: int) -> Vectors:
    return vectors.mean(axis=0).astype(np.float32) if len(vectors) else np.zeros(dimension, dtype=np.float32)


def _unit(vectors: NDArray[np.floating[Any]]) -> Vectors:
    scaled: Vectors = (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return scaled
