"""How values are put together: scores of rankings, and means and percentiles with bootstrap intervals.

Rankings are scored by ir-measures, so that hit@k, MRR and nDCG mean what they mean elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import ir_measures
import numpy as np
from ir_measures import RR, Qrel, ScoredDoc, Success, nDCG
from numpy.typing import NDArray

Array = NDArray[np.float64]

BOOTSTRAP_SAMPLES = 2000
"""Resamples of a 95 % interval; the second decimal of its ends does not move between seeds."""
BOOTSTRAP_SEED = 20250701
RANKING = {"hit_at_1": Success @ 1, "hit_at_5": Success @ 5, "mrr_at_10": RR @ 10, "ndcg_at_10": nDCG @ 10}
"""The ranking figures. They are taken over the questions that one paragraph answers."""


def ranking_scores(relevant: Mapping[str, Iterable[str]], rankings: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """Score rankings against the paragraphs that answer.

    Parameters
    ----------
    relevant
        For each question's id the ids of the paragraphs that answer it, all alike.
    rankings
        For each question's id the ids found, best first; a question that is missing or empty scores 0.

    Returns
    -------
    dict
        For each figure of `RANKING`, for each question's id, the value.
    """
    qrels = [Qrel(question, paragraph, 1) for question, paragraphs in relevant.items() for paragraph in paragraphs]
    run = [
        ScoredDoc(question, paragraph, float(-place))
        for question, paragraphs in rankings.items()
        for place, paragraph in enumerate(paragraphs)
    ]
    scores: dict[str, dict[str, float]] = {name: dict.fromkeys(relevant, 0.0) for name in RANKING}
    names = {measure: name for name, measure in RANKING.items()}
    for one in ir_measures.iter_calc(list(RANKING.values()), qrels, run):
        scores[names[one.measure]][one.query_id] = one.value
    return scores


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean, or another statistic, over ``n`` questions with the ends of its 95 % percentile bootstrap interval."""

    value: float
    low: float
    high: float
    n: int


Statistic = Callable[[Array], Array]
"""Takes samples as rows, shape ``(…, n)``, and gives one number a row."""


def figure(values: Sequence[float], statistic: Statistic | None = None) -> Figure | None:
    """Put values together; None where there are none.

    The interval is Efron's percentile bootstrap over questions, with a fixed seed so that a run can be repeated.

    Parameters
    ----------
    values
        One value a question.
    statistic
        What to make of them; unset: the mean.
    """
    if not values:
        return None
    of = statistic or _mean
    sample = np.asarray(values, dtype=float)
    low, high = np.percentile(of(sample[resamples(len(sample))]), [2.5, 97.5])
    return Figure(float(of(sample)), float(low), float(high), len(sample))


def resamples(size: int) -> NDArray[np.intp]:
    """Give the rows of every bootstrap sample, shape ``(BOOTSTRAP_SAMPLES, size)``; the same every time."""
    return np.random.default_rng(BOOTSTRAP_SEED).integers(0, size, size=(BOOTSTRAP_SAMPLES, size))


def percentile(share: float) -> Statistic:
    """Give a percentile as a statistic for `figure`; ``share`` is 0 to 100."""

    def of(samples: Array) -> Array:
        return np.asarray(np.percentile(samples, share, axis=-1))

    return of


def _mean(samples: Array) -> Array:
    return np.asarray(samples.mean(axis=-1))
