"""Fits the models of the interpretation check, and writes assistant/interpretation/judge_model.py.

Multinomial logistic models over the features of assistant/interpretation/features.py, fitted on the development split of
evals/suites/claims.jsonl: every statement of one claim, and the claims of those that make several. The development pairs of
evals/suites/verification.jsonl are learnt from too, at less weight, and never measured on: they are sentences on the same
documents, right or changed in one thing. A second model has no features of the search: it judges by paragraphs that are given.

The thresholds are chosen by two cross-validations: ten folds grouped by paragraph, and by writing, where a model fitted on one
batch of claims judges the other. Of the thresholds under which, in both, few contradicted claims are called supported and most
that nothing speaks of are told, those are taken with which most claims are judged right. There are two thresholds between
supported and contradicted: one where a word was seen to differ (`assistant.interpretation.judge.is_seen`), one where none was.

Run: ``python -m evals.fit_interpretation``. The test split is never read beyond its ``split`` field.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant.interpretation import Interpreter, Verdict, judge_model
from assistant.interpretation.features import feature_names, found_names, vector
from assistant.interpretation.judge import ORDER, is_seen
from assistant.settings import load_settings
from evals.claims_suite import Claim, load_claims
from evals.claims_validation import Matrix, Truth, Validated, in_words, thresholds, together
from evals.suites import Split
from evals.verification_suite import Error, Pair, load_pairs

TARGET = Path(judge_model.__file__ or "")
C = 0.05
"""Regularisation of scikit-learn's logistic regression on features of mean 0 and spread 1."""
FOLDS = 10
PAIR_WEIGHT = 0.05
"""Weight of a pair of the verification suite beside a claim: its sentences are written closer to their source."""
SECOND_BATCH = 410
"""Number of the first claim that was written later than the others, before what the check made of it was known."""
_NOT_LEARNT = frozenset({Error.CONTENT, Error.QUOTE, Error.WRONG_CITATION})


@dataclass(frozen=True, slots=True)
class Row:
    """What is learnt from: features, the verdict as its place in the model's order, its group, its batch and its weight.

    ``seen`` is True where a word was seen to differ.
    """

    features: tuple[float, ...]
    verdict: int
    group: str
    batch: int
    weight: float
    seen: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A text, the verdict on it, its group of paragraphs and its batch: 0 for pairs."""

    text: str
    verdict: Verdict
    group: str
    batch: int


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model: an intercept and weights for each verdict, on features as they are, and its thresholds."""

    rows: Matrix
    silent: float
    agrees: tuple[float, float]


def single_claims(claims: Sequence[Claim]) -> Iterator[Told]:
    """Give each claim that stands alone with its verdict and its group."""
    for claim in claims:
        group = claim.paragraph_ids[0] if claim.paragraph_ids else claim.id
        batch = 2 if int(claim.id.rpartition("-")[2]) >= SECOND_BATCH else 1
        if claim.parts:
            for part in claim.parts:
                yield Told(part.claim, part.verdict, group, batch)
        elif claim.by_publisher is None:
            yield Told(claim.claim, claim.verdict, group, batch)


def pair_claims(pairs: Sequence[Pair]) -> Iterator[Told]:
    """Give the sentences of the verification suite that their source supports, or contradicts in one thing."""
    for pair in pairs:
        if pair.right or pair.error not in _NOT_LEARNT:
            verdict = Verdict.SUPPORTED if pair.right else Verdict.CONTRADICTED
            yield Told(pair.sentence, verdict, pair.evidence[0].paragraph_id, 0)


def rows_of(found: Iterator[Told], interpreter: Interpreter, weight: float) -> Iterator[Row]:
    """Read the features of claims."""
    for told in found:
        weighed = interpreter.weigh(told.text)
        if weighed:
            features = vector(weighed.found, weighed.features)
            yield Row(features, ORDER.index(told.verdict), told.group, told.batch, weight, is_seen(weighed.features))


def fit(features: Matrix, verdicts: Matrix, weights: Matrix) -> Matrix:
    """Fit a model on standardised features and give its rows for features as they are."""
    mean, spread = features.mean(axis=0), features.std(axis=0)
    spread[spread == 0] = 1.0
    model = LogisticRegression(C=C, max_iter=5_000)
    model.fit((features - mean) / spread, verdicts, sample_weight=weights)
    scaled = model.coef_ / spread
    return np.column_stack([model.intercept_ - scaled @ mean, scaled])


