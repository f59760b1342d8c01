"""``assistant audit``, and what ``assistant review`` leaves in the audit log."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from assistant.access.audit import Audit, Form
from assistant.access.model import Role, User
from assistant.cli import arguments
from assistant.documents.corpus import Corpus
from assistant.settings import Settings, load_settings
from tests.cli.conftest import Cli
from tests.review.conftest import DECIDES, DECIDES_PLACE, DECIDES_QUOTE, quoted_answer

CHIEF = User("user:1", "", frozenset({Role.ARBETSLEDARE}))


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Give the command a folder of its own."""
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ASSISTANT_TODAY", "2026-02-02")
    return load_settings()


@pytest.fixture
def audit(settings: Settings) -> Audit:
    """Give a log with three events, the first of which is old."""
    Audit(settings.model_copy(update={"today": settings.date_today.replace(year=2023)})).record("login.succeeded", CHIEF)
    audit = Audit(settings)
    audit.record("review.approved", CHIEF, review=7, state="approved")
    audit.record("login.failed", None, known=0)
    return audit


def test_the_forms_of_the_command_are_those_of_the_log() -> None:
    assert tuple(form.value for form in Form) == arguments.AUDIT_FORMS


def test_events_are_listed_in_words(cli: Cli, audit: Audit) -> None:
    listed = cli("audit", "list")
    assert listed.code == 0
    assert "Godkände ett märkt svar (arbetsledare user:1): svar nr 7, läge godkänt" in " ".join(listed.out.split())
    assert "Misslyckad inloggning (verktyget): känd användare nej" in " ".join(listed.out.split())
    data = json.loads(cli("audit", "list", "--json", "--since", "2026-02-01").out)
    assert [event["id"] for event in data["events"]] == [2, 3]


def test_an_empty_log_is_told(cli: Cli) -> None:
    assert cli("audit", "list").out.strip() == "Det finns inga sådana händelser."
    assert cli("audit", "check").out.strip() == "Inga händelser är skrivna än."
    assert cli("audit", "purge").out.strip() == "Det fanns inget att gallra."


def test_a_long_log_shows_its_end(cli: Cli, audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.cli.audit.SHOWN", 1)
    listed = cli("audit", "list").out
    assert listed.startswith("De 1 senaste av 3 händelser; --all visar alla.")
    assert "Loggade in" not in listed
    assert "Loggade in" in cli("audit", "list", "--all").out


def test_the_log_is_written_to_a_file_once(cli: Cli, audit: Audit, tmp_path: Path) -> None:
    file = tmp_path / "logg.csv"
    assert cli("audit", "export", "--form", "csv", "--output", str(file)).out.strip() == "Loggen är skriven."
    assert len(file.read_text(encoding="utf-8-sig").splitlines()) == 4
    again = cli("audit", "export", "--form", "csv", "--output", str(file))
    assert (again.code, "Filen finns redan." in again.err) == (2, True)
    assert len(cli("audit", "export").out.splitlines()) == 5
    assert [event.event for event in audit.read()][3:] == ["audit.exported"] * 3


def test_a_log_that_holds_is_told_with_what_to_note(cli: Cli, audit: Audit) -> None:
    told = "".join(cli("audit", "check").out.split())
    assert told == "".join(f"Kedjan håller: 3 händelser, den senaste nr 3 med hash {audit.check().hash}.".split())
    assert json.loads(cli("audit", "check", "--json").out)["broken"] == []


def test_a_log_that_was_changed_fails_the_command(cli: Cli, audit: Audit, settings: Settings) -> None:
    with closing(sqlite3.connect(settings.audit_file)) as connection:
        connection.execute("DROP TRIGGER events_are_not_changed")
        connection.execute("UPDATE events SET role = 'administratör' WHERE id = 2")
        connection.commit()
    failed = cli("audit", "check")
    assert failed.code == 1
    assert "Händelseloggen är ändrad. Händelse 2 är ändrad." in failed.err
    assert json.loads(cli("audit", "check", "--json").out)["broken"] == ["Händelse 2 är ändrad."]


def test_old_events_are_purged_by_the_rule_or_by_a_day(cli: Cli, audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli("audit", "purge").out.strip() == "En händelse före 2024-02-03 är gallrad."
    assert json.loads(cli("audit", "purge", "--before", "2026-02-02", "--json").out) == {"purged": 0, "before": "2026-02-02"}
    newest = list(audit.read())[-1]
    assert (newest.event, newest.role, newest.user) == ("audit.purged", "administratör", "kommandoraden")
    monkeypatch.setenv("ASSISTANT_AUDIT_KEEP_DAYS", "0")
    assert cli("audit", "purge").code == 2


def test_what_is_done_with_marked_answers_at_the_command_line_is_in_the_log(
    cli: Cli, settings: Settings, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.cli.review.open_corpus", lambda _: corpus)
    data = json.dumps(quoted_answer(corpus, DECIDES, [(DECIDES_PLACE, DECIDES_QUOTE)]).to_dict()).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    cli("review", "mark", "--verdict", "good")
    cli("review", "approve", "1")
    cli("review", "correct", "1", "--choice", DECIDES_PLACE)
    cli("review", "reject", "1", "--role", "administratör")
    cli("review", "reject", "1", "--role", "utbildare")  # refused, and so not recorded
    cli("review", "export")
    cli("review", "erase", "1")
    events = list(Audit(settings).read())
    steps = ["marked", "approved", "corrected", "rejected", "exported", "erased"]
    assert [event.event.partition(".")[2] for event in events] == steps
    assert {event.user for event in events} == {"kommandoraden"}
    assert events[3].role == "administratör"
    assert events[4].facts == {"form": "answers", "count": 1}
    assert events[5].facts == {"review": 1, "count": 1}
