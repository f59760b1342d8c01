from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.gates import Gate, failed, judge, load_gates, main


def test_the_shipped_gates_are_at_least_what_was_promised_first() -> None:
    floors = {(gate.split, gate.name): gate.bound for gate in load_gates() if gate.is_floor and not gate.is_goal}
    assert floors[("test", "hit_at_1")] >= 0.70
    assert floors[("test", "hit_at_5")] >= 0.90
    assert floors[("test", "mrr_at_10")] >= 0.77
    assert floors[("all", "verbatim")] == 1.0


@pytest.mark.parametrize(
    ("is_floor", "value", "passes"), [(True, 0.7, True), (True, 0.69, False), (False, 0.7, True), (False, 0.71, False)]
)
def test_a_gate_holds_up_to_its_bound(is_floor: bool, value: float, passes: bool) -> None:
    (verdict,) = judge((Gate("test", "hit_at_1", 0.7, is_floor),), {"test": {"hit_at_1": value}})
    assert verdict.passed is passes


def test_a_figure_that_was_not_measured_fails() -> None:
    (verdict,) = judge((Gate("all", "verbatim", 1.0, True),), {"test": {"verbatim": 1}})
    assert verdict.value is None
    assert not verdict.passed


def test_a_goal_that_is_not_reached_fails_no_run() -> None:
    verdicts = judge((Gate("test", "hit_at_1", 0.7, True, is_goal=True),), {"test": {"hit_at_1": 0.1}})
    assert not verdicts[0].passed
    assert failed(verdicts) == []


def test_a_gate_on_the_development_split_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gates.toml").write_text("[dev.at_least]\nhit_at_1 = 0.9\n", encoding="utf-8")
    with pytest.raises(ValueError, match="unknown section"):
        load_gates(tmp_path / "gates.toml")


@pytest.mark.parametrize(("value", "code"), [(0.8, 0), (0.6, 1)])
def test_ci_compares_a_stored_report_with_the_gates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], value: float, code: int
) -> None:
    gates, report = tmp_path / "gates.toml", tmp_path / "report.json"
    gates.write_text('[test.at_least]\n"style.plain.hit_at_1" = 0.7\n', encoding="utf-8")
    report.write_text(json.dumps({"values": {"test": {"style.plain.hit_at_1": value}}}), encoding="utf-8")
    assert main([str(report), "--gates", str(gates)]) == code
    assert ("FAILED" in capsys.readouterr().out) is bool(code)


def test_what_is_no_report_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "report.json")]) == 2
    assert "no report" in capsys.readouterr().err
