from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import assistant
from assistant.documents.corpus import Corpus, load_corpus
from assistant.documents.intake import take_in
from assistant.errors import IndexUnavailableError
from evals import run as evaluation
from evals.conversations import load_conversations
from evals.gates import Gate
from evals.product import Product
from evals.suites import load_suites
from tests.cli.conftest import Cli
from tests.documents.test_intake import NACKA, TEXT
from tests.evals.perfect import PerfectProduct

GATE = {"split": "test", "name": "hit_at_5", "bound": 0.93, "is_floor": True, "is_goal": False, "value": 0.95, "passed": True}


@pytest.fixture(autouse=True)
def _the_corpus(monkeypatch: pytest.MonkeyPatch, corpus: Corpus) -> None:
    """Read the corpus once for all tests."""
    monkeypatch.setattr("assistant.cli.eval.open_corpus", lambda _settings: corpus)


Measured = Callable[..., list[list[str]]]


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> Measured:
    """Put a run in the place of the long one; give the arguments that it was called with."""

    def put(*gates: dict[str, Any], code: int = 0) -> list[list[str]]:
        calls: list[list[str]] = []

        def main(argv: Sequence[str]) -> int:
            calls.append(list(argv))
            print("figure value")  # noqa: T201  # the real one prints its tables
            report = {
                "about": {"version": "1.2.3", "corpus_sha256": "ab", "seconds": 61.4},
                "summaries": {split: {"questions": 12} for split in ("test", "dev")},
                "values": {split: {"hit_at_5": 0.95, "milliseconds_p50": 20.0} for split in ("test", "dev")},
                "gates": list(gates),
            }
            (Path(argv[-1]) / "report.json").write_text(json.dumps(report), encoding="utf-8")
            return code

        monkeypatch.setattr(evaluation, "main", main)
        return calls

    return put


def test_the_main_figures_are_said_in_swedish_and_nothing_else_is(cli: Cli, measured: Measured) -> None:
    calls = measured(GATE)
    run = cli("eval")
    assert (run.code, run.err) == (0, "")
    assert "12 frågor ur testdelen" in run.out
    assert "Rätt stycke bland fem  0,950" in run.out
    assert "✓ Alla 1 krav nås." in run.out
    assert "figure" not in run.out
    assert calls[0][:3] == ["--split", "test", "--no-baselines"]


def test_a_gate_that_does_not_hold_is_named_and_fails_the_command(cli: Cli, measured: Measured) -> None:
    measured(GATE, {**GATE, "name": "hit_at_1", "bound": 0.75, "value": 0.5, "passed": False}, code=1)
    run = cli("eval")
    assert run.code == 1
    assert "× Rätt stycke först: 0,500, kravet är minst 0,750." in run.out
    assert "1 av 2 krav nås inte." in run.out


def test_a_goal_that_is_not_reached_is_no_gate(cli: Cli, measured: Measured) -> None:
    measured(GATE, {**GATE, "is_goal": True, "passed": False})
    data = cli("eval", "--json").json
    assert (data["passed"], [one["name"] for one in data["gates"]]) == (True, ["hit_at_5"])
    assert data["figures"] == {"hit_at_5": 0.95}


def test_the_development_split_is_held_to_no_gate(cli: Cli, measured: Measured) -> None:
    measured({**GATE, "passed": False})
    run = cli("eval", "--split", "dev")
    assert run.code == 0
    assert "utvecklingsdelen" in run.out
    assert "prövas inte" in run.out
    assert cli("eval", "--split", "dev", "--json").json["gates"] == []


def test_the_report_of_the_evaluation_has_all_that_is_read_of_it(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, corpus: Corpus
) -> None:
    questions, talks = load_suites()[::12], load_conversations()[::8]
    monkeypatch.setattr(evaluation, "load_suites", lambda: questions)
    monkeypatch.setattr(evaluation, "load_conversations", lambda: talks)
    monkeypatch.setattr(Product, "open", lambda _settings: PerfectProduct(corpus))
    monkeypatch.setattr(evaluation, "load_gates", lambda: (Gate("test", "hit_at_1", 2.0, is_floor=True),))
    run = cli("eval", "--json")
    assert (run.code, run.json["passed"], run.err) == (1, False, "")
    assert set(run.json["figures"]) == set(importlib.import_module("assistant.cli.eval").MAIN_FIGURES)
    assert run.json["corpus_sha256"] == corpus.sha256


def test_an_error_of_the_evaluation_is_its_own_line_and_code(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(_settings: object) -> Product:
        raise IndexUnavailableError("Sökindexet är skadat.")

    monkeypatch.setattr(Product, "open", damaged)
    run = cli("eval")
    assert (run.code, run.out, run.err) == (3, "", "Sökindexet är skadat.\n")


def test_an_installed_program_says_that_the_evaluation_is_in_the_source(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(assistant, "__file__", str(tmp_path / "assistant" / "__init__.py"))
    run = cli("eval")
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert "källkoden" in run.err


def test_packages_that_the_evaluation_needs_are_asked_for(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.import_module

    def without(name: str, package: str | None = None) -> Any:
        if name == "evals.run":
            raise ModuleNotFoundError(name="ir_measures")
        return real(name, package)

    monkeypatch.setattr(importlib, "import_module", without)
    run = cli("eval")
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert "[dev]" in run.err


def test_other_documents_are_not_measured_with_these_questions(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, measured: Measured
) -> None:
    calls = measured(GATE)
    take_in(tmp_path, TEXT, NACKA)
    monkeypatch.setattr("assistant.cli.eval.open_corpus", lambda _settings: load_corpus(tmp_path))
    run = cli("eval")
    assert (run.code, run.out, run.err.count("\n"), calls) == (2, "", 1, [])
    assert "evals/suites" in run.err
