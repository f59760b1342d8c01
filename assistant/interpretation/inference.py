"""A second opinion from a cross-encoder for inference that the user names; off where none is set.

It may only make a verdict more careful: what the rules call supported and the model a contradiction becomes contradicted,
marked as unsure. It never makes a claim supported.
"""

from __future__ import annotations

import numpy as np

from assistant.errors import ExternalServiceError
from assistant.index.embedding import load_model, tidy

SETTING = "ASSISTANT_NLI_MODEL"
CONTRADICTS = 0.5
"""Probability from which the model says that two texts contradict one another: more than both other classes together."""
_CLASSES = 3


class Inference:
    """A cross-encoder that tells entailment, neutral and contradiction.

    Raises
    ------
    ExternalServiceError
        Where the extra ``models`` is not installed, the model cannot be loaded, or it has no class for a contradiction.
    """

    def __init__(self, name: str) -> None:
        self._model = load_model(name, "CrossEncoder", SETTING)
        labels = {str(label).lower(): int(row) for row, label in self._model.config.id2label.items()}
        row = next((row for label, row in labels.items() if label.startswith("contradiction")), None)
        if row is None or len(labels) != _CLASSES:
            raise ExternalServiceError(
                "Språkmodellen är ingen modell för slutledning: den saknar klassen contradiction.", f"Kontrollera {SETTING}."
            )
        self._row = row

    def contradicts(self, source: str, claim: str) -> bool:
        """Tell whether the model says that a source contradicts a claim.

        Raises
        ------
        ExternalServiceError
            Where the model fails; the message holds neither text.
        """
        try:
            raw = self._model.predict([(tidy(source), tidy(claim))], show_progress_bar=False)
        except Exception:  # whatever torch raises, the claim must not be in it
            raise ExternalServiceError(
                "Språkmodellen för slutledning misslyckades.", f"Ta bort {SETTING} eller välj en annan."
            ) from None
        logits = np.asarray(raw, dtype=np.float64).reshape(-1)
        powers = np.exp(logits - logits.max())
        return bool(powers[self._row] / powers.sum() >= CONTRADICTS)
