"""Fits the model that tells whether enough of a sentence is in its source, and writes assistant/verification/support_model.py.

A logistic model over the features of assistant/verification/support.py. It learns from the development split of
evals/suites/verification.jsonl: right sentences against wrong ones, and against each right sentence laid beside that one of the
other pairs' sources that has most of its words. Sentences in which another check finds a difference weigh little: a changed
modal verb leaves the content as it was. The threshold is the lowest at which all checks together let no more wrong sentences
through, of writers on whose sentences the model was not fitted, than `MOST_WRONG` says.

Run: ``python -m evals.fit_verifier``. The test split is never read beyond its ``split`` field.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant.documents.corpus import Corpus, load_corpus, shipped_corpus_folder
from assistant.law.annotate import annotate
from assistant.verification import support_model
from assistant.verification.content import Rarity
from assistant.verification.model import Evidence
from assistant.verification.support import feature_names
from assistant.verification.units import find_units
from assistant.verification.verifier import Comparison
from evals.suites import Split
from evals.verification_suite import Error, Pair, load_pairs

TARGET = Path(support_model.__file__ or "")
#: Share of the wrong sentences that all checks together may let through, judged on writers that the model has not seen.
MOST_WRONG = 0.02
#: Weight of a sentence with added content: there are few, and nothing else stops them.
ADDED = 6.0
#: Weight of a sentence with an error of another kind, which counts fully only where no other check has found it.
OTHERWISE = 3.0
#: Weight of a sentence in which another check finds a difference: what this model says of it decides nothing.
FLAGGED = 0.2
#: Regularisation of scikit-learn's logistic regression on unscaled features.
C = 3.0
FOLDS = 5
#: Sources of other pairs that each right sentence is laid beside, to find one that has many of its words.
OTHERS = 40
SEED = 20260202
#: Who wrote which batch of pairs.
WRITERS = {
    "b1": "second",
    "b2": "second",
    "b3": "third",
    "b4": "third",
    "b5": "third",
    "b6": "third",
    "b7": "fourth",
    "b8": "fourth",
}

WEIGHTS: Mapping[Error | None, float] = {None: 1.0, Error.WRONG_CITATION: 1.0, Error.CONTENT: ADDED}
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """What is learnt from: the features of a sentence, whether it stands, the paragraph that keeps folds apart, the weight.

    ``writer`` is who wrote the sentence, as far as its id tells: each has habits of wording that a fold must not know.
    ``is_pair`` is False where a right sentence is laid beside another pair's source, ``differs`` True where another check finds
    a difference.
    """

    features: tuple[float, ...]
    stands: bool
    paragraph: str
    weight: float
    writer: str
    is_pair: bool
    differs: bool


def evidence_of(pair: Pair, corpus: Corpus) -> tuple[Evidence, ...]:
    """Give the evidence of a pair as the verifier takes it."""
    return tuple(
        Evidence(corpus.paragraph(one.paragraph_id), corpus.document_of(one.paragraph_id), one.quote) for one in pair.evidence
    )


def comparison_of(sentence: str, evidence: Sequence[Evidence], rarity: Rarity) -> Comparison | None:
    """Lay a sentence beside its evidence; None where a quote is not in its paragraph."""
    units = [find_units(one) for one in evidence]
    if not all(units):
        return None
    return Comparison(sentence, [unit for found in units for unit in found], rarity)


def rows_of(pairs: Sequence[Pair], corpus: Corpus) -> list[Row]:
    """Give what is learnt from: the pairs, and right sentences on another pair's source."""
    rarity = Rarity(corpus)
    chooser = random.Random(SEED)  # noqa: S311 - chooses examples, guards nothing
    right = [pair for pair in pairs if pair.right]
    found: list[Row] = []
    for pair in pairs:
        comparison = comparison_of(pair.sentence, evidence_of(pair, corpus), rarity)
        if comparison:
            found.append(_row(comparison, pair, pair.right, WEIGHTS.get(pair.error, OTHERWISE)))
    for pair in right:
        own = {one.paragraph_id for one in pair.evidence}
        others = [
            other for other in chooser.sample(right, min(OTHERS, len(right))) if other.evidence[0].paragraph_id not in own
        ]
        beside = [comparison_of(pair.sentence, evidence_of(other, corpus), rarity) for other in others]
        nearest = max(filter(None, beside), key=lambda one: one.coverage.share)
        found.append(_row(nearest, pair, False, 1.0, is_pair=False))
    return found


