from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.chat import Assistant
from assistant.documents.corpus import Corpus
from assistant.index.store import generations_of
from assistant.settings import Settings, load_settings
from tests.cli.conftest import Cli


@pytest.fixture(autouse=True)
def _the_corpus(monkeypatch: pytest.MonkeyPatch, corpus: Corpus) -> None:
    """Read the corpus once for all tests."""
    monkeypatch.setattr("assistant.cli.index.open_corpus", lambda _settings: corpus)


@pytest.fixture
def data_dir(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give the commands an empty data folder."""
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def built(data_dir: Path, settings: Settings, assistant: Assistant) -> Path:
    """Give the commands a copy of the session's index and return the folder that counts."""
    shutil.copytree(settings.data_dir, data_dir, dirs_exist_ok=True)
    folder = generations_of(load_settings()).current()
    assert folder
    return folder


def test_a_missing_index_is_exit_code_3_with_what_to_do(cli: Cli, data_dir: Path) -> None:
    run = cli("index", "status")
    assert (run.code, run.out) == (3, "")
    assert run.err == 'Det finns inget sökindex. Bygg det med "assistant index build".\n'


def test_a_missing_index_as_json_is_the_same_exit_code(cli: Cli, data_dir: Path) -> None:
    run = cli("index", "status", "--json")
    assert (run.code, run.json["state"], run.json["index"]) == (3, "missing", None)


def test_a_built_index_is_described(cli: Cli, built: Path, corpus: Corpus) -> None:
    run = cli("index", "status", "--json")
    assert (run.code, run.err) == (0, "")
    assert (run.json["state"], run.json["index"]["corpus_sha256"]) == ("ready", corpus.sha256)
    assert "klart" in cli("index", "status").out


def test_a_damaged_index_is_told_and_a_build_mends_it(cli: Cli, built: Path) -> None:
    for file in built.rglob("*.bin"):
        file.write_bytes(b"")
    (built / "chroma.sqlite3").unlink(missing_ok=True)
    assert cli("index", "status").code == 3
    assert cli("index", "status", "--json").json["state"] == "damaged"
    assert cli("index", "build").code == 0
    assert cli("index", "status").code == 0


def test_an_index_of_another_model_is_told(cli: Cli, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_EMBEDDING_MODEL", "en/annan-modell")
    run = cli("index", "status", "--json")
    assert (run.code, run.json["state"]) == (3, "other_model")
