from __future__ import annotations

import pytest

from assistant.quiz.distractors import are_apart, form_of, is_apart


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Polisen", "Skatteverket", True),
        ("Polisen", "polisen.", False),
        ("Socialnämnden", "Socialnämnden i Stockholm", False),
        ("Den enskilde är 15 år eller äldre", "Den enskilde är 18 år eller äldre", True),
        ("Att ge stöd inför polisförhör", "Att ge den enskilde stöd inför och efter polisförhör", False),
    ],
)
def test_options_are_plainly_different(one: str, other: str, apart: bool) -> None:
    assert are_apart(one, other) is apart


def test_what_stands_in_the_source_is_no_wrong_answer() -> None:
    assert not is_apart(
        "sekretessmarkering", "Det finns sekretessmarkering och skyddad folkbokföring.", ["fingerade personuppgifter"]
    )


@pytest.mark.parametrize(
    ("item", "form"),
    [
        ("Att ge den enskilde stöd", "att + infinitive"),
        ("Att den enskilde bemöts med respekt", "att + clause"),
        ("hur den enskilde hanterar sin situation", "question"),
        ("Den enskilde är 15 år eller äldre", "the person"),
        ("kommunallagen (KL)", "law"),
        ("Förmedla kunskap om våld", "infinitive"),
        ("fattar beslut om insatser", "finite"),
        ("Personen kontaktar RVT själv", "clause"),
        ("våldets karaktär och omfattning", "noun"),
    ],
)
def test_items_stand_beside_items_of_their_own_form(item: str, form: str) -> None:
    assert form_of(item) == form
