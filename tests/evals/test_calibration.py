"""Whether the product is as sure as it ought to be, counted by hand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from assistant.answering.answer import Confidence, Status
from evals.calibration import calibrate, expected_calibration_error
from evals.metrics import FactRecall, Table
from evals.outcome import Outcome
from evals.suites import Kind
from tests.evals.outcomes import answer, cite, outcome, question


def sure(
    name: str, probability: float | None, *, has_answer: bool, answered: bool = True, fact: str = "15 tillfällen"
) -> Outcome:
    """Make an outcome with a probability; an answered one is of high confidence."""
    asked = question(["a"], name=name) if has_answer else question(kind=Kind.NEAR_MISS, name=name)
    status = Status.ANSWERED if answered else Status.NOT_IN_GUIDELINES
    given = answer("", cite("a", fact), found=["a"], status=status, confidence=Confidence.HIGH)
    return dataclasses.replace(outcome(asked, given), probability=probability)


def facts_of(outcomes: list[Outcome]) -> Table:
    scores = {one.question.id: FactRecall()(one) for one in outcomes}
    return {"fact_recall": {key: found for key, found in scores.items() if found}}


def test_the_calibration_error_is_the_weighted_distance_of_each_bin() -> None:
    # Bin .8–.9 holds two with mean .85 of which one is true: .35; bin .1–.2 one with .15 that is false: .15.
    probabilities, truths = np.array([0.8, 0.9 - 1e-9, 0.15]), np.array([1.0, 0.0, 0.0])
    assert expected_calibration_error(probabilities, truths) == pytest.approx((2 * 0.35 + 0.15) / 3)
    assert expected_calibration_error(np.array([1.0, 0.0]), np.array([1.0, 0.0])) == 0


def test_a_split_has_brier_reliability_and_zones() -> None:
    outcomes = [
        sure("right", 0.9, has_answer=True),
        sure("without the fact", 0.7, has_answer=True, fact="något annat"),
        sure("near", 0.6, has_answer=False),
        sure("refused", 0.1, has_answer=False, answered=False),
    ]
    found = calibrate(outcomes, facts_of(outcomes))
    assert found.brier is not None
    assert found.brier.value == pytest.approx((0.1**2 + 0.3**2 + 0.6**2 + 0.1**2) / 4)
    assert found.auroc is not None
    assert found.auroc.value == 1
    assert [(one.low, one.answerable.value) for one in found.bins] == [(0.1, 0), (0.6, 0), (0.7, 1), (0.9, 1)]
    high, refused = found.zones
    assert (high.name, high.share, high.right.n) == ("high", 0.75, 3)
    assert high.answerable.value == pytest.approx(2 / 3)
    assert high.right.value == pytest.approx(1 / 3)
    assert (refused.name, refused.right.value) == ("refused", 1)


def test_questions_that_got_no_probability_are_left_out() -> None:
    outcomes = [sure("about", None, has_answer=True)]
    found = calibrate(outcomes, facts_of(outcomes))
    assert (found.brier, found.ece, found.auroc, found.bins) == (None, None, None, ())
    assert len(found.zones) == 1
