"""The interpretation check on the command line and in batch, with the real interpreter."""

from __future__ import annotations

import io
import sys
from typing import Any

import pytest

from assistant.chat import Assistant
from assistant.interpretation import Interpreter
from assistant.settings import Settings
from tests.cli.conftest import Cli
from tests.cli.test_batch import Batch

WRONG = "Under samtalsstöd med anledning av partnervåld ska en partnerkontakt ingå."
RIGHT = "Polisen fattar beslut om fingerade personuppgifter."


@pytest.fixture(autouse=True)
def _opened_once(assistant: Assistant, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the commands the session's corpus and index."""
    interpreter = Interpreter(assistant.corpus, assistant._searcher, settings)
    monkeypatch.setattr(Interpreter, "open", classmethod(lambda *_: interpreter))


def test_people_read_what_differs_and_where_it_stands(cli: Cli) -> None:
    run = cli("check", WRONG)
    assert run.code == 0
    assert "riktlinjerna" in run.out.splitlines()[0].lower() or "osäkert" in run.out.splitlines()[0].lower()
    assert "Styrka (ska, bör, får, kan): påståendet ”ska”, riktlinjen ”bör”" in run.out
    assert "Så står det i riktlinjerna" in run.out
    assert "bör en partnerkontakt ingå" in " ".join(run.out.replace("│", " ").split())


def test_what_is_supported_says_so_first(cli: Cli) -> None:
    run = cli("check", RIGHT)
    assert run.out.startswith("✓ Stöds av riktlinjerna")
    assert "Huddinge kommun: tas inte upp" in run.out
    assert "Observera" in run.out


def test_each_of_several_claims_is_shown(cli: Cli) -> None:
    out = cli("check", f"{RIGHT} Parkeringstillstånd för rörelsehindrade söks hos trafikkontoret.").out
    assert "Påstående 1" in out
    assert "Påstående 2" in out
    assert "! Tas inte upp i riktlinjerna" in out


def test_the_object_is_that_of_the_contract(cli: Cli) -> None:
    data: Any = cli("check", WRONG, "--json", "--on", "2026-02-02").json
    assert set(data) == {"claim", "verdict", "differences", "citations", "notices", "claims"}
    assert data["verdict"] == "contradicted"
    assert {"kind": "modality", "claim": "ska", "source": "bör"} in data["differences"]


def test_a_statement_can_come_from_standard_in(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(RIGHT.encode())))
    assert cli("check", "-", "--json").json["verdict"] == "supported"


@pytest.mark.parametrize("words", [["Den 19121212-1212 ska få stöd i 15 tillfällen."], ["   "], ["…"]])
def test_what_cannot_be_checked_is_one_line_and_exit_code_2(cli: Cli, words: list[str]) -> None:
    run = cli("check", *words)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert "1212" not in run.err


def test_a_batch_answers_each_line(batch: Batch) -> None:
    run, rows = batch({"id": "a", "claim": RIGHT}, {"id": "b"}, {"id": "c", "claim": WRONG, "on": "2026-02-02"}, task="check")
    assert run.code == 0
    assert [row.get("verdict") for row in rows] == ["supported", None, "contradicted"]
    assert rows[1] == {"id": "b", "error": "Raden saknar fältet claim (text)."}
