"""The page Administration: the audit log, the rules on retention, versions."""

from __future__ import annotations

import datetime
import json
import re
import sqlite3
from contextlib import closing

import pytest
from argon2 import PasswordHasher

from assistant.access import passwords
from assistant.access.audit import Audit
from assistant.access.model import Role, User
from assistant.access.users import Users
from assistant.errors import StorageError
from assistant.review.model import Person, Verdict
from assistant.review.reviews import Reviews
from assistant.web import admin_page
from assistant.web.pages import ADMINISTRATORS, roles_for
from tests.conftest import TODAY
from tests.web.fake_assistant import PLAN
from tests.web.review.conftest import Desk

CHIEF = User("user:1", "", frozenset({Role.ARBETSLEDARE}))


def rows(html: str) -> list[int]:
    return [int(one) for one in re.findall(r'<tr><td class="tal" data-rubrik="Nr">(\d+)</td>', html)]


def record(desk: Desk, count: int = 3) -> None:
    for number in range(1, count + 1):
        Audit(desk.settings).record("review.approved", CHIEF, review=number, state="approved")


def test_an_empty_log_says_what_will_be_in_it(desk: Desk) -> None:
    page = desk.get("/administration")
    assert page.status_code == 200
    assert "Inga händelser än." in page.text
    assert not desk.settings.audit_file.exists()


def test_the_log_is_shown_in_words_the_newest_first(desk: Desk) -> None:
    record(desk)
    page = desk.get("/administration").text
    assert rows(page) == [3, 2, 1]
    assert '<th scope="row">Godkände ett märkt svar</th><td data-rubrik="Roll">arbetsledare</td>' in page
    assert '<td data-rubrik="Användare">user:1</td>' in page
    assert "svar nr 3, läge godkänt" in page
    assert "<caption>3 händelser, den senaste först</caption>" in page


def test_the_log_is_filtered_and_read_page_by_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admin_page, "PER_PAGE", 2)
    record(desk)
    Audit(desk.settings).record("login.failed", None, known=0)
    assert rows(desk.get("/administration?visa=login").text) == [4]
    page = desk.get("/administration?visa=review&sida=2").text
    assert rows(page) == [1]
    assert "/administration?visa=review&amp;sida=1" in page
    assert rows(desk.get("/administration?visa='--&sida=x").text) == [4, 3]


def test_a_log_that_holds_gives_what_to_note_elsewhere(desk: Desk) -> None:
    assert "Det finns inga händelser att kontrollera." in desk.post("/administration/kontroll").text
    record(desk)
    page = desk.post("/administration/kontroll").text
    assert "Kedjan håller: 3 händelser, den senaste nr 3." in page
    assert Audit(desk.settings).check().hash in page


def test_a_log_that_somebody_has_changed_is_told(desk: Desk) -> None:
    record(desk)
    with closing(sqlite3.connect(desk.settings.audit_file)) as connection:
        connection.execute("DROP TRIGGER events_are_not_changed")
        connection.execute("UPDATE events SET user = 'user:9' WHERE id = 2")
        connection.commit()
    page = desk.post("/administration/kontroll").text
    assert "Händelseloggen är ändrad på annat sätt än av assistenten." in page
    assert "Händelse 2 är ändrad." in page


