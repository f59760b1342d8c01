from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nix"],
        ["ask"],
        ["ask", "Vad är en SIP?", "--on", "igår"],
        ["ask", "Vad är en SIP?", "--on", "20250101"],
        ["ask", "Vad är en SIP?", "--on", "2025-02-30"],
        ["ask", "Vad är en SIP?", "--on"],
        ["ask", "Vad är en SIP?", "--hemligt", "Anna"],
        ["ask", "Vad är en SIP?", "--js"],
        ["batch", "in.jsonl"],
        ["batch", "in.jsonl", "--output", "ut.jsonl", "--task", "svara"],
        ["corpus"],
        ["corpus", "riv"],
        ["refs", "1 §", "--law", "socialtjänstlagen"],
        ["serve", "--port", "0"],
        ["serve", "--port", "sju"],
    ],
)
def test_a_command_that_is_wrong_is_told_in_one_swedish_line(cli: Cli, words: list[str]) -> None:
    run = cli(*words)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert "--help" in run.err
    for english in ("argument", "required", "invalid", "usage", "choose", "unrecognized", "expected"):
        assert english not in run.err
    for typed in ("SIP", "Anna", "igår", "socialtjänstlagen", "svara", "sju"):
        assert typed not in run.err


@pytest.mark.parametrize(
    "day", ["igår", "2025-02-30", "2025-13-01", "20250101", "2025-W01-1", "1/7 2025", "２０２５-07-01", ""]
)
@pytest.mark.parametrize("words", [["ask", "Vad?"], ["refs", "1 §"], ["law", "show", "SoL"], ["law", "affected"]])
def test_a_date_that_cannot_be_used_is_told_with_the_form_it_should_have(cli: Cli, words: list[str], day: str) -> None:
    run = cli(*words, "--on", day)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert "ÅÅÅÅ-MM-DD" in run.err
    assert not day or day not in run.err


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["ask"],
        ["batch"],
        ["refs"],
        ["corpus"],
        ["corpus", "show"],
        ["corpus", "add"],
        ["corpus", "diff"],
        ["eval"],
        ["law"],
        ["law", "fetch"],
        ["index"],
        ["index", "build"],
        ["serve"],
    ],
)
def test_help_is_swedish(cli: Cli, words: list[str]) -> None:
    run = cli(*words, "--help")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("Användning: assistant")
    for english in ("usage", "options", "positional", "show this", "default"):
        assert english not in run.out


def test_the_version_is_the_package_version(cli: Cli) -> None:
    import assistant

    assert cli("--version").out == f"{assistant.__version__}\n"


def test_the_command_is_installed_under_its_name() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["scripts"] == {"assistant": "assistant.cli:main"}
