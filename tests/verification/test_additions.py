"""What a sentence adds to a source that it else repeats, and orders, whose verb has a form of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.verification import Evidence, Kind, Verifier
from assistant.verification.verbs import ORDER, read_verbs
from assistant.verification.words import read_words
from tests.verification.conftest import Judge, assert_differs

GROUPS = "Vissa grupper, till exempel barn, personer med funktionsnedsättning och nationella minoriteter, har även särskilda"
ORIGO = "Origo vänder sig till personer som lever i en hederskontext och är mellan 13 och 26 år."
KAST = "Ett flertal kommuner i länet är kopplade till KAST."
REGISTERED = "vem som har framfört informationen samt hur och när"
MISTRUST = "personer som har fått ersättning för sexuella tjänster ofta inte självmant berättar"
LEADERS = "leds alltid av två gruppledare"
DRIVEN = "men kvinnor drabbas oftare av upprepat och mer allvarligt våld"
TAX = "Skatteverket är den myndighet som utreder och fattar beslut om sekretessmarkering och skyddad folkbokföring."
POLICE = "Polisen utreder och fattar beslut om fingerade personuppgifter."
SIP = "Om den enskilde behöver insatser från både kommun och region kan en samordnad individuell plan (SIP)"
REMEMBER = "Det är viktigt att beakta att den våldsutsatta kan behöva stöd på lång sikt"
SCHOOLS = "Skolslussen nås på 08-508 34 802"

ADDED = [
    (
        Kind.CONTENT,
        "Vissa grupper, till exempel barn, pensionärer, personer med funktionsnedsättning och nationella minoriteter, har även"
        " särskilda rättigheter.",
        GROUPS,
    ),
    (Kind.CONDITION, "Origo vänder sig till alla personer som är mellan 13 och 26 år.", ORIGO),
    (Kind.CONDITION, "Alla kommuner i länet är kopplade till KAST.", KAST),
    (Kind.CONTENT, "Det ska framgå vem som har framfört informationen samt hur och varför.", REGISTERED),
    (Kind.TIME, "Personer som har fått ersättning för sexuella tjänster berättar aldrig självmant.", MISTRUST),
    (Kind.NUMBER, "Gruppen leds alltid av en eller två gruppledare.", LEADERS),
    (Kind.CONTENT, "Kvinnor och män drabbas lika ofta av upprepat och allvarligt våld.", DRIVEN),
]


@pytest.mark.parametrize(("kind", "sentence", "quote"), ADDED)
def test_what_a_sentence_adds_is_named_by_its_kind(judge: Judge, kind: Kind, sentence: str, quote: str) -> None:
    assert_differs(judge(sentence, quote), kind)


def test_a_list_may_be_shortened(judge: Judge) -> None:
    assert judge("Vissa grupper, till exempel barn och nationella minoriteter, har även särskilda rättigheter.", GROUPS).stands


def test_who_acts_may_be_named_before_a_relative_clause(verifier: Verifier, rest_on: Callable[[str], Evidence]) -> None:
    evidence = [rest_on(TAX), rest_on(POLICE)]
    assert verifier.verify(
        "Skatteverket utreder och beslutar om sekretessmarkering och skyddad folkbokföring.", evidence
    ).stands
    assert not verifier.verify("Polisen utreder och beslutar om sekretessmarkering.", [rest_on(TAX)]).stands


def test_who_consents_is_who_the_clause_before_is_about(judge: Judge) -> None:
    sentence = "Om den enskilde behöver insatser från både kommun och region och samtycker till det kan en SIP upprättas."
    assert judge(sentence, SIP).stands


@pytest.mark.parametrize("sentence", ["Ring Skolslussen på 08-508 34 802.", "Kontakta Skolslussen på 08-508 34 802."])
def test_an_order_is_a_sentence(judge: Judge, sentence: str) -> None:
    assert judge(sentence, SCHOOLS).stands


def test_not_to_forget_denies_nothing(judge: Judge) -> None:
    judgement = judge("Glöm inte att den våldsutsatta kan behöva stöd på lång sikt.", REMEMBER)
    assert Kind.NEGATION not in {one.kind for one in judgement.differences}


@pytest.mark.parametrize(
    ("sentence", "is_order"),
    [
        ("Ring polisen om hon vill.", True),
        ("Undvik köket.", True),
        ("Låt barnet vara med.", True),
        ("Stöd ges av kommunen.", False),
        ("Saknas personal får en tolk ordnas.", False),
        ("Bland insatserna finns stödsamtal.", False),
        ("Beslut om bistånd kan överklagas.", False),
        ("Handläggaren ringer polisen.", False),
    ],
)
def test_an_imperative_begins_a_sentence_that_has_no_other_verb(sentence: str, is_order: bool) -> None:
    assert any(verb.force == ORDER for verb in read_verbs(read_words(sentence))) is is_order
