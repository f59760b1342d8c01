"""How well claims are judged by probabilities and thresholds, and which thresholds are chosen (fit_interpretation.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from assistant.interpretation import Verdict
from assistant.interpretation.judge import ORDER, UNSURE

FALSE_SUPPORT = 0.04
"""Share of the contradicted claims of a batch that may be called supported, in either cross-validation."""
MARGIN = 1.5
"""How much higher the odds of a claim called supported are than those that keep to `FALSE_SUPPORT`: the signals were written
with these claims in view; of claims that nobody had read three to four times as many were called supported."""
TELL_SILENCE = 0.75
"""Share of the claims of a batch not addressed that must be told, in either cross-validation."""
SILENT = tuple(float(one) for one in np.arange(0.30, 0.66, 0.025))
AGREES = tuple(float(one) for one in np.arange(1.0, 8.01, 0.5))

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Truth:
    """The verdicts of claims as their places in the model's order, and where a word was seen to differ."""

    verdicts: NDArray[np.int64]
    seen: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Score:
    """How claims were judged, in shares.

    All that are right; of the contradicted called supported; of the silent and of the supported told; of the supported called
    contradicted without a doubt; of all unsure.
    """

    accuracy: float
    false_support: float
    silence: float
    support: float
    false_alarm: float
    unsure: float


def score(found: Matrix, truth: Truth, silent: float, agrees: tuple[float, float]) -> Score:
    """Judge by probabilities and thresholds as `assistant.interpretation.judge` does, all claims at once, and count."""
    none, against, for_it = found.T
    needed = np.where(truth.seen, agrees[1], agrees[0])
    quiet = none >= silent
    agreed = ~quiet & (for_it >= needed * against)
    given = np.where(quiet, 0, np.where(agreed, 2, 1))
    unsure = (given == 1) & ((for_it >= UNSURE * against) | ~truth.seen)

    def share(verdict: Verdict, called: Verdict) -> float:
        return float((given[truth.verdicts == ORDER.index(verdict)] == ORDER.index(called)).mean())

    plainly = (given == ORDER.index(Verdict.CONTRADICTED)) & ~unsure
    return Score(
        float((given == truth.verdicts).mean()),
        share(Verdict.CONTRADICTED, Verdict.SUPPORTED),
        share(Verdict.NOT_ADDRESSED, Verdict.NOT_ADDRESSED),
        share(Verdict.SUPPORTED, Verdict.SUPPORTED),
        float(plainly[truth.verdicts == ORDER.index(Verdict.SUPPORTED)].mean()),
        float(unsure.mean()),
    )


@dataclass(frozen=True, slots=True)
class Validated:
    """The claims of a batch, with the probabilities of models that had not seen them."""

    name: str
    found: Matrix
    truth: Truth

    def score(self, silent: float, agrees: tuple[float, float]) -> Score:
        """Judge them by thresholds."""
        return score(self.found, self.truth, silent, agrees)


def thresholds(validated: Sequence[Validated]) -> tuple[float, tuple[float, float]]:
    """Choose the thresholds under which every batch keeps to the limits, with a margin; where none are such, the most careful.

    Returns
    -------
    tuple
        The probability of not addressed, and the odds of supported against contradicted where no word was seen to differ
        and where one was.
    """
    best: tuple[float, float, tuple[float, float]] = (0.0, SILENT[0], (AGREES[-1], AGREES[-1]))
    for silent, plain, agrees in product(SILENT, AGREES, AGREES):
        if plain > agrees:
            continue
        results = [one.score(silent, (plain, agrees)) for one in validated]
        if all(one.false_support <= FALSE_SUPPORT and one.silence >= TELL_SILENCE for one in results):
            best = max(best, (sum(one.accuracy for one in results) / len(results), silent, (plain, agrees)))
    return best[1], (best[2][0] * MARGIN, best[2][1] * MARGIN)


def together(name: str, some: Sequence[Validated]) -> Validated:
    """Put the claims of batches together."""
    truth = Truth(np.concatenate([one.truth.verdicts for one in some]), np.concatenate([one.truth.seen for one in some]))
    return Validated(f"{name}, all", np.concatenate([one.found for one in some]), truth)


def in_words(result: Score) -> str:
    """Give a score in a line."""
    return (
        f"right {result.accuracy:.3f}; contradicted called supported {result.false_support:.3f}; not addressed told "
        f"{result.silence:.3f}; supported told {result.support:.3f}, plainly contradicted {result.false_alarm:.3f}; "
        f"unsure {result.unsure:.3f}"
    )
