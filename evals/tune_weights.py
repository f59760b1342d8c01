"""Chooses the weights of the fusion on the development split (assistant/retrieval/search.py, `Weights`).

Every development question is searched once in every way; then weights are drawn at random and the same numbers fused anew.
Printed: the measures with the present weights, without each channel, and the means of the best draws, which move less from
run to run than the very best one does. Run: ``python -m evals.tune_weights``. Nothing of the test split is seen.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.index.store import ensure_index
from assistant.law.annotate import open_corpus
from assistant.retrieval.channels import Channels
from assistant.retrieval.query import understand
from assistant.retrieval.search import DEFAULT_WEIGHTS, Searcher, Weights, fuse
from assistant.settings import load_settings
from evals.suites import Question, Split, load_suites

DRAWS = 600
BEST = 20
SEED = 0

#: Drawn evenly between these. ``law`` and ``place`` speak in few questions and are set by hand within them.
RANGES = {"dense": (0.05, 0.8), "question": (0.1, 0.8), "words": (0.0, 0.5), "grams": (0.0, 0.5)}
SENTENCE_DISCOUNTS = (0.0, 0.5, 1.0, 2.0, 99.0)


@dataclass(frozen=True)
class Measures:
    """Shares of questions whose paragraph comes first or among five, and the mean reciprocal rank among ten."""

    hit_1: float
    hit_5: float
    mrr: float

    @property
    def total(self) -> float:
        """What is made as large as can be."""
        return self.hit_1 + self.hit_5 + self.mrr

    def __str__(self) -> str:
        return f"hit@1 {self.hit_1:.3f}  hit@5 {self.hit_5:.3f}  MRR@10 {self.mrr:.3f}"


@dataclass(frozen=True)
class Case:
    """What was found for a question, and the rows of the paragraphs that answer it."""

    channels: Channels
    wanted: NDArray[np.intp]


def measure(cases: Sequence[Case], weights: Weights) -> Measures:
    """Rank all paragraphs for every case."""
    ranks = []
    for case in cases:
        scores = fuse(case.channels, weights)
        ranks.append(int((scores > scores[case.wanted].max()).sum()))
    places = np.array(ranks)
    reciprocal = np.where(places < 10, 1 / (places + 1), 0.0)
    return Measures(float((places == 0).mean()), float((places < 5).mean()), float(reciprocal.mean()))


def draw(random_numbers: random.Random) -> Weights:
    """Draw weights within `RANGES`."""
    return replace(DEFAULT_WEIGHTS, **{name: random_numbers.uniform(*bounds) for name, bounds in RANGES.items()})


def cases_of(searcher: Searcher, questions: Sequence[Question]) -> list[Case]:
    """Search for every question in every way."""
    corpus = searcher.corpus
    row = {paragraph.id: number for number, paragraph in enumerate(corpus.paragraphs)}
    return [
        Case(
            searcher.channels(understand(question.question, corpus)),
            np.array([row[one] for one in sorted(question.relevant)], dtype=np.intp),
        )
        for question in questions
    ]


def main(argv: Sequence[str] | None = None) -> None:
    """Print what the present weights give and what would be better."""
    argparse.ArgumentParser(prog="python -m evals.tune_weights", description=__doc__).parse_args(argv)
    settings = load_settings()
    corpus = open_corpus(settings)
    index = ensure_index(settings, corpus)
    questions = [one for one in load_suites() if one.split is Split.DEV and one.kind.has_answer]
    print(f"{len(questions)} development questions")
    for discount in SENTENCE_DISCOUNTS:
        weights = replace(DEFAULT_WEIGHTS, sentence_discount=discount)
        tried = cases_of(Searcher(corpus, index, settings, weights), questions)
        print(f"sentence_discount {discount:5.1f}: {measure(tried, weights)}")
    cases = cases_of(Searcher(corpus, index, settings), questions)
    print(f"present weights: {measure(cases, DEFAULT_WEIGHTS)}")
    for name in (*RANGES, "law", "place"):
        print(f"  without {name:8}: {measure(cases, replace(DEFAULT_WEIGHTS, **{name: 0.0}))}")
    numbers = random.Random(SEED)  # noqa: S311 (no secret depends on it)
    drawn = sorted((draw(numbers) for _ in range(DRAWS)), key=lambda weights: -measure(cases, weights).total)[:BEST]
    for weights in drawn[:3]:
        print(f"  {measure(cases, weights)}  { ({name: round(value, 2) for name, value in asdict(weights).items()}) }")
    mean = replace(
        DEFAULT_WEIGHTS, **{name: round(float(np.mean([getattr(one, name) for one in drawn])), 2) for name in RANGES}
    )
    print(f"mean of the best {BEST}: {measure(cases, mean)}  {asdict(mean)}")


if __name__ == "__main__":
    main()
