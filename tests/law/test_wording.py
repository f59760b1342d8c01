"""Statute texts in the official database's form: sections, and two wordings of one."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from assistant.errors import StorageError
from assistant.law.wording import StatuteText, load_statute, read_sections, statute_path

TEXT = (
    "1 kap. Lagens innehåll\r\n\r\nInledning\r\n\r\n1 § Denna lag är påhittad \r\nför ett prov.\r\n\r\n"
    "Den har två stycken.\r\n\r\n2 kap. Skyldigheter\r\n\r\nAnmälan\r\n\r\n"
    "1 § /Upphör att gälla U:2026-01-15/\r\nDen som ser något får anmäla\r\n\r\n"
    "1. det första, eller\r\n\r\n2. det andra.\r\n\r\n"
    "1 § /Träder i kraft I:2026-01-15/\r\nDen som ser något ska anmäla det. Lag (2025:9).\r\n\r\n"
    "/Rubriken träder i kraft I:2026-01-15/\r\nUndantag\r\n\r\n"
    "2 a § /Träder i kraft I:2026-01-15/\r\nDetta gäller inte.\r\n\r\n"
    "Övergångsbestämmelser\r\n\r\n2025:1\r\n\r\n1. Denna lag träder i kraft den 1 januari 2025."
)
EARLY, LATE = datetime.date(2026, 1, 14), datetime.date(2026, 1, 15)


@pytest.fixture
def statute() -> StatuteText:
    return StatuteText("2025:1", "Provlag (2025:1)", "", LATE, "", read_sections(TEXT))


def test_a_section_keeps_its_stycken_and_its_heading(statute: StatuteText) -> None:
    wording = statute.find("1", "1", EARLY)
    assert wording is not None
    assert (wording.text, wording.heading) == ("Denna lag är påhittad för ett prov.\nDen har två stycken.", "Inledning")


def test_of_two_wordings_the_one_in_force_on_the_date_is_shown(statute: StatuteText) -> None:
    before, after = statute.find("2", "1", EARLY), statute.find("2", "1", LATE)
    assert before is not None
    assert after is not None
    assert before.text == "Den som ser något får anmäla\n1. det första, eller\n2. det andra."
    assert after.text == "Den som ser något ska anmäla det. Lag (2025:9)."


def test_a_section_that_came_later_has_no_wording_before(statute: StatuteText) -> None:
    assert statute.find("2", "2a", EARLY) is None
    wording = statute.find("2", "2a", LATE)
    assert wording is not None
    assert wording.heading == "Undantag"


def test_transitional_provisions_are_no_sections(statute: StatuteText) -> None:
    assert [(one.chapter, one.section) for one in statute.wordings] == [("1", "1"), ("2", "1"), ("2", "1"), ("2", "2a")]


def test_a_statute_without_chapters_is_read(statute: StatuteText) -> None:
    found = read_sections("Inledning\n\n1 § Första.\n\n2 § Andra.")
    assert [(one.chapter, one.section, one.text) for one in found] == [(None, "1", "Första."), (None, "2", "Andra.")]


def test_a_statute_that_was_never_fetched_is_none(tmp_path: Path) -> None:
    assert load_statute(tmp_path, "2025:1") is None


def test_a_damaged_file_is_refused_with_advice(tmp_path: Path) -> None:
    path = statute_path(tmp_path, "2025:1")
    path.parent.mkdir()
    path.write_text("{", encoding="utf-8")
    with pytest.raises(StorageError, match="Hämta den igen"):
        load_statute(tmp_path, "2025:1")