def _row(comparison: Comparison, pair: Pair, stands: bool, weight: float, *, is_pair: bool = True) -> Row:
    differs = bool(comparison.differences())
    weight *= FLAGGED if differs else 1.0
    features = astuple(comparison.features())
    return Row(features, stands, pair.evidence[0].paragraph_id, weight, writer_of(pair), is_pair, differs)


def writer_of(pair: Pair) -> str:
    """Give who wrote a pair: the first, the second (batches 1 and 2), the third (3 to 6), the fourth."""
    batch = pair.id.rsplit("-", 2)[-2]
    return WRITERS.get(batch, "first")


def fit(features: Matrix, stands: NDArray[np.bool_], weights: Matrix) -> LogisticRegression:
    """Fit the model, the right as heavy in all as the wrong."""
    balanced = np.where(stands, weights * weights[~stands].sum() / weights[stands].sum(), weights)
    return LogisticRegression(C=C, max_iter=5_000).fit(features, stands, sample_weight=balanced)


def write(model: Matrix, threshold: float) -> None:
    """Write the module of coefficients."""
    values = "".join(f"    {value:.4f},\n" for value in model)
    TARGET.write_text(
        '"""Coefficients of the support model, written by evals/fit_verifier.py; not edited by hand."""\n\n'
        "from __future__ import annotations\n\n"
        f"SUPPORT = (\n{values})\nTHRESHOLD = {threshold:.4f}\n",
        encoding="utf-8",
    )


def unseen_of(rows: Sequence[Row], groups: Sequence[str], folds: int) -> Matrix:
    """Give each row the support that a model has for it which was fitted on the rows of other groups."""
    features = np.array([row.features for row in rows])
    stands = np.array([row.stands for row in rows])
    weights = np.array([row.weight for row in rows])
    unseen = np.zeros(len(rows))
    for known, new in GroupKFold(folds).split(features, stands, groups):
        unseen[new] = fit(features[known], stands[known], weights[known]).predict_proba(features[new])[:, 1]
    return unseen


def lowest_threshold(support: Matrix, rows: Sequence[Row]) -> float:
    """Give the lowest threshold at which no more wrong sentences stand than `MOST_WRONG`, all checks together."""
    wrong = np.array([row.is_pair and not row.stands for row in rows])
    open_to = np.sort(support[wrong & ~np.array([row.differs for row in rows])])[::-1]
    may_pass = int(MOST_WRONG * wrong.sum())
    return float(np.nextafter(open_to[may_pass], 1.0)) if may_pass < len(open_to) else 0.0


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, print and write."""
    argparse.ArgumentParser(prog="python -m evals.fit_verifier", description=__doc__).parse_args(argv)
    corpus = annotate(load_corpus(shipped_corpus_folder()))
    rows = rows_of([pair for pair in load_pairs() if pair.split is Split.DEV], corpus)
    writers = [row.writer for row in rows]
    by_paragraph = unseen_of(rows, [row.paragraph for row in rows], FOLDS)
    by_writer = unseen_of(rows, writers, len(set(writers)))
    threshold = lowest_threshold(by_writer, rows)
    stands = np.array([row.stands for row in rows])
    model = fit(np.array([row.features for row in rows]), stands, np.array([row.weight for row in rows]))
    fitted = np.concatenate([model.intercept_, model.coef_[0]])
    for name, weight in zip(("intercept", *feature_names()), fitted, strict=True):
        print(f"{name:10} {weight:7.2f}")
    print(f"threshold  {threshold:7.4f}")
    _print_judged("other paragraphs", by_paragraph, threshold, rows)
    _print_judged("other writers", by_writer, threshold, rows)
    for writer in sorted(set(writers)):
        own = [row.writer == writer for row in rows]
        _print_judged(f"{writer} writer, unseen", by_writer[own], threshold, [row for row in rows if row.writer == writer])
    write(fitted, threshold)


def _print_judged(name: str, support: Matrix, threshold: float, rows: Sequence[Row]) -> None:
    """Print what all checks together do with the pairs."""
    pairs = [(row, one >= threshold and not row.differs) for row, one in zip(rows, support, strict=True) if row.is_pair]
    through = [passes for row, passes in pairs if not row.stands]
    dropped = [not passes for row, passes in pairs if row.stands]
    print(
        f"{name:24} wrong let through {sum(through):3} of {len(through)} ({np.mean(through):.1%}),"
        f" right dropped {sum(dropped):3} of {len(dropped)} ({np.mean(dropped):.1%})"
    )


if __name__ == "__main__":
    main()
