"""Other searches on the same questions, measured alike: what `evals.baselines` and `evals.compared` put in one table."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.figures import Figure, figure, percentile, ranking_scores
from evals.suites import Kind, Question

DEPTH = 10
"""Places of a ranking that are looked at; no figure looks further."""

Search = Callable[[str], Sequence[frozenset[str]]]
"""Takes a question and gives what was found, best first: for each place the paragraphs that it stands for."""


@dataclass(frozen=True, slots=True)
class System:
    """A search with its name and, in Swedish, what it is."""

    name: str
    note: str
    search: Search


@dataclass(frozen=True, slots=True)
class Measured:
    """The ranking figures of a system and the median time of a search in milliseconds."""

    note: str
    figures: Mapping[str, Figure]
    milliseconds: Figure


def measure(system: System, questions: Sequence[Question]) -> Measured | None:
    """Search for every question that one paragraph answers; None where there is none.

    A place of a ranking may stand for several paragraphs (a chunk of a splitter). It is a hit where one of them answers; a
    paragraph is counted at its first place only.
    """
    asked = [question for question in questions if question.kind is Kind.ANSWERABLE]
    rankings, times = {}, []
    for question in asked:
        start = time.perf_counter()
        found = system.search(question.question)
        times.append((time.perf_counter() - start) * 1000)
        rankings[question.id] = _ranking(found[:DEPTH], question.relevant)
    scores = ranking_scores({question.id: question.relevant for question in asked}, rankings)
    figures = {key: figure(list(values.values())) for key, values in scores.items()}
    milliseconds = figure(times, percentile(50))
    if milliseconds is None:
        return None
    return Measured(system.note, {key: one for key, one in figures.items() if one}, milliseconds)


def _ranking(places: Sequence[frozenset[str]], relevant: frozenset[str]) -> list[str]:
    """Give one id a place: a paragraph that answers and was not met before, or one that stands for none."""
    ranking: list[str] = []
    for number, place in enumerate(places):
        new = sorted((place & relevant) - set(ranking))
        ranking.append(new[0] if new else f"#{number}")
    return ranking


def best(scores: NDArray[np.floating], owners: Sequence[str]) -> list[frozenset[str]]:
    """Give the ten paragraphs with the best score above zero, each once, one a place."""
    values = np.asarray(scores)
    ranked = (owners[row] for row in np.argsort(-values, kind="stable") if values[row] > 0)
    return [frozenset({owner}) for owner in list(dict.fromkeys(ranked))[:DEPTH]]
