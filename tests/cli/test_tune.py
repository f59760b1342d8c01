"""``assistant tune`` as a command: what it takes, what it prints, and how it fails."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from assistant.cli import tune as command
from assistant.documents.corpus import Corpus
from assistant.index.tuning import Plan, Tuned
from tests.cli.conftest import Cli

DONE = Tuned("intfloat/multilingual-e5-small", "0" * 64, ("a", "b"), 12, 1, 16, 2e-5, 1, "2026-02-02", {"torch": "2"})


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """Give the plans that would have been trained."""
    asked: list[Plan] = []

    def remember(_corpus: Corpus, plan: Plan, _progress: object) -> Tuned:
        asked.append(plan)
        return DONE

    monkeypatch.setattr(command, "tune", remember)
    return asked


def test_the_command_says_what_it_did_and_what_to_do_next(cli: Cli, plans: list[Plan], tmp_path: Path) -> None:
    run = cli("tune", "--base", "intfloat/multilingual-e5-small", "--out", str(tmp_path / "min"), "--batch-size", "8")
    assert (run.code, run.err) == (0, "")
    assert "12 typfrågor" in run.out
    assert "ASSISTANT_EMBEDDING_MODEL" in run.out
    assert plans == [Plan("intfloat/multilingual-e5-small", tmp_path / "min", batch_size=8)]


def test_with_json_the_command_tells_what_was_trained_on(cli: Cli, plans: list[Plan], tmp_path: Path) -> None:
    run = cli("tune", "--base", "x", "--out", str(tmp_path / "min"), "--json")
    assert (json.loads(run.out)["pairs"], len(plans)) == (12, 1)


@pytest.mark.parametrize(
    "words",
    [("--out", "x"), ("--base", "x"), ("--epochs", "0"), ("--batch-size", "1"), ("--seed", "ett")],
)
def test_a_missing_or_impossible_value_is_told(cli: Cli, words: tuple[str, str]) -> None:
    given = words if words[0] in {"--out", "--base"} else ("--base", "x", "--out", "y", *words)
    run = cli("tune", *given)
    assert (run.code, run.err.count("\n")) == (2, 1)


def test_a_folder_that_exists_and_a_missing_extra_have_codes_of_their_own(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli("tune", "--base", "x", "--out", str(tmp_path)).code == 2
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    run = cli("tune", "--base", "x", "--out", str(tmp_path / "ny"))
    assert run.code == 4
    assert "models,tune" in run.err


def test_an_interrupted_training_ends_as_a_shell_expects(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupted(*_arguments: object) -> Tuned:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "tune", interrupted)
    run = cli("tune", "--base", "x", "--out", str(tmp_path / "ny"))
    assert (run.code, run.err) == (130, "Avbrutet.\n")
