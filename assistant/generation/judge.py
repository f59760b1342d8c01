"""Who judges what a language model writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.verification.model import Evidence, Judgement


class Judge(Protocol):
    """What the uses of a model need of `assistant.verification.verifier.Verifier`."""

    def verify(self, sentence: str, evidence: Sequence[Evidence]) -> Judgement:
        """Judge a sentence against what it says it rests on."""
        ...
