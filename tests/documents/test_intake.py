from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import intake
from assistant.documents.catalogue import load_catalogue, parse_contents
from assistant.documents.corpus import load_corpus, shipped_corpus_folder
from assistant.documents.intake import CATALOGUE, Description, take_in
from assistant.errors import CorpusError, DocumentChangedError, StorageError, UsageError

TEXT = "Nackas riktlinjer\n\nSyfte\nNämnden ska utreda enligt 11 kap. 1 § SoL.\n\nMål\nVåldet ska upphöra.\n".encode()
NACKA = Description(
    id="nacka-vald",
    title="Nackas riktlinjer",
    short_title="Nackas riktlinjer",
    publisher="Nacka kommun",
    municipality="Nacka",
    kind="riktlinjer",
    binding="kommunal riktlinje",
    date="2026-01-15",
    law_basis={"SoL": "2025:400"},
    contents="Syfte\nMål",
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    shutil.copytree(shipped_corpus_folder(), folder, ignore=shutil.ignore_patterns("vectors"))
    return folder


def test_a_document_that_was_taken_in_is_read_with_the_others(copy: Path) -> None:
    document = take_in(copy, TEXT, NACKA)
    corpus = load_corpus(copy)
    assert list(corpus.documents)[-1] == "nacka-vald"
    assert corpus.documents["nacka-vald"] == document
    assert [section.path[-1] for section in document.sections] == ["Syfte", "Mål"]
    assert (copy / document.entry.file).read_bytes() == TEXT


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_the_catalogue_keeps_every_character_that_it_had(copy: Path, end: str) -> None:
    path = copy / CATALOGUE
    before = path.read_text(encoding="utf-8").rstrip("\n") + "\n# sist, en anmärkning"
    path.write_bytes((before.replace("\n", end) if end == "\r\n" else before).encode() + end.encode())
    kept = path.read_bytes()
    take_in(copy, TEXT, NACKA)
    assert path.read_bytes().startswith(kept)
    assert len(load_catalogue(copy)) == 5


def test_a_folder_that_is_empty_gets_its_first_document(tmp_path: Path) -> None:
    take_in(tmp_path, TEXT, NACKA)
    assert list(load_corpus(tmp_path).documents) == ["nacka-vald"]


def test_a_folder_with_other_things_and_no_catalogue_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "semester.jpg").write_bytes(b"x")
    with pytest.raises(CorpusError, match=r"catalogue\.toml saknas"):
        take_in(tmp_path, TEXT, NACKA)
    assert not (tmp_path / "documents").exists()


@pytest.mark.parametrize("id_", ["", "../ny", "/ny", "a/b", "a\\b", ".ny", "ny.", "Ny", "å", "a--b", "-a", "a\n", "a" * 81])
def test_an_id_that_is_no_plain_name_is_refused(copy: Path, id_: str) -> None:
    with pytest.raises(UsageError, match="Id:t går inte att använda"):
        take_in(copy, TEXT, replace(NACKA, id=id_))
    assert len(load_catalogue(copy)) == 4


def test_an_id_that_is_taken_is_refused(copy: Path) -> None:
    with pytest.raises(UsageError, match="redan ett dokument"):
        take_in(copy, TEXT, replace(NACKA, id="huddinge-vald-riktlinjer"))


def test_a_file_that_is_there_is_not_written_over(copy: Path) -> None:
    (copy / "documents" / "nacka-vald.txt").write_bytes(b"en annan text")
    with pytest.raises(UsageError, match="finns redan"):
        take_in(copy, TEXT, NACKA)
    assert (copy / "documents" / "nacka-vald.txt").read_bytes() == b"en annan text"


def test_the_same_text_is_taken_in_once(copy: Path) -> None:
    entry = load_catalogue(copy)[0]
    with pytest.raises(UsageError, match=f"som {entry.id}"):
        take_in(copy, (copy / entry.file).read_bytes(), NACKA)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"binding": "tips"}, "Bindningsgraden"),
        ({"date": '"igår"'}, "Datumet"),
        ({"contents": "Syfte\nMål\nSaknas"}, "rad 3"),
        ({"contents": "Mål\nSyfte"}, "rad 1|rad 2"),
    ],
)
def test_a_row_that_the_catalogue_or_the_text_does_not_bear_out_is_refused(
    copy: Path, changes: dict[str, str], said: str
) -> None:
    before = (copy / CATALOGUE).read_bytes()
    with pytest.raises(CorpusError, match=said):
        take_in(copy, TEXT, replace(NACKA, **changes))  # type: ignore[arg-type]
    assert (copy / CATALOGUE).read_bytes() == before
    assert not (copy / "documents" / "nacka-vald.txt").exists()


