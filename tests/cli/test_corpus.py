from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.documents.corpus import Corpus, shipped_corpus_folder
from tests.cli.conftest import Cli

STOCKHOLM = "stockholm-vald-riktlinjer"


@pytest.fixture
def _the_corpus(monkeypatch: pytest.MonkeyPatch, corpus: Corpus) -> None:
    """Read the corpus once for all tests."""
    monkeypatch.setattr("assistant.cli.corpus.open_corpus", lambda _settings: corpus)


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Use a copy of the corpus in which someone has edited a document."""
    folder = tmp_path / "corpus"
    shutil.copytree(shipped_corpus_folder(), folder)
    document = next((folder / "documents").glob("003_*.txt"))
    document.write_bytes(document.read_bytes().replace(b"ska", b"kan", 1))
    monkeypatch.setenv("ASSISTANT_CORPUS_DIR", str(folder))


@pytest.mark.usefixtures("_the_corpus")
class TestTheCorpus:
    def test_each_document_is_listed_with_what_it_is(self, cli: Cli) -> None:
        run = cli("corpus", "list")
        assert run.code == 0
        for words in ("Huddinge kommun", "kommunal riktlinje", STOCKHOLM, "utan datum", "2026-01-21", "2001:453", "2025:400"):
            assert words in run.out

    def test_the_list_as_json(self, cli: Cli) -> None:
        rows = {row["id"]: row for row in cli("corpus", "list", "--json").json["documents"]}
        assert len(rows) == 4
        assert rows[STOCKHOLM]["date"] is None
        assert rows["huddinge-vald-riktlinjer"]["title_derived"] is True
        assert rows["stockholm-samtalsgrupp"]["law_basis"]["SoL"] == "2025:400"

    def test_a_document_is_shown_whole(self, cli: Cli, corpus: Corpus) -> None:
        shown = "".join(cli("corpus", "show", STOCKHOLM).out.split())
        for paragraph in corpus.documents[STOCKHOLM].paragraphs:
            assert "".join(paragraph.text.split()) in shown

    def test_the_contents_are_the_headings_alone(self, cli: Cli, corpus: Corpus) -> None:
        lines = cli("corpus", "show", STOCKHOLM, "--contents").out.splitlines()
        assert len(lines) >= len(corpus.documents[STOCKHOLM].sections)
        assert any(line.strip().startswith("Genomförandeplan, s. 38") for line in lines)

    def test_a_paragraph_is_shown_by_its_id(self, cli: Cli, corpus: Corpus) -> None:
        paragraph = corpus.documents[STOCKHOLM].paragraphs[-1]
        row = cli("corpus", "show", paragraph.id, "--json").json
        assert [content["text"] for content in row["content"]] == [paragraph.text]
        assert row["content"][0]["label"].startswith("Stockholms riktlinjer")

    def test_an_id_that_does_not_exist_is_told_without_repeating_it(self, cli: Cli) -> None:
        run = cli("corpus", "show", "Anna-Andersson")
        assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
        assert "Anna" not in run.err
        assert STOCKHOLM in run.err

    def test_a_check_counts_what_was_read(self, cli: Cli, corpus: Corpus) -> None:
        data = cli("corpus", "check", "--json").json
        assert data["sha256"] == corpus.sha256
        assert sum(row["typical_questions"] for row in data["documents"]) == len(corpus.questions)
        assert all(row["legal_references"] for row in data["documents"] if row["id"] == STOCKHOLM)
        assert "oförändrade" in cli("corpus", "check").out


@pytest.mark.usefixtures("changed")
def test_a_document_that_someone_has_edited_is_refused(cli: Cli) -> None:
    run = cli("corpus", "check")
    assert (run.code, run.out, run.err.count("\n")) == (1, "", 1)
