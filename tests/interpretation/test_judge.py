from __future__ import annotations

from dataclasses import fields

import pytest

from assistant.interpretation import judge, judge_model
from assistant.interpretation.features import Features, feature_names, found_names
from assistant.interpretation.judge import ORDER, decide, is_seen, probabilities, rule
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


def features_with(**values: float) -> Features:
    return Features(**({field.name: 0.0 for field in fields(Features)} | values))


@pytest.mark.parametrize(
    ("values", "seen"),
    [
        ({}, False),
        ({"condition_left_out": 1.0, "differences": 1.0}, False),
        ({"negation": 1.0, "negation_even": 1.0}, False),
        ({"negation": 1.0}, True),
        ({"decided": 1.0}, True),
        ({"contrast": 0.8}, True),
        ({"contrast_beside": 0.8}, True),
    ],
)
def test_a_word_that_differs_is_seen_on_both_sides_or_denied_on_one(values: dict[str, float], seen: bool) -> None:
    assert is_seen(features_with(**values)) is seen


def test_where_no_word_was_seen_to_differ_a_contradiction_is_unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "probabilities", lambda *_: (0.1, 0.8, 0.1))
    assert (rule(None, features_with()).verdict, rule(None, features_with()).unsure) == (Verdict.CONTRADICTED, True)
    seen = rule(None, features_with(decided=1.0))
    assert (seen.verdict, seen.unsure) == (Verdict.CONTRADICTED, False)


def test_a_seen_difference_needs_higher_odds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "probabilities", lambda *_: (0.1, 0.2, 0.7))
    monkeypatch.setattr(judge, "GIVEN_AGREES", (2.0, 8.0))
    assert rule(None, features_with()).verdict is Verdict.SUPPORTED
    assert rule(None, features_with(decided=1.0)).verdict is Verdict.CONTRADICTED


def test_a_place_of_its_own_is_not_addressed_whatever_words_are_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "probabilities", lambda *_: (0.1, 0.1, 0.8))
    assert rule(None, features_with(place_added=1.0)).verdict is Verdict.NOT_ADDRESSED
    assert rule(None, features_with(place_added=1.0, contrast=0.8)).verdict is not Verdict.NOT_ADDRESSED


def test_the_worst_part_decides() -> None:
    assert worst([Verdict.SUPPORTED, Verdict.NOT_ADDRESSED]) is Verdict.NOT_ADDRESSED
    assert worst([Verdict.NOT_ADDRESSED, Verdict.CONTRADICTED, Verdict.SUPPORTED]) is Verdict.CONTRADICTED
