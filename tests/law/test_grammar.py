"""Swedish legal writing as it really is, and what only looks like it."""

from __future__ import annotations

import pytest

from assistant.law.grammar import parse

OLD = {"SoL": "2001:453"}


def _found(text: str, default: str | None = None) -> list[str]:
    return [one.canonical for one in parse(text, OLD, default)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 kap. 1 § SoL", ["SoL 14:1"]),
        ("14 kap 1 § sol", ["SoL 14:1"]),
        ("14 kap 1 SoL", ["SoL 14:1"]),
        ("14 kap. § 1 SoL", ["SoL 14:1"]),
        ("SoL 14 kap. 1 §", ["SoL 14:1"]),
        ("14:1 SoL", ["SoL 14:1"]),
        ("SoL 14:1, 14:2", ["SoL 14:1", "SoL 14:2"]),
        ("SoL 12:", ["SoL 12:"]),
        ("12 kap. SoL", ["SoL 12:"]),
        ("SoL", ["SoL"]),
        ("2 a kap. 8–9 §§ SoL", ["SoL 2a:8", "SoL 2a:9"]),
        ("2 a kap. 8-9 §§ SoL", ["SoL 2a:8", "SoL 2a:9"]),
        ("4 kap. 1 och 2 §§ SoL", ["SoL 4:1", "SoL 4:2"]),
        ("5 kap. 1, 1 a och 3–5 §§ SoL", ["SoL 5:1", "SoL 5:1a", "SoL 5:3", "SoL 5:5"]),
        ("16 kap. 6 a–c §§ SoL", ["SoL 16:6a", "SoL 16:6c"]),
        ("10 kap. 18 c § OSL", ["OSL 10:18c"]),
        ("2 kap. 1 § och 2 a kap. 1 § SoL", ["SoL 2:1", "SoL 2a:1"]),
        ("7 kap. 19 § och 20 § SoL", ["SoL 7:19", "SoL 7:20"]),
        ("36 § FL eller ändrats enligt 37 eller 38 §§ FL", ["FL 36", "FL 37", "FL 38"]),
        ("§ 25 FL", ["FL 25"]),
        ("25 § el. 26 § FL", ["25", "FL 26"]),
        ("14 KAP. 1 § SOL", ["SoL 14:1"]),
        ("3 och 4 kap. SoL", ["SoL 3:", "SoL 4:"]),
        ("4 kap. 3 § brottsbalken", ["BrB 4:3"]),
        ("26 kap. 1 § offentlighets- och sekretesslagen (2009:400)", ["OSL 26:1"]),
        ("5 kap. 22 § SOSFS 2014:5", ["SOSFS 2014:5 5:22"]),
        ("5 kap. i SOSFS 2014:5", ["SOSFS 2014:5 5:"]),
        ("6 kap. 2 § HSLF-FS 2022:39", ["HSLF-FS 2022:39 6:2"]),
        ("lagen (2009:724) om nationella minoriteter", ["SFS 2009:724"]),
        ("6 § lagen (2009:724) om nationella minoriteter", ["SFS 2009:724 6"]),
        ("lagen om stöd och service till vissa funktionshindrade", ["LSS"]),
        ("LSS Lag (1993:387) om stöd och service till vissa\nfunktionshindrade", ["LSS"]),
        ("lagen (2024:79) om placering av barn i skyddat boende 2 kap. 3 §", ["SFS 2024:79 2:3"]),
        ("lagen (1993:387) om stöd och service till vissa funktionshindrade, 3 kap. 5 § SoL", ["LSS", "SoL 3:5"]),
        ("brottsbalkens bestämmelser", ["BrB"]),
        ("2003:1210 5 §", ["SFS 2003:1210 5"]),
        ("3 kap. 5 § lag 2003:1210", ["SFS 2003:1210 3:5"]),
        ("19 § tredje st 2 p lagen (2003:1210)", ["SFS 2003:1210 19"]),
        ("brottsbalkens 4 kap. 3 §", ["BrB 4:3"]),
        ("1 § första stycket 1 eller 2 och 4 kap. 5 § BrB", ["BrB 1", "BrB 1", "BrB 4:5"]),
        ("SOU 1995:15 s. 5", ["SOU 1995:15"]),
        ("prop. 2024/25:89", ["prop. 2024/25:89"]),
        ("Ds 1997:29", ["Ds 1997:29"]),
        ("bet. 2024/25:SoU23", ["bet. 2024/25:SoU23"]),
        ("JO:s beslut den 7 december 2020, dnr 4454-2019", ["JO 4454-2019"]),
        ("JO dnr 1-2020 och 2-2020", ["JO 1-2020", "JO 2-2020"]),
        ("Meddelandeblad 2/2012", ["Meddelandeblad 2/2012"]),
        ("NJA 2010 s. 15 och HFD 2015 ref. 5", ["NJA 2010 s. 15", "HFD 2015 ref. 5"]),
    ],
)
def test_a_reference_is_read_as_people_write_it(text: str, expected: list[str]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "dnr 2025/941",
        "Dnr 325-1033/2012",
        "2026-01-21",
        "den 7 december 2020",
        "39 (67)",
        "Sida 2 (3)",
        "s. 34",
        "08-508 32 440",
        "ring 112",
        "kl. 14:30",
        "1 500 kronor",
        "15 år eller äldre",
        "punkt 5–8",
        "Rapport 2019:23",
        "Rapport (2019:23)",
        "JO har uttalat sig. Ärendet har dnr 12-2020",
        "12:1",
        "solen skiner",
        "lagen ska följas",
        "anslagen beviljas",
        "vård1 2 3",
        "§",
        "kap.",
        "",
    ],
)
def test_what_is_no_reference_stays_none(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "paragraph", "item"),
    [
        ("11 kap. 2 § tredje stycket SoL", "3", None),
        ("1 § första stycket 2 FL", "1", "2"),
        ("1 § 2 st. FL", "2", None),
        ("6 § 1 FL", None, "1"),
        ("33 kap. 5 § 2 st 3 brottsbalken", "2", "3"),
        ("1 § första stycket andra punkten FL", "1", "2"),
        ("SoL 11:2 3 st.", "3", None),
        ("2 kap. 3 § SoL första stycket", None, None),
    ],
)
def test_a_stycke_keeps_the_canonical_form_of_its_section(text: str, paragraph: str | None, item: str | None) -> None:
    one = parse(text, OLD)[0]
    assert (one.paragraph, one.item) == (paragraph, item)


