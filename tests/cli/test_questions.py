from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.generation.endpoint import Endpoint
from tests.cli.conftest import Cli
from tests.doubles.scripted_model import ScriptedModel

DOCUMENT = "stockholm-samtalsgrupp"


def test_proposals_are_written_and_said_to_be_proposals(cli: Cli, tmp_path: Path) -> None:
    target = tmp_path / "förslag.jsonl"
    run = cli("corpus", "questions", DOCUMENT, "--output", str(target))
    assert run.code == 0, run.err
    assert "förslag till typfrågor" in run.out
    assert "används inte" in run.out
    assert json.loads(target.read_text(encoding="utf-8").splitlines()[0])["generated"] is True


def test_the_numbers_come_as_json(cli: Cli, tmp_path: Path) -> None:
    run = cli("corpus", "questions", DOCUMENT, "--output", str(tmp_path / "f.jsonl"), "--json")
    assert set(run.json) == {"paragraphs", "rows", "questions", "failed", "resumed"}


def test_the_configured_model_writes_them_where_it_is_asked_to(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = ScriptedModel(lambda _: {"questions": []})
    monkeypatch.setattr(Endpoint, "from_settings", lambda _: model)
    run = cli("corpus", "questions", DOCUMENT, "--output", str(tmp_path / "f.jsonl"), "--model")
    assert run.code == 0, run.err
    assert "Stycke:" in model.asked[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("finns-inte", "--output", "f.jsonl"), "Det finns inget dokument med det id:t."),
        ((DOCUMENT, "--output", "f.jsonl", "--model"), "Ingen språkmodell är inställd."),
        ((DOCUMENT, "--output", "finns.jsonl"), "Filen finns redan."),
        ((DOCUMENT,), "saknas"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "finns.jsonl").write_text("{}", encoding="utf-8")
    run = cli("corpus", "questions", *words)
    assert run.code == 2
    assert said in run.err
    assert run.err.count("\n") == 1
    assert not (tmp_path / "f.jsonl").exists()
