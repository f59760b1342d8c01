"""Fits the model that tells whether a question is answered here, and writes assistant/retrieval/answerability_model.py.

Two logistic models over the features of assistant/retrieval/answerability.py: one tells answerable questions from other
topics, one from near misses. The questions are those of the development split, and of evals/answerability_extra.toml, which was
written for this. The thresholds let a share of the answerable ones through, judged by cross-validation over topics.

Run: ``python -m evals.fit_answerability``; with ``--other-topics FILE`` (JSONL with ``query``) it also prints how many of
another file's questions are refused, without learning from them.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from assistant.documents.corpus import load_corpus, shipped_corpus_folder
from assistant.index.store import ensure_index
from assistant.law.annotate import annotate
from assistant.retrieval import answerability_model
from assistant.retrieval.answerability import feature_names, features_of
from assistant.retrieval.search import Searcher
from assistant.settings import load_settings
from assistant.text import clean_question
from evals.suites import Kind, Split, load_suites

EXTRA = Path(__file__).parent / "answerability_extra.toml"
TARGET = Path(answerability_model.__file__ or "")
#: Shares of answerable development questions that must pass each model.
PASS = 0.975
ON_TOPIC_PASS = 0.985
#: Regularisation of scikit-learn's logistic regression on unscaled features, most of them 0 to 1.
C = 3.0
FOLDS = 5
WIDTH = 128

Matrix = NDArray[np.float64]
Kinds = NDArray[np.str_]


def examples() -> list[tuple[str, Kind, str]]:
    """Give (question, kind, topic) of the development split and of the extra file; topics keep folds apart."""
    found = [(one.question, one.kind, one.topic) for one in load_suites() if one.split is Split.DEV]
    extra = tomllib.loads(EXTRA.read_text(encoding="utf-8"))
    for kind in (Kind.NEAR_MISS, Kind.OTHER_TOPIC):
        found += [(text, kind, text) for text in extra[kind.value]]
    return found


def matrix(searcher: Searcher, texts: Sequence[str]) -> Matrix:
    """Give the features of questions, one row each."""
    results = [searcher.search(clean_question(text)) for text in texts]
    return np.array([astuple(features_of(result, searcher.corpus)) for result in results])


@dataclass(frozen=True)
class Fitted:
    """A model: intercept and coefficients, the threshold, and each row's probability by a model that did not see its topic."""

    model: Matrix
    threshold: float
    unseen: Matrix


def fit(features: Matrix, kinds: Kinds, topics: Sequence[str], against: Kind, share: float) -> Fitted:
    """Fit a model that tells answerable questions from one other kind; ``share`` of the answerable ones shall pass."""
    answerable = np.array([Kind(kind).has_answer for kind in kinds])
    rows = answerable | (kinds == against.value)
    groups = [topic for topic, chosen in zip(topics, rows, strict=True) if chosen]
    model = LogisticRegression(C=C, max_iter=5_000, class_weight="balanced")
    unseen = np.zeros(len(kinds))
    unseen[rows] = cross_val_predict(
        model, features[rows], answerable[rows], groups=groups, cv=GroupKFold(FOLDS), method="predict_proba"
    )[:, 1]
    model.fit(features[rows], answerable[rows])
    unseen[~rows] = model.predict_proba(features[~rows])[:, 1]
    print(f"AUROC answerable against {against.value}: {roc_auc_score(answerable[rows], unseen[rows]):.3f}")
    threshold = float(np.quantile(unseen[answerable], 1 - share))
    return Fitted(np.concatenate([model.intercept_, model.coef_[0]]), threshold, unseen)


def write(answered: Fitted, on_topic: Fitted) -> None:
    """Write the module of coefficients."""

    def row(values: Matrix) -> str:
        return "(\n" + "".join(f"    {value:.4f},\n" for value in values) + ")"

    TARGET.write_text(
        '"""Coefficients of the answerability models, written by evals/fit_answerability.py; not edited by hand."""\n\n'
        "from __future__ import annotations\n\n"
        f"ANSWERED = {row(answered.model)}\nTHRESHOLD = {answered.threshold:.4f}\n"
        f"ON_TOPIC = {row(on_topic.model)}\nTOPIC_THRESHOLD = {on_topic.threshold:.4f}\n",
        encoding="utf-8",
    )


def probability(features: Matrix, model: Matrix) -> Matrix:
    """Apply a model."""
    logits: Matrix = model[0] + features @ model[1:]
    return 1 / (1 + np.exp(-logits))


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--other-topics", type=Path, help="JSONL with a query a line, only measured")
    arguments = parser.parse_args()
    settings = load_settings()
    corpus = annotate(load_corpus(settings.corpus_dir or shipped_corpus_folder()))
    searcher = Searcher(corpus, ensure_index(settings, corpus), settings)
    rows = examples()
    features = matrix(searcher, [text for text, _, _ in rows])
    kinds, topics = np.array([kind.value for _, kind, _ in rows]), [topic for _, _, topic in rows]
    on_topic = fit(features, kinds, topics, Kind.OTHER_TOPIC, ON_TOPIC_PASS)
    answered = fit(features, kinds, topics, Kind.NEAR_MISS, PASS)
    for name, weight, topic_weight in zip(("intercept", *feature_names()), answered.model, on_topic.model, strict=True):
        print(f"{name:14} answered {weight:7.2f}  on topic {topic_weight:7.2f}")
    near = on_topic.unseen >= on_topic.threshold
    passed = near & (answered.unseen >= answered.threshold)
    for kind in Kind:
        chosen = kinds == kind.value
        on, taken = near[chosen].mean(), passed[chosen].mean()
        print(f"{kind.value:12} {chosen.sum():4}  on topic {on:.3f}  taken as answered {taken:.3f}")
    if arguments.other_topics:
        queries = [json.loads(line)["query"] for line in arguments.other_topics.read_text(encoding="utf-8").splitlines()]
        away = matrix(searcher, queries)
        near, passed = (probability(away, one.model) >= one.threshold for one in (on_topic, answered))
        print(f"{len(queries)} other questions: on topic {near.mean():.3f}, taken as answered {(near & passed).mean():.3f}")
    write(answered, on_topic)


if __name__ == "__main__":
    main()
