"""What stands on a guideline's words, and what differs from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from assistant.documents.corpus import Corpus
from assistant.verification import Evidence, Kind, Verifier
from evals.measure_verifier import Measured, measure
from evals.verification_suite import load_pairs
from tests.verification.conftest import Judge, assert_differs

PAIRS = Path(__file__).parent / "pairs.jsonl"

SECRECY = "Inför utlämnande av sekretessbelagda uppgifter ska en sekretessprövning alltid göras."
PLAN = "Utföraren ska tillsammans med den enskilde upprätta en genomförandeplan"
INQUIRY = "En utredning enligt 11 kap. 1 § SoL får inte inledas mot den berörda personens vilja när det gäller en vuxen."
DEGREE = "När det gäller ärenden som rör våldsutsatta vuxna bör handläggarna dessutom ha socionomexamen"
ORIGO = "Origo vänder sig till personer som lever i en hederskontext och är mellan 13 och 26 år."
KAST = "Till KAST är alla över 18 år välkomna"
INTERPRETER = (
    "Om den enskilde saknar ett juridiskt biträde har han/hon dessutom rätt att på begäran få en skriftlig översättning"
)
SIP = "Om den enskilde behöver insatser från både kommun och region kan en samordnad individuell plan (SIP)"
QUALITY = "Socialtjänstens insatser ska vara av god kvalitet (3 kap. 3 § SoL)."
ADVICE = "Inom Stockholms stad ska även de allmänna råden följas."
CERTIFICATE = "Socialtjänsten kan bistå med intyg till Skatteverket."
IDENTITY = "Polisen utreder och fattar beslut om fingerade personuppgifter."
ALONE = "Handläggare bör alltid försöka prata med den enskilde i enrum."
DUTY = (
    "Skyldigheten att samverka gäller endast för sådana uppgifter för vilka det inte föreligger sekretess eller tystnadsplikt."
)
REPORTED = (
    "Socialtjänsten har ansvar för att utreda behov av stöd och skydd hos våldsutsatta och våldsutövare oavsett om våldet"
)

STANDS = [
    (SECRECY, SECRECY),
    ("Innan du lämnar ut sekretessbelagda uppgifter ska du alltid göra en sekretessprövning.", SECRECY),
    ("Genomförandeplanen ska upprättas av utföraren tillsammans med den enskilde.", PLAN),
    ("Utföraren måste upprätta en genomförandeplan tillsammans med den enskilde.", PLAN),
    ("Nej, en utredning enligt 11 kap. 1 § SoL får inte inledas mot en vuxen persons vilja.", INQUIRY),
    ("I ärenden om våldsutsatta vuxna bör handläggarna ha socionomexamen.", DEGREE),
    ("Origo vänder sig till personer mellan 13 och 26 år som lever i en hederskontext.", ORIGO),
    ("Alla över arton år är välkomna till KAST.", KAST),
    ("Handläggare bör alltid försöka tala med den enskilde på tu man hand.", ALONE),
    ("Den som saknar juridiskt biträde har rätt att på begäran få en skriftlig översättning.", INTERPRETER),
    ("Enligt 3 kap. 3 § socialtjänstlagen ska socialtjänstens insatser vara av god kvalitet.", QUALITY),
    ("Ja, i Stockholms stad ska också de allmänna råden följas.", ADVICE),
    ("Skyldigheten att samverka gäller bara uppgifter som inte omfattas av sekretess eller tystnadsplikt.", DUTY),
]

DIFFERS = [
    (Kind.MODALITY, "Inför utlämnande av sekretessbelagda uppgifter bör en sekretessprövning alltid göras.", SECRECY),
    (Kind.MODALITY, "Utföraren kan tillsammans med den enskilde upprätta en genomförandeplan.", PLAN),
    (Kind.MODALITY, "I ärenden som rör våldsutsatta vuxna ska handläggarna ha socionomexamen.", DEGREE),
    (Kind.MODALITY, "Socialtjänsten ska bistå med intyg till Skatteverket.", CERTIFICATE),
    (
        Kind.NEGATION,
        "En utredning enligt 11 kap. 1 § SoL får inledas mot den berörda personens vilja när det gäller en vuxen.",
        INQUIRY,
    ),
    (Kind.NEGATION, "Ja, en utredning enligt 11 kap. 1 § SoL får inte inledas mot en vuxen persons vilja.", INQUIRY),
    (Kind.NEGATION, "Nej, i Stockholms stad ska de allmänna råden följas.", ADVICE),
    (Kind.NUMBER, "Origo vänder sig till personer som lever i en hederskontext och är mellan 13 och 25 år.", ORIGO),
    (Kind.NUMBER, "Till KAST är alla under 18 år välkomna.", KAST),
    (Kind.NUMBER, "Till KAST är alla över femton år välkomna.", KAST),
    (Kind.ACTOR, "Handläggaren ska tillsammans med den enskilde upprätta en genomförandeplan.", PLAN),
    (Kind.ACTOR, "Skatteverket utreder och fattar beslut om fingerade personuppgifter.", IDENTITY),
    (Kind.ACTOR, "Skatteverket kan bistå socialtjänsten med intyg.", CERTIFICATE),
    (Kind.ACTOR, "Uppföljningen ska tillsammans med den enskilde upprätta en genomförandeplan.", PLAN),
    (Kind.ACTOR, "Personakten utreder och fattar beslut om fingerade personuppgifter.", IDENTITY),
    (Kind.REFERENCE, "Socialtjänstens insatser ska vara av god kvalitet (3 kap. 2 § SoL).", QUALITY),
    (Kind.REFERENCE, "Socialtjänstens insatser ska vara av god kvalitet (3 kap. 3 § LSS).", QUALITY),
    (Kind.REFERENCE, "Socialtjänstens insatser ska vara av god kvalitet enligt patientlagen.", QUALITY),
    (Kind.PLACE, "Inom Huddinge kommun ska även de allmänna råden följas.", ADVICE),
    (Kind.CONDITION, "Den enskilde har alltid rätt att få en skriftlig översättning.", INTERPRETER),
    (Kind.CONDITION, "Skyldigheten att samverka gäller för uppgifter för vilka det inte föreligger sekretess.", DUTY),
    (Kind.CONDITION, "Socialtjänsten har ansvar för att utreda behov av stöd och skydd om våldet är polisanmält.", REPORTED),
    (Kind.TIME, "Utföraren ska skyndsamt upprätta en genomförandeplan tillsammans med den enskilde.", PLAN),
    (Kind.TIME, "Efter utlämnande av sekretessbelagda uppgifter ska en sekretessprövning göras.", SECRECY),
    (Kind.CONTENT, "Utföraren ska tillsammans med den enskilde upprätta en budget för hushållets flyttkostnader.", PLAN),
]


@pytest.mark.parametrize(("sentence", "quote"), STANDS)
def test_a_sentence_that_retells_its_words_stands(judge: Judge, sentence: str, quote: str) -> None:
    judgement = judge(sentence, quote)
    assert judgement.differences == ()
    assert judgement.stands


@pytest.mark.parametrize(("kind", "sentence", "quote"), DIFFERS)
def test_a_changed_word_is_named_by_its_kind(judge: Judge, kind: Kind, sentence: str, quote: str) -> None:
    assert_differs(judge(sentence, quote), kind)


SWAPS = [
    (
        Kind.ACTOR,
        "Den enskilde ska även sträva efter att i övrigt bemöta myndigheten på finska.",
        "Myndigheten ska även sträva",
    ),
    (Kind.ACTOR, "Män drabbas oftare än kvinnor av upprepat och mer allvarligt våld.", "men kvinnor drabbas oftare av"),
    (
        Kind.ACTOR,
        "Syftet med partnerkontakt är att öka våldsutövarens säkerhet.",
        "öka den utsattas och eventuella barns säkerhet",
    ),
    (Kind.NEGATION, "Våldet blir ofta mindre allvarligt ju längre relationen pågår.", "Ofta blir våldet allvarligare"),
    (Kind.CONDITION, "Uppföljningen ska innehålla kontakt med den enskilde eller utföraren.", "kontakt med både den enskilde"),
    (
        Kind.MODALITY,
        "De ska få påverka beslut som måste stora konsekvenser för deras liv.",
        "ska få mandat och möjlighet att påverka",
    ),
    (
        Kind.CONTENT,
        "Enskilda kan få hjälp med att ta emot en person som har våld och förtryck.",
        "Den drabbade kan känna sig kluven",
    ),
    (
        Kind.REFERENCE,
        "Barn som upplever våld i hemmet är att betrakta som brottsoffer enligt 4 kap. 3 § brottsbalken.",
        "Barn som upplever våld i hemmet",
    ),
]


@pytest.mark.parametrize(("kind", "sentence", "quote"), SWAPS)
def test_words_that_have_changed_places_are_named_by_their_kind(judge: Judge, kind: Kind, sentence: str, quote: str) -> None:
    assert_differs(judge(sentence, quote), kind)


def test_the_deciding_words_are_given(judge: Judge) -> None:
    (difference,) = judge("Socialtjänsten ska bistå med intyg till Skatteverket.", CERTIFICATE).differences
    assert (difference.claim, difference.source) == ("ska", "kan")


@pytest.mark.parametrize("quote", ["ska utan onödigt dröjsmål inleda utredning", "ska", ""])
def test_words_that_the_paragraph_does_not_hold_carry_nothing(
    verifier: Verifier, rest_on: Callable[[str], Evidence], quote: str
) -> None:
    whole = rest_on(SECRECY)
    judgement = verifier.verify(SECRECY, [Evidence(whole.paragraph, whole.document, quote)])
    assert [difference.kind for difference in judgement.differences] == [Kind.QUOTE]


def test_a_sentence_without_evidence_does_not_stand(verifier: Verifier) -> None:
    assert not verifier.verify(SECRECY, []).stands


def test_a_quote_that_cuts_off_the_negation_changes_nothing(judge: Judge) -> None:
    quote = "inledas mot den berörda personens vilja när det gäller en vuxen"
    assert not judge("En utredning får inledas mot den berörda personens vilja när det gäller en vuxen.", quote).stands


def test_a_quote_that_cuts_off_the_condition_changes_nothing(judge: Judge) -> None:
    quote = "kan en samordnad individuell plan (SIP) enligt 2 kap. 7 § SoL upprättas"
    assert not judge("En samordnad individuell plan ska upprättas enligt 2 kap. 7 § SoL.", quote).stands
    assert not judge("En samordnad individuell plan kan upprättas enligt 2 kap. 7 § SoL.", quote).stands


def test_todays_section_counts_only_with_its_new_law(judge: Judge) -> None:
    quote = "Socialnämndens ansvar för brottsoffer anges i 5 kap. 11 § SoL."
    assert not judge("Socialnämndens ansvar för brottsoffer anges i 14 kap. 1 § SoL.", quote).stands
    assert judge("Socialnämndens ansvar för brottsoffer anges i 5 kap. 11 § socialtjänstlagen (2001:453).", quote).stands


def test_two_sources_carry_a_sentence_together(verifier: Verifier, rest_on: Callable[[str], Evidence]) -> None:
    marking = "Skatteverket är den myndighet som utreder och fattar beslut om sekretessmarkering och skyddad folkbokföring."
    evidence = [rest_on(marking), rest_on(IDENTITY)]
    sentence = "Skatteverket beslutar om sekretessmarkering och skyddad folkbokföring och Polisen om fingerade personuppgifter."
    assert verifier.verify(sentence, evidence).stands


def test_what_each_municipality_says_is_told_apart(verifier: Verifier, rest_on: Callable[[str], Evidence]) -> None:
    huddinge = rest_on("De skyddade boendena ska ha kunskap om barns behov utifrån våldsutsatthet.")
    stockholm = rest_on("I boendet bör det finnas personal med kunskap om barns behov")
    assert verifier.verify("I Huddinge ska de skyddade boendena ha kunskap om barns behov.", [huddinge, stockholm]).stands
    assert not verifier.verify("I Stockholm ska de skyddade boendena ha kunskap om barns behov.", [huddinge, stockholm]).stands


def test_the_same_sentence_is_judged_the_same_twice(judge: Judge) -> None:
    sentence = "Utföraren ska upprätta en genomförandeplan tillsammans med den enskilde."
    assert judge(sentence, PLAN) == judge(sentence, PLAN)


@pytest.fixture(scope="module")
def measured(corpus: Corpus, verifier: Verifier) -> Sequence[Measured]:
    return measure(load_pairs(PAIRS), corpus, verifier)


def test_few_wrong_sentences_of_our_own_pairs_are_let_through(measured: Sequence[Measured]) -> None:
    wrong = [one for one in measured if not one.pair.right]
    assert sum(one.is_misjudged for one in wrong) <= 0.02 * len(wrong)


def test_few_right_sentences_of_our_own_pairs_are_dropped(measured: Sequence[Measured]) -> None:
    right = [one for one in measured if one.pair.right]
    assert sum(one.is_misjudged for one in right) <= 0.10 * len(right)


def test_a_sentence_is_judged_within_fifteen_milliseconds(measured: Sequence[Measured]) -> None:
    times = sorted(one.ms for one in measured)
    assert times[len(times) // 2] <= 15
