"""An embedding model that remembers what it was given, where the same texts are asked for again and again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.index.embedding import Embedder, Role, Vectors


class Remembering:
    """A model as it is, but for a text that it has embedded before."""

    def __init__(self, model: Embedder) -> None:
        self._model = model
        self._known: dict[tuple[str, Role], Vectors] = {}
        self.identity, self.dimension = model.identity, model.dimension

    def embed(self, texts: Sequence[str], role: Role) -> Vectors:
        """Give one vector a text."""
        new = [text for text in dict.fromkeys(texts) if (text, role) not in self._known]
        self._known |= {(text, role): vector for text, vector in zip(new, self._model.embed(new, role), strict=True)}
        return np.stack([self._known[text, role] for text in texts])
