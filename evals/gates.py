"""The figures that a run must reach, and those it is meant to reach (`gates.toml`).

    python -m evals.gates evals/report/report.json

compares the JSON of a run with the gates and exits 1 where one does not hold; CI does it with the report it keeps.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GATES = Path(__file__).with_name("gates.toml")
_SPLITS = frozenset({"test", "all"})
_SIDES = frozenset({"at_least", "at_most"})
_FORGIVEN = 1e-6
"""Of a bound, for sums of floats."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A bound for one figure on the test split, or on all questions where ``split`` is ``all``.

    ``is_goal`` marks a number that is promised but not yet held to: it is shown, and does not fail a run.
    """

    split: str
    name: str
    bound: float
    is_floor: bool
    is_goal: bool = False

    @property
    def side(self) -> str:
        """Give the bound as it is read: ``≥ 0.75``."""
        return f"{'≥' if self.is_floor else '≤'} {self.bound:g}"

    def holds(self, value: float) -> bool:
        """Tell whether a value is within the bound."""
        return value >= self.bound - _FORGIVEN if self.is_floor else value <= self.bound + _FORGIVEN


@dataclass(frozen=True, slots=True)
class Verdict:
    """A gate and what was measured; ``value`` is None where the figure is missing, which fails."""

    gate: Gate
    value: float | None

    @property
    def passed(self) -> bool:
        """Tell whether the gate holds."""
        return self.value is not None and self.gate.holds(self.value)

    @property
    def measured(self) -> str:
        """Give the value as it is read."""
        return "not measured" if self.value is None else f"{self.value:.3f}"

    def __str__(self) -> str:
        return f"{self.gate.split}: {self.gate.name} {self.gate.side}, measured {self.measured}"


def load_gates(path: Path = GATES) -> tuple[Gate, ...]:
    """Read the gates, and the goals under ``[goal…]``.

    Raises
    ------
    ValueError
        Where a section or a bound is not one that gates.toml may have.
    """
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    goals = tables.pop("goal", {})
    return (*_gates(tables, path.name, is_goal=False), *_gates(goals, path.name, is_goal=True))


def _gates(tables: Mapping[str, Any], file: str, *, is_goal: bool) -> list[Gate]:
    gates: list[Gate] = []
    for split, sections in tables.items():
        for side, bounds in sections.items():
            if split not in _SPLITS or side not in _SIDES:
                raise ValueError(f"{file}: unknown section {split}.{side}")
            gates += [Gate(split, name, float(bound), side == "at_least", is_goal) for name, bound in bounds.items()]
    return gates


def judge(gates: Sequence[Gate], values: Mapping[str, Mapping[str, float]]) -> tuple[Verdict, ...]:
    """Hold the figures of the splits, by name, against the gates."""
    return tuple(Verdict(gate, values.get(gate.split, {}).get(gate.name)) for gate in gates)


def failed(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Give the gates that do not hold; goals are no gates."""
    return [verdict for verdict in verdicts if not verdict.gate.is_goal and not verdict.passed]


def main(argv: Sequence[str] | None = None) -> int:
    """Compare a report with the gates; give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.gates", description="Hold a report against the gates.")
    parser.add_argument("report", type=Path, help="report.json of a run")
    parser.add_argument("--gates", type=Path, default=GATES, help="the gates; otherwise evals/gates.toml")
    arguments = parser.parse_args(argv)
    try:
        values = json.loads(arguments.report.read_text(encoding="utf-8"))["values"]
    except (OSError, ValueError, KeyError):
        print(f"{arguments.report.name} is no report of a run", file=sys.stderr)
        return 2
    wrong = failed(judge(load_gates(arguments.gates), values))
    for verdict in wrong:
        print(f"FAILED {verdict}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
