"""One marked answer beside its sources, and the decisions on it."""

from __future__ import annotations

import re

import pytest

from assistant.access.audit import Audit
from assistant.access.model import Role
from assistant.errors import StorageError
from assistant.review.model import Person, State, Verdict
from assistant.review.store import send_back
from tests.review.conftest import changed, everything_written
from tests.web.fake_assistant import CONSENT, COST, PLAN, PLAN_QUOTE
from tests.web.review.conftest import Desk, desk_on

CHIEF = Person(Role.ARBETSLEDARE)
NUMBER = "19121212-1212"


def in_words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_an_entry_shows_the_answer_beside_the_document_with_its_words_marked(desk: Desk) -> None:
    desk.mark(PLAN, Verdict.WRONG, "Det är beställaren.")
    page = desk.get("/granskning/1")
    assert page.status_code == 200
    assert f"<mark>{PLAN_QUOTE}" in " ".join(page.text.split())
    assert 'href="#kalla-1"' in page.text
    assert 'id="kalla-1"' in page.text
    assert re.search(r'href="/kallor/[^"]+\?fran=\d+&amp;till=\d+#', page.text)
    words = in_words(page.text)
    assert "Märkt som fel 2026-02-02" in words
    assert "”Det är beställaren.”" in words


def test_what_was_written_of_an_answer_stands_before_it_here_and_where_it_is_corrected(desk: Desk) -> None:
    desk.mark(PLAN, Verdict.GOOD)
    desk.mark(PLAN, Verdict.WRONG, "Det är beställaren.")
    words = in_words(desk.get("/granskning/1").text)
    assert words.index("”Det är beställaren.”") < words.index("Svaret")
    assert words.count("Vad som har skrivits om svaret") == 1
    assert "”Det är beställaren.”" in in_words(desk.get("/granskning/1/ratta").text)


def test_nothing_is_said_of_notes_where_there_are_none(desk: Desk) -> None:
    desk.mark(PLAN, Verdict.WRONG)
    assert "Vad som har skrivits" not in desk.get("/granskning/1").text


def test_the_law_is_shown_as_it_stands_today(desk: Desk) -> None:
    desk.mark(CONSENT)
    words = in_words(desk.get("/granskning/1").text)
    assert "Lagrum i svaret, ställning 2026-02-02" in words
    assert re.search(r"2 kap\. 7 § SoL .*?2001:453 Ersatt 10 kap\. 8 § SoL \(2025:400\)", words)


def test_an_answer_is_approved_and_the_next_page_says_so(desk: Desk) -> None:
    desk.mark(PLAN)
    done = desk.post("/granskning/1/godkann", version="1", anteckning="Kontrollerat.")
    assert done.status_code == 303
    page = desk.get(done.headers["location"]).text
    assert "Svaret är godkänt." in page
    assert 'role="status"' in page
    found = desk.reviews.approved_for(PLAN)
    assert found is not None
    assert "Granskarens anteckning: Kontrollerat." in found.composed.notices
    (event,) = desk.events
    assert (event.event, event.role, event.user) == ("review.approved", "arbetsledare", "chef")
    assert event.facts == {"review": 1, "state": "approved"}


def test_an_answer_is_rejected(desk: Desk) -> None:
    desk.mark(PLAN)
    done = desk.post("/granskning/1/avsla", version="1", anteckning="")
    assert done.headers["location"] == "/granskning/1?klart=avslaget"
    assert desk.reviews.show(1).state is State.REJECTED
    assert [event.event for event in desk.events] == ["review.rejected"]


def test_what_cannot_be_approved_says_why_and_offers_to_correct_it(desk: Desk) -> None:
    desk.mark(COST)
    page = desk.get("/granskning/1").text
    assert "/granskning/1/godkann" not in page
    assert "Svaret besvarar inte frågan med citat" in page
    refused = desk.post("/granskning/1/godkann", version="1", anteckning="ändå")
    assert refused.status_code == 422
    assert "Rätta det genom att välja stycken, eller avslå." in refused.text
    assert desk.events == []


@pytest.mark.parametrize("action", ["godkann", "avsla"])
def test_of_two_supervisors_the_second_is_told_what_the_first_did_and_loses_nothing(desk: Desk, action: str) -> None:
    desk.mark(PLAN)
    desk.reviews.reject(1, "Fel enhet.", by=CHIEF)
    late = desk.post(f"/granskning/1/{action}", version="1", anteckning="Jag har läst <källan>.")
    assert late.status_code == 409
    assert 'role="alert"' in late.text
    assert "Något har hänt med svaret sedan du öppnade det. Ditt beslut är inte sparat." in late.text
    words = in_words(late.text)
    assert "Avslaget av arbetsledare 2026-02-02" in words
    assert "Anteckning: ”Fel enhet.”" in words
    assert "Jag har läst &lt;källan&gt;.</textarea>" in late.text
    assert 'name="version" value="2"' in late.text
    assert desk.reviews.show(1).state is State.REJECTED
    assert desk.events == []
    assert desk.post(f"/granskning/1/{action}", version="2", anteckning="Jag har läst källan.").status_code == 303


