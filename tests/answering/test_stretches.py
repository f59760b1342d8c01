from __future__ import annotations

import pytest

from assistant.answering.stretches import Stretch, joined, leans_back, limits


@pytest.mark.parametrize(
    "sentence",
    [
        "Denna typ av lösning kan endast bli aktuell under förutsättning att det inte innebär någon risk.",
        "Detta gäller även hedersrelaterat våld och förtryck.",
        "Den innebär att den enskilde har rätt att använda finska.",
        "Dessa bestämmelser finns i 2 kap. 1 § SoL.",
        "Det krävs då att straffet är minst ett års fängelse.",
        "Det kan bland annat innebära:",
        "Utifrån detta kan det vara bra att ställa konkreta frågor.",
        "Enligt 11 kap. 2 § tredje stycket SoL kan detta dock i undantagsfall avvaktas.",
        "Samtliga villkor ska vara uppfyllda.",
    ],
)
def test_a_sentence_that_speaks_of_the_one_before_is_known(sentence: str) -> None:
    assert leans_back(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Den enskilde är bosatt i Stockholms stad.",
        "Den som behöver samhällets insatser ska erbjudas hjälp.",
        "De enheter som handlägger utredningar som rör barn kan bedöma det.",
        "Det är viktigt att beakta säkerheten för den våldsutsatta.",
        "Det finns tre grader av skyddade personuppgifter.",
        "Insatsen är begränsad till max 15 tillfällen.",
    ],
)
def test_a_sentence_that_stands_by_itself_is_known(sentence: str) -> None:
    assert not leans_back(sentence)


def test_an_exception_limits_what_stands_before_it() -> None:
    assert limits("Undantag från sekretessen kan göras när det finns ett samtycke.")
    assert limits("Ibland uppstår dock akuta behov av bistånd.")
    assert not limits("Syftet med genomförandeplanen är att skapa en tydlig struktur.")


def test_stretches_that_overlap_or_stand_side_by_side_are_one() -> None:
    given = [Stretch(0, 10), Stretch(5, 8), Stretch(11, 20), Stretch(22, 30)]
    assert joined(given) == (Stretch(0, 20), Stretch(22, 30))