@pytest.mark.parametrize("data", [b"", b" \n ", b"\xff\xfe", b"a\0b", b"Rubrik\n"])
def test_a_file_that_is_no_text_of_a_document_is_refused(copy: Path, data: bytes) -> None:
    with pytest.raises(CorpusError):
        take_in(copy, data, replace(NACKA, contents="", title="Rubrik"))
    assert len(load_catalogue(copy)) == 4


def test_a_corpus_that_does_not_open_gets_nothing_more(copy: Path) -> None:
    path = copy / load_catalogue(copy)[0].file
    path.write_bytes(path.read_bytes() + b"!")
    with pytest.raises(DocumentChangedError):
        take_in(copy, TEXT, NACKA)


def test_a_catalogue_written_in_another_form_is_left_as_it_is(tmp_path: Path) -> None:
    take_in(tmp_path, TEXT, NACKA)
    row = tomllib.loads((tmp_path / CATALOGUE).read_text(encoding="utf-8"))["document"][0]
    fields = ", ".join(f'{key} = "{value}"' for key, value in row.items() if isinstance(value, str) and "\n" not in value)
    inline = f"document = [{{{fields}, date = 2026-01-15, law_basis = {{}}}}]\n"
    (tmp_path / CATALOGUE).write_text(inline, encoding="utf-8")
    with pytest.raises(CorpusError):
        take_in(tmp_path, TEXT + b"\nMer text om det.\n", replace(NACKA, id="nacka-nytt"))
    assert (tmp_path / CATALOGUE).read_text(encoding="utf-8") == inline


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_any_words_stand_in_the_row_as_they_are(words: str) -> None:
    row = intake._row(replace(NACKA, note=words, title=words, law_basis={words: "2025:400"}), "0")
    read = tomllib.loads(row)["document"][0]
    assert (read["note"], read["title"], read["law_basis"]) == (words, words, {words: "2025:400"})


def test_contents_keep_their_depth_and_their_words(copy: Path) -> None:
    contents = 'Syfte\n  Med "citat" \\ och """\n    Djupt'
    row = intake._row(replace(NACKA, contents=contents), "0")
    assert parse_contents(tomllib.loads(row)["document"][0]["contents"]) == parse_contents(contents)


def test_a_disk_that_is_full_leaves_the_corpus_as_it_was(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (copy / CATALOGUE).read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError):
        take_in(copy, TEXT, NACKA)
    assert (copy / CATALOGUE).read_bytes() == before
    assert len(load_corpus(copy).documents) == 4
    assert not list(copy.rglob("*.ny"))


TAKE = """
import json, sys
from pathlib import Path
from assistant.documents import intake
folder, text, fields = Path(sys.argv[1]), sys.argv[2].encode(), json.loads(sys.argv[3])
"""
KILLED = """
import os
write = intake._write
def killed(path, data):
    if path.name == intake.CATALOGUE:
        intake._draft(path).write_bytes(data[:100])
        os._exit(9)
    write(path, data)
intake._write = killed
"""


def in_a_process(folder: Path, text: bytes, description: Description, before: str = "") -> subprocess.Popen[bytes]:
    code = f"{TAKE}{before}\nintake.take_in(folder, text, intake.Description(**fields))"
    words = (str(folder), text.decode(), json.dumps(asdict(description)))
    return subprocess.Popen([sys.executable, "-c", code, *words], cwd=Path(__file__).parents[2])


@pytest.mark.parametrize("is_empty", [False, True])
def test_a_kill_between_the_text_and_its_row_leaves_a_corpus_that_opens(copy: Path, tmp_path: Path, is_empty: bool) -> None:
    folder = tmp_path / "tom" if is_empty else copy
    folder.mkdir(exist_ok=True)
    with in_a_process(folder, TEXT, NACKA, KILLED) as process:
        assert process.wait(60) == 9
    assert (folder / "documents" / "nacka-vald.txt").exists()
    assert is_empty or len(load_corpus(folder).documents) == 4
    take_in(folder, TEXT, NACKA)
    assert load_corpus(folder).documents["nacka-vald"].source == TEXT.decode()


def test_several_at_once_are_all_taken_in(tmp_path: Path) -> None:
    names = ["nacka-ett", "nacka-tva", "nacka-tre"]
    processes = [in_a_process(tmp_path, TEXT + f"{name}.\n".encode(), replace(NACKA, id=name)) for name in names]
    assert [process.wait(120) for process in processes] == [0, 0, 0]
    assert set(load_corpus(tmp_path).documents) == set(names)


def test_the_checksum_in_the_row_is_that_of_the_file(copy: Path) -> None:
    document = take_in(copy, TEXT, NACKA)
    assert document.entry.sha256 == hashlib.sha256((copy / document.entry.file).read_bytes()).hexdigest()