def test_a_mark_that_comes_while_somebody_reads_is_told_before_the_decision(desk: Desk) -> None:
    desk.mark(PLAN)
    desk.mark(PLAN, Verdict.WRONG, "Nej, se rutinen.")
    late = desk.post("/granskning/1/godkann", version="1", anteckning="")
    assert late.status_code == 409
    assert "Nej, se rutinen." in late.text


@pytest.mark.parametrize("version", ["", "0", "x", "-1", "9" * 25])
def test_a_decision_without_what_was_seen_is_not_taken(desk: Desk, version: str) -> None:
    desk.mark(PLAN)
    assert desk.post("/granskning/1/godkann", version=version, anteckning="").status_code == 409
    assert desk.reviews.show(1).state is State.WAITING


@pytest.mark.parametrize("action", ["godkann", "avsla"])
def test_personal_data_in_a_note_is_refused_and_stays_in_the_field_alone(desk: Desk, action: str) -> None:
    desk.mark(PLAN)
    refused = desk.post(f"/granskning/1/{action}", version="1", anteckning=f"Gäller {NUMBER}")
    assert refused.status_code == 422
    assert "Anteckningen innehåller ett personnummer. Inget har sparats." in refused.text
    assert f"Gäller {NUMBER}</textarea>" in refused.text
    assert refused.text.count(NUMBER) == 1
    assert NUMBER.encode() not in everything_written(desk.settings.data_dir)


def test_a_decision_that_cannot_be_recorded_is_not_taken(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.mark(PLAN)

    def full(*_: object, **__: object) -> None:
        raise StorageError("Disken är full. Inget sparades.", "Gör plats.")

    monkeypatch.setattr(Audit, "record", full)
    for action in ("godkann", "avsla"):
        refused = desk.post(f"/granskning/1/{action}", version="1", anteckning="min anteckning")
        assert refused.status_code == 503
        assert "min anteckning</textarea>" in refused.text
    assert desk.reviews.show(1).state is State.WAITING
    assert desk.reviews.show(1).version == 1


def test_an_unexpected_fault_keeps_the_note_and_tells_the_log_no_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk.mark(PLAN)
    monkeypatch.setattr("assistant.review.deciding.approve", lambda *_: 1 / 0)
    failed = desk.post("/granskning/1/godkann", version="1", anteckning="ordet bråddjup")
    assert failed.status_code == 500
    assert "ordet bråddjup</textarea>" in failed.text
    assert "bråddjup" not in caplog.text


@pytest.mark.parametrize("number", ["99", "0", "-1", "abc", "9" * 40, "1.0", "%3Cscript%3E"])
def test_a_number_that_no_answer_has_is_a_page_that_says_so(desk: Desk, number: str) -> None:
    desk.mark(PLAN)
    for path in (f"/granskning/{number}", f"/granskning/{number}/ratta", f"/granskning/{number}/gallra"):
        missing = desk.get(path)
        assert missing.status_code == 404
        assert "Det finns inget sådant svar" in missing.text
    assert desk.post(f"/granskning/{number}/godkann", version="1", anteckning="").status_code == 404


def test_a_paragraph_that_has_changed_is_told_and_one_that_is_gone_is_quoted(desk: Desk) -> None:
    desk.mark(PLAN)
    place = desk.reviews.show(1).answer.citations[0].paragraph_id
    without = desk_on(desk.settings, changed(desk.site.corpus, place, lambda _: None))
    page = without.get("/granskning/1").text
    assert "Stycket finns inte längre i dokumenten. Så här citerades det:" in page
    assert "Har ändrats sedan svaret sparades" in page
    assert "/granskning/1/godkann" not in page


def test_why_an_answer_came_back_stands_at_the_top(desk: Desk) -> None:
    desk.mark(PLAN)
    desk.reviews.approve(1, by=CHIEF)
    with desk.reviews._desk.database.writing() as connection:
        send_back(connection, desk.reviews.show(1), ["Godkännandet gällde till och med 2026-01-01."], "2026-02-02T01:00:00Z")
    assert "Varför det är tillbaka:</strong> Godkännandet gällde till och med 2026-01-01." in desk.get("/granskning/1").text


def test_an_address_with_other_words_says_nothing_at_the_top(desk: Desk) -> None:
    desk.mark(PLAN)
    page = desk.get("/granskning/1?klart=<b>hej</b>").text
    assert "hej" not in page
    assert 'class="meddelande ton-ok"' not in page
