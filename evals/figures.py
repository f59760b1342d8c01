"""How values are put together: scores of rankings, and means with bootstrap intervals.

Rankings are scored by ir-measures, so that hit@k, MRR and nDCG mean what they mean elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import ir_measures
import numpy as np
from ir_measures import RR, Qrel, ScoredDoc, Success, nDCG

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
    """A mean over ``n`` questions with the ends of its 95 % percentile bootstrap interval."""

    value: float
    low: float
    high: float
    n: int


def figure(values: Sequence[float]) -> Figure | None:
    """Put values together; None where there are none.

    The interval is Efron's percentile bootstrap over questions, with a fixed seed so that a run can be repeated.
    """
    if not values:
        return None
    sample = np.asarray(values, dtype=float)
    picks = np.random.default_rng(BOOTSTRAP_SEED).integers(0, len(sample), size=(BOOTSTRAP_SAMPLES, len(sample)))
    low, high = np.percentile(sample[picks].mean(axis=1), [2.5, 97.5])
    return Figure(float(sample.mean()), float(low), float(high), len(sample))
