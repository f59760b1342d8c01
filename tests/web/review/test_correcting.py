"""Correcting a marked answer: finding paragraphs, choosing words of them, seeing the answer, saving it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from assistant.access.model import Role
from assistant.review.model import Person, State
from tests.web.fake_assistant import COST, PLAN
from tests.web.review.conftest import POLICE, POLICE_WORDS, Desk

CHIEF = Person(Role.ARBETSLEDARE)
LIMIT = "stockholm-stod-valdsutsatta/omfattning/1"


def send(
    desk: Desk,
    *,
    words: dict[str, str] | None = None,
    chosen: tuple[str, ...] = (POLICE,),
    version: str = "1",
    **fields: str,
) -> Any:  # httpx's response
    """Send the form of the correction as the page holds it."""
    return desk.post("/granskning/1/ratta", steg="ratta", version=version, stycke=list(chosen), **(words or {}), **fields)


def hidden(html: str, name: str) -> str:
    (value,) = re.findall(rf'name="{name}" value="([^"]*)"', html)
    return str(value)


def chosen_in(html: str) -> list[str]:
    return re.findall(r'name="stycke" value="([^"]+)"', html)


def test_it_begins_with_what_the_answer_cites_and_with_what_lies_near_the_question(desk: Desk) -> None:
    cited = desk.mark(COST).answer.citations[0].paragraph_id
    page = desk.get("/granskning/1/ratta")
    assert page.status_code == 200
    assert chosen_in(page.text) == [cited]
    assert len(re.findall(r'name="valj"', page.text)) >= 3
    assert hidden(page.text, "version") == "1"


def test_a_note_from_the_entry_comes_along(desk: Desk) -> None:
    desk.mark(COST)
    page = desk.post("/granskning/1/ratta", version="1", anteckning="Se rutinen.").text
    assert hidden(page, "anteckning") == "Se rutinen."


def test_paragraphs_are_found_chosen_moved_and_taken_away(desk: Desk) -> None:
    desk.mark(COST)
    found = send(desk, gor="sok", sok="fingerade personuppgifter").text
    assert f'name="valj" value="{POLICE}"' not in found  # it is chosen already
    both = send(desk, valj=LIMIT, sok="tillfällen").text
    assert chosen_in(both) == [POLICE, LIMIT]
    assert 'value="tillfällen"' in both
    assert chosen_in(send(desk, chosen=(POLICE, LIMIT), upp=LIMIT).text) == [LIMIT, POLICE]
    assert chosen_in(send(desk, chosen=(POLICE, LIMIT), bort=POLICE).text) == [LIMIT]
    assert chosen_in(send(desk, chosen=(POLICE, LIMIT), upp=POLICE).text) == [POLICE, LIMIT]


@pytest.mark.parametrize("place", ["x", "../etc", "", "stockholm-vald-riktlinjer", '"><script>'])
def test_a_paragraph_that_does_not_exist_cannot_be_chosen(desk: Desk, place: str) -> None:
    desk.mark(COST)
    page = send(desk, chosen=(POLICE, place), valj=place)
    assert page.status_code == 200
    assert chosen_in(page.text) == [POLICE]


def test_the_answer_is_seen_before_it_is_saved_and_then_used(desk: Desk) -> None:
    desk.mark(COST)
    words = {f"ord:{POLICE}": f"  {POLICE_WORDS.replace(' ', '  ')} "}
    seen = send(desk, gor="visa", words=words).text
    assert f"<p>”{POLICE_WORDS}”" in seen
    saved = send(desk, gor="spara", sett=hidden(seen, "sett"), anteckning="Kontrollerat.", words=words)
    assert saved.status_code == 303
    assert saved.headers["location"] == "/granskning/1?klart=rattat"
    assert "Det rättade svaret är sparat och godkänt." in desk.get(saved.headers["location"]).text
    found = desk.reviews.approved_for(COST)
    assert found is not None
    assert POLICE_WORDS in found.composed.answer
    (event,) = desk.events
    assert (event.event, event.facts) == ("review.corrected", {"review": 1, "state": "corrected"})


def test_several_quotes_of_one_paragraph_are_parted_by_an_empty_line(desk: Desk) -> None:
    desk.mark(COST)
    other = "Socialtjänsten kan bistå med intyg till Skatteverket."
    seen = send(desk, gor="visa", words={f"ord:{POLICE}": f"{POLICE_WORDS}\r\n\r\n{other}\r\n"}).text
    assert POLICE_WORDS in seen
    assert "3. Så blir svaret" in seen


def test_words_that_do_not_stand_there_are_refused_and_stay_in_the_field(desk: Desk) -> None:
    desk.mark(COST)
    words = {f"ord:{POLICE}": "Kommunen beslutar om allt."}
    for step in ("visa", "spara"):
        refused = send(desk, gor=step, sett="x", anteckning="min anteckning", words=words)
        assert refused.status_code == 422
        assert "Ett citat står inte ordagrant i sitt stycke." in refused.text
        assert "Kommunen beslutar om allt.</textarea>" in refused.text
        assert "min anteckning" in refused.text
    assert desk.reviews.show(1).state is State.WAITING


def test_nothing_chosen_is_no_answer(desk: Desk) -> None:
    desk.mark(COST)
    refused = send(desk, chosen=(), gor="visa")
    assert refused.status_code == 422
    assert "Välj ett till 8 stycken." in refused.text


def test_an_answer_that_was_changed_after_it_was_seen_is_shown_again(desk: Desk) -> None:
    desk.mark(COST)
    seen = hidden(send(desk, gor="visa").text, "sett")
    again = send(desk, gor="spara", sett=seen, words={f"ord:{POLICE}": POLICE_WORDS})
    assert again.status_code == 422
    assert "Du har ändrat svaret sedan du förhandsgranskade det." in again.text
    assert desk.reviews.show(1).state is State.WAITING


def test_of_two_supervisors_the_second_keeps_what_was_chosen_and_may_save_again(desk: Desk) -> None:
    desk.mark(COST)
    words = {f"ord:{POLICE}": POLICE_WORDS}
    seen = hidden(send(desk, gor="visa", words=words).text, "sett")
    desk.reviews.reject(1, "Fel enhet.", by=CHIEF)
    late = send(desk, gor="spara", sett=seen, anteckning="min anteckning", words=words)
    assert late.status_code == 409
    assert "Fel enhet." in late.text
    assert "min anteckning</textarea>" in late.text
    assert f"{POLICE_WORDS}</textarea>" in late.text
    assert hidden(late.text, "version") == "2"
    assert desk.reviews.show(1).state is State.REJECTED
    assert send(desk, gor="spara", sett=seen, version="2", words=words).status_code == 303


def test_personal_data_is_not_searched_for(desk: Desk) -> None:
    desk.mark(COST)
    refused = send(desk, gor="sok", sok="19121212-1212")
    assert refused.status_code == 422
    assert "Sökningen innehåller ett personnummer." in refused.text


@pytest.mark.parametrize("words", ["a" * 200_000, "\x00\u202e", "% %"])
def test_any_words_may_be_searched_for(desk: Desk, words: str) -> None:
    desk.mark(COST)
    assert send(desk, gor="sok", sok=words).status_code in {200, 422}


def test_a_question_of_a_single_document_says_so(desk: Desk) -> None:
    desk.reviews.mark(desk.assistant.ask(PLAN), "good", by=CHIEF, documents=["huddinge-vald-riktlinjer"])  # type: ignore[arg-type]
    assert "Frågan ställdes bara till Huddinges riktlinjer." in desk.get("/granskning/1/ratta").text
