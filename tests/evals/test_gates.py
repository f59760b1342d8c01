from __future__ import annotations

from pathlib import Path

import pytest

from evals.figures import Figure
from evals.gates import Gate, judge, load_gates


def measured(value: float) -> Figure:
    return Figure(value, value, value, 10)


def test_the_shipped_gates_are_at_least_what_the_issue_asks() -> None:
    floors = {(gate.split, gate.name): gate.bound for gate in load_gates() if gate.is_floor}
    assert floors[("test", "hit_at_1")] >= 0.70
    assert floors[("test", "hit_at_5")] >= 0.90
    assert floors[("test", "mrr_at_10")] >= 0.77
    assert floors[("all", "verbatim")] == 1.0


@pytest.mark.parametrize(
    ("is_floor", "value", "passes"), [(True, 0.7, True), (True, 0.69, False), (False, 0.7, True), (False, 0.71, False)]
)
def test_a_gate_holds_up_to_its_bound(is_floor: bool, value: float, passes: bool) -> None:
    (verdict,) = judge((Gate("test", "hit_at_1", 0.7, is_floor),), {"test": {"hit_at_1": measured(value)}})
    assert verdict.passed is passes


def test_a_figure_that_was_not_measured_fails() -> None:
    (verdict,) = judge((Gate("all", "verbatim", 1.0, True),), {"test": {"verbatim": measured(1)}})
    assert verdict.value is None
    assert not verdict.passed


def test_a_gate_on_the_development_split_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gates.toml").write_text("[dev.at_least]\nhit_at_1 = 0.9\n", encoding="utf-8")
    with pytest.raises(ValueError, match="unknown section"):
        load_gates(tmp_path / "gates.toml")
