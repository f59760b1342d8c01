"""Is a question on the subject of the documents at all? Told by whether it lies nearer to their typical questions or to others.

``data/background.txt`` holds questions about other things: a municipality's other services, other authorities, the office,
the world. Against it other topics are told from answerable development questions with AUROC .99; the likeness to typical
questions alone gave .94. Both are compared as the model gives them: the adapter tells paragraphs apart, not topics.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from assistant.index.embedding import Vectors
from assistant.index.generations import load_arrays

_FILE = "subject.npz"

#: Nearest questions that are averaged on each side; one alone may be an accident.
_NEAREST = 3


@lru_cache(maxsize=1)
def background() -> tuple[str, ...]:
    """Give the questions about other things."""
    text = files("assistant.index.data").joinpath("background.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line)


@dataclass(frozen=True, slots=True)
class Subject:
    """Vectors of typical questions and of questions about other things, as the model gives them."""

    typical: Vectors
    other: Vectors

    def contrast(self, query: Vectors) -> float:
        """Give the mean cosine to the nearest typical questions less that to the nearest others; 0 where one side is empty."""
        if not len(self.typical) or not len(self.other):
            return 0.0
        return _nearness(self.typical, query) - _nearness(self.other, query)

    def save(self, folder: Path) -> None:
        """Write the vectors to an index's folder."""
        np.savez(folder / _FILE, allow_pickle=False, typical=self.typical, other=self.other)

    @classmethod
    def load(cls, folder: Path) -> Subject:
        """Read what `save` wrote.

        Raises
        ------
        IndexUnavailableError
            Where the file is missing or damaged.
        """
        return cls(*load_arrays(folder / _FILE, "typical", "other"))


def _nearness(vectors: Vectors, query: Vectors) -> float:
    return float(np.sort(vectors @ query)[-_NEAREST:].mean())
