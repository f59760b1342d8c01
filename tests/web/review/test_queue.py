"""The lists of Granskning: what waits, what is in use, and both as files."""

from __future__ import annotations

import json
import re

import pytest

from assistant.access.audit import Audit
from assistant.access.model import Role
from assistant.errors import StorageError
from assistant.review.model import Person, Verdict
from assistant.web.pages import DECIDERS, roles_for
from assistant.web.paging import Pages
from assistant.web.review import queue
from tests.web.fake_assistant import CONSENT, COST, PLAN
from tests.web.review.conftest import Desk

CHIEF = Person(Role.ARBETSLEDARE)


def listed(html: str) -> list[int]:
    return [int(one) for one in re.findall(r'<h2><a href="/granskning/(\d+)">', html)]


def test_an_empty_queue_teaches_where_marks_come_from(desk: Desk) -> None:
    page = desk.get("/granskning")
    assert page.status_code == 200
    assert "Inget väntar på granskning" in page.text
    assert "”Bra svar” och ”Fel svar”" in page.text
    assert not desk.settings.review_file.exists()


def test_the_queue_has_what_came_back_first_and_then_the_oldest(desk: Desk) -> None:
    desk.mark(PLAN)
    desk.mark(CONSENT)
    desk.mark(COST, Verdict.WRONG)
    desk.reviews.approve(2, by=CHIEF)
    desk.mark(CONSENT, Verdict.WRONG)
    page = desk.get("/granskning").text
    assert listed(page) == [2, 1, 3]
    assert "Det godkända svaret har märkts som fel." in page
    assert 'Att granska <span class="antal">(3)</span>' in page


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [("vantar", [1]), ("godkanda", [2]), ("avslagna", [3]), ("ersatta", []), ("alla", [1, 2, 3]), ("<script>", [1]), ("", [1])],
)
def test_the_list_shows_one_state_at_a_time(desk: Desk, chosen: str, expected: list[int]) -> None:
    for question in (PLAN, CONSENT, COST):
        desk.mark(question)
    desk.reviews.approve(2, by=CHIEF)
    desk.reviews.reject(3, by=CHIEF)
    page = desk.client.get("/granskning", params={"visa": chosen})
    assert page.status_code == 200
    assert listed(page.text) == expected
    assert page.text.partition('class="flikar"')[2].count("aria-current") == 1
    assert "<script>" not in page.text


def test_a_long_queue_is_read_page_by_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "PER_PAGE", 2)
    for number in range(5):
        desk.mark(PLAN, question=f"{PLAN} {number}")
    first = desk.get("/granskning").text
    assert listed(first) == [1, 2]
    assert "Sida 1 av 3, 5 svar" in first
    (onward,) = re.findall(r'href="([^"]+)">Nästa', first)
    assert listed(desk.get(onward.replace("&amp;", "&")).text) == [3, 4]
    assert listed(desk.get("/granskning?sida=3").text) == [5]


@pytest.mark.parametrize(("wanted", "now"), [("0", 1), ("-1", 1), ("x", 1), ("99", 3), ("9" * 30, 1), ("٢", 1), ("2", 2)])
def test_a_page_that_does_not_exist_is_the_nearest_that_does(wanted: str, now: int) -> None:
    assert Pages(5, wanted, "?", 2).now == now


def test_hostile_words_are_shown_and_do_nothing(desk: Desk) -> None:
    desk.mark(PLAN, Verdict.WRONG, note="<img src=x onerror=alert(1)>", question='<script>alert("x")</script> vem?')
    for path in ("/granskning", "/granskning/1", "/granskning/1/ratta", "/granskning/1/gallra"):
        page = desk.get(path)
        assert page.status_code == 200, path
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
    assert "&lt;img src=x" in desk.get("/granskning/1").text


def test_approved_answers_are_shown_with_sources_and_how_long_they_hold(desk: Desk) -> None:
    desk.mark(PLAN)
    assert "Inga godkända svar än" in desk.get("/granskning/godkanda").text
    desk.reviews.approve(1, "Kontrollerat mot rutinen.", by=CHIEF)
    page = desk.get("/granskning/godkanda").text
    assert PLAN in page
    assert "2026-02-02 av arbetsledare · gäller till och med 2027-02-02" in page
    assert "<strong>Granskarens anteckning:</strong> Kontrollerat mot rutinen." in page
    assert "Stockholms insats" in page or "riktlinjer" in page


@pytest.mark.parametrize(("form", "rows"), [("answers", 2), ("history", 3), ("evals", 1), ("questions", 1)])
def test_the_queue_is_downloaded_in_four_forms_and_the_log_has_it(desk: Desk, form: str, rows: int) -> None:
    desk.mark(PLAN)
    desk.mark(COST)
    desk.reviews.approve(1, by=CHIEF)
    file = desk.get(f"/granskning/export/{form}.jsonl")
    assert file.status_code == 200
    assert file.headers["content-disposition"] == f'attachment; filename="granskning-{form}.jsonl"'
    assert [bool(json.loads(line)) for line in file.text.splitlines()] == [True] * rows
    (event,) = desk.events
    assert (event.event, event.user, event.facts) == ("review.exported", "chef", {"form": form, "count": rows})


@pytest.mark.parametrize("form", ["passwords", "..", "%2e%2e%2fetc", "answers.jsonl"])
def test_another_form_is_no_file(desk: Desk, form: str) -> None:
    assert desk.get(f"/granskning/export/{form}.jsonl").status_code == 404


def test_what_cannot_be_recorded_is_not_handed_out_and_the_lists_are_still_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.mark(PLAN)

    def full(*_: object, **__: object) -> None:
        raise StorageError("Disken är full. Inget sparades.", "Gör plats.")

    monkeypatch.setattr(Audit, "record", full)
    refused = desk.get("/granskning/export/answers.jsonl")
    assert refused.status_code == 503
    assert PLAN not in refused.text
    assert "Disken är full" in refused.text
    assert listed(desk.get("/granskning").text) == [1]
    assert desk.get("/granskning/1").status_code == 200


def test_a_damaged_file_is_told_on_every_page(desk: Desk) -> None:
    desk.settings.review_file.parent.mkdir(parents=True)
    desk.settings.review_file.write_bytes(b"skrap" * 1_000)
    for path in ("/granskning", "/granskning/godkanda", "/granskning/1", "/granskning/1/ratta", "/granskning/1/gallra"):
        page = desk.get(path)
        assert page.status_code == 503, path
        assert "Granskningarnas databas är skadad." in page.text


def test_every_address_of_granskning_is_for_those_who_decide() -> None:
    for path in ("", "/godkanda", "/gallra", "/export/answers.jsonl", "/1", "/1/godkann", "/1/avsla", "/1/ratta", "/1/gallra"):
        assert roles_for(f"/granskning{path}") == DECIDERS
