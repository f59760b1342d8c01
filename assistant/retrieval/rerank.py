"""Reranking with a cross-encoder that the user names; off where none is set."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.index.embedding import load_model, tidy

#: Paragraphs that are read again, the first of the search. A cross-encoder of some 100 MB reads about 30 a second on a CPU.
CANDIDATES = 30

#: Weight of the cross-encoder's z-score beside the search's score, which is of the same size.
WEIGHT = 1.0


class Reranker:
    """A cross-encoder.

    Raises
    ------
    ExternalServiceError
        Where the extra ``models`` is not installed or the model cannot be loaded.
    """

    def __init__(self, name: str) -> None:
        self._model = load_model(name, "CrossEncoder", "ASSISTANT_RERANKER_MODEL")

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give what to add to each text's score: the model's judgement as a z-score among these texts, weighted."""
        pairs = [(tidy(question), tidy(text)) for text in texts]
        raw = np.asarray(self._model.predict(pairs, show_progress_bar=False), dtype=np.float32).reshape(-1)
        spread = float(raw.std())
        return WEIGHT * (raw - raw.mean()) / spread if spread > 0 else np.zeros_like(raw)
