"""Whether the product is as sure as it ought to be.

Two things are looked at. The probability that a question is answered here, against whether it is: a reliability diagram, the
Brier score and the expected calibration error. And the zones that a user sees: how often an answer of each confidence is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import brier_score_loss, roc_auc_score

from assistant.answering.answer import Confidence
from evals.figures import Array, Figure, figure, resamples
from evals.metrics import Table
from evals.outcome import Outcome

BINS = 10
"""Bins of equal width, as Guo et al. (ICML 2017) and most since."""
_REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions whose probability lies from ``low`` up to ``high``; ``answerable`` is the share that has an answer."""

    low: float
    high: float
    probability: float
    answerable: Figure


@dataclass(frozen=True, slots=True)
class Zone:
    """What became of the questions that got one confidence, or were refused.

    Attributes
    ----------
    name
        ``high``, ``medium`` or ``low`` for answers, ``refused`` for the rest.
    share
        Of all questions.
    answerable
        How many of the zone's questions have an answer in the documents.
    right
        How many of them are in order: answered with every fact, or, of those refused, without an answer indeed.
    """

    name: str
    share: float
    answerable: Figure
    right: Figure


@dataclass(frozen=True, slots=True)
class Calibration:
    """How sure the product was and how often it was right; the first three are None where it gave no probability."""

    brier: Figure | None
    ece: Figure | None
    auroc: Figure | None
    bins: tuple[Bin, ...]
    zones: tuple[Zone, ...]

    def named(self) -> dict[str, Figure]:
        """Give those of the three figures that there are, by name."""
        figures = {"brier": self.brier, "ece": self.ece, "auroc": self.auroc}
        return {name: one for name, one in figures.items() if one}


def calibrate(outcomes: Sequence[Outcome], table: Table) -> Calibration:
    """Compare what the product was sure of with what is so.

    Parameters
    ----------
    outcomes
        The questions of a split and their answers.
    table
        Their scores, for which answers hold every fact.
    """
    sure = [one for one in outcomes if one.probability is not None]
    probabilities = np.array([one.probability for one in sure], dtype=float)
    truths = np.array([one.question.kind.has_answer for one in sure], dtype=float)
    two_kinds = 0 < truths.sum() < len(truths)
    return Calibration(
        brier=_brier(probabilities, truths) if len(sure) else None,
        ece=_ece(probabilities, truths) if len(sure) else None,
        auroc=_auroc(probabilities, truths) if two_kinds else None,
        bins=_bins(probabilities, truths),
        zones=_zones(outcomes, table),
    )


def expected_calibration_error(probabilities: Array, truths: Array) -> float:
    """Give the mean distance between probability and share in `BINS` bins, weighted by how many each holds (Guo et al.)."""
    rows = _rows(probabilities)
    sums = np.bincount(rows, weights=probabilities - truths, minlength=BINS)
    return float(np.abs(sums).sum() / len(probabilities))


def _brier(probabilities: Array, truths: Array) -> Figure | None:
    found = figure(list((probabilities - truths) ** 2))
    return Figure(float(brier_score_loss(truths, probabilities)), found.low, found.high, found.n) if found else None


def _ece(probabilities: Array, truths: Array) -> Figure:
    draws = [expected_calibration_error(probabilities[own], truths[own]) for own in resamples(len(truths))]
    return _with_interval(expected_calibration_error(probabilities, truths), draws, len(truths))


def _auroc(probabilities: Array, truths: Array) -> Figure:
    draws = [
        float(roc_auc_score(truths[own], probabilities[own]))
        for own in resamples(len(truths))[:500]  # a third of a second; the second decimal does not move
        if 0 < truths[own].sum() < len(own)
    ]
    return _with_interval(float(roc_auc_score(truths, probabilities)), draws, len(truths))


def _with_interval(value: float, draws: Sequence[float], n: int) -> Figure:
    low, high = np.percentile(draws, [2.5, 97.5])
    return Figure(value, float(low), float(high), n)


def _rows(probabilities: Array) -> NDArray[np.intp]:
    return np.minimum((probabilities * BINS).astype(np.intp), BINS - 1)


def _bins(probabilities: Array, truths: Array) -> tuple[Bin, ...]:
    rows = _rows(probabilities)
    found = []
    for row in range(BINS):
        own = rows == row
        if share := figure(list(truths[own])):
            found.append(Bin(row / BINS, (row + 1) / BINS, float(probabilities[own].mean()), share))
    return tuple(found)


def _zones(outcomes: Sequence[Outcome], table: Table) -> tuple[Zone, ...]:
    by_name: dict[str, list[Outcome]] = {name: [] for name in (*(one.value for one in Confidence), _REFUSED)}
    for one in outcomes:
        by_name[one.answer.confidence.value if one.answered else _REFUSED].append(one)
    zones = []
    for name, members in by_name.items():
        answerable = figure([float(one.question.kind.has_answer) for one in members])
        right = figure([float(_is_right(one, table)) for one in members])
        if answerable and right:
            zones.append(Zone(name, len(members) / len(outcomes), answerable, right))
    return tuple(zones)


def _is_right(one: Outcome, table: Table) -> bool:
    if not one.answered:
        return not one.question.kind.has_answer
    score = table["fact_recall"].get(one.question.id)
    return score is not None and score.value == 1
