from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.interpretation import Verdict
from assistant.quiz.items import GAP, Item, ItemType, Quiz
from assistant.quiz.quizmaster import Wish
from assistant.text import collapse
from assistant.web.form_fields import Fields
from assistant.web.quiz.editing import Draft, draft_of, edited, problems_of, read_draft
from assistant.web.quiz.rechecking import Judge, judge_of, warnings_of
from assistant.web.quiz.views import item_view
from assistant.web.site import Site


@pytest.fixture(scope="module")
def made(pages_site: Site) -> Quiz:
    return pages_site.services.quizmaster.make(Wish(count=16, seed=3))


@pytest.fixture(scope="module")
def of_type(made: Quiz) -> dict[ItemType, Item]:
    """Give one question of each type."""
    found = {item.type: item for item in made.items if item.options or item.type is ItemType.SHORT_ANSWER}
    assert set(found) == set(ItemType)
    return found


@pytest.fixture(scope="module")
def judge(pages_site: Site) -> Judge:
    return judge_of(pages_site.services.interpreter)


def says(verdict: Verdict) -> Judge:
    def judge(_claim: str, _ids: Sequence[str]) -> Verdict:
        return verdict

    return judge


def problems(item: Item, draft: Draft) -> str:
    return " ".join(problems_of(item, draft, [citation.text for citation in item.citations]))


def sent(draft: Draft) -> Fields:
    """Give the fields of a form with a draft in it."""
    values = {"fraga": [draft.question], "forklaring": [draft.explanation], "facit": [draft.text]}
    values["ratt"] = [str(at) for at in sorted(draft.right)]
    values |= {f"rad-{at}": [row] for at, row in enumerate(draft.rows)}
    values |= {f"namn-{at}": [name] for at, name in enumerate(draft.names)}
    values |= {f"plats-{at}": [str(place)] for at, place in enumerate(draft.places)}
    return Fields(values)


@pytest.mark.parametrize("type_", list(ItemType))
def test_a_form_sent_back_as_it_was_changes_nothing(of_type: dict[ItemType, Item], type_: ItemType) -> None:
    item = of_type[type_]
    draft = read_draft(item, sent(draft_of(item)))
    assert problems(item, draft) == ""
    now = edited(item, draft)
    assert now == item
    assert warnings_of(item, now, says(Verdict.NOT_ADDRESSED)) == ()


def test_quotes_are_still_the_documents_words_after_any_edit(of_type: dict[ItemType, Item], pages_site: Site) -> None:
    for item in of_type.values():
        now = edited(item, replace(draft_of(item), question=f"{item.question} Ändrad {GAP}", explanation="Ny."))
        assert now.citations == item.citations
        for citation in now.citations:
            assert citation.quote in collapse(pages_site.corpus.paragraph(citation.paragraph_id).full_text)


def test_two_options_that_are_equal_are_refused(of_type: dict[ItemType, Item]) -> None:
    item = of_type[ItemType.SINGLE_CHOICE]
    draft = draft_of(item)
    twice = replace(draft, rows=(draft.rows[1].upper() + ".", *draft.rows[1:]))
    assert "Två svarsalternativ är lika." in problems(item, twice)


@pytest.mark.parametrize("right", [frozenset(), frozenset({0, 1}), frozenset({99})])
def test_single_choice_has_exactly_one_right_answer(of_type: dict[ItemType, Item], right: frozenset[int]) -> None:
    item = of_type[ItemType.SINGLE_CHOICE]
    assert problems(item, replace(draft_of(item), right=right))


def test_the_right_answer_cannot_be_emptied(of_type: dict[ItemType, Item]) -> None:
    item = of_type[ItemType.SINGLE_CHOICE]
    draft = draft_of(item)
    rows = tuple("" if at in draft.right else row for at, row in enumerate(draft.rows))
    assert "Det rätta svaret är tomt." in problems(item, replace(draft, rows=rows))


def test_multiple_choice_has_right_and_wrong_answers(of_type: dict[ItemType, Item]) -> None:
    item = of_type[ItemType.MULTIPLE_CHOICE]
    draft = draft_of(item)
    assert "Välj minst ett rätt svar." in problems(item, replace(draft, right=frozenset()))
    assert "Minst ett svarsalternativ ska vara fel." in problems(item, replace(draft, right=frozenset(draft.used)))


def test_a_cloze_keeps_its_gap(of_type: dict[ItemType, Item]) -> None:
    item = of_type[ItemType.CLOZE]
    assert "Frågan ska ha en lucka." in problems(item, replace(draft_of(item), question="Vad ska stå där?"))


def test_pairs_are_whole_and_names_differ(of_type: dict[ItemType, Item]) -> None:
    item = of_type[ItemType.MATCHING]
    draft = draft_of(item)
    assert problems(item, replace(draft, names=("", *draft.names[1:])))
    assert problems(item, replace(draft, names=(draft.names[1], *draft.names[1:])))


def test_steps_have_places_without_holes(of_type: dict[ItemType, Item]) -> None:
    item = of_type[ItemType.ORDERING]
    draft = draft_of(item)
    assert "egen plats" in problems(item, replace(draft, places=(1, 1, *draft.places[2:])))
    swapped = replace(draft, places=(2, 1, *draft.places[2:]))
    assert problems(item, swapped) == ""
    assert edited(item, swapped).right[:2] == (item.right[1], item.right[0])


