"""How searches that give paragraphs, and searches that give chunks of several, are scored alike."""

from __future__ import annotations

import numpy as np
import pytest

from evals.suites import Kind
from evals.systems import System, best, measure
from tests.evals.outcomes import question


def found(*places: set[str]) -> System:
    return System("test", "", lambda _question: [frozenset(place) for place in places])


def test_a_chunk_is_a_hit_where_one_of_its_paragraphs_answers() -> None:
    measured = measure(found({"x", "y"}, {"z", "a"}), [question(["a"])])
    assert measured is not None
    assert (measured.figures["hit_at_1"].value, measured.figures["mrr_at_10"].value) == (0, 0.5)


def test_a_paragraph_is_counted_at_its_first_place_only() -> None:
    measured = measure(found({"a"}, {"a"}, {"a2"}), [question(["a", "a2"])])
    assert measured is not None
    ideal = 1 + 1 / np.log2(3)
    assert measured.figures["ndcg_at_10"].value == pytest.approx((1 + 1 / np.log2(4)) / ideal)


def test_only_questions_that_one_paragraph_answers_are_asked() -> None:
    asked = [question(["a"], name="one"), question(["a"], ["b"], kind=Kind.MULTI, name="two")]
    measured = measure(found({"a"}), asked)
    assert measured is not None
    assert measured.figures["hit_at_1"].n == 1
    assert measured.milliseconds.value >= 0
    assert measure(found({"a"}), asked[1:]) is None


def test_a_paragraph_stands_once_in_a_ranking_and_a_score_of_zero_is_no_hit() -> None:
    assert best(np.array([0.2, 0.9, 0.0, 0.5]), ["a", "a", "b", "c"]) == [{"a"}, {"c"}]
