"""The report of a run as one object of plain values; `docs/evaluation.md` describes its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evals.failures import Failure
from evals.figures import RANKING
from evals.gates import Verdict
from evals.sections import Section
from evals.summary import Summary
from evals.systems import Measured

SCHEMA = 1
"""Goes up when a field of the JSON is renamed, removed or means something else."""


@dataclass(frozen=True, slots=True)
class About:
    """What was measured: when (UTC), which version, corpus, suites and models, and the date that law was judged on."""

    created: str
    version: str
    corpus_sha256: str
    suites_sha256: str
    embedding_model: str
    reranker_model: str
    law_on: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a run has found.

    Attributes
    ----------
    summaries
        For ``dev``, ``test`` and ``all`` the figures of the single questions.
    systems
        Other searches on the answerable questions of the test split, and the product's own ranking first.
    milliseconds
        The time of every answer, for the plot; the JSON has its percentiles.
    """

    about: About
    summaries: Mapping[str, Summary]
    systems: Mapping[str, Measured]
    sections: Sequence[Section]
    verdicts: Sequence[Verdict]
    failures: Sequence[Failure]
    milliseconds: Sequence[float] = ()


def named_values(summaries: Mapping[str, Summary], sections: Sequence[Section]) -> dict[str, dict[str, float]]:
    """Give for each split every value that a gate may name.

    Raises
    ------
    ValueError
        Where a section has a figure by a name that is taken.
    """
    found = {split: {name: one.value for name, one in summary.named().items()} for split, summary in summaries.items()}
    for section in sections:
        for split, figures in section.figures.items():
            taken = found.setdefault(split, {})
            if twice := taken.keys() & figures.keys():
                raise ValueError(f"{section.name}: a figure by that name is there already: {sorted(twice)}")
            taken |= {name: one.value for name, one in figures.items()}
    return found


def as_json(report: Report) -> dict[str, Any]:
    """Give the whole report as plain values."""
    return {
        "schema": SCHEMA,
        "about": asdict(report.about),
        "values": named_values(report.summaries, report.sections),
        "summaries": {split: asdict(summary) for split, summary in report.summaries.items()},
        "systems_test": {name: asdict(measured) for name, measured in report.systems.items()},
        "sections": {section.name: asdict(section) for section in report.sections},
        "gates": [{**asdict(one.gate), "value": one.value, "passed": one.passed} for one in report.verdicts],
        "dev_failures": [asdict(failure) for failure in report.failures],
    }


def product_row(summary: Summary, note: str) -> Measured | None:
    """Give the product's own ranking as a row beside the other systems; the time is that of the whole answer."""
    milliseconds = summary.amounts.get("milliseconds_p50")
    figures = {name: summary.figures[name] for name in RANKING if name in summary.figures}
    return Measured(note, figures, milliseconds) if milliseconds and figures else None
