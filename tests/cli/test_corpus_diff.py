from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.documents.corpus import Corpus
from tests.cli.conftest import Cli, Run

VALD = "stockholm-vald-riktlinjer"
STOD = "stockholm-stod-valdsutsatta"
FIRST = "stöd eller hjälp ska \nen utredning inledas"
QUESTION = "När ska en utredning inledas efter förhandsbedömningen?"

Diff = Callable[..., Run]


@pytest.fixture
def diff(cli: Cli, corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Diff:
    """Compare a document with itself after edits of its text."""
    monkeypatch.setattr("assistant.cli.edition.open_corpus", lambda _settings: corpus)

    def run(document_id: str, *edits: tuple[str, str], words: tuple[str, ...] = ()) -> Run:
        source = corpus.documents[document_id].source
        for old, new in edits:
            assert old in source, old
            source = source.replace(old, new, 1)
        file = tmp_path / "ny.txt"
        file.write_bytes(source.encode())
        return cli("corpus", "diff", document_id, str(file), *words)

    return run


def test_the_same_text_is_said_to_change_nothing(diff: Diff) -> None:
    run = diff(VALD)
    assert (run.code, run.err, run.out) == (0, "", "Inga ändringar: ord, rubriker, ordning och lagrum är desamma.\n")
    assert diff(VALD, words=("--json",)).json["has_changes"] is False


def test_lines_broken_elsewhere_are_told_apart_from_the_very_same_file(diff: Diff) -> None:
    run = diff(VALD, ("hjälp ska \nen utredning", "hjälp ska en \nutredning"))
    assert run.out.startswith("Inga ändringar")
    assert "radbrytningar" in run.out


def test_changed_words_are_marked_by_signs_and_what_decides_is_said(diff: Diff) -> None:
    run = diff(VALD, (FIRST, FIRST.replace("ska", "bör")))
    assert run.code == 0
    said = " ".join(run.out.split())
    assert "Stycken: 1 ändrat, 232 oförändrade." in said
    assert "hjälp [-ska-] {+bör+} en utredning" in said.replace("│ ", "")
    assert "Styrka (ska, bör, får, kan): ”ska” → ”bör”" in said
    assert f"× {QUESTION}" in said


def test_the_json_has_the_fields_that_are_promised(diff: Diff, corpus: Corpus) -> None:
    data = diff(VALD, (FIRST, FIRST.replace("ska", "bör")), words=("--json",)).json
    assert list(data) == [
        "document", "sha256", "has_changes", "counts", "changes", "headings", "law_basis", "legal_references",
        "typical_questions",
    ]  # fmt: skip
    (change,) = data["changes"]
    assert change["paragraph_id"] == change["new_paragraph_id"] == f"{VALD}/handlaggning/forhandsbedomning/3"
    assert change["section"] == ["Handläggning", "Förhandsbedömning"]
    assert change["old"] == corpus.paragraph(change["paragraph_id"]).full_text
    assert change["new"] == change["old"].replace("hjälp ska", "hjälp bör")
    assert change["differences"] == [{"kind": "modality", "old": "ska", "new": "bör"}]
    questions = data["typical_questions"]
    assert questions["count"] == len(questions["questions"]) >= questions["lost"] > 0
    lost = {"question": QUESTION, "paragraph_id": change["paragraph_id"], "kind": "changed", "stands": False}
    assert lost in questions["questions"]


def test_what_is_only_moved_is_one_line_and_no_change(diff: Diff) -> None:
    run = diff(VALD, ("\nGenomförandeplan", "\nPlan för genomförandet"))
    assert "Ändrade stycken" not in run.out
    moved = "2 stycken från Handläggning › Genomförandeplan till Handläggning › Plan för genomförandet"
    assert moved in " ".join(run.out.split())
    assert "Typfrågor" not in run.out


def test_a_paragraph_that_comes_and_one_that_goes_are_shown_whole(diff: Diff) -> None:
    new = "Stödet kan ges på engelska."
    gone = "Händelsen \nbehöver inte vara polisanmäld. "
    run = diff(STOD, (f"sina liv. {gone}", "sina liv."), ("Stödsamtalen kan vara", f"{new} \n \nStödsamtalen kan vara"))
    assert new in run.out
    data = diff(STOD, words=("--json",)).json
    assert data["counts"]["added"] == data["counts"]["removed"] == 0


def test_law_that_comes_is_told_with_its_standing_on_the_day_asked_for(diff: Diff) -> None:
    edit = ("vara polisanmäld.", "vara polisanmäld. Se 14 kap. 1 § SoL (2001:453).")
    for day, status in (("2025-01-01", "in_force"), ("2026-01-01", "replaced")):
        data = diff(STOD, edit, words=("--json", "--on", day)).json
        (one,) = [row for row in data["legal_references"]["added"] if row["canonical"] == "SoL 14:1"]
        assert (one["sfs"], one["status"]) == ("2001:453", status)
    assert "Lagrum som kommer till" in diff(STOD, edit).out


def test_a_new_edition_may_mean_another_act_by_the_same_name(diff: Diff) -> None:
    run = diff(VALD, words=("--json", "--law-basis", "SoL=2025:400"))
    assert (run.json["counts"]["changed"], run.json["has_changes"], run.json["law_basis"]) == (0, True, {"SoL": "2025:400"})
    assert {row["sfs"] for row in run.json["legal_references"]["added"]} >= {"2025:400"}
    assert "SoL är 2001:453" in " ".join(diff(VALD, (FIRST, "")).out.split())


def test_the_same_comparison_twice_is_the_same(diff: Diff) -> None:
    edits = ((FIRST, "x"), ("\nGenomförandeplan", "\nPlan"))
    assert diff(VALD, *edits, words=("--json",)).out == diff(VALD, *edits, words=("--json",)).out


def test_nothing_in_a_file_steers_the_terminal(diff: Diff) -> None:
    run = diff(VALD, (FIRST, FIRST.replace("ska", "\x1b[2Jbör\u202e")))
    assert "bör" in run.out
    assert "\x1b" not in run.out
    assert "\u202e" not in run.out


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (None, 2, "Filen finns inte."),
        ("folder", 2, "Filen är en mapp."),
        (b"", 1, "är tomt"),
        (b" \n\n", 1, "är tomt"),
        (b"text\0text", 1, "binära data"),
        ("våld".encode("latin-1"), 1, "inte text i UTF-8"),
        (b"a" * 20_000_001, 1, "för stort"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_line(
    cli: Cli, tmp_path: Path, content: bytes | str | None, code: int, said: str
) -> None:
    file = tmp_path / "Anna Andersson.txt"
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif content:
        file.mkdir()
    run = cli("corpus", "diff", VALD, str(file))
    assert (run.code, run.out, run.err.count("\n")) == (code, "", 1)
    assert said in run.err
    assert "Anna" not in run.err


def test_a_document_that_does_not_exist_is_told_with_those_that_do(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "ny.txt").write_text("En text.\n", encoding="utf-8")
    run = cli("corpus", "diff", "Anna-Andersson", str(tmp_path / "ny.txt"))
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert VALD in run.err
    assert "Anna" not in run.err


@pytest.mark.parametrize("basis", ["SoL", "=2025:400", "SoL=lagen"])
def test_a_law_basis_that_cannot_be_read_is_told(cli: Cli, tmp_path: Path, basis: str) -> None:
    run = cli("corpus", "diff", VALD, str(tmp_path / "ny.txt"), "--law-basis", basis)
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert "Filen" not in run.err


def test_a_text_that_is_no_edition_at_all_is_compared_too(diff: Diff, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "annat.txt").write_text("Recept\n\nVispa smör och socker.\n", encoding="utf-8")
    run = cli("corpus", "diff", VALD, str(tmp_path / "annat.txt"), "--json")
    data: dict[str, Any] = json.loads(run.out)
    assert (run.code, data["counts"]["unchanged"], data["counts"]["removed"]) == (0, 0, 233)
