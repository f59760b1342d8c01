"""The report of a run: figures over all questions and by group, as tables for people and JSON for machines."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table as RichTable

from assistant.documents.corpus import Corpus
from evals.figures import Figure, figure
from evals.gates import Verdict
from evals.metrics import Outcome, Table, score
from evals.suites import Question, Split

GROUPS: dict[str, Callable[[Question], str]] = {
    "style": lambda question: question.style.value,
    "role": lambda question: question.role.value,
    "document": lambda question: " + ".join(question.document_ids) or "-",
    "kind": lambda question: question.kind.value,
}
GROUP_FIGURES = ("hit_at_1", "hit_at_5", "mrr_at_10", "fact_recall", "answered_share", "refusal_recall")
"""The figures that are worth reading by group; the rest stands in the JSON."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one split. ``milliseconds`` holds p50 and p95 of a call, ``characters`` the median short answer."""

    split: str
    questions: int
    figures: dict[str, Figure]
    groups: dict[str, dict[str, dict[str, Figure]]]
    milliseconds: dict[str, float]
    characters: float


def summarise(split: str, outcomes: Sequence[Outcome], corpus: Corpus) -> Summary:
    """Score the outcomes of a split and put them together.

    Raises
    ------
    ValueError
        Where there are no outcomes.
    """
    if not outcomes:
        raise ValueError("no question to summarise")
    table = score(outcomes, corpus)
    groups = {
        dimension: {value: _figures(table, ids) for value, ids in _partition(outcomes, key).items()}
        for dimension, key in GROUPS.items()
    }
    times = [one.milliseconds for one in outcomes]
    p50, p95 = np.percentile(times, [50, 95])
    answered = [len(one.answer.answer) for one in outcomes if one.answered and one.question.kind.has_answer]
    return Summary(
        split=split,
        questions=len(outcomes),
        figures=_figures(table, {one.question.id for one in outcomes}),
        groups=groups,
        milliseconds={"p50": float(p50), "p95": float(p95)},
        characters=float(statistics.median(answered)) if answered else 0.0,
    )


def _partition(outcomes: Sequence[Outcome], key: Callable[[Question], str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in outcomes:
        found.setdefault(key(one.question), set()).add(one.question.id)
    return dict(sorted(found.items()))


def _figures(table: Table, ids: set[str]) -> dict[str, Figure]:
    made = {name: figure([one.value for key, one in scores.items() if key in ids]) for name, scores in table.items()}
    return {name: one for name, one in made.items() if one is not None}


def failures(outcomes: Sequence[Outcome], corpus: Corpus) -> list[dict[str, Any]]:
    """Give the development questions with a score below 1, to be read; those of the test split are never shown."""
    dev = [one for one in outcomes if one.question.split is Split.DEV]
    table = score(dev, corpus)
    found = []
    for one in dev:
        short = {
            name: f"{scores[one.question.id].value:.2f} {scores[one.question.id].reason}".strip()
            for name, scores in table.items()
            if one.question.id in scores and scores[one.question.id].value < 1 and not name.startswith("high_confidence")
        }
        if short:
            found.append(
                {
                    "id": one.question.id,
                    "question": one.question.question,
                    "style": one.question.style,
                    "expected": one.question.paragraph_ids,
                    "found": [hit.paragraph_id for hit in one.answer.retrieved[:5]],
                    "status": one.answer.status,
                    "confidence": one.answer.confidence,
                    "answer": one.answer.answer,
                    "short": short,
                }
            )
    return found


def as_json(
    summaries: Sequence[Summary],
    baselines: Mapping[str, Mapping[str, Figure]],
    verdicts: Sequence[Verdict],
    failing: Sequence[Mapping[str, Any]],
    corpus_sha256: str,
) -> dict[str, Any]:
    """Give the whole report as one object of plain values."""
    return {
        "corpus_sha256": corpus_sha256,
        "summaries": {summary.split: asdict(summary) for summary in summaries},
        "baselines_test": {name: {key: asdict(one) for key, one in figures.items()} for name, figures in baselines.items()},
        "gates": [{**asdict(verdict.gate), "value": verdict.value, "passed": verdict.passed} for verdict in verdicts],
        "dev_failures": list(failing),
    }


def print_summary(console: Console, summary: Summary) -> None:
    """Print the figures of a split and its groups."""
    table = RichTable("figure", "value", "95 % interval", "n", title=f"{summary.split} split, {summary.questions} questions")
    for name, one in summary.figures.items():
        table.add_row(name, f"{one.value:.3f}", f"{one.low:.3f}–{one.high:.3f}", str(one.n))
    table.add_row("milliseconds p50 / p95", f"{summary.milliseconds['p50']:.0f} / {summary.milliseconds['p95']:.0f}", "", "")
    table.add_row("short answer, median characters", f"{summary.characters:.0f}", "", "")
    console.print(table)
    for dimension, groups in summary.groups.items():
        table = RichTable(dimension, *GROUP_FIGURES, title=f"{summary.split} split by {dimension}")
        for value, figures in groups.items():
            table.add_row(value, *(_cell(figures.get(name)) for name in GROUP_FIGURES))
        console.print(table)


def _cell(one: Figure | None) -> str:
    return f"{one.value:.2f} ({one.n})" if one else "–"


def print_baselines(console: Console, baselines: Mapping[str, Mapping[str, Figure]]) -> None:
    """Print the rankings of the baselines on the test split."""
    names = ("hit_at_1", "hit_at_5", "mrr_at_10", "ndcg_at_10")
    table = RichTable("baseline", *names, title="baselines, test split")
    for name, figures in baselines.items():
        table.add_row(name, *(f"{figures[key].value:.3f}" for key in names))
    console.print(table)


def print_verdicts(console: Console, verdicts: Sequence[Verdict]) -> None:
    """Print every gate with what was measured."""
    table = RichTable("gate", "bound", "measured", "", title="gates")
    for verdict in verdicts:
        bound = f"{'≥' if verdict.gate.is_floor else '≤'} {verdict.gate.bound:g}"
        measured = "not measured" if verdict.value is None else f"{verdict.value:.3f}"
        table.add_row(f"{verdict.gate.split}: {verdict.gate.name}", bound, measured, "ok" if verdict.passed else "FAILED")
    console.print(table)
