"""Writes the figures that the product shows on its page Kvalitet: ``assistant/web/data/evaluation.json``.

    python -m evals.publish evals/report/report.json

takes the report of a run, adds the sizes of the suites and the totals of the interpretation check and of the verifier on the
test split, and writes the file that ships. ``python -m evals.run --publish`` does both. The file says which documents and
suites it was measured on, and the page says so where these are no longer the ones in use.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import assistant.web
from assistant.errors import AssistantError
from assistant.settings import Settings, load_settings
from assistant.web.evaluation import FILE, SCHEMA, files_sha256
from evals.claims_suite import CLAIMS, load_claims
from evals.gates import Gate
from evals.measure_interpretation import judge
from evals.measure_verifier import interval
from evals.measure_verifier import measure as verify
from evals.report import SCHEMA as REPORT_SCHEMA
from evals.suites import SUITES, Split
from evals.verification_suite import VERIFICATION, load_pairs
from evals.words import FIGURES, VALUES, name_of

PUBLISHED = Path(assistant.web.__file__).with_name("data") / FILE
DIGITS = 4
RANKING = ("hit_at_1", "hit_at_5", "mrr_at_10")
BY_STYLE = ("hit_at_5", "fact_recall")
LEFT_OUT = ("milliseconds",)
"""Times are those of the machine that measured, which says nothing of the one that shows the page."""


def published(report: Mapping[str, Any], checks: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the page shows of a report.

    Parameters
    ----------
    report
        ``report.json`` of a run.
    checks
        The totals of `measured_checks`.

    Returns
    -------
    dict
        Plain values: totals of the test split with their intervals, never a question.
    """
    test = report["summaries"]["test"]
    section = report["sections"]["conversations"]
    named = test["figures"] | {key: test["calibration"][key] for key in ("brier", "ece", "auroc")} | section["figures"]["test"]
    return {
        "schema": SCHEMA,
        "about": {**report["about"], "checks_sha256": files_sha256((CLAIMS, VERIFICATION))},
        "questions": {split: report["summaries"][split]["questions"] for split in ("dev", "test", "all")},
        "suites": {path.stem: len(path.read_text(encoding="utf-8").splitlines()) for path in sorted(SUITES.glob("*.jsonl"))},
        "figures": [_row(key, one) for key, one in named.items() if one],
        "styles": [_style(key, figures) for key, figures in test["groups"]["style"].items()],
        "systems": [_system(name, one) for name, one in report["systems_test"].items()],
        "bins": [_rounded(one) for one in test["calibration"]["bins"]],
        "zones": [{**_rounded(one), "label": VALUES.get(one["name"], one["name"])} for one in test["calibration"]["zones"]],
        "gates": [_gate(one) for one in report["gates"] if not one["name"].startswith(LEFT_OUT)],
        "checks": _rounded(checks),
    }


def _row(key: str, figure: Mapping[str, Any]) -> dict[str, Any]:
    return {"key": key, "name": name_of(key), "note": FIGURES.get(key, ("", ""))[1], **_rounded(figure)}


def _style(key: str, figures: Mapping[str, Any]) -> dict[str, Any]:
    chosen = {name: _rounded(figures[name]) for name in BY_STYLE if name in figures}
    return {"name": VALUES.get(key, key), "figures": chosen}


def _system(name: str, measured: Mapping[str, Any]) -> dict[str, Any]:
    figures = {key: _rounded(measured["figures"][key]) for key in RANKING if key in measured["figures"]}
    return {"name": name, "note": measured["note"], "figures": figures}


def _gate(row: Mapping[str, Any]) -> dict[str, Any]:
    gate = Gate(row["split"], row["name"], row["bound"], row["is_floor"], row["is_goal"])
    return {**_rounded(row), "label": name_of(gate.name)}


def _rounded(value: Any) -> Any:  # noqa: ANN401  # whatever JSON holds
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, Mapping):
        return {key: _rounded(one) for key, one in value.items()}
    return value


def measured_checks(settings: Settings) -> dict[str, dict[str, Any]]:
    """Measure the interpretation check and the verifier of sentences on the test split; totals alone.

    Returns
    -------
    dict
        For each check each share as ``{value, low, high, n}``, with Wilson's interval.

    Raises
    ------
    AssistantError
        Where the index or the documents cannot be opened.
    """
    from assistant.interpretation import Interpreter, Verdict
    from assistant.law.annotate import open_corpus
    from assistant.verification import Verifier

    corpus = open_corpus(settings)
    claims = judge([one for one in load_claims() if one.split is Split.TEST], Interpreter.open(settings))
    wrong = [one for one in claims if one.claim.verdict is Verdict.CONTRADICTED]
    pairs = verify([one for one in load_pairs() if one.split is Split.TEST], corpus, Verifier(corpus))
    return {
        "interpretation": {
            "right": _share([one.is_right for one in claims]),
            "contradicted_called_supported": _share([one.check.verdict is Verdict.SUPPORTED for one in wrong]),
            "unsure": _share([one.check.unsure for one in claims]),
        },
        "verification": {
            "wrong_let_through": _share([one.is_misjudged for one in pairs if not one.pair.right]),
            "right_dropped": _share([one.is_misjudged for one in pairs if one.pair.right]),
        },
    }


def _share(outcomes: Sequence[bool]) -> dict[str, float | int]:
    low, high = interval(sum(outcomes), len(outcomes))
    return {"value": sum(outcomes) / max(1, len(outcomes)), "low": low, "high": high, "n": len(outcomes)}


def publish(report: Mapping[str, Any], settings: Settings, path: Path = PUBLISHED) -> None:
    """Write the file that ships."""
    text = json.dumps(published(report, measured_checks(settings)), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Publish a report; give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.publish", description="Write the figures that the product shows.")
    parser.add_argument("report", type=Path, help="report.json of a run")
    parser.add_argument("--output", type=Path, default=PUBLISHED, help="otherwise the file that ships")
    arguments = parser.parse_args(argv)
    try:
        report = json.loads(arguments.report.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        report = {}
    if not isinstance(report, dict) or report.get("schema") != REPORT_SCHEMA:
        print(f"{arguments.report.name} is no report of a run of this version", file=sys.stderr)
        return 2
    try:
        publish(report, load_settings(review=False), arguments.output)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
