from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from assistant.documents.corpus import load_corpus, shipped_corpus_folder
from tests.cli.conftest import Cli

TEXT = (
    "Nackas riktlinjer\n\nSyfte\nNämnden ska utreda enligt 11 kap. 1 § SoL och enligt SOSFS 2014:4.\n\n"
    "Mål\nVåldet ska upphöra. Ring 08-123 45 67 eller skriv till vald@nacka.se.\n"
)
OPTIONS = {
    "--id": "nacka-vald",
    "--title": "Nackas riktlinjer",
    "--short-title": "Nackas riktlinjer",
    "--publisher": "Nacka kommun",
    "--municipality": "Nacka",
    "--kind": "riktlinjer",
    "--binding": "kommunal riktlinje",
    "--date": "undated",
}


def words_of(**changes: str) -> list[str]:
    """Give the options, some changed, those that are empty left out."""
    options = OPTIONS | {f"--{name.replace('_', '-')}": value for name, value in changes.items()}
    return [word for option in options.items() for word in option if option[1]]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the commands a copy of the corpus that ships as the municipality's own."""
    folder = tmp_path / "korpus"
    shutil.copytree(shipped_corpus_folder(), folder, ignore=shutil.ignore_patterns("vectors"))
    monkeypatch.setenv("ASSISTANT_CORPUS_DIR", str(folder))
    return folder


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "nacka.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_what_was_read_and_what_to_do_next_is_said(cli: Cli, own: Path, file: str) -> None:
    run = cli("corpus", "add", file, *words_of(law_basis="SoL=2025:400"))
    assert (run.code, run.err) == (0, "")
    said = " ".join(run.out.split())
    assert "documents/nacka-vald.txt" in said
    assert "rubriker 2, stycken 2, sidor 1, lagrum 2" in said
    assert "! " not in said
    assert said.index("corpus questions nacka-vald") < said.index("index build")
    assert "nacka-vald" in load_corpus(own).documents


def test_the_other_commands_see_the_document(cli: Cli, own: Path, file: str) -> None:
    cli("corpus", "add", file, *words_of(date="2026-01-15", dnr="2026/12", note="Vår kopia."))
    (row,) = [row for row in cli("corpus", "list", "--json").json["documents"] if row["id"] == "nacka-vald"]
    assert (row["date"], row["dnr"], row["note"], row["publisher"]) == ("2026-01-15", "2026/12", "Vår kopia.", "Nacka kommun")
    assert cli("corpus", "check").code == 0


def test_the_json_has_what_was_read(cli: Cli, own: Path, file: str) -> None:
    data = cli("corpus", "add", file, *words_of(), "--json").json
    assert data["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (data["sections"], data["paragraphs"], data["legal_references"]) == (2, 2, 2)
    assert (data["open_references"], data["open_laws"]) == (1, ["SoL"])
    assert (data["unknown_references"], data["personal_data"]) == ([], "")


def test_an_act_whose_year_nothing_tells_is_warned_of(cli: Cli, own: Path, file: str) -> None:
    assert "finns från flera år: 1 (SoL)" in " ".join(cli("corpus", "add", file, *words_of()).out.split())


def test_a_date_tells_the_year_of_an_act(cli: Cli, own: Path, file: str) -> None:
    assert cli("corpus", "add", file, *words_of(date="2026-01-15"), "--json").json["open_references"] == 0


def test_a_persons_number_is_warned_of_and_contact_details_are_not(cli: Cli, own: Path, file: str) -> None:
    Path(file).write_text(TEXT + "\nUppgifterna gäller 19850709-9805.\n", encoding="utf-8")
    run = cli("corpus", "add", file, *words_of())
    assert run.code == 0
    assert "Texten ser ut att innehålla ett personnummer." in " ".join(run.out.split())
    assert "9805" not in run.out


def test_the_corpus_that_ships_is_refused_with_how_to_have_one_of_ones_own(
    cli: Cli, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (shipped_corpus_folder() / "catalogue.toml").read_bytes()
    (tmp_path / "länk").symlink_to(shipped_corpus_folder())
    for folder in ("", str(shipped_corpus_folder()), str(tmp_path / "länk")):
        if folder:
            monkeypatch.setenv("ASSISTANT_CORPUS_DIR", folder)
        run = cli("corpus", "add", file, *words_of())
        assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
        assert "ASSISTANT_CORPUS_DIR" in run.err
        assert "Kopiera" in run.err
    assert (shipped_corpus_folder() / "catalogue.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({"id": "huddinge-vald-riktlinjer"}, 2, "redan ett dokument"),
        ({"id": "../Anna"}, 2, "Id:t går inte att använda."),
        ({"title": " \u200b"}, 2, "--title är tomt"),
        ({"title": ""}, 2, "--title"),
        ({"binding": "tips"}, 2, "--binding"),
        ({"date": "igår"}, 2, "ÅÅÅÅ-MM-DD"),
        ({"law_basis": "SoL"}, 2, "--law-basis"),
        ({"law_basis": "SoL=lagen"}, 2, "nummer"),
        ({"first_page": "0"}, 2, "--first-page"),
        ({"contents": "finns-inte.txt"}, 2, "Filen finns inte."),
    ],
)
def test_what_cannot_be_taken_in_is_told_in_one_line(
    cli: Cli, own: Path, file: str, changes: dict[str, str], code: int, said: str
) -> None:
    run = cli("corpus", "add", file, *words_of(**changes))
    assert (run.code, run.out, run.err.count("\n")) == (code, "", 1)
    assert said in run.err
    assert "Anna" not in run.err
    assert len(load_corpus(own).documents) == 4


def test_headings_that_the_text_does_not_have_are_told_by_their_line(cli: Cli, own: Path, file: str, tmp_path: Path) -> None:
    contents = tmp_path / "rubriker.txt"
    contents.write_text("Syfte\nAnna Andersson\nMål\n", encoding="utf-8")
    run = cli("corpus", "add", file, *words_of(contents=str(contents)))
    assert (run.code, run.err.count("\n")) == (1, 1)
    assert "rad 2" in run.err
    assert "Anna" not in run.err
    contents.write_text("Syfte\n  Mål\n", encoding="utf-8")
    assert cli("corpus", "add", file, *words_of(contents=str(contents))).code == 0
    assert [section.level for section in load_corpus(own).documents["nacka-vald"].sections] == [1, 2]


def test_the_same_text_under_another_name_is_refused(cli: Cli, own: Path, file: str) -> None:
    cli("corpus", "add", file, *words_of())
    run = cli("corpus", "add", file, *words_of(id="nacka-igen"))
    assert run.code == 2
    assert "som nacka-vald" in run.err


def test_a_folder_that_may_not_be_written_is_told(cli: Cli, own: Path, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_descriptor: int) -> None:
        raise PermissionError(13, "refused")

    monkeypatch.setattr(os, "fsync", refused)
    run = cli("corpus", "add", file, *words_of())
    assert (run.code, run.out, run.err.count("\n")) == (1, "", 1)
    assert "ASSISTANT_CORPUS_DIR" in run.err
    assert len(load_corpus(own).documents) == 4


def test_a_corpus_folder_that_does_not_exist_is_told(
    cli: Cli, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_CORPUS_DIR", str(tmp_path / "saknas"))
    run = cli("corpus", "add", file, *words_of())
    assert (run.code, run.err) == (1, "Mappen med dokument finns inte. Kontrollera ASSISTANT_CORPUS_DIR.\n")
