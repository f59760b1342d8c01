from __future__ import annotations

import errno
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

import pytest

from assistant import database as database_module
from assistant.answering.answer import Answer
from assistant.documents.corpus import Corpus
from assistant.errors import StorageError
from assistant.review import migrations, store
from assistant.review.database import Database
from assistant.review.model import Verdict
from assistant.review.reviews import Reviews
from assistant.settings import Settings
from tests.review.conftest import DECIDES, STAFF, SUPERVISOR
from tests.review.writer import keep

ROOT = Path(__file__).parents[2]
WRITER = Path(__file__).with_name("writer.py")
ENOUGH = 25
"""Marks that a process has kept before it is killed."""


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "reviews" / "reviews.sqlite3")


def start_writer(database: Database, word: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(database.path), word],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def lines(stream: IO[str] | None, count: int) -> Iterator[str]:
    assert stream is not None
    for _ in range(count):
        yield stream.readline().strip()


def all_lines_of_the_killed(process: subprocess.Popen[str]) -> list[str]:
    """Kill a process at once, as a power cut would, and give the whole lines it had written."""
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL
    return [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]


def kept(database: Database) -> dict[int, str]:
    with database.reading() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return {one.id: one.question for one in store.find_reviews(connection)}


def test_a_process_that_is_killed_while_it_writes_loses_nothing_that_it_was_told_is_kept(database: Database) -> None:
    promised: dict[int, str] = {}
    for word in ("ett", "två", "tre"):
        process = start_writer(database, word)
        told = [*lines(process.stdout, ENOUGH), *all_lines_of_the_killed(process)]
        promised |= {int(line.split()[0]): " ".join(line.split()[1:]) for line in told}
        found = kept(database)
        assert promised.items() <= found.items()
        assert len(found) <= len(promised) + 3  # at most the one each was writing when it was killed


def test_no_half_of_a_mark_is_left_by_a_kill(database: Database) -> None:
    process = start_writer(database, "ett")
    list(lines(process.stdout, ENOUGH))
    all_lines_of_the_killed(process)
    with database.reading() as connection:
        for review in store.find_reviews(connection):
            assert (review.good, len(review.answer.citations)) == (1, 1)


def test_two_processes_write_at_once_and_one_is_killed(database: Database) -> None:
    first, second = start_writer(database, "ett"), start_writer(database, "två")
    told = list(lines(first.stdout, ENOUGH))
    told += list(lines(second.stdout, ENOUGH))
    told += all_lines_of_the_killed(first)
    told += list(lines(second.stdout, ENOUGH))  # the other one goes on
    told += all_lines_of_the_killed(second)
    promised = {int(line.split()[0]): " ".join(line.split()[1:]) for line in told}
    assert len(promised) == len(told)
    assert promised.items() <= kept(database).items()


def test_a_log_that_was_cut_off_in_the_middle_loses_its_last_mark_alone(database: Database, tmp_path: Path) -> None:
    keep(database, "ett")
    with closing(sqlite3.connect(database.path)) as reader:  # keeps the log from being folded in
        reader.execute("SELECT count(*) FROM reviews").fetchone()
        keep(database, "två")
        wal = database.path.with_name(f"{database.path.name}-wal")
        copy = tmp_path / "copy.sqlite3"
        copy.write_bytes(database.path.read_bytes())
        copy.with_name(f"{copy.name}-wal").write_bytes(wal.read_bytes()[:-100])
    assert list(kept(Database(copy)).values()) == ["ett"]


def test_a_backup_made_while_it_runs_can_be_restored(database: Database, tmp_path: Path) -> None:
    process = start_writer(database, "ett")
    promised = {int(line.split()[0]) for line in lines(process.stdout, ENOUGH)}
    copy = tmp_path / "restored" / "reviews.sqlite3"
    copy.parent.mkdir()
    with closing(sqlite3.connect(database.path)) as running, closing(sqlite3.connect(copy)) as target:
        running.backup(target)
    all_lines_of_the_killed(process)
    assert promised <= kept(Database(copy)).keys()
    keep(Database(copy), "två")
    assert "två" in kept(Database(copy)).values()


