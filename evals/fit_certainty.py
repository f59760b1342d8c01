"""Fits the model that tells whether what an answer shows stands on the question: assistant/answering/certainty_model.py.

It looks at the answers that `assistant.retrieval.answerability` would give plainly. Right are those to development questions
that say every expected fact. Wrong are the others, those to questions that the documents do not answer, and those to answerable
questions once the paragraphs that answer are taken from what was found: then whatever is shown is beside the question. Such
answers look as wrong ones do when the search errs, and there are enough of them to learn from. The threshold keeps a share of
the right ones, judged by cross-validation over topics.

Run: ``python -m evals.fit_certainty``, after evals.fit_answerability.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from assistant.answering import certainty_model
from assistant.answering.certainty import Support, is_said, support_of
from assistant.answering.focus import Weights
from assistant.answering.quotes import compose
from assistant.documents.corpus import Corpus
from assistant.index.store import ensure_index
from assistant.law.annotate import open_corpus
from assistant.retrieval.answerability import judge
from assistant.retrieval.search import Searcher, SearchResult
from assistant.settings import Settings, load_settings
from assistant.text import clean_question
from evals.fit_answerability import EXTRA, FOLDS, PARTINGS, C, Matrix, unanswered
from evals.outcome import folded, without_marks
from evals.suites import Kind, Question, Split, load_suites

TARGET = Path(certainty_model.__file__ or "")
#: Share of the right answers whose question is far enough on the topic to stay plain, and of those, share that the model keeps.
ON_TOPIC_PASS = 0.97
PASS = 0.97


@dataclass(frozen=True)
class Example:
    """A result to compose an answer from, its topic, the question where it has an answer, and whether it can be right."""

    result: SearchResult
    topic: str
    question: Question | None
    group: str


def examples(searcher: Searcher, settings: Settings) -> Iterator[Example]:
    """Give the results of the development questions, with and without what answers, and of the others."""
    for question in load_suites():
        if question.split is not Split.DEV:
            continue
        result = searcher.search(clean_question(question.question))
        yield Example(result, question.topic, question if question.kind.has_answer else None, question.kind.value)
        if question.kind.has_answer:
            right = {place for group in question.paragraph_ids for place in group}
            rest = tuple(hit for hit in result.hits if hit.paragraph_id not in right)
            yield Example(replace(result, hits=rest), question.topic, None, "taken away")
    extra = tomllib.loads(EXTRA.read_text(encoding="utf-8"))
    for kind in (Kind.NEAR_MISS, Kind.OTHER_TOPIC):
        for text in extra[kind.value]:
            yield Example(searcher.search(clean_question(text)), text, None, kind.value)
    results, groups = unanswered(searcher, ensure_index(settings, searcher.corpus), settings)
    for result, group in zip(results, groups, strict=True):
        yield Example(result, group, None, Kind.NEAR_MISS.value)


@dataclass(frozen=True)
class Plain:
    """An answer that would be plain: where its question came from, its figures, and whether it is right."""

    example: Example
    support: Support
    on_topic: float
    right: bool


def measured(example: Example, corpus: Corpus, weights: Weights, settings: Settings) -> Plain | None:
    """Compose an answer and measure it; None where it would not be plain."""
    verdict = judge(example.result, corpus)
    if not verdict.certain:
        return None
    composed = compose(example.result, verdict, corpus, weights.focus(example.result.query), settings.date_today)
    if not composed.shown or not is_said(example.result, composed.shown, corpus):
        return None
    support = support_of(example.result, composed.shown, corpus)
    said = without_marks(composed.answer)
    right = example.question is not None and all(folded(fact) in said for fact in example.question.facts)
    return Plain(example, support, verdict.on_topic, right) if support and support.coverage else None


def write(model: Matrix, threshold: float, on_topic: float) -> None:
    """Write the module of coefficients."""
    TARGET.write_text(
        '"""Coefficients of the model of certainty, written by evals/fit_certainty.py; not edited by hand."""\n\n'
        "from __future__ import annotations\n\n"
        f"SUPPORTED = ({', '.join(f'{value:.4f}' for value in model)})\n"
        f"SUPPORTED_FROM = {threshold:.4f}\n"
        f"ON_TOPIC_FROM = {on_topic:.4f}\n",
        encoding="utf-8",
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, print and write."""
    argparse.ArgumentParser(prog="python -m evals.fit_certainty", description=__doc__).parse_args(argv)
    settings = load_settings()
    corpus = open_corpus(settings)
    searcher, weights = Searcher(corpus, ensure_index(settings, corpus), settings), Weights(corpus)
    found = [plain for one in examples(searcher, settings) if (plain := measured(one, corpus, weights, settings))]
    on_topic = float(np.quantile([one.on_topic for one in found if one.right], 1 - ON_TOPIC_PASS))
    rows = [one for one in found if one.on_topic >= on_topic]
    features = np.array([astuple(one.support) for one in rows])
    right = np.array([one.right for one in rows])
    topics = [one.example.topic for one in rows]
    groups = np.array([one.example.group for one in rows])
    model = LogisticRegression(C=C, max_iter=5_000, class_weight="balanced")
    parted = [GroupKFold(FOLDS, shuffle=True, random_state=seed) for seed in range(PARTINGS)]
    unseen = np.mean(
        [cross_val_predict(model, features, right, groups=topics, cv=one, method="predict_proba")[:, 1] for one in parted],
        axis=0,
    )
    model.fit(features, right)
    threshold = float(np.quantile(unseen[right], 1 - PASS))
    print(f"{len(found)} plain answers, {len(rows)} of them on the topic from {on_topic:.3f}")
    print(f"AUROC {roc_auc_score(right, unseen):.3f}, threshold {threshold:.3f}")
    print(f"right {right.sum()}, still plain {(unseen[right] >= threshold).sum()}")
    for group in sorted(set(groups)):
        wrong = (groups == group) & ~right
        print(f"wrong, {group:12} {wrong.sum():4}, still plain {(unseen[wrong] >= threshold).sum()}")
    for field, weight in zip(fields(Support), model.coef_[0], strict=True):
        print(f"{field.name:12} {weight:6.2f}")
    write(np.concatenate([model.intercept_, model.coef_[0]]), threshold, on_topic)


if __name__ == "__main__":
    main()
