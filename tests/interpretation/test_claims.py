from __future__ import annotations

import time

import pytest

from assistant.interpretation.claims import MOST, split


@pytest.mark.parametrize(
    ("statement", "claims"),
    [
        (
            "Polisen beslutar om fingerade personuppgifter, och Skatteverket beslutar om sekretessmarkering.",
            ["Polisen beslutar om fingerade personuppgifter", "Skatteverket beslutar om sekretessmarkering."],
        ),
        (
            "Polisen beslutar om fingerade personuppgifter, medan Skatteverket beslutar om sekretessmarkering.",
            ["Polisen beslutar om fingerade personuppgifter", "Skatteverket beslutar om sekretessmarkering."],
        ),
        (
            "Insatsen är kostnadsfri. Den ges i grupp.",
            ["Insatsen är kostnadsfri.", "Den ges i grupp."],
        ),
        (
            "Beslutet ska dokumenteras, men det behöver inte motiveras.",
            ["Beslutet ska dokumenteras", "det behöver inte motiveras."],
        ),
    ],
)
def test_each_main_clause_is_a_claim(statement: str, claims: list[str]) -> None:
    assert [one.text for one in split(statement)] == claims


@pytest.mark.parametrize(
    "statement",
    [
        "Om den enskilde samtycker och det är lämpligt ska en plan upprättas.",
        "Polisen utreder och fattar beslut om fingerade personuppgifter.",
        "Origo har kuratorer, polis och barnmorska.",
        "Planen kan upprättas om både kommunen och regionen behöver bidra.",
        "Handläggaren får lämna uppgifter, men bara om den enskilde samtycker.",
        "Barnet får undervisning medan familjen bor på skyddat boende.",
        "KAST vänder sig till dem som vill sluta köpa sex och till deras anhöriga.",
    ],
)
def test_a_condition_and_a_list_stay_with_their_clause(statement: str) -> None:
    assert [one.text for one in split(statement)] == [statement]


def test_a_clause_that_shares_its_subject_is_read_with_it() -> None:
    _, second = split("Samtalsgruppen leds av två gruppledare och träffas en gång i veckan.")
    assert (second.text, second.alone) == ("träffas en gång i veckan.", "Samtalsgruppen träffas en gång i veckan.")
    assert second.leans


def test_a_shared_subject_is_not_made_up() -> None:
    _, second = split("I Huddinge ska barnen uppmärksammas på boendet, och får stöd vid behov.")
    assert "I Huddinge" not in second.alone


def test_what_follows_the_last_claim_belongs_to_it() -> None:
    statement = " ".join(f"Enhet {number} ansvarar för planen." for number in range(20))
    claims = split(statement)
    assert len(claims) == MOST
    assert claims[-1].text.endswith("Enhet 19 ansvarar för planen.")


def test_marks_alone_are_one_claim() -> None:
    assert [one.text for one in split("…")] == ["…"]


def test_the_longest_statement_is_split_at_once() -> None:
    start = time.process_time()
    split("Handläggaren ska dokumentera beslutet, och barnet ska få stöd, men " * 30)
    assert time.process_time() - start < 2
