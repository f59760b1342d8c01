"""The figures that a run must reach (`gates.toml`), and whether it does."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.figures import Figure

GATES = Path(__file__).with_name("gates.toml")


@dataclass(frozen=True, slots=True)
class Gate:
    """A bound for one figure on the test split, or on all questions where ``split`` is ``all``."""

    split: str
    name: str
    bound: float
    is_floor: bool

    def holds(self, value: float) -> bool:
        """Tell whether a value is within the bound; a millionth is forgiven, for sums of floats."""
        return value >= self.bound - 1e-6 if self.is_floor else value <= self.bound + 1e-6


@dataclass(frozen=True, slots=True)
class Verdict:
    """A gate and what was measured; ``value`` is None where the figure is missing, which fails."""

    gate: Gate
    value: float | None

    @property
    def passed(self) -> bool:
        """Tell whether the gate holds."""
        return self.value is not None and self.gate.holds(self.value)


def load_gates(path: Path = GATES) -> tuple[Gate, ...]:
    """Read the gates.

    Raises
    ------
    ValueError
        Where a section or a bound is not one that gates.toml may have.
    """
    gates: list[Gate] = []
    for split, sections in tomllib.loads(path.read_text(encoding="utf-8")).items():
        for side, bounds in sections.items():
            if split not in {"test", "all"} or side not in {"at_least", "at_most"}:
                raise ValueError(f"{path.name}: unknown section {split}.{side}")
            gates += [Gate(split, name, float(bound), side == "at_least") for name, bound in bounds.items()]
    return tuple(gates)


def judge(gates: tuple[Gate, ...], figures: Mapping[str, Mapping[str, Figure]]) -> tuple[Verdict, ...]:
    """Hold the figures of the splits against the gates."""
    verdicts = []
    for gate in gates:
        found = figures.get(gate.split, {}).get(gate.name)
        verdicts.append(Verdict(gate, found.value if found else None))
    return tuple(verdicts)
