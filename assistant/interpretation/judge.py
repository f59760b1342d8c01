"""Supported, contradicted or not addressed: a small multinomial logistic model over readable features.

The coefficients and thresholds come from evals/fit_interpretation.py, fitted on development claims. There are two sets: one for
claims that were searched for, and one for claims laid beside paragraphs that are given (`Interpreter.check_against`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.interpretation.features import Features, Found, vector
from assistant.interpretation.judge_model import (
    GIVEN,
    GIVEN_AGREES,
    GIVEN_SILENT,
    SEARCHED,
    SEARCHED_AGREES,
    SEARCHED_SILENT,
)
from assistant.interpretation.model import Verdict

ORDER = (Verdict.NOT_ADDRESSED, Verdict.CONTRADICTED, Verdict.SUPPORTED)
"""The order of the model's rows and of its probabilities."""
UNSURE = 0.5
"""A contradicted claim is unsure where the odds of supported against contradicted are no less than this."""
MOSTLY_SILENT = 0.5
"""Probability of not addressed that a claim needs where something was seen to stand against it: then it is spoken of."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict, the probabilities behind it in the model's order, and whether it is unsure.

    It is where supported and contradicted lay close, and where a claim is contradicted though no word was seen to differ.
    """

    verdict: Verdict
    silent: float
    contradicted: float
    supported: float
    unsure: bool


def rule(found: Found | None, features: Features) -> Ruling:
    """Judge features; those of a search only where there was one."""
    rows, silent = (SEARCHED, SEARCHED_SILENT) if found else (GIVEN, GIVEN_SILENT)
    seen = is_seen(features)
    agrees = (SEARCHED_AGREES if found else GIVEN_AGREES)[seen]
    ruling = decide(probabilities(rows, vector(found, features)), silent, agrees)
    against = features.contrast > 0 or features.contrast_beside > 0
    if ruling.verdict is Verdict.NOT_ADDRESSED and against and ruling.silent < MOSTLY_SILENT:
        return replace(ruling, verdict=Verdict.CONTRADICTED)
    if features.place_added and not against and ruling.verdict is not Verdict.NOT_ADDRESSED:
        return replace(ruling, verdict=Verdict.NOT_ADDRESSED, unsure=False)
    if ruling.verdict is Verdict.CONTRADICTED and not seen:
        return replace(ruling, unsure=True)
    return ruling


def is_seen(features: Features) -> bool:
    """Tell whether a word was seen to differ: on both sides, or one side alone denies. What is left out or added is not."""
    denial = features.negation > features.negation_even
    return denial or max(features.decided, features.contrast, features.contrast_beside) > 0


def probabilities(rows: Sequence[Sequence[float]], values: Sequence[float]) -> tuple[float, ...]:
    """Give the probability of each verdict in `ORDER`; a row is an intercept and a weight for each feature."""
    logits = [row[0] + sum(weight * value for weight, value in zip(row[1:], values, strict=True)) for row in rows]
    highest = max(logits)
    powers = [math.exp(logit - highest) for logit in logits]
    return tuple(power / sum(powers) for power in powers)


def decide(chances: Sequence[float], silent: float, agrees: float) -> Ruling:
    """Decide by probabilities.

    Parameters
    ----------
    chances
        Those of the verdicts, in `ORDER`.
    silent
        Probability of not addressed from which a claim is.
    agrees
        Odds of supported against contradicted that a supported claim must have; under them it is contradicted, the more
        careful of both.
    """
    none, against, for_it = chances
    if none >= silent:
        return Ruling(Verdict.NOT_ADDRESSED, none, against, for_it, False)
    if for_it >= agrees * against:
        return Ruling(Verdict.SUPPORTED, none, against, for_it, False)
    return Ruling(Verdict.CONTRADICTED, none, against, for_it, for_it >= UNSURE * against)