def test_members_of_a_list_share_the_span() -> None:
    text = "enligt 4 kap. 1 och 2 §§ SoL gäller"
    assert {(one.as_written, one.start) for one in parse(text, OLD)} == {("4 kap. 1 och 2 §§ SoL", 7)}


def test_an_elliptical_reference_reaches_to_its_law() -> None:
    first, second = parse("2 kap. 1 § respektive 2 a kap. 1 § SoL", OLD)
    assert first.as_written == "2 kap. 1 § respektive 2 a kap. 1 § SoL"
    assert second.as_written == "2 a kap. 1 § SoL"


def test_a_section_belongs_to_the_law_after_it_and_not_to_the_one_before() -> None:
    assert _found("enligt SoL, 25 § FL och 26 kap. 1 § OSL") == ["SoL", "FL 25", "OSL 26:1"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (
            "Lagen (2009:724) om nationella minoriteter och minoritetsspråk innebär",
            "Lagen (2009:724) om nationella minoriteter och minoritetsspråk",
        ),
        ("lagen (2009:724) om nationella minoriteter gäller", "lagen (2009:724)"),
        ("lagen (1997:238) om arbetslöshetsförsäkring gäller", "lagen (1997:238)"),
    ],
)
def test_a_title_is_taken_in_after_the_number_only_where_it_is_known_word_for_word(text: str, written: str) -> None:
    assert [one.as_written for one in parse(text)] == [written]


def test_the_same_law_is_the_one_named_last() -> None:
    assert _found("6 kap. lagen (2003:1210) om samordning enligt 12 kap. 10 § samma lag") == [
        "SFS 2003:1210 6:",
        "SFS 2003:1210 12:10",
    ]


def test_the_former_and_the_latter_act_are_told_apart() -> None:
    text = "Brottsbalken och lagen (1990:52) gäller (2 § i den förstnämnda lagen respektive 1 § i den sistnämnda)."
    assert _found(text) == ["BrB", "LVU", "BrB 2", "LVU 1"]


def test_the_acts_own_chapter_is_the_act_named_last() -> None:
    assert _found("Brottsbalken gäller; lagens 3 kap. säger mer") == ["BrB", "BrB 3:"]


def test_a_name_that_the_text_gives_a_number_keeps_it() -> None:
    found = parse("5 § påhittadelagen (1960:729) och 6 § påhittadelagen")
    assert [one.sfs for one in found] == ["1960:729", "1960:729"]


def test_a_number_beside_the_name_wins_over_what_the_document_means() -> None:
    assert [one.sfs for one in parse("14 kap. 1 § SoL (2025:400)", OLD)] == ["2025:400"]


def test_what_sol_means_follows_from_the_basis_then_from_the_texts_own_law_then_from_today() -> None:
    text = "14 kap. 1 § SoL"
    assert parse(text, OLD)[0].sfs == "2001:453"
    assert parse(text, None, "2001:453")[0].sfs == "2001:453"
    assert parse(text)[0].sfs == "2025:400"


def test_a_section_that_only_the_older_act_has_belongs_to_the_older_act() -> None:
    assert [one.sfs for one in parse("2 a kap. 10 och 11 §§ SoL")] == ["2001:453", "2001:453"]
    assert [one.sfs for one in parse("19 kap. 1 § SoL")] == ["2025:400"]
    assert [one.sfs for one in parse("99 kap. 999 § SoL")] == ["2025:400"]
    assert [one.sfs for one in parse("19 kap. 1 § SoL", OLD)] == ["2001:453"]


def test_an_abbreviation_means_the_act_that_the_text_has_given_a_number() -> None:
    assert [one.sfs for one in parse("socialtjänstlagen (2001:453), SoL. Enligt 4 kap. 1 § SoL")] == ["2001:453"] * 3


def test_a_section_without_a_law_belongs_to_the_default_law_and_else_to_none() -> None:
    assert [(one.canonical, one.sfs) for one in parse("enligt 5 kap. 2 §", None, "SOSFS 2014:5")] == [
        ("SOSFS 2014:5 5:2", "SOSFS 2014:5")
    ]
    assert [(one.canonical, one.sfs) for one in parse("enligt 5 kap. 2 §")] == [("5:2", "")]


def test_an_unknown_law_is_reported_as_unknown_and_never_guessed() -> None:
    assert [(one.canonical, one.sfs) for one in parse("5 § XYZL och 23 § okändalagen", OLD, "2001:453")] == [
        ("XYZL 5", ""),
        ("okändalagen 23", ""),
    ]


def test_two_regulations_run_together_that_are_not_known_as_old_and_new_stay_two() -> None:
    assert _found("5 kap. SOSFS 2011:5SOSFS 2011:9") == ["SOSFS 2011:5 5:", "SOSFS 2011:9"]
