"""The parts that compare: ages, places, replaced law, opposite phrases, and what a difference is called."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from assistant.interpretation import ages, opposed, scopes
from assistant.interpretation.deciding import is_decided
from assistant.interpretation.successors import AsOf, rename
from assistant.verification.model import Difference, Kind
from assistant.verification.units import Unit

TODAY = datetime.date(2026, 2, 2)
NOW = AsOf.of(None, TODAY)
BEFORE = AsOf.of(datetime.date(2024, 3, 1), TODAY)
OLD = "14 kap. 1 § SoL (2001:453)"
NEW = "19 kap. 1 § SoL (2025:400)"
RANGE = "Origo vänder sig till personer som är mellan 13 och 26 år."
UnitsWith = Callable[[str], tuple[Unit, ...]]


@pytest.mark.parametrize(
    ("claim", "source", "inside"),
    [
        ("En tjej på 17 år kan höra av sig.", RANGE, True),
        ("En 26-åring hör till målgruppen.", RANGE, True),
        ("En 27-åring hör till målgruppen.", RANGE, False),
        ("Ett barn på elva år hör till målgruppen.", RANGE, False),
        ("En femtonåring kan få stödet.", "Den enskilde är 15 år eller äldre.", True),
        ("Den som är 17 år kan delta.", "Den som är över 18 år är välkommen.", False),
        ("En 12-åring kan följa med.", "Barn under 13 år får följa med.", True),
    ],
)
def test_an_age_is_in_what_the_source_names_or_not(claim: str, source: str, inside: bool) -> None:
    age = ages.compare(claim, source)
    assert age is not None
    assert age.inside is inside


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Stödet ges i högst 15 månader.", RANGE),
        ("En tjej på 17 år kan höra av sig.", "Stödet ges vid behov."),
        ("Personer mellan 15 och 25 år kan höra av sig.", RANGE),
        ("Den som blir stora år är välkommen.", RANGE),
    ],
)
def test_what_names_no_single_age_or_no_range_is_left_to_the_numbers(claim: str, source: str) -> None:
    assert ages.compare(claim, source) is None


@pytest.mark.parametrize(
    ("claim", "source", "differs"),
    [
        ("Man måste ha fyllt 20 år.", "Alla över 18 år är välkomna.", True),
        ("Man måste ha fyllt 18 år.", "Alla över 18 år är välkomna.", False),
        ("Personer mellan 15 och 26 år kan höra av sig.", RANGE, True),
        ("Personer mellan 13 och 26 år kan höra av sig.", RANGE, False),
        ("Alla kan höra av sig.", RANGE, False),
    ],
)
def test_ages_that_have_other_ends_differ(claim: str, source: str, differs: bool) -> None:
    assert (ages.compare_ranges(claim, source) is not None) is differs


def test_another_county_is_another_place() -> None:
    (found,) = scopes.compare("Kommunerna i Uppsala län deltar.", "Kommunerna i Stockholms län deltar.", "")
    assert (found.claim, found.source) == ("Uppsala län", "Stockholms län")


def test_who_lives_elsewhere_does_not_live_here() -> None:
    text = "Den enskilde är bosatt i Stockholms stad."
    (found,) = scopes.compare("Den som bor i en annan kommun kan få stödet.", text, text)
    assert (found.kind, found.source) == (Kind.PLACE, "bosatt i Stockholms stad")


def test_a_county_is_not_a_city() -> None:
    (found,) = scopes.compare("Den som bor i Stockholms län kan delta.", "Den som bor i Stockholms stad kan delta.", "")
    assert (found.kind, found.claim, found.source) == (Kind.PLACE, "Stockholms län", "Stockholms stad")


def test_the_whole_country_is_not_one_place() -> None:
    text = "Arbetslaget undervisar barn på boenden i Stockholm."
    (found,) = scopes.compare("Arbetslaget undervisar barn i hela landet.", text, text)
    assert (found.claim, found.source) == ("hela landet", "i Stockholm")


def test_outside_a_place_is_not_in_it() -> None:
    text = "Det gäller boenden i Stockholm."
    found = scopes.compare("Det gäller också boenden utanför Stockholm.", text, text)
    assert [(one.claim, one.source) for one in found] == [("utanför Stockholm", "i Stockholm")]


def test_who_lives_in_another_town_does_not_live_here() -> None:
    text = "Den enskilde är bosatt i Stockholms stad."
    (found,) = scopes.compare("Den som bor i Huddinge kan få stödet.", text, text)
    assert (found.kind, found.claim, found.source) == (Kind.PLACE, "bor i Huddinge", "bosatt i Stockholms stad")


@pytest.mark.parametrize(
    "claim",
    ["Den som bor i Stockholm kan få stödet.", "Den som bor i kommunen kan få stödet."],
)
def test_where_somebody_lives_is_left_where_both_may_be_the_same(claim: str) -> None:
    assert scopes.compare(claim, "Den enskilde är bosatt i Stockholms stad.", "") == []


def test_a_plain_sweden_is_not_set_against_another_sentence() -> None:
    whole = "Sexköp är straffbart. Rapporten kommer från Länsstyrelsen i Stockholm."
    assert scopes.compare("I Sverige är sexköp straffbart.", "Sexköp är straffbart.", whole) == []


@pytest.mark.parametrize(
    ("claim", "paragraph", "adds"),
    [
        ("Boendet ska ligga i en annan kommun.", "Det skyddade boendet är beläget nära skolan.", True),
        ("Boendet ska ligga utomlands.", "Det skyddade boendet är beläget nära skolan.", True),
        ("Ärendet kan flyttas till en annan kommun.", "Kommunen kan begära överflyttning av ett ärende.", False),
        ("Boendet ska ligga nära skolan.", "Det skyddade boendet är beläget nära skolan.", False),
    ],
)
def test_a_place_that_no_paragraph_is_about_is_added(claim: str, paragraph: str, adds: bool) -> None:
    assert scopes.adds_place(claim, [paragraph]) is adds


@pytest.mark.parametrize(
    ("kind", "claim", "source", "decided"),
    [
        (Kind.MODALITY, "ska", "bör", True),
        (Kind.MODALITY, "får", "är", False),
        (Kind.ACTOR, "Skatteverket", "Polisen", True),
        (Kind.ACTOR, "Samtalsgruppen", "Innehållet", False),
        (Kind.ACTOR, "förälder", "våldsutsatt, vårdnadshavare", False),
        (Kind.CONDITION, "", "samtycke", False),
        (Kind.NUMBER, "20", "15", True),
    ],
)
def test_a_difference_decides_where_both_sides_are_of_one_kind(kind: Kind, claim: str, source: str, decided: bool) -> None:
    assert is_decided(Difference(kind, claim, source)) is decided


@pytest.mark.parametrize(
    "claim",
    [
        "Det regleras i 19 kap. 1 § SoL (2025:400).",
        "Det regleras i dag i 19 kap. 1 § SoL.",
        "Det regleras i 19 kap. 1 § i den nya socialtjänstlagen.",
    ],
)
def test_todays_section_is_read_as_the_one_that_the_guideline_names(claim: str, units_with: UnitsWith) -> None:
    renamed = rename(claim, units_with("Anmälningsskyldighet vid oro för barn"), NOW)
    assert "14 kap. 1 §" in renamed.text
    assert renamed.notices == (f"Riktlinjen skriver {OLD}. Det motsvaras i dag av {NEW}.",)


def test_the_guidelines_own_section_is_kept_and_todays_is_said(units_with: UnitsWith) -> None:
    claim = "Det regleras i 14 kap. 1 § SoL."
    renamed = rename(claim, units_with("Anmälningsskyldighet vid oro för barn"), NOW)
    assert (renamed.text, renamed.differences) == (claim, ())
    assert renamed.notices[0].startswith(f"Riktlinjen skriver {OLD}. Det motsvaras i dag av {NEW}, ")
    assert " och " in renamed.notices[0]  # this one went to several sections


@pytest.mark.parametrize("written", ["19 kap. 1 § SoL", "19 kap. 1 § SoL (2025:400)"])
def test_before_the_new_law_was_in_force_its_section_differs(units_with: UnitsWith, written: str) -> None:
    claim = f"Det regleras i {written}."
    renamed = rename(claim, units_with("Anmälningsskyldighet vid oro för barn"), BEFORE)
    assert renamed.text == claim
    assert [(one.kind, one.claim, one.source) for one in renamed.differences] == [(Kind.REFERENCE, written, "14 kap. 1 § SoL")]
    assert renamed.notices == (f"{NEW} gällde inte den 2024-03-01. Riktlinjen skriver {OLD}.",)


def test_while_the_old_law_was_in_force_nothing_is_said_of_the_new_one(units_with: UnitsWith) -> None:
    renamed = rename("Det regleras i 14 kap. 1 § SoL.", units_with("Anmälningsskyldighet vid oro för barn"), BEFORE)
    assert (renamed.notices, renamed.differences) == ((), ())


@pytest.mark.parametrize("claim", ["Det regleras i 17 kap. 1 § SoL (2025:400).", "Ingen lag."])
def test_any_other_section_is_left_as_it_is(claim: str, units_with: UnitsWith) -> None:
    renamed = rename(claim, units_with("Anmälningsskyldighet vid oro för barn"), NOW)
    assert (renamed.text, renamed.notices, renamed.differences) == (claim, (), ())


def differences(claim: str, source: str) -> list[Kind]:
    return [one.kind for one in (*opposed.phrase_differences(claim, source), *opposed.word_differences(claim, source))]


@pytest.mark.parametrize(
    ("claim", "source", "kind"),
    [
        ("Det kan ske utan att utövaren har samtyckt.", "Det kräver samtycke från utövaren.", Kind.CONDITION),
        ("Planen kan göras mot den enskildes vilja.", "Planen görs med samtycke från den enskilde.", Kind.CONDITION),
        ("Beslutet behöver inte dokumenteras.", "Beslutet ska dokumenteras.", Kind.MODALITY),
        ("Stödet förutsätter en anmälan.", "Händelsen behöver inte vara anmäld.", Kind.NEGATION),
        ("Uppgifter lämnas utan prövning.", "Möjligheten måste prövas i varje fall.", Kind.CONDITION),
        ("De vill sluta sälja sex.", "De vill sluta köpa sex.", Kind.CONTENT),
        ("Nämnden får, om den vill, beakta säkerheten.", "Nämnden ska beakta säkerheten.", Kind.MODALITY),
        ("Examen är ett krav för handläggare.", "Handläggare bör ha examen.", Kind.MODALITY),
        ("Avgiften är densamma vare sig mat ingår eller inte.", "Om mat inte ingår ska avgiften reduceras.", Kind.CONDITION),
        ("Det räcker att något av villkoren är uppfyllt.", "Samtliga villkor ska vara uppfyllda.", Kind.CONDITION),
        ("Stödet ges bara till unga.", "Även yrkesverksamma kan få stöd.", Kind.CONDITION),
        ("Partnern underrättas först när utredningen är klar.", "Partnern underrättas genast.", Kind.TIME),
        ("Prövningen görs i efterhand.", "Prövningen görs innan uppgifterna lämnas.", Kind.TIME),
        ("Planeringen upphör vid flytten.", "Planering behövs även under vistelsen.", Kind.TIME),
        ("Båda måste skriva under.", "Det räcker att enbart den ena skriver under.", Kind.NUMBER),
        ("Gruppen träffas 15 gånger.", "Antalet tillfällen är beroende av metod.", Kind.NUMBER),
        ("Våldet sker utomhus.", "Våldet sker inomhus.", Kind.PLACE),
        ("Våldet sker mest ute på allmän plats.", "Våldet sker vanligtvis inomhus i offrets hem.", Kind.PLACE),
    ],
)
def test_opposite_phrases_differ(claim: str, source: str, kind: Kind) -> None:
    assert differences(claim, source) == [kind]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Beslutet behöver inte dokumenteras.", "Det ska inte antecknas, och det behövs inte något beslut."),
        ("Planen görs med samtycke.", "Planen görs med samtycke från den enskilde."),
        ("De köper och säljer sex.", "De säljer sex."),
        ("Det ska inte alltid göras.", "Det görs som regel."),
        ("Man behöver inte uppge sitt namn.", "Rådgivningen är anonym."),
        (
            "Råden ska följas, trots att de bara är rekommendationer.",
            "Inom staden ska även de allmänna råden följas.",
        ),
        ("Det är straffbart att köpa sex.", "Sexköp är straffbart, men inte att sälja sex."),
    ],
)
def test_phrases_that_say_the_same_do_not(claim: str, source: str) -> None:
    assert differences(claim, source) == []


def test_only_if_is_a_condition_like_any_other() -> None:
    assert opposed.is_narrowed(
        "Uppgifter lämnas bara om den enskilde samtycker.", "Uppgifter lämnas om den enskilde samtycker."
    )
    assert not opposed.is_narrowed("Stödet ges bara på vardagar.", "Stödet ges på vardagar.")
