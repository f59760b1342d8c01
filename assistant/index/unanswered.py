"""Does a question ask like those the documents answer, or like those they do not? A linear discriminant, in closed form.

Some questions are asked of every guideline in the right words and answered by few: what it costs, which form to use, who
chairs the meeting, how long the court takes. ``questions/unanswered.txt`` of a corpus holds such questions, read against its
documents by hand. Fisher's linear discriminant (R. A. Fisher, Annals of Eugenics 7, 1936) between these and the typical
questions is worked out each time an index is built; nothing is trained beforehand. evals/fit_answerability.py prints what it
adds, with questions that it has not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.index.embedding import Vectors
from assistant.index.generations import load_arrays

#: Added to the covariance, in units of its mean variance. From .3 to 10 the development figures are the same.
_REGULARISATION = 1.0

#: What an answered question of the development split gets on average: a corpus without comparison is judged by the rest.
_TYPICAL = 0.4

_FILE = "answered.npz"


@dataclass(frozen=True, slots=True)
class Discriminant:
    """A direction in the space of the model: about 1 where a question is like the answered ones, -1 like the others.

    ``neutral`` is what every question gets where the corpus has no unanswered questions to compare with.
    """

    direction: Vectors
    offset: float
    neutral: float | None = None

    @classmethod
    def learn(cls, answered: Vectors, unanswered: Vectors) -> Discriminant:
        """Work the discriminant out; both sides weigh the same, however many they are.

        Parameters
        ----------
        answered, unanswered
            Vectors of questions as the model gives them, shapes ``(n, dimension)`` and ``(m, dimension)``.
        """
        if not len(answered) or not len(unanswered):
            return cls(np.zeros(answered.shape[1], dtype=np.float32), 0.0, neutral=_TYPICAL)
        means = answered.mean(axis=0), unanswered.mean(axis=0)
        middle = (means[0] + means[1]) / 2
        covariance = (_covariance(answered, middle) + _covariance(unanswered, middle)) / 2
        ridge = _REGULARISATION * float(np.trace(covariance)) / len(covariance)
        direction = np.linalg.solve(covariance + ridge * np.eye(len(covariance)), (means[0] - means[1]) / 2)
        return cls(direction.astype(np.float32), float(middle @ direction))

    def score(self, query: Vectors) -> float:
        """Tell where a question lies, ``(dimension,)`` as the model gives it."""
        return float(query @ self.direction) - self.offset if self.neutral is None else self.neutral

    def save(self, folder: Path) -> None:
        """Write the discriminant to an index's folder."""
        neutral = np.nan if self.neutral is None else self.neutral
        np.savez(folder / _FILE, allow_pickle=False, direction=self.direction, numbers=np.array([self.offset, neutral]))

    @classmethod
    def load(cls, folder: Path) -> Discriminant:
        """Read what `save` wrote.

        Raises
        ------
        IndexUnavailableError
            Where the file is missing or damaged.
        """
        direction, numbers = load_arrays(folder / _FILE, "direction", "numbers")
        offset, neutral = map(float, numbers)
        return cls(direction, offset, None if np.isnan(neutral) else neutral)


def _covariance(vectors: Vectors, middle: Vectors) -> NDArray[np.float64]:
    centred = (vectors - middle).astype(np.float64)
    spread: NDArray[np.float64] = centred.T @ centred / len(centred)
    return spread
