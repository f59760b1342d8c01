"""The one plain notice that goes with law that no longer stands."""

from __future__ import annotations

import datetime

import pytest

from assistant.law.grammar import parse
from assistant.law.notices import notice, notices

ON = datetime.date(2026, 11, 22)
OLD = {"SoL": "2001:453"}


def _say(text: str, subject: str = "Riktlinjen") -> str:
    return notice(parse(text, OLD)[0], ON, subject)


def test_a_replaced_section_is_explained_with_date_successors_and_transition() -> None:
    assert _say("14 kap. 1 § SoL") == (
        "Riktlinjen hänvisar till 14 kap. 1 § SoL (2001:453), som upphörde att gälla 2025-07-01. "
        "Första stycket motsvaras av 19 kap. 1 § SoL (2025:400), Skyldighet att anmäla oro för ett barn; "
        "andra stycket av 19 kap. 2 §; tredje stycket av 20 kap. 6 §; fjärde stycket av 19 kap. 3 §. "
        "Övergångsbestämmelser kan gälla."
    )


def test_what_moved_only_in_part_is_said_to_have_moved_in_part() -> None:
    assert "Paragrafen motsvaras delvis av 14 kap. 2 § SoL (2025:400)" in _say("11 kap. 1 § SoL")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("7 kap. 1 § SOSFS 2014:4", "Paragrafen motsvaras åtminstone delvis av 6 kap. 1 § HSLF-FS 2022:39."),
        ("7 kap. SOSFS 2014:4", "Kapitlet motsvaras åtminstone delvis av 6 kap. HSLF-FS 2022:39."),
    ],
)
def test_of_a_regulation_no_more_is_said_than_that_at_least_a_part_is_there(text: str, words: str) -> None:
    assert words in _say(text)


def test_a_stycke_that_the_table_has_no_row_for_is_named() -> None:
    assert "För andra stycket har vår jämförelsetabell ingen rad." in _say("5 kap. 11 § SoL")
    assert "För första och andra styckena har vår jämförelsetabell ingen rad." in _say("12 kap. 10 § SoL")


def test_a_section_without_a_row_sends_the_reader_to_the_new_act() -> None:
    assert "ingen rad för det som citeras. Kontrollera i SoL (2025:400)." in _say("4 kap. 2 a § SoL")


def test_a_chapter_is_followed_to_the_new_chapters() -> None:
    assert "står nu i 15 kap. 2–8 §§ och 16 kap. 1–4 §§ SoL (2025:400)" in _say("12 kap. SoL")


def test_law_in_force_needs_no_notice() -> None:
    assert _say("26 kap. 1 § OSL") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SOSFS 2014:5", "Riktlinjen hänvisar till SOSFS 2014:5. Vi har inget belägg för om det gäller. Kontrollera."),
        ("SOSFS 2014:4", "Riktlinjen hänvisar till SOSFS 2014:4, som har ersatts av HSLF-FS 2022:39."),
        ("99 kap. 999 § SoL", "99 kap. 999 § finns inte i SoL (2001:453), så vitt vi vet. Kontrollera."),
        ("5 § XYZL", "5 § XYZL: den lagen finns inte i vårt register. Kontrollera."),
        ("3 kap. 5 §", "Det framgår inte vilken lag 3 kap. 5 § hör till. Kontrollera i dokumentet."),
        (
            "3 § lagen (1999:9999)",
            "Riktlinjen hänvisar till 3 § SFS 1999:9999. Den författningen finns inte i vårt register. Kontrollera.",
        ),
        (
            "lagen (1999:9999)",
            "Riktlinjen hänvisar till SFS 1999:9999. Den författningen finns inte i vårt register. Kontrollera.",
        ),
        ("SOU 1995:15", ""),
    ],
)
def test_what_is_not_known_is_said_plainly(text: str, expected: str) -> None:
    assert _say(text) == expected


def test_without_a_subject_the_sentence_begins_with_the_law() -> None:
    assert _say("SoL", "").startswith("SoL (2001:453) upphörde att gälla 2025-07-01 och ersattes av SoL (2025:400).")


def test_law_that_is_not_yet_in_force_is_said_to_be_so() -> None:
    one = parse("19 kap. 1 § SoL (2025:400)")[0]
    assert notice(one, datetime.date(2025, 1, 1)) == (
        "Riktlinjen hänvisar till 19 kap. 1 § SoL (2025:400), som inte har trätt i kraft 2025-01-01."
    )


def test_each_notice_is_given_once_and_the_act_alone_not_beside_its_sections() -> None:
    references = parse("SoL, 14 kap. 1 § SoL och 14 kap. 1 § SoL, 25 § FL", OLD)
    assert len(notices(references, ON)) == 1


def test_a_merged_reference_is_explained_instead_of_judged_twice() -> None:
    found = notices(parse("76 kap. 1 § SOSFS 2014:4HSLF-FS 2022:39"), ON)
    assert len(found) == 1
    assert "7 kap. 1 § SOSFS 2014:4 (äldre) och 6 kap. 1 § HSLF-FS 2022:39 (ny)" in found[0]
