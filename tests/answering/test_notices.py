"""What is said of law below an answer, and in which order."""

from __future__ import annotations

import datetime

from assistant.answering.answer import Citation, Confidence, Status
from assistant.answering.notices import law_notices
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


def test_a_note_on_another_item_of_a_list_comes_after_the_law_that_was_asked_for(assistant: Assistant) -> None:
    asked = assistant.ask("14 kap. 1 § SoL", on=ON).notices
    notes = [number for number, notice in enumerate(asked) if notice.startswith("Den samlade rätten till bistånd är delad")]
    about = [number for number, notice in enumerate(asked) if "hänvisar till 14 kap. 1 § SoL (2001:453)" in notice]
    assert about < notes


def test_a_number_that_is_another_rule_today_is_told_first(assistant: Assistant) -> None:
    first = assistant.ask("14 kap. 1 § SoL", on=ON).notices[0]
    assert first.startswith("14 kap. 1 § SoL är i dag en annan regel: i SoL (2025:400)")
    assert not [one for one in assistant.ask("14 kap. 1 § SoL (2001:453)", on=ON).notices if "en annan regel" in one]


def test_law_that_is_not_known_is_told_also_where_nothing_is_found(assistant: Assistant) -> None:
    assert "5 § XYZL: den lagen finns inte i vårt register. Kontrollera." in assistant.ask("5 § XYZL", on=ON).notices
    unknown = assistant.ask("Vad säger 3 § lagen (1999:9999)?", on=ON)
    assert not [one for one in unknown.notices if "hänvisar till" in one]
