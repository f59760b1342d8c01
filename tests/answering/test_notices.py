"""What is said of law below an answer, and in which order."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from assistant.answering.answer import Citation, Confidence, Status
from assistant.answering.notices import MAX_LAW_NOTICES, law_notices, wording_notices
from assistant.answering.quotes import Composed
from assistant.chat import Assistant
from assistant.law.grammar import parse

ON = datetime.date(2026, 11, 22)
OLD = {"SoL": "2001:453"}


def _composed(answer: str, references: str) -> Composed:
    citation = Citation(1, "d/1", "d", "Dokumentet", ("Avsnitt",), 1, 1, False, "kommunal riktlinje", "D", answer, references)
    return Composed(Status.ANSWERED, Confidence.HIGH, f"”{answer}” [1]", (citation,), (), parse(references, OLD), ())


def test_the_law_of_the_short_answers_own_words_comes_first() -> None:
    found = law_notices(
        _composed("Nämnden ska utreda (11 kap. 1 § SoL).", "2 kap. 1 § SoL, 14 kap. 1 § SoL, 11 kap. 1 § SoL"), ON
    )
    assert "11 kap. 1 § SoL (2001:453)" in found[0]
    assert len(found) == 3


def test_a_section_that_was_asked_for_comes_before_all_others() -> None:
    composed = _composed("Nämnden ska utreda (11 kap. 1 § SoL).", "11 kap. 1 § SoL, 14 kap. 1 § SoL")
    assert "14 kap. 1 § SoL (2001:453)" in law_notices(composed, ON, parse("14 kap. 1 § SoL"))[0]


def test_a_note_on_another_item_of_a_list_is_named_after_the_law_that_was_asked_for(assistant: Assistant) -> None:
    asked = assistant.ask("14 kap. 1 § SoL", on=ON).notices
    assert not [notice for notice in asked if notice.startswith("Den samlade rätten till bistånd är delad")]
    about = [number for number, notice in enumerate(asked) if "hänvisar till 14 kap. 1 § SoL (2001:453)" in notice]
    rest = [number for number, notice in enumerate(asked) if notice.startswith("Kontrollera också ")]
    assert about < rest


def test_three_notices_on_law_are_written_out_and_the_rest_named_in_one_line() -> None:
    written = "11 kap. 1 § SoL, 14 kap. 1 § SoL, 2 kap. 1 § SoL, 2 a kap. 3 § SoL, 5 kap. 11 § SoL"
    found = law_notices(_composed("Nämnden ska utreda (11 kap. 1 § SoL).", written), ON)
    assert len(found) == MAX_LAW_NOTICES + 1
    assert found[-1].startswith("Kontrollera också 2 a kap. 3 § SoL (2001:453), 5 kap. 11 § SoL (2001:453): lagen är ändrad")


def test_below_a_refusal_one_notice_on_law_is_written_out() -> None:
    refused = replace(_composed("Nämnden ska utreda.", "11 kap. 1 § SoL, 14 kap. 1 § SoL"), status=Status.NOT_IN_GUIDELINES)
    assert [notice.startswith("Kontrollera också") for notice in law_notices(refused, ON)] == [False, True]


def test_two_notes_on_the_same_sections_are_one(assistant: Assistant) -> None:
    notices = assistant.ask("Vem ansvarar för medföljande barn på skyddat boende?", on=ON).notices
    assert sum("22 kap. 5 § SoL (2025:400)" in notice for notice in notices) <= 1


@pytest.mark.parametrize("question", ["Kan man besluta om skyddat boende?", "När ska beslut tas?", "Vem beslutar om insatsen?"])
def test_the_notices_below_an_answer_are_few(assistant: Assistant, question: str) -> None:
    assert len(assistant.ask(question, on=ON).notices) <= 6


def test_a_number_that_is_another_rule_today_is_told_first(assistant: Assistant) -> None:
    first = assistant.ask("14 kap. 1 § SoL", on=ON).notices[0]
    assert first.startswith("14 kap. 1 § SoL är i dag en annan regel: i SoL (2025:400)")
    assert not [one for one in assistant.ask("14 kap. 1 § SoL (2001:453)", on=ON).notices if "en annan regel" in one]


def test_law_that_is_not_known_is_told_also_where_nothing_is_found(assistant: Assistant) -> None:
    assert "5 § XYZL: den lagen finns inte i vårt register. Kontrollera." in assistant.ask("5 § XYZL", on=ON).notices
    unknown = assistant.ask("Vad säger 3 § lagen (1999:9999)?", on=ON)
    assert not [one for one in unknown.notices if "hänvisar till" in one]


def test_what_the_words_of_a_quote_ask_is_said_in_a_sentence() -> None:
    (told,) = wording_notices(_composed("Nämnden ska utreda och bör erbjuda stöd.", ""))
    assert told == (
        "I citatet betyder ”ska” att det är ett krav; ”bör” att det är en rekommendation, den som avviker behöver skäl."
    )
