"""Measures the embedding model on the development set of SweFAQ: questions and answers of Swedish agencies.

``python -m evals.measure_swefaq swefaq_dev.jsonl [--corpus swefaq_dev.corpus.jsonl] [--model NAME_OR_FOLDER]``. A line of the
first file has ``id``, ``query``, ``positives`` and ``candidates_in_category``, one of the second ``id`` and ``text``. Printed:
nDCG@10 and hit@1 of BM25, of the model, and of both together, with 95 % intervals, among all answers and among those of the
question's category, beside published figures. Nothing of our corpus or adapter is used. The published figures are for the test
set, which is larger and has more answers to choose from: they say what is usual, no more.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from assistant.errors import AssistantError
from assistant.index.embedding import BUNDLED, Embedder, Role, make_embedder
from assistant.index.lexical import LexicalIndex, stems
from assistant.settings import load_settings
from evals.figures import Figure, figure, ranking_scores
from evals.suites import read_rows

PUBLISHED = {"BM25": 0.535, "multilingual-e5-small": 0.712, "multilingual-e5-large": 0.800}
"""nDCG@10 on the test set of SweFaqRetrieval (MTEB; Enevoldsen et al. 2024, arXiv:2406.02396), 513 questions; of the two
models as the repository embeddings-benchmark/results gives them."""
_FIGURES = ("ndcg_at_10", "hit_at_1")
Scores = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Case:
    """A question, its answers and those of the same category."""

    id: str
    query: str
    positives: tuple[str, ...]
    candidates: tuple[str, ...]


def read_cases(path: Path) -> list[Case]:
    """Read the questions.

    Raises
    ------
    ValueError, KeyError
        Where a line is no such case.
    """
    return [
        Case(str(row["id"]), str(row["query"]), tuple(row["positives"]), tuple(row["candidates_in_category"]))
        for row in read_rows(path, json.loads)
    ]


def read_answers(path: Path) -> dict[str, str]:
    """Read the answers by id.

    Raises
    ------
    ValueError, KeyError
        Where a line is no such answer.
    """
    return {str(row["id"]): str(row["text"]) for row in read_rows(path, json.loads)}


def searches(answers: Mapping[str, str], embedder: Embedder) -> dict[str, Callable[[str], Scores]]:
    """Give what scores all answers for a question: words, vectors, and the sum of their z-scores."""
    lexical = LexicalIndex.build([stems(text) for text in answers.values()])
    vectors = embedder.embed(list(answers.values()), Role.PASSAGE)

    def bm25(question: str) -> Scores:
        return np.asarray(lexical.scores(stems(question)))

    def dense(question: str) -> Scores:
        return np.asarray(vectors @ embedder.embed([question], Role.QUERY)[0])

    def both(question: str) -> Scores:
        return _standardised(bm25(question)) + _standardised(dense(question))

    return {"BM25": bm25, "vectors": dense, "both": both}


def measure(
    cases: Sequence[Case], answers: Mapping[str, str], search: Callable[[str], Scores], *, in_category: bool
) -> dict[str, Figure]:
    """Rank the answers for every question; among those of its category only where ``in_category``."""
    ids = list(answers)
    rankings = {}
    for case in cases:
        scores = search(case.query)
        allowed = set(case.candidates) if in_category else set(ids)
        ranked = (ids[row] for row in np.argsort(-scores, kind="stable"))
        rankings[case.id] = [one for one in ranked if one in allowed][:10]
    values = ranking_scores({case.id: case.positives for case in cases}, rankings)
    found = {name: figure(list(values[name].values())) for name in _FIGURES}
    return {name: one for name, one in found.items() if one}


def _standardised(values: Scores) -> Scores:
    spread = float(values.std())
    return np.asarray((values - values.mean()) / spread if spread > 0 else np.zeros_like(values))


def _cell(one: Figure) -> str:
    return f"{one.value:.3f} ({one.low:.3f}–{one.high:.3f})"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.measure_swefaq", description=__doc__)
    parser.add_argument("cases", type=Path, help="the questions")
    parser.add_argument("--corpus", type=Path, help="the answers; otherwise NAME.corpus.jsonl beside the questions")
    parser.add_argument("--model", default=BUNDLED, help="another embedding model, name or folder")
    arguments = parser.parse_args(argv)
    corpus = arguments.corpus or arguments.cases.with_name(f"{arguments.cases.stem}.corpus.jsonl")
    try:
        cases, answers = read_cases(arguments.cases), read_answers(corpus)
        embedder = make_embedder(load_settings(embedding_model=arguments.model))
    except (OSError, ValueError, KeyError, TypeError):
        print("the files are not there or are no such files", file=sys.stderr)
        return 2
    except AssistantError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    title = f"{len(cases)} questions, {len(answers)} answers, {embedder.identity}"
    table = Table("search", "nDCG@10, all", "hit@1, all", "nDCG@10, category", "hit@1, category", title=title)
    for name, search in searches(answers, embedder).items():
        among = [measure(cases, answers, search, in_category=within) for within in (False, True)]
        table.add_row(name, *(_cell(found[key]) for found in among for key in _FIGURES))
    console = Console(width=120)
    console.print(table)
    console.print("published nDCG@10, test set: " + ", ".join(f"{name} {value:.3f}" for name, value in PUBLISHED.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
