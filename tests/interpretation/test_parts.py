"""The parts that compare: ages, places, replaced law, opposite phrases, and what a difference is called."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.interpretation import ages, opposed, scopes
from assistant.interpretation.successors import rename
from assistant.verification.model import Kind
from assistant.verification.units import Unit

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


@pytest.mark.parametrize(
    "claim",
    [
        "Det regleras i 19 kap. 1 § SoL (2025:400).",
        "Det regleras i dag i 19 kap. 1 § SoL.",
        "Det regleras i 19 kap. 1 § i den nya socialtjänstlagen.",
    ],
)
def test_todays_section_is_read_as_the_one_that_the_guideline_names(claim: str, units_with: UnitsWith) -> None:
    renamed = rename(claim, units_with("Anmälningsskyldighet vid oro för barn"))
    assert "14 kap. 1 §" in renamed.text
    assert renamed.notices == (
        "Riktlinjen skriver 14 kap. 1 § SoL (2001:453). Det motsvaras i dag av 19 kap. 1 § SoL (2025:400).",
    )


@pytest.mark.parametrize(
    "claim", ["Det regleras i 14 kap. 1 § SoL.", "Det regleras i 17 kap. 1 § SoL (2025:400).", "Ingen lag."]
)
def test_any_other_section_is_left_as_it_is(claim: str, units_with: UnitsWith) -> None:
    renamed = rename(claim, units_with("Anmälningsskyldighet vid oro för barn"))
    assert (renamed.text, renamed.notices) == (claim, ())


@pytest.mark.parametrize(
    ("claim", "source", "kind"),
    [
        ("Det kan ske utan att utövaren har samtyckt.", "Det kräver samtycke från utövaren.", Kind.CONDITION),
        ("Planen kan göras mot den enskildes vilja.", "Planen görs med samtycke från den enskilde.", Kind.CONDITION),
        ("Beslutet behöver inte dokumenteras.", "Beslutet ska dokumenteras.", Kind.MODALITY),
        ("Stödet förutsätter en anmälan.", "Händelsen behöver inte vara anmäld.", Kind.NEGATION),
        ("Uppgifter lämnas utan prövning.", "Möjligheten måste prövas i varje fall.", Kind.CONDITION),
        ("De vill sluta sälja sex.", "De vill sluta köpa sex.", Kind.CONTENT),
    ],
)
def test_opposite_phrases_differ(claim: str, source: str, kind: Kind) -> None:
    assert [one.kind for one in opposed.compare(claim, source)] == [kind]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Beslutet behöver inte dokumenteras.", "Det ska inte antecknas, och det behövs inte något beslut."),
        ("Planen görs med samtycke.", "Planen görs med samtycke från den enskilde."),
        ("De köper och säljer sex.", "De säljer sex."),
    ],
)
def test_phrases_that_say_the_same_do_not(claim: str, source: str) -> None:
    assert opposed.compare(claim, source) == []


def test_only_if_is_a_condition_like_any_other() -> None:
    assert opposed.is_narrowed(
        "Uppgifter lämnas bara om den enskilde samtycker.", "Uppgifter lämnas om den enskilde samtycker."
    )
    assert not opposed.is_narrowed("Stödet ges bara på vardagar.", "Stödet ges på vardagar.")
