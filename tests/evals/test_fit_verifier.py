"""The support model is what its script makes of the development pairs, and the script leaves the test split alone."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.documents.corpus import Corpus
from assistant.verification import support_model
from assistant.verification.content import Rarity
from assistant.verification.support import Features, feature_names, is_enough, support_of
from evals.fit_verifier import evidence_of, features_of, rows_of
from evals.measure_verifier import interval
from evals.suites import Split
from evals.verification_suite import load_pairs


def test_the_model_has_a_weight_for_each_feature() -> None:
    assert len(support_model.SUPPORT) == len(feature_names()) + 1
    assert 0.0 < support_model.THRESHOLD < 1.0


def test_a_sentence_whose_words_are_all_in_the_source_has_support() -> None:
    assert is_enough(support_of(Features(share=1.0, heaviest=0.0)))
    assert not is_enough(support_of(Features(share=0.2, heaviest=5.0)))


def test_more_of_the_content_is_never_less_support() -> None:
    shares = [support_of(Features(share, 3.0)) for share in np.linspace(0, 1, 11)]
    assert shares == sorted(shares)


def test_rows_are_right_pairs_and_those_that_content_decides(corpus: Corpus) -> None:
    pairs = [pair for pair in load_pairs() if pair.split is Split.DEV][:40]
    rows = rows_of(pairs, corpus)
    right = sum(pair.right for pair in pairs)
    assert sum(row.stands for row in rows) <= right
    assert all(len(row.features) == len(feature_names()) for row in rows)


def test_a_quote_that_is_not_there_has_no_features(corpus: Corpus) -> None:
    pair = next(pair for pair in load_pairs() if pair.split is Split.DEV and pair.error == "quote")
    assert features_of(pair.sentence, evidence_of(pair, corpus), Rarity(corpus)) is None


@pytest.mark.parametrize(("count", "total", "low", "high"), [(0, 100, 0.0, 0.037), (5, 100, 0.022, 0.112), (0, 0, 0.0, 1.0)])
def test_the_interval_is_wilsons(count: int, total: int, low: float, high: float) -> None:
    assert interval(count, total) == pytest.approx((low, high), abs=1e-3)