def test_a_quote_in_the_explanation_stays_verbatim(of_type: dict[ItemType, Item]) -> None:
    item = of_type[ItemType.CLOZE]
    draft = draft_of(item)
    forged = draft.explanation.replace(item.citations[0].quote, f"{item.citations[0].quote} Och mer därtill")
    assert "står inte så i källan" in problems(item, replace(draft, explanation=forged))


@pytest.mark.parametrize("field", ["question", "explanation"])
def test_nothing_is_left_empty_or_grows_without_end(of_type: dict[ItemType, Item], field: str) -> None:
    item = of_type[ItemType.TRUE_FALSE]
    assert problems(item, replace(draft_of(item), **{field: " "}))  # type: ignore[arg-type]
    assert "längre än" in problems(item, replace(draft_of(item), **{field: "x" * 200_000}))  # type: ignore[arg-type]


def test_an_option_can_be_added_and_taken_out(of_type: dict[ItemType, Item]) -> None:
    item = of_type[ItemType.SINGLE_CHOICE]
    draft = draft_of(item)
    wrong = next(at for at in draft.used if at not in draft.right)
    rows = [*draft.rows]
    rows[wrong], rows[-1] = "", "Något helt annat"
    now = edited(item, replace(draft, rows=tuple(rows)))
    assert len(now.options) == len(item.options)
    assert "Något helt annat" in now.options
    assert now.key == item.key


def test_a_key_that_the_source_does_not_say_is_told(of_type: dict[ItemType, Item], judge: Judge) -> None:
    item = of_type[ItemType.SHORT_ANSWER]
    now = edited(item, replace(draft_of(item), text="Nämnden ska betala ut försörjningsstöd den 25 varje månad."))
    told = " ".join(warnings_of(item, now, judge))
    assert "Din ändring går inte att kontrollera mot riktlinjen: ”Nämnden ska betala" in told
    assert "Facit är ändrat men inte förklaringen." in told


def test_another_right_option_is_tried_where_the_first_one_stood(of_type: dict[ItemType, Item], judge: Judge) -> None:
    item = of_type[ItemType.CLOZE]
    draft = draft_of(item)
    wrong = next(at for at in draft.used if at not in draft.right)
    now = edited(item, replace(draft, right=frozenset({wrong})))
    told = " ".join(warnings_of(item, now, judge))
    assert "Din ändring går inte att kontrollera mot riktlinjen: ”" in told
    assert "ska vara fel, men stöds av riktlinjen." in told


def test_a_turned_true_or_false_is_told(of_type: dict[ItemType, Item], judge: Judge) -> None:
    item = of_type[ItemType.TRUE_FALSE]
    draft = draft_of(item)
    now = edited(item, replace(draft, right=frozenset({0, 1}) - draft.right))
    assert warnings_of(item, now, judge)[0].startswith(("Din ändring", "”"))


def test_words_of_the_source_need_no_judge(of_type: dict[ItemType, Item]) -> None:
    item = of_type[ItemType.SHORT_ANSWER]
    now = edited(item, replace(draft_of(item), text=item.citations[0].quote.upper(), explanation="Annan."))
    assert warnings_of(item, now, says(Verdict.CONTRADICTED)) == ()


def test_what_no_judge_can_try_is_said(of_type: dict[ItemType, Item]) -> None:
    order = of_type[ItemType.ORDERING]
    draft = draft_of(order)
    turned = edited(order, replace(draft, places=(2, 1, *draft.places[2:])))
    assert any("Ordningen går inte att kontrollera" in one for one in warnings_of(order, turned, says(Verdict.SUPPORTED)))
    asked = of_type[ItemType.SHORT_ANSWER]
    other = edited(asked, replace(draft_of(asked), question="Vad gäller då?"))
    assert warnings_of(asked, other, says(Verdict.SUPPORTED)) == (
        "Du har ändrat frågan. Kontrollera själv att svaret hör till den.",
    )


def test_a_changed_pair_is_tried_in_its_sentence(of_type: dict[ItemType, Item]) -> None:
    heard: list[str] = []

    def listening(claim: str, _ids: Sequence[str]) -> Verdict:
        heard.append(claim)
        return Verdict.CONTRADICTED

    item = of_type[ItemType.MATCHING]
    draft = draft_of(item)
    now = edited(item, replace(draft, names=("Länsstyrelsen", *draft.names[1:])))
    told = warnings_of(item, now, listening)
    assert any("Länsstyrelsen – " in one and "Källan säger något annat" in one for one in told)
    assert heard == [one for one in heard if "Länsstyrelsen" in one]


def test_the_explanation_is_shown_without_what_is_shown_beside_it(made: Quiz) -> None:
    for number, item in enumerate(made.items, start=1):
        shown = item_view(item, number).explanation
        assert "Så står det:" not in shown
        assert "Lagrum:" not in shown
        rewritten = replace(item, explanation="Läs avsnittet. Så står det: i boken.")
        assert item_view(rewritten, number).explanation == "Läs avsnittet. Så står det: i boken."
