from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.chat import Assistant
from assistant.cli.quiz import TYPES
from assistant.documents.corpus import Corpus
from assistant.quiz.exports import FORMATS
from assistant.settings import Settings
from tests.cli.conftest import Cli
from tests.cli.test_batch import Batch

FEW = ("--count", "3", "--seed", "2")
HUDDINGE = ("--document", "huddinge-vald-riktlinjer")


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch, corpus: Corpus) -> None:
    """Give every command the corpus that the session has read."""
    monkeypatch.setattr("assistant.cli.quiz.open_corpus", lambda _settings: corpus)


def test_json_has_the_items_of_the_contract(cli: Cli) -> None:
    run = cli("quiz", *FEW, "--json")
    assert (run.code, run.err) == (0, "")
    assert len(run.json["items"]) == 3
    assert all(item["key"] and item["citations"] for item in run.json["items"])


def test_the_format_json_is_the_same(cli: Cli) -> None:
    assert cli("quiz", *FEW, "--format", "json").json == cli("quiz", *FEW, "--json").json


def test_people_get_the_questions_before_the_key(cli: Cli) -> None:
    out = cli("quiz", *FEW).out
    assert out.index("Fråga 3") < out.index("Facit")
    assert "Maskinellt framtaget" in out


def test_document_section_and_type_narrow_the_choice(cli: Cli) -> None:
    words = (*HUDDINGE, "--section", "mål", "--type", "cloze", "--type", "true_false", "--count", "2", "--json")
    items = cli("quiz", *words).json["items"]
    assert {item["type"] for item in items} == {"cloze", "true_false"}
    assert {item["citations"][0]["document_id"] for item in items} == {"huddinge-vald-riktlinjer"}


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_can_be_written_to_a_file(cli: Cli, tmp_path: Path, format_: str) -> None:
    target = tmp_path / "fragor"
    run = cli("quiz", *HUDDINGE, *FEW, "--format", format_, "--output", str(target))
    assert (run.code, run.out, run.err) == (0, "", "")
    assert target.stat().st_size > 500


def test_a_text_format_goes_to_standard_out(cli: Cli) -> None:
    assert cli("quiz", *HUDDINGE, *FEW, "--format", "gift").out.startswith("// ")


def test_too_few_questions_are_told_beside_the_file(cli: Cli, tmp_path: Path) -> None:
    target = tmp_path / "fragor.csv"
    words = ("--document", "stockholm-samtalsgrupp/omfattning", "--count", "30", "--format", "csv", "--output", str(target))
    run = cli("quiz", *words)
    assert run.code == 0
    assert "Urvalet räcker till" in run.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--document", "okänt"), "inget dokument eller avsnitt"),
        (("--section", "trädgård"), "Ingen rubrik"),
        (("--count", "999"), "mellan 1 och 500"),
        (("--output", "fil.gift"), "behöver ett format"),
        (("--format", "csv", "--output", "finns-inte/fil.csv"), "går inte att skriva"),
        (("--type", "okänd"), ""),
        (("--count", "0"), ""),
    ],
)
def test_what_cannot_be_done_is_one_line_and_code_2(cli: Cli, words: tuple[str, ...], message: str) -> None:
    run = cli("quiz", *words)
    assert (run.code, run.out) == (2, "")
    assert message in run.err
    assert run.err.count("\n") == 1
    assert not any(word in run.err for word in ("okänt", "trädgård", "fil.csv"))


def test_a_package_is_not_poured_into_a_terminal(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True, flush=lambda: None, write=lambda _text: 0))
    run = cli("quiz", "--format", "docx")
    assert run.code == 2
    assert "--output" in run.err


def test_a_full_disk_is_told(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(_path: Path, _data: bytes) -> int:
        raise OSError(28, "No space left")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    run = cli("quiz", *HUDDINGE, *FEW, "--format", "csv", "--output", str(tmp_path / "ut.csv"))
    assert run.code == 1
    assert "Disken är full" in run.err


def test_a_line_of_a_batch_takes_what_the_command_takes(batch: Batch) -> None:
    run, rows = batch(
        {"id": "a", "document": "huddinge-vald-riktlinjer", "count": 2, "seed": 4, "type": "cloze"},
        {"id": "b", "count": 1, "section": "Beslut"},
        task="quiz",
    )
    assert (run.code, [row["id"] for row in rows]) == (0, ["a", "b"])
    assert [len(row["items"]) for row in rows] == [2, 1]
    assert {item["type"] for item in rows[0]["items"]} == {"cloze"}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"count": "tre"}, "Fältet count ska vara ett heltal"),
        ({"seed": True}, "Fältet seed ska vara ett heltal"),
        ({"document": 7}, "Fältet document ska vara text"),
        ({"type": ["okänd"]}, "Frågetypen finns inte"),
        ({"document": "okänt"}, "inget dokument"),
    ],
)
def test_a_bad_line_of_a_batch_has_its_error(batch: Batch, fields: dict[str, object], message: str) -> None:
    run, rows = batch({"id": "a", **fields}, task="quiz")
    assert message in rows[0]["error"]
    assert "1 av 1 rader" in run.err


def test_the_help_names_every_type(cli: Cli) -> None:
    assert all(name in cli("quiz", "--help").out.replace("\n", "") for name in TYPES)


def test_a_topic_is_looked_up_in_the_index(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, assistant: Assistant, settings: Settings
) -> None:
    assert assistant  # its index is built
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(settings.data_dir))
    run = cli("quiz", "--topic", "skyddade personuppgifter", "--count", "3", "--json")
    assert run.code == 0
    sections = [citation["section"] for item in json.loads(run.out)["items"] for citation in item["citations"]]
    assert any("Skyddade personuppgifter" in section for section in sections)