def test_the_log_is_downloaded_and_that_is_recorded(desk: Desk) -> None:
    record(desk)
    file = desk.post("/administration/logg", form="jsonl", fran="2026-02-02", till="2026-02-02")
    assert file.headers["content-disposition"] == 'attachment; filename="handelselogg-2026-02-02.jsonl"'
    assert [json.loads(line)["id"] for line in file.text.splitlines()] == [1, 2, 3]
    assert desk.post("/administration/logg", form="csv", till="2026-02-01").text.splitlines()[1:] == []
    table = desk.post("/administration/logg", form="csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert [event.event for event in desk.events][3:] == ["audit.exported"] * 3


@pytest.mark.parametrize("day", ["2026-02-30", "x", "9" * 9_000])
def test_days_that_cannot_be_read_are_told(desk: Desk, day: str) -> None:
    refused = desk.post("/administration/logg", form="csv", till=day)
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text


def test_the_rules_are_shown_as_they_are_set(desk: Desk) -> None:
    page = desk.get("/administration").text
    assert "730 dagar" in page
    assert "Händelser före 2024-02-03 gallras." in page
    assert "Tills någon gallrar" in page
    keeping = desk.settings.model_copy(update={"review_keep_days": 30, "audit_keep_days": 0, "audit_names": False})
    object.__setattr__(desk.site, "settings", keeping)
    page = desk.get("/administration").text
    assert "30 dagar efter det senaste steget" in page
    assert "Svar som ingen har rört sedan före 2026-01-03 gallras." in page
    assert "Bara roll" in page


def test_the_rules_are_kept_to_at_once_when_asked_for(desk: Desk) -> None:
    old = desk.settings.model_copy(update={"today": TODAY - datetime.timedelta(days=900)})
    Audit(old).record("login.succeeded", CHIEF)
    Reviews(old, desk.site.corpus).mark(desk.assistant.ask(PLAN), Verdict.GOOD, by=Person(Role.HANDLAGGARE))
    object.__setattr__(desk.site, "settings", desk.settings.model_copy(update={"review_keep_days": 30}))
    done = desk.post("/administration/gallra")
    assert done.headers["location"] == "/administration?svar=1&handelser=1"
    assert "Gallrat: ett märkt svar och en händelse i loggen." in desk.get(done.headers["location"]).text
    assert [(event.event, event.user) for event in desk.events] == [("review.erased", "chef"), ("audit.purged", "chef")]
    again = desk.post("/administration/gallra")
    assert "Inget är så gammalt att det ska gallras." in desk.get(again.headers["location"]).text


@pytest.mark.parametrize("said", ["<b>x", "-1", "9" * 30, "٣"])
def test_only_numbers_are_told_at_the_top(desk: Desk, said: str) -> None:
    page = desk.client.get("/administration", params={"svar": said, "handelser": said}).text
    assert "Inget är så gammalt" in page
    assert "<b>" not in page


def test_a_damaged_log_is_told_and_the_rest_of_the_page_is_there(desk: Desk) -> None:
    desk.settings.audit_file.parent.mkdir(parents=True)
    desk.settings.audit_file.write_bytes(b"skrap" * 1_000)
    for page in (desk.get("/administration"), desk.post("/administration/kontroll"), desk.post("/administration/logg")):
        assert page.status_code == 503
        assert "Händelseloggens databas är skadad." in page.text
        assert "Versioner" in page.text


def test_what_cannot_be_recorded_is_not_handed_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    record(desk)

    def full(*_: object, **__: object) -> None:
        raise StorageError("Disken är full. Inget sparades.", "Gör plats.")

    monkeypatch.setattr(Audit, "record", full)
    refused = desk.post("/administration/logg", form="jsonl")
    assert refused.status_code == 503
    assert "content-disposition" not in refused.headers


def test_built_in_users_are_listed_with_the_ids_of_the_log(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Id i loggen" not in desk.get("/administration").text
    object.__setattr__(desk.site, "settings", desk.settings.model_copy(update={"login": "users"}))
    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    Users(desk.site.settings).add("Chef Ek", "granris och måne 7", [Role.ARBETSLEDARE])
    page = desk.get("/administration").text
    row = page.partition('<th scope="row">Chef Ek</th>')[2].partition("</tr>")[0]
    assert re.findall(r">([^<>\n]+)</td>", row) == ["user:1", "arbetsledare", "Öppen"]


def test_an_unexpected_fault_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Audit, "check", lambda _: 1 / 0)
    assert desk.post("/administration/kontroll").status_code == 500


def test_every_address_of_administration_is_for_administrators() -> None:
    for path in ("", "/kontroll", "/gallra", "/logg"):
        assert roles_for(f"/administration{path}") == ADMINISTRATORS
