from __future__ import annotations

import pytest

from assistant.interpretation import judge_model
from assistant.interpretation.features import feature_names, found_names
from assistant.interpretation.judge import ORDER, decide, probabilities
from assistant.interpretation.model import Verdict, worst


def test_the_model_has_a_weight_for_each_feature() -> None:
    assert [len(row) for row in judge_model.SEARCHED] == [1 + len(feature_names())] * len(ORDER)
    assert [len(row) for row in judge_model.GIVEN] == [1 + len(feature_names()) - len(found_names())] * len(ORDER)


def test_probabilities_add_up_to_one() -> None:
    assert sum(probabilities(((0.0, 1.0), (900.0, 1.0), (0.0, -1.0)), (2.0,))) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("chances", "verdict", "unsure"),
    [
        ((0.7, 0.2, 0.1), Verdict.NOT_ADDRESSED, False),
        ((0.1, 0.1, 0.8), Verdict.SUPPORTED, False),
        ((0.1, 0.8, 0.1), Verdict.CONTRADICTED, False),
        ((0.1, 0.4, 0.5), Verdict.CONTRADICTED, True),
        ((0.1, 0.5, 0.4), Verdict.CONTRADICTED, True),
    ],
)
def test_between_supported_and_contradicted_the_careful_verdict_is_given(
    chances: tuple[float, ...], verdict: Verdict, unsure: bool
) -> None:
    ruling = decide(chances, silent=0.5, agrees=3.0)
    assert (ruling.verdict, ruling.unsure) == (verdict, unsure)


def test_the_worst_part_decides() -> None:
    assert worst([Verdict.SUPPORTED, Verdict.NOT_ADDRESSED]) is Verdict.NOT_ADDRESSED
    assert worst([Verdict.NOT_ADDRESSED, Verdict.CONTRADICTED, Verdict.SUPPORTED]) is Verdict.CONTRADICTED
