from __future__ import annotations

import numpy as np
import pytest

from assistant.retrieval import answerability_model
from assistant.retrieval.answerability import feature_names
from assistant.retrieval.asked_for import Fact, Form
from evals.fit_answerability import RAREST, Examples, calibration, choose_rarest, examples, print_alternatives
from evals.suites import Kind

ROWS = 60


def rows() -> tuple[Examples, np.ndarray]:
    """Sixty questions, half of them near misses, that all ask for an age: nothing but `missing` will tell them apart."""
    answerable = np.arange(ROWS) % 2 == 0
    kinds = np.where(answerable, Kind.ANSWERABLE.value, Kind.NEAR_MISS.value)
    return Examples([Fact.AGE] * ROWS, kinds, [str(i) for i in range(ROWS)], answerable), answerable


def test_the_share_is_chosen_at_which_what_is_missing_tells_near_misses(capsys: pytest.CaptureFixture[str]) -> None:
    asked, answerable = rows()
    choices = {share: np.zeros((ROWS, len(feature_names()))) for share in RAREST}
    choices[0.75][:, feature_names().index("missing")] = ~answerable
    chosen, features = choose_rarest(choices, asked)
    assert chosen["figure"] == 0.75
    assert features[:, feature_names().index("missing")].sum() == ROWS / 2
    assert "figure: AUROC" in capsys.readouterr().out


def test_what_a_kind_adds_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    asked, answerable = rows()
    features = np.zeros((ROWS, len(feature_names())))
    features[:, feature_names().index("missing")] = ~answerable
    print_alternatives(features, asked)
    out = capsys.readouterr().out
    assert "age in a feature of its own: AUROC 1.0000, not looked at: 0.5000" in out


def test_the_models_written_fit_the_features_and_the_forms() -> None:
    for model in (answerability_model.ANSWERED, answerability_model.ON_TOPIC, answerability_model.NEARBY):
        assert len(model) == 1 + len(feature_names())
    assert set(answerability_model.RAREST) == {form.value for form in Form}


def test_the_calibration_makes_shares_of_scores_fitted_with_both_sides_weighing_the_same() -> None:
    unseen = np.repeat([0.2, 0.8], 100)
    answerable = np.concatenate([np.arange(100) % 2 == 0, np.arange(100) % 10 > 0])  # .5 of the lower ones, .9 of the higher
    slope, intercept = calibration(unseen, answerable)
    odds = np.log(unseen / (1 - unseen))
    shares = 1 / (1 + np.exp(-(slope * odds + intercept)))
    assert shares[0] == pytest.approx(0.5, abs=0.01)
    assert shares[-1] == pytest.approx(0.9, abs=0.01)


def test_short_everyday_questions_are_learnt_from_too() -> None:
    kinds = [kind for text, kind, topic in examples() if text == topic]
    assert {Kind.ANSWERABLE, Kind.NEAR_MISS, Kind.OTHER_TOPIC} <= set(kinds)