def test_threads_mark_at_once(database: Database) -> None:
    threads = [threading.Thread(target=keep, args=(database, f"tråd {n}")) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(kept(database).values()) == sorted(f"tråd {n}" for n in range(8))


def test_a_commit_is_on_the_disk_and_keys_are_checked(database: Database) -> None:
    with database.writing() as connection:
        pragmas = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "synchronous")}
        assert pragmas == {"foreign_keys": 1, "synchronous": 2}
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert connection.execute("PRAGMA secure_delete").fetchone()[0] == 1


@pytest.mark.skipif(os.name == "nt", reason="file modes of POSIX")
def test_only_the_owner_can_read_the_file(database: Database) -> None:
    keep(database, "ett")
    assert stat.S_IMODE(database.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(database.path.parent.stat().st_mode) == 0o700


def delete_and_fail(database: Database) -> None:
    with database.writing() as connection:
        connection.execute("DELETE FROM reviews")
        raise RuntimeError


def test_a_block_that_fails_writes_nothing(database: Database) -> None:
    keep(database, "ett")
    with pytest.raises(RuntimeError):
        delete_and_fail(database)
    assert list(kept(database).values()) == ["ett"]


def test_the_history_can_neither_be_changed_nor_shortened(database: Database) -> None:
    keep(database, "ett")
    for statement in ("UPDATE history SET note = ''", "DELETE FROM history"):
        with pytest.raises(StorageError), database.writing() as connection:
            connection.execute(statement)
    with database.reading() as connection:
        assert len(store.events(connection)) == 1


def test_two_answers_to_one_question_are_never_in_use_at_once(database: Database) -> None:
    first, second = keep(database, "ett"), keep(database, "ett")
    statement = "UPDATE reviews SET state = 'approved', approved_on = '2026-02-02' WHERE id = ?"
    with database.writing() as connection:
        connection.execute(statement, (first,))
    with pytest.raises(StorageError), database.writing() as connection:
        connection.execute(statement, (second,))


def test_a_database_of_a_newer_program_is_refused_and_left_as_it_is(database: Database) -> None:
    keep(database, "ett")
    with closing(sqlite3.connect(database.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StorageError, match="nyare version av programmet"):
        kept(database)
    with closing(sqlite3.connect(database.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 99
        assert connection.execute("SELECT count(*) FROM reviews").fetchone()[0] == 1


def test_an_older_database_is_brought_forward_with_what_it_holds(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(database, "ett")
    newer = (*migrations.MIGRATIONS, ("ALTER TABLE reviews ADD COLUMN colour TEXT NOT NULL DEFAULT 'blå'",))
    monkeypatch.setattr(Database, "MIGRATIONS", newer)
    with Database(database.path).reading() as connection:
        assert [tuple(row) for row in connection.execute("SELECT question, colour FROM reviews")] == [("ett", "blå")]
        assert connection.execute("PRAGMA user_version").fetchone()[0] == len(newer)


def test_a_migration_that_fails_half_way_leaves_the_database_as_it_was(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(database, "ett")
    broken = (*migrations.MIGRATIONS, ("ALTER TABLE reviews ADD COLUMN colour TEXT", "ALTER TABLE nowhere ADD COLUMN x"))
    with monkeypatch.context() as patch:
        patch.setattr(Database, "MIGRATIONS", broken)
        with pytest.raises(StorageError):
            kept(Database(database.path))
    assert list(kept(database).values()) == ["ett"]
    with database.reading() as connection:
        assert "colour" not in [row["name"] for row in connection.execute("PRAGMA table_info(reviews)")]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (sqlite3.SQLITE_FULL, "Disken är full"),
        (sqlite3.SQLITE_READONLY, "får inte läsas eller skrivas"),
        (sqlite3.SQLITE_CANTOPEN, "får inte läsas eller skrivas"),
        (sqlite3.SQLITE_BUSY, "En annan process skriver"),
        (sqlite3.SQLITE_CORRUPT, "skadad"),
        (sqlite3.SQLITE_IOERR, "gick inte att läsa eller skriva"),
        (sqlite3.SQLITE_IOERR | (1 << 8), "gick inte att läsa eller skriva"),
    ],
)
def test_what_the_disk_refuses_is_told_in_swedish(code: int, told: str) -> None:
    error = sqlite3.OperationalError("database or disk is full: 'hemlig fråga'")
    error.sqlite_errorcode = code
    refused = Database(Path("reviews.sqlite3")).refusal(error)
    assert told in refused.message
    assert "hemlig" not in str(refused)


def test_a_file_that_is_no_database_is_told(database: Database) -> None:
    database.path.parent.mkdir(parents=True)
    database.path.write_bytes(b"skrap" * 1000)
    with pytest.raises(StorageError, match="skadad"):
        keep(database, "ett")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "reviews").write_bytes(b"")
    with pytest.raises(StorageError, match="får inte läsas eller skrivas"):
        keep(Database(tmp_path / "reviews" / "reviews.sqlite3"), "ett")


def test_a_full_disk_is_told_and_what_was_kept_is_still_there(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(database, "ett")
    prepare = database_module.prepare

    def on_a_full_disk(connection: sqlite3.Connection) -> None:
        prepare(connection)
        connection.execute("PRAGMA max_page_count = 1").fetchone()  # SQLite lowers it no further than what is in use

    with monkeypatch.context() as patch:
        patch.setattr(database_module, "prepare", on_a_full_disk)
        with pytest.raises(StorageError, match="Disken är full"):
            keep(database, "full " * 2_000)
    assert "ett" in kept(database).values()


def test_a_writer_that_hangs_is_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(database, "ett")
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="En annan process skriver"):
            keep(database, "två")
        assert list(kept(database).values()) == ["ett"]  # whoever reads does not wait


def test_a_new_file_that_another_process_holds_is_waited_for(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.1)
    database.path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageError, match="En annan process skriver"):
            keep(database, "ett")
    keep(database, "två")
    assert list(kept(database).values()) == ["två"]


@pytest.fixture
def read_elsewhere(database: Database) -> Iterator[sqlite3.Connection]:
    """Give another process's reading of a file that has no write-ahead log yet: it must end before there can be one."""
    database.path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(database.path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("PRAGMA page_size = 4096")
        other.execute("CREATE TABLE elsewhere (x)")
        other.execute("BEGIN")
        other.execute("SELECT * FROM elsewhere").fetchall()
        yield other


def test_a_first_mark_waits_for_another_process_that_reads(database: Database, read_elsewhere: sqlite3.Connection) -> None:
    timer = threading.Timer(0.2, read_elsewhere.execute, args=("COMMIT",))
    timer.start()
    keep(database, "ett")
    timer.join()
    assert list(kept(database).values()) == ["ett"]


def test_a_first_mark_does_not_wait_for_ever(
    database: Database, read_elsewhere: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.1)
    with pytest.raises(StorageError, match="En annan process skriver"):
        keep(database, "ett")
    read_elsewhere.execute("COMMIT")


def test_a_folder_that_may_not_be_written_is_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(database, "ett")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StorageError, match="Kontrollera rättigheterna"):
        keep(database, "två")


def test_trouble_with_the_file_is_told_through_the_door(
    review_settings: Settings, corpus: Corpus, reviews: Reviews, decides: Answer
) -> None:
    reviews.approve(reviews.mark(decides, Verdict.GOOD, by=STAFF).id, by=SUPERVISOR)
    review_settings.review_file.write_bytes(b"\0" * 8192)
    for ask in (
        lambda: Reviews(review_settings, corpus).refresh(),
        lambda: reviews.approved_for(DECIDES),
        lambda: reviews.mark(decides, Verdict.GOOD, by=STAFF),
        reviews.queue,
    ):
        with pytest.raises(StorageError):
            ask()
