from __future__ import annotations

import pytest

from assistant.answering.parts import clauses


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Vem ska upprätta genomförandeplanen, och vad är den till för?",
            ("Vem ska upprätta genomförandeplanen", "vad är den till för"),
        ),
        (
            "Hon vill ha skyddat boende. Måste hon betala själv, och vad händer om hon inte har pengar?",
            ("Måste hon betala själv", "vad händer om hon inte har pengar"),
        ),
        ("Vad är KAST? Hur ringer man dit?", ("Vad är KAST", "Hur ringer man dit")),
        ("Vad bör utredningen innehålla?", ("Vad bör utredningen innehålla?",)),
        ("Vem ansvarar när hon är här men är skriven i Nacka?", ("Vem ansvarar när hon är här men är skriven i Nacka?",)),
        ("Kan hon bo kvar och får inte betala?", ("Kan hon bo kvar och får inte betala?",)),
        ("Kan hon bo kvar och får hon betala?", ("Kan hon bo kvar", "får hon betala")),
        ("stöd och hjälp till barn", ("stöd och hjälp till barn",)),
    ],
)
def test_a_question_that_asks_several_things_is_split(question: str, parts: tuple[str, ...]) -> None:
    assert clauses(question) == parts
