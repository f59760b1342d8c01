"""A second opinion from a cross-encoder for inference that the user names; off where none is set.

It may only make a judgement more careful. A sentence of a language model's that the rules let stand is dropped unless the model
finds that it follows from its source; of a claim that the rules call supported, a contradiction makes one that is contradicted,
marked as unsure. What the rules refuse stays refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assistant.errors import ExternalServiceError
from assistant.index.embedding import load_model, tidy

SETTING = "ASSISTANT_NLI_MODEL"
CONTRADICTS = 0.5
"""Probability from which the model says that two texts contradict one another: more than both other classes together."""
FOLLOWS = 0.5
"""Probability from which the model says that a text follows from another: more than both other classes together."""
_CLASSES = ("entailment", "neutral", "contradiction")


@dataclass(frozen=True, slots=True)
class Inferred:
    """What a model makes of two texts: three probabilities, which sum to 1."""

    entailment: float
    neutral: float
    contradiction: float


class Inference:
    """A cross-encoder that tells entailment, neutral and contradiction.

    Raises
    ------
    ExternalServiceError
        Where the extra ``models`` is not installed, the model cannot be loaded, or its classes are not those three.
    """

    def __init__(self, name: str) -> None:
        self._model = load_model(name, "CrossEncoder", SETTING)
        labels = {str(label).lower(): int(row) for row, label in self._model.config.id2label.items()}
        rows = [row for kind in _CLASSES for label, row in labels.items() if label.startswith(kind)]
        if len(rows) != len(_CLASSES) or len(labels) != len(_CLASSES):
            raise ExternalServiceError(
                "Språkmodellen är ingen modell för slutledning: dess klasser är inte entailment, neutral och contradiction.",
                f"Kontrollera {SETTING}.",
            )
        self._rows = rows

    def infer(self, source: str, text: str) -> Inferred:
        """Tell how likely it is that a text follows from a source, contradicts it, or neither.

        Raises
        ------
        ExternalServiceError
            Where the model fails; the message holds neither text.
        """
        try:
            raw = self._model.predict([(tidy(source), tidy(text))], show_progress_bar=False)
        except Exception:  # whatever torch raises, the text must not be in it
            raise ExternalServiceError(
                "Språkmodellen för slutledning misslyckades.", f"Ta bort {SETTING} eller välj en annan."
            ) from None
        logits = np.asarray(raw, dtype=np.float64).reshape(-1)[self._rows]
        powers = np.exp(logits - logits.max())
        return Inferred(*(float(power) for power in powers / powers.sum()))

    def contradicts(self, source: str, text: str) -> bool:
        """Tell whether the model says that a source contradicts a text; raises as `infer` does."""
        return self.infer(source, text).contradiction >= CONTRADICTS

    def follows(self, source: str, text: str) -> bool:
        """Tell whether the model says that a text follows from a source; raises as `infer` does."""
        return self.infer(source, text).entailment >= FOLLOWS


@lru_cache(maxsize=1)
def open_inference(name: str) -> Inference | None:
    """Load the model of that name once for all that use it; None where no name is set. Raises as `Inference` does."""
    return Inference(name) if name else None
