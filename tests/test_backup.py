from __future__ import annotations

import json
import sqlite3
import stat
import threading
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from assistant.access.model import Role
from assistant.answering.answer import Answer
from assistant.backup import MANIFEST, create, restore
from assistant.cli import main
from assistant.documents.corpus import Corpus
from assistant.errors import StorageError, UsageError
from assistant.review.model import Person, Verdict
from assistant.review.reviews import Reviews
from assistant.settings import Settings
from tests.web.fake_assistant import CONSENT, FakeAssistant


@pytest.fixture
def own(settings: Settings, tmp_path: Path) -> Settings:
    return settings.model_copy(update={"data_dir": tmp_path / "data"})


@pytest.fixture
def answer(corpus: Corpus) -> Answer:
    return FakeAssistant(corpus).ask(CONSENT)


def _mark(own: Settings, corpus: Corpus, answer: Answer) -> None:
    Reviews(own, corpus).mark(answer, Verdict.GOOD, by=Person(Role.HANDLAGGARE))


def test_what_was_marked_is_there_again_in_a_new_folder(own: Settings, corpus: Corpus, answer: Answer, tmp_path: Path) -> None:
    _mark(own, corpus, answer)
    create(own, tmp_path / "kopia.zip")
    new = own.model_copy(update={"data_dir": tmp_path / "ny"})

    restore(new, tmp_path / "kopia.zip")

    assert [one.question for one in Reviews(new, corpus).queue()] == [CONSENT]
    assert stat.S_IMODE(new.review_file.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["data#1", "data?mode=rwc", "50%41 data"])
def test_a_folder_with_signs_of_an_address_in_its_name_is_copied(
    own: Settings, corpus: Corpus, answer: Answer, tmp_path: Path, name: str
) -> None:
    odd = own.model_copy(update={"data_dir": tmp_path / name})
    _mark(odd, corpus, answer)
    (part,) = create(odd, tmp_path / "kopia.zip")
    restore(own, tmp_path / "kopia.zip")
    assert part.size > 4096
    assert [one.question for one in Reviews(own, corpus).queue()] == [CONSENT]
    assert {path.name for path in tmp_path.iterdir()} == {name, "kopia.zip", "data"}


def test_a_copy_is_whole_while_others_write(own: Settings, corpus: Corpus, answer: Answer, tmp_path: Path) -> None:
    _mark(own, corpus, answer)
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            _mark(own, corpus, answer)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            create(own, tmp_path / f"{number}.zip")
    finally:
        done.set()
        writer.join()
    for number in range(5):
        new = own.model_copy(update={"data_dir": tmp_path / f"ny{number}"})
        restore(new, tmp_path / f"{number}.zip")
        assert Reviews(new, corpus).queue()


def test_only_its_owner_may_read_a_copy(own: Settings, corpus: Corpus, answer: Answer, tmp_path: Path) -> None:
    _mark(own, corpus, answer)

    create(own, tmp_path / "kopia.zip")

    assert stat.S_IMODE((tmp_path / "kopia.zip").stat().st_mode) == 0o600


def test_nothing_to_copy_is_told(own: Settings, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="inget att säkerhetskopiera"):
        create(own, tmp_path / "kopia.zip")


def test_a_copy_is_never_written_over(own: Settings, corpus: Corpus, answer: Answer, tmp_path: Path) -> None:
    _mark(own, corpus, answer)
    (tmp_path / "kopia.zip").write_text("något annat")

    with pytest.raises(UsageError, match="finns redan"):
        create(own, tmp_path / "kopia.zip")

    assert (tmp_path / "kopia.zip").read_text() == "något annat"


def test_a_damaged_database_is_told_and_leaves_no_half_copy(
    own: Settings, corpus: Corpus, answer: Answer, tmp_path: Path
) -> None:
    _mark(own, corpus, answer)
    own.review_file.write_bytes(b"inte en databas" * 100)

    with pytest.raises(StorageError, match="skadad"):
        create(own, tmp_path / "kopia.zip")

    assert {path.name for path in tmp_path.iterdir()} == {"data"}


def test_what_stands_is_replaced_only_when_asked_for_and_kept_beside(
    own: Settings, corpus: Corpus, answer: Answer, tmp_path: Path
) -> None:
    _mark(own, corpus, answer)
    create(own, tmp_path / "kopia.zip")
    with closing(sqlite3.connect(own.review_file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    with pytest.raises(UsageError, match="--replace"):
        restore(own, tmp_path / "kopia.zip")
    restore(own, tmp_path / "kopia.zip", replace=True)

    assert len(Reviews(own, corpus).queue()) == 1
    assert [path for path in own.review_file.parent.iterdir() if ".före-" in path.name]


def _rewritten(copy: Path, target: Path, name: str, data: bytes | None) -> Path:
    """Give a copy in which one member is other data, or gone."""
    with zipfile.ZipFile(copy) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.namelist():
            if member == name and data is None:
                continue
            new.writestr(member, data if member == name and data is not None else old.read(member))
    return target


@pytest.mark.parametrize("what", ["empty", "half", "text", "changed", "missing", "outside", "newer"])
def test_what_is_no_whole_copy_changes_nothing(
    what: str, own: Settings, corpus: Corpus, answer: Answer, tmp_path: Path
) -> None:
    _mark(own, corpus, answer)
    copy, bad = tmp_path / "kopia.zip", tmp_path / "trasig.zip"
    create(own, copy)
    part = "reviews/reviews.sqlite3"
    manifest = json.loads(zipfile.ZipFile(copy).read(MANIFEST))
    match what:
        case "empty":
            bad.write_bytes(b"")
        case "half":
            bad.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
        case "text":
            bad.write_text("hej")
        case "changed":
            _rewritten(copy, bad, part, b"x" * manifest["parts"][0]["size"])
        case "missing":
            _rewritten(copy, bad, part, None)
        case "outside":
            manifest["parts"][0]["name"] = "../ute.sqlite3"
            _rewritten(copy, bad, MANIFEST, json.dumps(manifest).encode())
        case _:
            manifest["form"] = 99
            _rewritten(copy, bad, MANIFEST, json.dumps(manifest).encode())
    new = own.model_copy(update={"data_dir": tmp_path / "ny"})

    with pytest.raises(StorageError):
        restore(new, bad)

    assert not new.data_dir.exists()
    assert not (tmp_path / "ute.sqlite3").exists()


def test_the_command_copies_and_restores(
    own: Settings,
    corpus: Corpus,
    answer: Answer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _mark(own, corpus, answer)
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(own.data_dir))

    assert main(["backup", "create", str(tmp_path / "kopia.zip")]) == 0
    assert main(["backup", "restore", str(tmp_path / "kopia.zip"), "--replace", "--json"]) == 0

    said = capsys.readouterr().out
    assert "Säkerhetskopian är skriven." in said
    assert json.loads(said[said.index("{") :])["parts"][0]["name"] == "reviews/reviews.sqlite3"


def test_a_copy_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "restore", str(tmp_path / "finns-inte.zip")]) == 2
    assert "Filen finns inte." in capsys.readouterr().err
