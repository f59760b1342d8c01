"""What a claim sets otherwise than its source, and what one of them denies: each rule, and what looks like it and is not."""

from __future__ import annotations

import pytest

from assistant.interpretation import contrasts, denials
from assistant.verification.model import Kind


@pytest.mark.parametrize(
    ("claim", "source", "kind", "words"),
    [
        (
            "Konsekvenserna ska övervägas när beslutet är fattat.",
            "Konsekvenserna ska övervägas innan beslut fattas.",
            Kind.TIME,
            ("när beslutet är fattat", "innan beslut"),
        ),
        (
            "Partnern får kontaktas innan en säkerhetsbedömning.",
            "Partnern kontaktas efter en säkerhetsbedömning.",
            Kind.TIME,
            ("innan säkerhetsbedömning", "efter säkerhetsbedömning"),
        ),
        (
            "Planeringen görs i samråd med skolan.",
            "Planeringen görs i samråd med boendet.",
            Kind.ACTOR,
            ("i samråd med skolan", "boendet"),
        ),
        (
            "Barnet får en plats nära den tidigare bostaden.",
            "Barnet får en plats i närheten av det skyddade boendet.",
            Kind.PLACE,
            ("nära tidigare bostaden", "skyddade boendet"),
        ),
        (
            "Barnet får en skolplats nära sitt gamla hem.",
            "Barnet får en skolplacering i närheten av det skyddade boendet.",
            Kind.PLACE,
            ("nära gamla hem", "skyddade boendet"),
        ),
        ("Män oftare än kvinnor utsätts.", "Både kvinnor och män utsätts, men kvinnor oftare.", Kind.ACTOR, ("Män", "kvinnor")),
        (
            "Den våldsutsatta ska själv ordna kontakten.",
            "Om den våldsutsatta behöver bistånd ska handläggaren förmedla kontakten.",
            Kind.ACTOR,
            ("själv", "handläggaren"),
        ),
        ("Merparten som köper sex är kvinnor.", "Merparten som köper sex är män.", Kind.ACTOR, ("kvinnor", "män")),
        ("Gruppen har en ledare.", "Gruppen leds alltid av två gruppledare.", Kind.NUMBER, ("en ledare", "två gruppledare")),
    ],
)
def test_what_is_set_otherwise_is_named(claim: str, source: str, kind: Kind, words: tuple[str, str]) -> None:
    (found,) = contrasts.compare(claim, source)
    assert found.kind is kind
    assert found.claim.startswith(words[0])
    assert found.source.startswith(words[1])


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Konsekvenserna övervägs före beslutet.", "Konsekvenserna ska övervägas innan beslut fattas."),
        ("Stödet ges efter förhöret.", "Stödet ges inför och efter förhör."),
        ("Planeringen görs i samråd med polisen.", "Planeringen görs ofta i samråd med polismyndigheten."),
        ("Kvinnor utsätts oftare än män.", "Både kvinnor och män utsätts, men kvinnor oftare."),
        ("Den enskilde kan själv ta kontakt.", "Den enskilde tar själv kontakt."),
        ("Gruppen har en ledare.", "Gruppen har en ledare och tre deltagare."),
    ],
)
def test_what_is_set_alike_is_not(claim: str, source: str) -> None:
    assert contrasts.compare(claim, source) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Avgiften reduceras inte.", "Då ska avgiften reduceras."),
        ("Hen har inte rätt till översättning.", "Hen har rätt till översättning."),
        ("Barnet placeras av nämnden.", "Barnet ska inte placeras av nämnden."),
        ("Det är socialtjänsten som placerar barnet.", "Det är inte socialtjänsten som placerar barnet."),
        ("Hemkommunen, inte boendet, beslutar.", "Boendet beslutar om tiden."),
        ("Den som har ett juridiskt biträde får en översättning.", "Den som saknar juridiskt biträde får en översättning."),
    ],
)
def test_what_one_side_denies_is_named(claim: str, source: str) -> None:
    assert denials.compare(claim, source)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Utredning får inte inledas mot hens vilja.", "Utredning får inte inledas mot den enskildes vilja."),
        ("Det innebär inte att ansvaret upphör.", "Ansvaret kvarstår."),
        ("Polisen, inte Skatteverket, beslutar.", "Polisen beslutar."),
        ("Att inte inleda utredning ska dokumenteras.", "Att inte inleda utredning ska dokumenteras."),
        ("Att sälja sex är inte straffbart.", "Det är inte straffbart att sälja sex."),
    ],
)
def test_what_both_deny_or_say_is_not(claim: str, source: str) -> None:
    assert denials.compare(claim, source) == []


def test_one_negation_on_one_side_stands_alone_unless_the_other_denies_in_a_word() -> None:
    assert denials.is_lone("Det omfattar inte unga.", "Det omfattar unga och gamla.")
    assert not denials.is_lone("Man behöver inte säga sitt namn.", "Rådgivningen är anonym.")
    assert not denials.is_lone("Det omfattar inte unga.", "Det omfattar inte ungdomar.")


def test_what_is_denied_beside_the_thing_said_is_no_denial_of_it() -> None:
    assert denials.denies_another("Det är polisen, inte Skatteverket, som beslutar.", "Polisen beslutar.")
    assert not denials.denies_another("Det är Skatteverket, inte polisen, som beslutar.", "Polisen beslutar.")


RISK = "Lösningen är möjlig under förutsättning att det inte innebär någon risk för ytterligare våld."


def test_a_case_that_the_source_excludes_is_named() -> None:
    (found,) = denials.compare("Lösningen är möjlig även när det finns risk för mer våld.", RISK)
    assert (found.kind, found.claim) == (Kind.CONDITION, "när det finns risk för mer våld")
    assert "inte innebär någon risk" in found.source


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Lösningen är möjlig när det inte finns någon risk för mer våld.", RISK),
        ("Lösningen är möjlig när boendet har en lägenhet ledig.", RISK),
        (
            "Har personen inte råd med egenavgiften kan hen ansöka om försörjningsstöd.",
            "Om personen saknar betalningsförmåga kan personen ansöka om försörjningsstöd.",
        ),
        (
            "I Sverige är det straffbart att köpa sex.",
            "I Sverige är sexköp straffbart, men det är inte straffbart att sälja sexuella tjänster.",
        ),
    ],
)
def test_what_is_denied_elsewhere_is_not_denied_of_this(claim: str, source: str) -> None:
    assert denials.compare(claim, source) == []


def test_what_is_both_said_and_denied_is_compared_with_what_it_is_said_of() -> None:
    (found,) = denials.compare(
        "Det är straffbart att sälja sexuella tjänster.",
        "I Sverige är sexköp straffbart, men det är inte straffbart att sälja sexuella tjänster.",
    )
    assert (found.kind, found.source) == (Kind.NEGATION, "inte straffbart")


def test_what_somebody_knows_is_not_done_alone() -> None:
    source = "Om personen är känd av socialtjänsten kan handläggaren skriva intyg om det handläggaren känner till."
    assert contrasts.compare("Den enskilde kan få intyg om det hen själv känner till.", source) == []
