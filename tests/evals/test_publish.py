"""What the product shows of a run: the figures and nothing else, in the form that its page reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.web.evaluation import read
from evals.publish import main, published

FIGURE = {"value": 0.123456, "low": 0.1, "high": 0.2, "n": 10}
REPORT: dict[str, Any] = {
    "schema": 1,
    "about": {"created": "2026-11-22T10:00:00+00:00", "version": "0.3.0", "corpus_sha256": "a", "suites_sha256": "b"},
    "summaries": {
        "dev": {"questions": 3},
        "test": {
            "questions": 4,
            "figures": {"hit_at_5": FIGURE},
            "groups": {"style": {"english": {"hit_at_5": FIGURE, "mrr_at_10": FIGURE}}},
            "calibration": {
                "brier": FIGURE,
                "ece": None,
                "auroc": FIGURE,
                "bins": [{"low": 0.0, "high": 0.1, "probability": 0.05, "answerable": FIGURE}],
                "zones": [{"name": "high", "share": 0.5, "answerable": FIGURE, "right": FIGURE}],
            },
        },
        "all": {"questions": 7},
    },
    "sections": {"conversations": {"figures": {"test": {"later_turns_hit_at_5": FIGURE}}}},
    "systems_test": {"BM25": {"note": "Ordsökning.", "figures": {"hit_at_5": FIGURE}, "milliseconds": FIGURE}},
    "gates": [
        {"split": "test", "name": name, "bound": 0.9, "is_floor": True, "is_goal": False, "value": 0.123456, "passed": False}
        for name in ("hit_at_5", "milliseconds_p50")
    ],
    "dev_failures": [{"question": "Vad säger riktlinjerna?"}],
}


def test_the_page_reads_what_is_published() -> None:
    found = read(published(REPORT, {"verification": {"wrong_let_through": FIGURE}}))
    assert found.questions == {"dev": 3, "test": 4, "all": 7}
    assert found["hit_at_5"].value == 0.1235
    assert [one.key for one in found.figures] == ["hit_at_5", "brier", "auroc", "later_turns_hit_at_5"]
    assert [(one.name, list(one.figures)) for one in found.styles] == [("engelska", ["hit_at_5"])]
    assert found.checks["verification"]["wrong_let_through"].n == 10
    assert found.suites["answerable"] > 500


def test_times_and_questions_are_not_published() -> None:
    row = published(REPORT, {})
    assert [one["name"] for one in row["gates"]] == ["hit_at_5"]
    assert "riktlinjerna" not in str(row)
    assert "milliseconds" not in str(row)


@pytest.mark.parametrize("text", ["", "{", "{}", "[]", '{"schema": 0}'])
def test_what_is_no_report_is_refused_and_nothing_is_written(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report, target = tmp_path / "report.json", tmp_path / "evaluation.json"
    report.write_text(text, encoding="utf-8")
    assert main([str(report), "--output", str(target)]) == 2
    assert "report.json is no report" in capsys.readouterr().err
    assert not target.exists()
