"""Whether law stands on a date, and what took its place."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from assistant.documents.model import LegalReference
from assistant.law.canonical import in_words
from assistant.law.grammar import parse
from assistant.law.model import LegalStatus
from assistant.law.standing import extent_words, paragraphs_in, standing
from assistant.law.transitions import load_moves, split_place

ON = datetime.date(2026, 11, 22)


def _one(text: str, sol: str = "2001:453") -> LegalReference:
    return parse(text, {"SoL": sol})[0]


def _judge(text: str, on: datetime.date = ON, sol: str = "2001:453") -> tuple[str, list[tuple[str, str, str]]]:
    judged = standing(_one(text, sol), on)
    return judged.status.value, [(one.canonical, one.part, one.extent) for one in judged.replaced_by]


def test_a_replaced_section_is_shown_with_all_its_successors() -> None:
    assert _judge("14 kap. 1 § SoL") == (
        "replaced",
        [
            ("SoL 19:1", "första stycket", "helt"),
            ("SoL 19:2", "andra stycket", "helt"),
            ("SoL 20:6", "tredje stycket", "helt"),
            ("SoL 19:3", "fjärde stycket", "helt"),
        ],
    )


def test_a_named_stycke_has_only_its_own_successors() -> None:
    assert _judge("14 kap. 1 § första stycket SoL") == ("replaced", [("SoL 19:1", "första stycket", "helt")])


def test_a_stycke_without_a_row_is_repealed_and_never_guessed() -> None:
    assert _judge("5 kap. 11 § andra stycket SoL") == ("repealed", [])


def test_wholly_is_said_of_the_part_that_moved() -> None:
    judged = standing(_one("3 kap. 1 § SoL"), ON)
    assert all(one.part for one in judged.replaced_by if one.extent == "helt")


def test_a_whole_section_is_said_to_have_moved_only_where_the_table_names_the_whole_section(corpus_folder: Path) -> None:
    for move in load_moves(corpus_folder):
        if move.extent == "helt" and not move.old_part:
            named = move.source.partition("jämförelsetabell: ")[2].split(" — ")  # one row has the new section first
            assert in_words(*split_place(move.old_place)) in named


@pytest.mark.parametrize("law", ["SoL", "SOSFS 2014:4", "7 kap. 1 § SOSFS 2014:4", "7 kap. SOSFS 2014:4"])
def test_wholly_is_never_said_of_an_act_or_of_a_regulation(law: str) -> None:
    (successor,) = standing(_one(law), ON).replaced_by
    assert successor.extent == "delvis"
    assert extent_words(successor) in {"ingen uppgift om hur mycket", "åtminstone delvis"}


def test_a_successor_has_its_real_heading_and_no_list_lead_in() -> None:
    judged = standing(_one("2 kap. 7 § andra stycket SoL"), ON)
    assert [(one.canonical, one.heading) for one in judged.replaced_by] == [
        ("SoL 10:9", "När insatser ska samordnas i en individuell plan")
    ]


def test_a_chapter_is_followed_to_the_sections_that_took_over() -> None:
    status, successors = _judge("12 kap. SoL")
    assert status == "replaced"
    assert ("SoL 16:1", "1 §", "helt") in successors


def test_a_whole_act_is_replaced_by_the_act_that_took_its_place() -> None:
    judged = standing(_one("socialtjänstlagen"), ON)
    assert [(one.canonical, one.sfs) for one in judged.replaced_by] == [("SoL", "2025:400")]


@pytest.mark.parametrize(
    ("text", "sol", "on", "status"),
    [
        ("14 kap. 1 § SoL", "2001:453", "2025-06-30", "in_force"),
        ("14 kap. 1 § SoL", "2001:453", "2025-07-01", "replaced"),
        ("14 kap. 1 § SoL", "2001:453", "2001-12-31", "not_yet_in_force"),
        ("14 kap. 1 § SoL", "2025:400", "2025-06-30", "not_yet_in_force"),
        ("14 kap. 1 § SoL", "2025:400", "2025-07-01", "in_force"),
        ("16 kap. 2 a § SoL", "2025:400", "2026-01-14", "not_yet_in_force"),
        ("16 kap. 2 a § SoL", "2025:400", "2026-01-15", "in_force"),
        ("25 § FL", "", "2018-06-30", "not_yet_in_force"),
        ("25 § FL", "", "2026-11-22", "in_force"),
        ("6 § LSS", "", "1992-01-01", "not_yet_in_force"),
        ("6 § LSS", "", "1993-06-01", "unknown"),
    ],
)
def test_the_date_decides(text: str, sol: str, on: str, status: str) -> None:
    assert _judge(text, datetime.date.fromisoformat(on), sol)[0] == status


@pytest.mark.parametrize(
    "text",
    [
        "SOSFS 2011:5",
        "SOSFS 2011:9",
        "SOSFS 2013:1",
        "5 kap. 2 § SOSFS 2014:5",
        "HSLF-FS 2016:55",
        "HSLF-FS 2016:56",
        "(2001:937)",
    ],
)
def test_a_source_without_evidence_is_unknown(text: str) -> None:
    assert _judge(text) == ("unknown", [])


def test_an_old_regulation_is_replaced_section_by_section_as_far_as_is_known() -> None:
    assert _judge("7 kap. 1 § SOSFS 2014:4") == ("replaced", [("HSLF-FS 2022:39 6:1", "", "delvis")])
    assert _judge("4 kap. SOSFS 2014:4") == ("repealed", [])
    assert _judge("SOSFS 2014:4") == ("replaced", [("HSLF-FS 2022:39", "", "delvis")])


@pytest.mark.parametrize(
    "text",
    [
        "99 kap. 999 § SoL",
        "99 kap. SoL",
        "999 § FL",
        "99 kap. 999 § OSL",
        "10 kap. 99 § OSL",
        "99 kap. 999 § brottsbalken",
        "88 kap. 1 § FB",
        "lagen (1999:9999)",
        "5 § XYZL",
        "3 kap. 1 §",
    ],
)
def test_nonsense_is_unknown_and_gets_no_link(text: str) -> None:
    judged = standing(_one(text), ON)
    assert (judged.status, judged.url) == (LegalStatus.UNKNOWN, "")


def test_a_known_law_links_to_its_official_text() -> None:
    assert standing(_one("26 kap. 1 § OSL"), ON).url == "https://rkrattsbaser.gov.se/sfst?bet=2009:400"


@pytest.mark.parametrize(
    ("part", "named"),
    [
        ("första stycket", {"1"}),
        ("första och andra styckena", {"1", "2"}),
        ("första–tredje styckena", {"1", "2", "3"}),
        ("första, tredje och fjärde styckena", {"1", "3", "4"}),
        ("fjärde stycket andra meningen", {"4"}),
        ("första stycket andra och tredje meningarna samt andra och tredje styckena", {"1", "2", "3"}),
        ("andra strecksatsen", set()),
        ("", set()),
    ],
)
def test_the_stycken_that_a_row_names_are_understood(part: str, named: set[str]) -> None:
    assert paragraphs_in(part) == named
