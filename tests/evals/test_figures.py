from __future__ import annotations

import math

import pytest

from evals.figures import figure, ranking_scores


def test_rankings_are_scored_as_counted_by_hand() -> None:
    relevant = {"first": ["a"], "second": ["a", "b"], "sixth": ["a"], "lost": ["a"], "silent": ["a"]}
    rankings = {"first": ["a", "x"], "second": ["x", "b", "a"], "sixth": [*"vwxyz", "a"], "lost": ["x"], "silent": []}
    scores = ranking_scores(relevant, rankings)
    assert scores["hit_at_1"] == {"first": 1, "second": 0, "sixth": 0, "lost": 0, "silent": 0}
    assert scores["hit_at_5"] == {"first": 1, "second": 1, "sixth": 0, "lost": 0, "silent": 0}
    assert scores["mrr_at_10"] == pytest.approx({"first": 1, "second": 1 / 2, "sixth": 1 / 6, "lost": 0, "silent": 0})
    ideal = 1 + 1 / math.log2(3)
    assert scores["ndcg_at_10"]["second"] == pytest.approx((1 / math.log2(3) + 1 / math.log2(4)) / ideal)


def test_a_hit_beyond_ten_does_not_count() -> None:
    scores = ranking_scores({"q": ["a"]}, {"q": [*map(str, range(10)), "a"]})
    assert scores["mrr_at_10"] == {"q": 0}


def test_a_figure_is_the_mean_inside_its_interval_and_the_same_every_time() -> None:
    values = [1.0] * 70 + [0.0] * 30
    one = figure(values)
    assert one is not None
    assert one.value == pytest.approx(0.7)
    assert one.n == 100
    # The normal approximation gives .70 ± 1.96 · sqrt(.7 · .3 / 100) = .61 to .79.
    assert one.low == pytest.approx(0.61, abs=0.015)
    assert one.high == pytest.approx(0.79, abs=0.015)
    assert figure(values) == one


def test_no_values_give_no_figure() -> None:
    assert figure([]) is None
