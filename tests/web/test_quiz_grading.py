from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.quiz.exports.gift import share_of
from assistant.quiz.items import Difficulty, Item, ItemType, Key
from assistant.web.form_fields import Fields
from assistant.web.quiz.answers import field_of, own_field, read_answer
from assistant.web.quiz.grading import Answer, Outcome, Own, grade, score

STEPS = ("Anmälan", "Förhandsbedömning", "Utredning")
PAIRS = (("Polisen", "utreder brott"), ("Utföraren", "upprättar planen"), ("Nämnden", "beslutar"))


def item(type_: ItemType, options: tuple[str, ...], key: Key) -> Item:
    return Item("x", type_, "Vad gäller?", options, key, "Så.", (), (), Difficulty.EASY, "Veta.")


ONE = item(ItemType.SINGLE_CHOICE, ("ska", "bör", "kan"), "bör")
SEVERAL = item(ItemType.MULTIPLE_CHOICE, ("a", "b", "c", "d", "e"), ("a", "c"))
MATCHING = item(ItemType.MATCHING, ("beslutar", "utreder brott", "upprättar planen"), PAIRS)
ORDER = item(ItemType.ORDERING, ("Utredning", "Anmälan", "Förhandsbedömning"), STEPS)
OPEN = item(ItemType.SHORT_ANSWER, (), "Utföraren ska upprätta planen.")
EVERY = (ONE, SEVERAL, MATCHING, ORDER, OPEN)


@pytest.mark.parametrize(("chosen", "outcome", "points"), [(1, "right", 1), (0, "wrong", 0), (2, "wrong", 0)])
def test_one_right_option_is_right_or_wrong(chosen: int, outcome: str, points: int) -> None:
    given_ = grade(ONE, Answer((chosen,)))
    assert (given_.outcome, given_.points) == (outcome, points)


@pytest.mark.parametrize(
    ("chosen", "points"),
    [((0, 2), 1.0), ((0,), 0.5), ((0, 1), 0.5 - 1 / 3), ((0, 1, 2, 3, 4), 0.0), ((1, 3), 0.0), ((0, 2, 4), 1 - 1 / 3)],
)
def test_several_right_options_give_and_take_their_shares(chosen: tuple[int, ...], points: float) -> None:
    assert grade(SEVERAL, Answer(chosen)).points == pytest.approx(points)


@given(st.sets(st.integers(0, 4), min_size=1))
def test_several_right_options_are_worth_what_the_exports_say(chosen: set[int]) -> None:
    exported = sum(float(share_of(SEVERAL, SEVERAL.options[at])) for at in chosen) / 100
    assert grade(SEVERAL, Answer(tuple(chosen))).points == pytest.approx(max(0.0, exported), abs=1e-4)


def test_matching_is_worth_the_share_of_right_pairs() -> None:
    assert grade(MATCHING, Answer((1, 2, 0))).outcome is Outcome.RIGHT
    partly = grade(MATCHING, Answer((1, None, 0)))
    assert partly.points == pytest.approx(2 / 3)
    assert partly.parts == (True, False, True)


def test_ordering_is_worth_the_share_of_steps_at_their_place() -> None:
    assert grade(ORDER, Answer((2, 0, 1))).outcome is Outcome.RIGHT
    assert grade(ORDER, Answer((0, 0, 1))).points == pytest.approx(2 / 3)
    assert grade(ORDER, Answer((0, 2, 0))).outcome is Outcome.WRONG


def test_the_sources_words_are_right_whatever_case_and_marks() -> None:
    assert grade(OPEN, Answer(text="utföraren skall upprätta planen")).outcome is Outcome.COMPARE
    assert grade(OPEN, Answer(text=" utföraren ska  UPPRÄTTA planen ")).outcome is Outcome.RIGHT


@pytest.mark.parametrize("text", ["Den som utför gör planen.", "nej", "?!x"])
def test_other_words_are_never_called_wrong_by_us(text: str) -> None:
    waiting = grade(OPEN, Answer(text=text))
    assert (waiting.outcome, waiting.points) == (Outcome.COMPARE, None)


@pytest.mark.parametrize(("own", "points"), [(Own.SAME, 1), (Own.PARTLY, 0.5), (Own.NOT, 0)])
def test_who_answered_says_how_well_it_fits(own: Own, points: float) -> None:
    judged = grade(OPEN, Answer(text="Den som utför gör planen.", own=own))
    assert (judged.points, judged.own) == (points, True)


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.type)
def test_no_answer_is_told_apart_from_a_wrong_one(one: Item) -> None:
    assert grade(one, Answer()).outcome is Outcome.UNANSWERED
    assert grade(one, Answer((None,) * 5, text=" . ")).outcome is Outcome.UNANSWERED


@given(st.sampled_from(EVERY[:4]), st.lists(st.one_of(st.none(), st.integers(0, 2)), max_size=3, unique=True))
def test_points_are_between_none_and_one(one: Item, chosen: list[int | None]) -> None:
    points = grade(one, Answer(tuple(chosen))).points
    assert points is not None
    assert 0 <= points <= 1


def test_what_waits_to_be_compared_counts_for_nothing() -> None:
    total = score(
        [grade(ONE, Answer((1,))), grade(SEVERAL, Answer((0,))), grade(OPEN, Answer(text="annat")), grade(ONE, Answer())]
    )
    assert (total.points, total.most, total.waiting, total.unanswered) == (1.5, 3, 1, 1)


@pytest.mark.parametrize("value", ["3", "-1", "99999999999", "1.0", "²", "", "x", "1\n2"])
def test_a_choice_that_is_no_option_is_no_answer(value: str) -> None:
    assert read_answer(ONE, Fields({field_of(ONE): [value]})) == Answer(())


def test_a_form_is_read_as_it_was_filled_in() -> None:
    assert read_answer(ONE, Fields({field_of(ONE): ["1", "2"]})) == Answer((1,))
    assert read_answer(SEVERAL, Fields({field_of(SEVERAL): ["4", "0", "0"]})) == Answer((0, 4))
    assert read_answer(MATCHING, Fields({field_of(MATCHING, 1): ["2"]})) == Answer((None, 2, None))
    assert read_answer(OPEN, Fields({field_of(OPEN): ["Så"], own_field(OPEN): ["delvis"]})) == Answer(text="Så", own=Own.PARTLY)
    assert read_answer(OPEN, Fields({own_field(OPEN): ["hela"]})).own is None
