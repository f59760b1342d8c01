"""Fits the models of the interpretation check, and writes assistant/interpretation/judge_model.py.

Multinomial logistic models over the features of assistant/interpretation/features.py, fitted on the development split of
evals/suites/claims.jsonl: every statement of one claim, and the claims of those that make several. The development pairs of
evals/suites/verification.jsonl are learnt from too, at less weight, and never measured on: they are sentences on the same
documents, right or changed in one thing. A second model has no features of the search: it judges by paragraphs that are given.

The thresholds are chosen by cross-validation, grouped by paragraph: of those under which few contradicted claims are called
supported, and most that nothing speaks of are told, the ones with which most claims are judged right.

Run: ``python -m evals.fit_interpretation``. The test split is never read beyond its ``split`` field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant.interpretation import Interpreter, Verdict, judge_model
from assistant.interpretation.features import feature_names, found_names, vector
from assistant.interpretation.judge import ORDER, UNSURE, decide
from assistant.settings import load_settings
from evals.claims_suite import Claim, load_claims
from evals.suites import Split
from evals.verification_suite import Error, Pair, load_pairs

TARGET = Path(judge_model.__file__ or "")
C = 0.05
"""Regularisation of scikit-learn's logistic regression on features of mean 0 and spread 1."""
FOLDS = 10
PAIR_WEIGHT = 0.1
"""Weight of a pair of the verification suite beside a claim: its sentences are written closer to their source."""
FALSE_SUPPORT = 0.05
"""Share of the contradicted claims that may be called supported in cross-validation."""
TELL_SILENCE = 0.75
"""Share of the claims not addressed that must be told, in cross-validation."""
SILENT = tuple(float(one) for one in np.arange(0.35, 0.66, 0.025))
AGREES = tuple(float(one) for one in np.arange(1.0, 8.01, 0.25))
_NOT_LEARNT = frozenset({Error.CONTENT, Error.QUOTE, Error.WRONG_CITATION})

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """What is learnt from: features, the verdict as its place in the model's order, a group of paragraphs, a weight."""

    features: tuple[float, ...]
    verdict: int
    group: str
    weight: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model: an intercept and weights for each verdict, on features as they are, and its thresholds."""

    rows: Matrix
    silent: float
    agrees: float


def single_claims(claims: Sequence[Claim]) -> Iterator[tuple[str, Verdict, str]]:
    """Give each claim that stands alone with its verdict and its group."""
    for claim in claims:
        group = claim.paragraph_ids[0] if claim.paragraph_ids else claim.id
        if claim.parts:
            for part in claim.parts:
                yield part.claim, Verdict(part.verdict.value), group
        elif claim.by_publisher is None:
            yield claim.claim, Verdict(claim.verdict.value), group


def pair_claims(pairs: Sequence[Pair]) -> Iterator[tuple[str, Verdict, str]]:
    """Give the sentences of the verification suite that their source supports, or contradicts in one thing."""
    for pair in pairs:
        if pair.right or pair.error not in _NOT_LEARNT:
            verdict = Verdict.SUPPORTED if pair.right else Verdict.CONTRADICTED
            yield pair.sentence, verdict, pair.evidence[0].paragraph_id


def rows_of(found: Iterator[tuple[str, Verdict, str]], interpreter: Interpreter, weight: float) -> Iterator[Row]:
    """Read the features of claims."""
    for text, verdict, group in found:
        weighed = interpreter.weigh(text)
        if weighed:
            yield Row(vector(weighed.found, weighed.features), ORDER.index(verdict), group, weight)


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


@dataclass(frozen=True, slots=True)
class Score:
    """How claims were judged: the share right, of the contradicted called supported, of the silent told, and unsure."""

    accuracy: float
    false_support: float
    silence: float
    support: float
    unsure: float


def score(found: Matrix, verdicts: NDArray[np.int64], silent: float, agrees: float) -> Score:
    """Judge by probabilities and thresholds, and count."""
    rulings = [decide(tuple(row), silent, agrees) for row in found]
    given = np.array([ORDER.index(one.verdict) for one in rulings])

    def share(verdict: Verdict, called: Verdict) -> float:
        of = verdicts == ORDER.index(verdict)
        return float((given[of] == ORDER.index(called)).mean())

    return Score(
        float((given == verdicts).mean()),
        share(Verdict.CONTRADICTED, Verdict.SUPPORTED),
        share(Verdict.NOT_ADDRESSED, Verdict.NOT_ADDRESSED),
        share(Verdict.SUPPORTED, Verdict.SUPPORTED),
        float(np.mean([one.unsure for one in rulings])),
    )


def thresholds(found: Matrix, verdicts: NDArray[np.int64]) -> tuple[float, float]:
    """Choose the thresholds; where none keeps to the limits, the most careful ones."""
    best: tuple[float, float, float] | None = None
    for silent in SILENT:
        for agrees in AGREES:
            result = score(found, verdicts, silent, agrees)
            if result.false_support <= FALSE_SUPPORT and result.silence >= TELL_SILENCE:
                best = max(best or (0.0, 0.0, 0.0), (result.accuracy, silent, agrees))
    return (best[1], best[2]) if best else (SILENT[0], AGREES[-1])


def fitted(rows: Sequence[Row], first: int, name: str) -> Fitted:
    """Fit a model on the features from ``first`` on, choose its thresholds and print what it does."""
    features = np.array([row.features[first:] for row in rows])
    verdicts = np.array([row.verdict for row in rows])
    own = np.array([row.weight == 1.0 for row in rows])
    found = unseen(rows, features)[own]
    silent, agrees = thresholds(found, verdicts[own])
    result = score(found, verdicts[own], silent, agrees)
    print(f"{name}: {own.sum()} claims and {(~own).sum()} pairs; silent from {silent:.3f}, agrees from {agrees:.2f}")
    print(
        f"  accuracy {result.accuracy:.3f}; contradicted called supported {result.false_support:.3f}; not addressed told "
        f"{result.silence:.3f}; supported told {result.support:.3f}; unsure (odds {UNSURE} to {agrees:.2f}) {result.unsure:.3f}"
    )
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
        "A line a feature, after the intercept; in it the weights for not addressed, contradicted and supported.",
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
        lines.append(f"{name}_AGREES = {model.agrees:.4f}")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, print and write."""
    interpreter = Interpreter.open(load_settings())
    claims = [claim for claim in load_claims() if claim.split is Split.DEV]
    pairs = [pair for pair in load_pairs() if pair.split is Split.DEV]
    rows = [*rows_of(single_claims(claims), interpreter, 1.0), *rows_of(pair_claims(pairs), interpreter, PAIR_WEIGHT)]
    write(fitted(rows, 0, "searched"), fitted(rows, len(found_names()), "given"))


if __name__ == "__main__":
    main()
