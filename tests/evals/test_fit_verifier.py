"""The support model is what its script makes of the development pairs, and the script leaves the test split alone."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.documents.corpus import Corpus
from assistant.verification import support_model
from assistant.verification.content import Rarity
from assistant.verification.support import Features, feature_names, is_enough, support_of
from evals.fit_verifier import Row, comparison_of, evidence_of, lowest_threshold, rows_of
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


def test_a_word_of_its_own_is_a_retelling_in_a_sentence_of_its_own_order_only() -> None:
    retold, repeated = (support_of(Features(share=0.85, heaviest=2.5, order=order)) for order in (0.3, 0.9))
    assert is_enough(retold)
    assert not is_enough(repeated)


def test_a_word_in_the_place_of_another_is_less_support() -> None:
    assert support_of(Features(0.9, 1.0, exchanged=1)) < support_of(Features(0.9, 1.0))


def test_a_sentence_that_repeats_its_source_is_enough() -> None:
    assert is_enough(support_of(Features(share=1.0, heaviest=0.0, order=1.0)))


def test_rows_are_the_pairs_and_right_sentences_on_other_sources(corpus: Corpus) -> None:
    pairs = [pair for pair in load_pairs() if pair.split is Split.DEV and pair.error != "quote"][:40]
    rows = rows_of(pairs, corpus)
    right = sum(pair.right for pair in pairs)
    assert sum(row.stands for row in rows) == right
    assert [sum(row.is_pair is kind for row in rows) for kind in (True, False)] == [len(pairs), right]
    assert all(len(row.features) == len(feature_names()) for row in rows)


def test_the_threshold_lets_as_many_wrong_sentences_through_as_it_may() -> None:
    def row(stands: bool, differs: bool) -> Row:
        return Row((1.0,), stands, "p", 1.0, "first", is_pair=True, differs=differs)

    rows = [row(stands=False, differs=False) for _ in range(100)] + [
        row(stands=False, differs=True),
        row(stands=True, differs=False),
    ]
    support = np.concatenate([np.arange(100) / 100, [1.0, 0.5]])
    threshold = lowest_threshold(support, rows)
    assert [one >= threshold for one in (0.97, 0.98, 0.99)] == [False, True, True]


def test_a_quote_that_is_not_there_is_not_compared(corpus: Corpus) -> None:
    pair = next(pair for pair in load_pairs() if pair.split is Split.DEV and pair.error == "quote")
    assert comparison_of(pair.sentence, evidence_of(pair, corpus), Rarity(corpus)) is None


@pytest.mark.parametrize(("count", "total", "low", "high"), [(0, 100, 0.0, 0.037), (5, 100, 0.022, 0.112), (0, 0, 0.0, 1.0)])
def test_the_interval_is_wilsons(count: int, total: int, low: float, high: float) -> None:
    assert interval(count, total) == pytest.approx((low, high), abs=1e-3)
