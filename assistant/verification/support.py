"""Whether enough of what a sentence says is in its source: a small logistic model over readable features.

The coefficients come from evals/fit_verifier.py, fitted on development pairs.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass, fields

from assistant.verification.support_model import SUPPORT, THRESHOLD


@dataclass(frozen=True, slots=True)
class Features:
    """What the model looks at."""

    share: float
    """Share of the sentence's content, weighed by rarity, that the source has."""
    heaviest: float
    """Rarity of the rarest word but verbs that the source has not, less where it stands in the place of another."""
    verb: float = 0.0
    """The same of verbs, which a retelling exchanges more freely than nouns."""
    exchanged: int = 0
    """How many words stand in the place of words of the source, which the sentence has not."""
    order: float = 0.0
    """Share of the sentence's words that stand in the source's order: where it is high, a word of its own is no retelling."""


def feature_names() -> tuple[str, ...]:
    """Give the names of the features in the order of the coefficients."""
    return tuple(field.name for field in fields(Features))


def support_of(features: Features) -> float:
    """Give the share of right sentences among those with such features, as many right as wrong, 0 to 1."""
    intercept, *weights = SUPPORT
    logit = intercept + sum(weight * value for weight, value in zip(weights, astuple(features), strict=True))
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, logit))))


def is_enough(support: float) -> bool:
    """Tell whether a support is enough for a sentence to stand."""
    return support >= THRESHOLD
