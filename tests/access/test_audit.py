"""The audit log: append-only, checkable, without words, and purged so that it can still be checked."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from assistant.access.audit import Audit, Form
from assistant.access.audit_tables import BEGINNING
from assistant.access.audit_words import EVENTS, GROUPS, fact_words
from assistant.access.model import Role, User
from assistant.errors import StorageError, UsageError
from assistant.settings import Settings, load_settings

CHIEF = User("user:1", "Anna Ek", frozenset({Role.HANDLAGGARE, Role.ARBETSLEDARE}))
DAY = datetime.date(2026, 2, 2)


def on(folder: Path, day: datetime.date = DAY, **others: object) -> Settings:
    return load_settings(**{"data_dir": folder, "today": day, **others})


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    return Audit(on(tmp_path))


def filled(folder: Path, days: int = 3) -> Audit:
    """Give a log with an event a day, the newest one on the day that counts as today."""
    for back in reversed(range(days)):
        Audit(on(folder, DAY - datetime.timedelta(days=back))).record("review.approved", CHIEF, review=days - back)
    return Audit(on(folder))


def tamper(audit: Audit, *statements: str) -> None:
    """Change the file as somebody with a database tool can: without the triggers."""
    with closing(sqlite3.connect(audit._database.path)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_an_event_says_who_what_and_when_and_never_a_name(audit: Audit) -> None:
    audit.record("review.approved", CHIEF, review=7, state="approved")
    (event,) = audit.read()
    assert (event.id, event.event, event.role, event.user) == (1, "review.approved", "arbetsledare", "user:1")
    assert event.facts == {"review": 7, "state": "approved"}
    assert event.at.startswith("2026-02-02T")
    assert event.former == BEGINNING
    assert b"Anna" not in audit._database.path.read_bytes()


def test_a_municipality_may_keep_the_role_alone(tmp_path: Path) -> None:
    audit = Audit(on(tmp_path, audit_names=False))
    audit.record("review.approved", CHIEF, review=7)
    audit.record("audit.purged", None, count=1)
    assert [(event.role, event.user) for event in audit.read()] == [("arbetsledare", ""), ("", "")]


@pytest.mark.parametrize(
    ("event", "facts"),
    [
        ("review.approved", {"question": "vem"}),
        ("review.approved", {"note": "x"}),
        ("review.approved", {"state": "två ord"}),
        ("review.approved", {"reason": "rad\nbryt"}),
        ("review.approved", {"path": "x" * 201}),
        ("review.approved", {"count": 1.5}),
        ("Vem beslutar?", {}),
        ("review approved", {}),
        ("", {}),
    ],
)
def test_words_that_somebody_typed_cannot_be_recorded(audit: Audit, event: str, facts: dict[str, str | int]) -> None:
    with pytest.raises((ValueError, TypeError)):
        audit.record(event, CHIEF, **facts)
    assert list(audit.read()) == []


def test_a_users_id_of_another_system_is_kept_as_a_hash_where_it_may_be_words(audit: Audit) -> None:
    audit.record("access.no_role", None, user="Anna Ek, IT")
    audit.record("access.no_role", None, user="anna.ek@kommun.se")
    kept = [event.facts["user"] for event in audit.read()]
    assert str(kept[0]).startswith("sha256:")
    assert kept[1] == "anna.ek@kommun.se"


def test_the_file_is_its_owners_alone(audit: Audit) -> None:
    audit.record("review.approved", CHIEF, review=1)
    path = audit._database.path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_nothing_is_made_where_nothing_was_ever_recorded(audit: Audit) -> None:
    assert list(audit.read()) == []
    assert audit.page() == ((), 0)
    assert audit.check().broken == ()
    assert audit.purge(DAY, None) == 0
    assert not audit._database.path.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET role = 'handläggare'",
        "UPDATE events SET facts = '{}' WHERE id = 2",
        "DELETE FROM events",
        "DELETE FROM events WHERE id = 3",
        "INSERT OR REPLACE INTO events SELECT id, at, event, '', user, facts, former, hash FROM events WHERE id = 1",
    ],
)
def test_the_database_refuses_to_change_or_remove_an_event(tmp_path: Path, statement: str) -> None:
    audit = filled(tmp_path)
    with (
        closing(sqlite3.connect(audit._database.path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        connection.execute(statement)
    assert audit.check().broken == ()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE events SET role = 'administratör' WHERE id = 2", "Händelse 2 är ändrad."),
        ("UPDATE events SET at = '2020' WHERE id = 1", "Händelse 1 är ändrad."),
        ("UPDATE events SET facts = '{\"review\": 9}' WHERE id = 3", "Händelse 3 är ändrad."),
        ("DELETE FROM events WHERE id = 2", "Händelse 2 saknas."),
        ("DELETE FROM events WHERE id = 3", "Händelse 3 saknas."),
        ("DELETE FROM events WHERE id < 3", "Händelse 1 till 2 saknas."),
        ("DELETE FROM events", "Händelse 1 till 3 saknas."),
        ("UPDATE events SET former = hash WHERE id = 2", "Händelse 2 hänger inte ihop med den före."),
    ],
)
def test_what_was_changed_by_other_means_is_found(tmp_path: Path, statement: str, told: str) -> None:
    audit = filled(tmp_path)
    assert audit.check().broken == ()
    tamper(audit, statement)
    assert told in audit.check().broken


def test_an_event_put_in_with_a_right_hash_of_its_own_breaks_the_chain(tmp_path: Path) -> None:
    audit = filled(tmp_path)
    before = audit.check()
    tamper(audit, "UPDATE events SET former = 'x', hash = 'y' WHERE id = 2")
    assert audit.check().broken == (
        "Händelse 2 hänger inte ihop med den före.",
        "Händelse 2 är ändrad.",
        "Händelse 3 hänger inte ihop med den före.",
    )
    assert (before.count, before.since, before.last) == (3, 1, 3)


def test_old_events_are_purged_and_the_chain_still_holds(tmp_path: Path) -> None:
    audit = filled(tmp_path, days=5)
    assert audit.purge(DAY - datetime.timedelta(days=1), CHIEF) == 3
    checked = audit.check()
    assert checked.broken == ()
    assert (checked.count, checked.since, checked.last) == (3, 4, 6)
    newest = list(audit.read())[-1]
    assert (newest.event, newest.user) == ("audit.purged", "user:1")
    assert newest.facts == {"before": "2026-02-01", "count": 3, "through": 3}
    assert audit.purge(DAY - datetime.timedelta(days=1), CHIEF) == 0
    assert audit.check().last == 6  # nothing was purged, so nothing is recorded


def test_after_a_purge_of_everything_numbers_and_hashes_go_on(tmp_path: Path) -> None:
    audit = filled(tmp_path)
    later = Audit(on(tmp_path, DAY + datetime.timedelta(days=1)))
    last = list(audit.read())[-1]
    assert later.purge(DAY + datetime.timedelta(days=1), None) == 3
    (event,) = later.read()
    assert (event.id, event.former, event.role) == (4, last.hash, "")
    assert later.check().broken == ()


def test_what_was_purged_is_not_left_in_the_files(tmp_path: Path) -> None:
    Audit(on(tmp_path, DAY - datetime.timedelta(days=9))).record("user.added", CHIEF, user="sjuvaktarbroder")
    audit = Audit(on(tmp_path))
    audit.purge(DAY, None)
    left = b"".join(path.read_bytes() for path in audit._database.path.parent.iterdir())
    assert b"sjuvaktarbroder" not in left


def test_events_cannot_be_purged_by_a_row_of_ones_own(tmp_path: Path) -> None:
    audit = filled(tmp_path)
    with closing(sqlite3.connect(audit._database.path)) as connection:
        connection.execute("INSERT INTO purges (through, hash) VALUES (2, 'x')")
        connection.execute("DELETE FROM events WHERE id <= 2")
        connection.commit()
    assert audit.check().broken == ("Händelse 3 hänger inte ihop med den före.",)


def test_a_day_to_come_is_no_day_to_purge_before(audit: Audit) -> None:
    with pytest.raises(UsageError, match="efter dagens datum"):
        audit.purge(DAY + datetime.timedelta(days=1), None)


def test_the_log_is_read_by_days_and_by_kind_page_by_page(tmp_path: Path) -> None:
    audit = filled(tmp_path, days=4)
    audit.record("login.failed", None, known=0)
    assert [event.id for event in audit.read(DAY - datetime.timedelta(days=2), DAY)] == [2, 3]
    page, count = audit.page(event="review", most=2, skip=1)
    assert ([event.id for event in page], count) == ([3, 2], 4)
    assert audit.page(event="rev")[1] == 0
    assert audit.page(event="login.failed")[1] == 1
    assert audit.page(event="%")[1] == 0


def test_the_log_is_exported_as_lines_of_json_and_as_a_table_without_formulas(tmp_path: Path) -> None:
    audit = filled(tmp_path, days=2)
    audit.record("access.no_role", User("=HYPERLINK(1)", "", frozenset({Role.HANDLAGGARE})), user="-1+1")
    lines = [json.loads(line) for line in audit.export(Form.JSONL).splitlines()]
    assert [line["id"] for line in lines] == [1, 2, 3]
    table = audit.export(Form.CSV)
    assert table.startswith("\ufeffid;")
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff")), delimiter=";"))
    assert rows[2]["user"] == "'=HYPERLINK(1)"
    assert rows[0]["facts"] == "review=1"
    assert audit.export(Form.JSONL, before=DAY) == audit.export(Form.JSONL).splitlines(keepends=True)[0]


def test_many_write_at_once_and_the_chain_holds(audit: Audit) -> None:
    def write() -> None:
        for number in range(10):
            audit.record("review.approved", CHIEF, review=number)

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert audit.check().count == 60
    assert audit.check().broken == ()


def test_a_file_that_cannot_be_written_is_told(audit: Audit) -> None:
    audit._database.path.parent.mkdir(parents=True)
    audit._database.path.write_bytes(b"skrap" * 1_000)
    with pytest.raises(StorageError, match="Händelseloggens databas är skadad"):
        audit.record("review.approved", CHIEF, review=1)


def test_a_process_that_is_killed_leaves_a_log_that_holds(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom assistant.access.audit import Audit\nfrom assistant.settings import load_settings\n"
        "audit = Audit(load_settings())\n"
        "for number in range(100000):\n"
        "    audit.record('review.approved', None, review=number)\n    print(number, flush=True)\n"
    )
    environment = {**os.environ, "ASSISTANT_DATA_DIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(20)]
        writer.kill()
        told += [int(line) for line in writer.stdout if line.endswith("\n")]
    checked = Audit(on(tmp_path)).check()
    assert checked.broken == ()
    assert checked.count >= len(told) >= 20


def test_every_event_has_swedish_words_and_belongs_to_a_group() -> None:
    assert {event.partition(".")[0] for event in EVENTS} == GROUPS.keys()
    assert fact_words({"verdict": "wrong", "review": 3, "user": ""}) == "svar nr 3, omdöme fel"