def chances(model: Matrix, features: Matrix) -> Matrix:
    """Give the probabilities of the verdicts, a row a claim."""
    logits = model[:, 0] + features @ model[:, 1:].T
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def unseen(rows: Sequence[Row], features: Matrix) -> Matrix:
    """Give the probabilities for each row of a model that has seen nothing of its paragraphs."""
    verdicts, weights = np.array([row.verdict for row in rows]), np.array([row.weight for row in rows])
    found = np.zeros((len(rows), len(ORDER)))
    for train, rest in GroupKFold(FOLDS).split(features, verdicts, [row.group for row in rows]):
        found[rest] = chances(fit(features[train], verdicts[train], weights[train]), features[rest])
    return found


def unread(rows: Sequence[Row], features: Matrix) -> Matrix:
    """Give the probabilities for each claim of a model that has seen nothing of its batch; for pairs: zeros."""
    verdicts, weights = np.array([row.verdict for row in rows]), np.array([row.weight for row in rows])
    batches = np.array([row.batch for row in rows])
    found = np.zeros((len(rows), len(ORDER)))
    for batch in sorted(set(batches.tolist()) - {0}):
        train, rest = batches != batch, batches == batch
        found[rest] = chances(fit(features[train], verdicts[train], weights[train]), features[rest])
    return found


def truth_of(rows: Sequence[Row]) -> Truth:
    """Give what is true of claims."""
    return Truth(np.array([row.verdict for row in rows]), np.array([row.seen for row in rows]))


def validate(rows: Sequence[Row], features: Matrix) -> list[Validated]:
    """Cross-validate both ways, and give each batch of claims by itself."""
    batches = np.array([row.batch for row in rows])
    return [
        Validated(f"{how}, batch {batch}", found[batches == batch], truth_of([row for row in rows if row.batch == batch]))
        for how, found in (("by paragraph", unseen(rows, features)), ("by batch", unread(rows, features)))
        for batch in (1, 2)
    ]


def fitted(rows: Sequence[Row], first: int, name: str) -> Fitted:
    """Fit a model on the features from ``first`` on, choose its thresholds and print what it does."""
    features = np.array([row.features[first:] for row in rows])
    verdicts = np.array([row.verdict for row in rows])
    validated = validate(rows, features)
    silent, agrees = thresholds(validated)
    print(f"{name}: {len(rows)} claims and pairs; silent from {silent:.3f}, agrees from {agrees[0]:.2f} and {agrees[1]:.2f}")
    for one in (*validated, together("by paragraph", validated[:2]), together("by batch", validated[2:])):
        print(f"  {one.name} ({len(one.found)}): {in_words(one.score(silent, agrees))}")
    model = fit(features, verdicts, np.array([row.weight for row in rows]))
    spread = features.std(axis=0)
    for at, feature in enumerate(feature_names()[first:]):
        print(f"  {feature:20}" + "".join(f" {model[k, at + 1] * spread[at]:6.2f}" for k in range(len(ORDER))))
    return Fitted(model, silent, agrees)


def write(searched: Fitted, given: Fitted) -> None:
    """Write the module of coefficients, one line a feature."""
    lines = [
        '"""Coefficients of the interpretation check, written by evals/fit_interpretation.py; not edited by hand.',
        "",
        "A line a feature, after the intercept; in it the weights for not addressed, contradicted and supported. The odds",
        "that a supported claim must have are two: where no word was seen to differ, and where one was.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
    ]
    unsearched = feature_names()[len(found_names()) :]
    for name, model, names in (("SEARCHED", searched, feature_names()), ("GIVEN", given, unsearched)):
        lines.append(f"_{name} = (")
        for feature, weights in zip(("intercept", *names), model.rows.T, strict=True):
            lines.append(f"    ({', '.join(f'{weight:.4f}' for weight in weights)}),  # {feature}")
        lines += [")", f"{name} = tuple(zip(*_{name}, strict=True))", f"{name}_SILENT = {model.silent:.4f}"]
        lines.append(f"{name}_AGREES = ({model.agrees[0]:.4f}, {model.agrees[1]:.4f})")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, print and write."""
    argparse.ArgumentParser(prog="python -m evals.fit_interpretation", description=__doc__).parse_args(argv)
    interpreter = Interpreter.open(load_settings())
    claims = [claim for claim in load_claims() if claim.split is Split.DEV]
    pairs = [pair for pair in load_pairs() if pair.split is Split.DEV]
    rows = [*rows_of(single_claims(claims), interpreter, 1.0), *rows_of(pair_claims(pairs), interpreter, PAIR_WEIGHT)]
    write(fitted(rows, 0, "searched"), fitted(rows, len(found_names()), "given"))


if __name__ == "__main__":
    main()
