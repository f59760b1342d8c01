"""A run's figures as tables in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from evals.figures import RANKING, Figure
from evals.gates import Verdict
from evals.sections import Section
from evals.summary import Summary
from evals.systems import Measured

GROUP_FIGURES = ("hit_at_1", "hit_at_5", "mrr_at_10", "fact_recall", "answered_share", "refusal_recall")
"""The figures that are worth reading by group; the rest stands in the JSON."""


def print_summary(console: Console, summary: Summary) -> None:
    """Print the figures of a split and its groups; chapters only stand in the report, they are many."""
    table = Table("figure", "value", "95 % interval", "n", title=f"{summary.split} split, {summary.questions} questions")
    for name, one in {**summary.figures, **summary.calibration.named()}.items():
        table.add_row(name, f"{one.value:.3f}", f"{one.low:.3f}–{one.high:.3f}", str(one.n))
    for name, one in summary.amounts.items():
        table.add_row(name, f"{one.value:.0f}", f"{one.low:.0f}–{one.high:.0f}", str(one.n))
    console.print(table)
    for dimension in ("style", "role", "document", "kind"):
        table = Table(dimension, *GROUP_FIGURES, title=f"{summary.split} split by {dimension}")
        for value, figures in summary.groups[dimension].items():
            table.add_row(value, *(_cell(figures.get(name)) for name in GROUP_FIGURES))
        console.print(table)


def print_sections(console: Console, sections: Sequence[Section], split: str) -> None:
    """Print the figures of the other parts of the report for a split."""
    for section in sections:
        table = Table("figure", "value", "95 % interval", "n", title=f"{section.name}, {split} split")
        for name, one in section.figures.get(split, {}).items():
            table.add_row(name, f"{one.value:.3f}", f"{one.low:.3f}–{one.high:.3f}", str(one.n))
        console.print(table)


def print_systems(console: Console, systems: Mapping[str, Measured]) -> None:
    """Print the rankings of the searches that were compared."""
    table = Table("search", *RANKING, "ms", title="searches compared, test split")
    for name, measured in systems.items():
        cells = (f"{measured.figures[key].value:.3f}" for key in RANKING)
        table.add_row(name, *cells, f"{measured.milliseconds.value:.0f}")
    console.print(table)


def print_verdicts(console: Console, verdicts: Sequence[Verdict]) -> None:
    """Print every gate, and every goal, with what was measured."""
    table = Table("", "figure", "bound", "measured", "", title="gates and goals")
    for verdict in verdicts:
        gate = verdict.gate
        passed = "ok" if verdict.passed else "not reached" if gate.is_goal else "FAILED"
        table.add_row("goal" if gate.is_goal else "gate", f"{gate.split}: {gate.name}", gate.side, verdict.measured, passed)
    console.print(table)


def _cell(one: Figure | None) -> str:
    return f"{one.value:.2f} ({one.n})" if one else "–"
