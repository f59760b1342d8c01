from __future__ import annotations

import pytest

from assistant.retrieval.reaching import reached_in


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Får jag ringa mannen?", [{"using"}]),
        ("Måste pappan få veta det?", [{"parent", "using"}]),
        ("Kan vi berätta för hennes syster?", [{"kin"}]),
        ("ska jag höra av mig till hans fru", [{"exposed"}]),
        ("Får vi prata med hans sambo?", [{"exposed"}]),
        ("Kan vi kontakta hennes partner?", [{"using"}]),
        ("Ska jag ta kontakt med barnet?", [{"child"}]),
        ("Den andra vårdnadshavaren ska genast underrättas om utredningen.", [{"parent"}]),
        ("Får grannen reda på något?", [{"neighbours"}]),
        ("May I call her husband?", [{"using"}]),
    ],
)
def test_who_is_told_phoned_or_met_is_found(text: str, persons: list[set[str]]) -> None:
    assert [set(one) for one in reached_in(text)] == persons


@pytest.mark.parametrize(
    "text",
    [
        "Hur lång tid tar utredningen?",
        "Hur ringer man dit?",
        "Vad behöver jag veta om skyddat boende?",
        "Vilken information finns om barn?",
        "I ett samtal nämner kvinnan sin dotter.",
        "Får hon beslutet på finska?",
        "Han ska informera, hon ska lyssna.",
        "",
    ],
)
def test_where_nobody_is_reached_nobody_is_found(text: str) -> None:
    assert reached_in(text) == ()


def test_a_long_text_is_read_in_time() -> None:
    assert len(reached_in("ring pappan " * 20_000)) == 20_000
