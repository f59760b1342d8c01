"""Fits the model that tells whether a question is answered here, and writes assistant/retrieval/answerability_model.py.

Three logistic models over the features of assistant/retrieval/answerability.py: one tells answerable questions from other
topics, one from near misses, and the third tells what is on the subject at all, answered or not.
The questions are those of the development split, of evals/answerability_extra.toml, which was written for this (short
everyday questions, answered and not), and of the corpus's unanswered questions. The discriminant of
`assistant.index.unanswered` was made with the latter, so here each is scored by one that was made without it and its
neighbours. The thresholds let a share of the answerable questions through, judged by cross-validation over topics. So is
where the rarer words of a question begin (`RAREST`), of which one must stand beside what it asks for. How features of their
own for who and for yes or no would do is printed.

Run: ``python -m evals.fit_answerability``; with ``--other-topics FILE`` (JSONL with ``query``) it also prints how many of
another file's questions are refused, without learning from them.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from assistant.documents.corpus import Corpus
from assistant.index.embedding import Role
from assistant.index.store import Index, ensure_index
from assistant.index.unanswered import Discriminant
from assistant.index.vectors import VECTOR_FILE, embed_all, load_vectors, shipped_files
from assistant.law.annotate import open_corpus
from assistant.retrieval import answerability_model
from assistant.retrieval.answerability import feature_names, features_of
from assistant.retrieval.asked_for import Fact, Form, asked_for, form_of
from assistant.retrieval.search import Searcher, SearchResult
from assistant.settings import Settings, load_settings
from assistant.text import clean_question
from evals.suites import Kind, Split, load_suites, read_rows

EXTRA = Path(__file__).parent / "answerability_extra.toml"
TARGET = Path(answerability_model.__file__ or "")
#: Shares of answerable development questions that must pass each model.
PASS = 0.985
ON_TOPIC_PASS = 0.985
#: Share of the questions on the subject, answered or not, that a refusal shall treat as such.
NEARBY_PASS = 0.85
#: Share of near misses that may be answered with high confidence.
CERTAIN_NEAR = 0.07
#: Share of questions on other topics whose refusal may name the nearest places.
PLACES_OTHER = 0.12
#: Where the rarer words of a question may begin, of which one must stand beside what it asks for (`Statements.hold`).
RAREST = (0.0, 0.25, 0.5, 0.75, 1.0)
#: What a stricter choice must add to AUROC: as much as it moves from one parting of the topics to the next, or unseen questions
#: in other words than the documents' pay for a gain that is none.
TOLERANCE = 0.001
#: Regularisation of scikit-learn's logistic regression on unscaled features, most of them 0 to 1.
C = 3.0
FOLDS = 5
#: Ways of parting the topics over which figures that a choice rests on are averaged: one way moves them by .002.
PARTINGS = 10
WIDTH = 128

Matrix = NDArray[np.float64]
Kinds = NDArray[np.str_]
Mask = NDArray[np.bool_]


def examples() -> list[tuple[str, Kind, str]]:
    """Give (question, kind, topic) of the development split and of the extra file; topics keep folds apart."""
    found = [(one.question, one.kind, one.topic) for one in load_suites() if one.split is Split.DEV]
    extra = tomllib.loads(EXTRA.read_text(encoding="utf-8"))
    for kind in (Kind.ANSWERABLE, Kind.NEAR_MISS, Kind.OTHER_TOPIC):
        found += [(text, kind, text) for text in extra[kind.value]]
    return found


def matrix(searcher: Searcher, results: Sequence[SearchResult], rarest: Mapping[str, float]) -> Matrix:
    """Give the features of questions, one row each."""
    return np.array([astuple(features_of(result, searcher.corpus, rarest)) for result in results])


def search(searcher: Searcher, texts: Sequence[str]) -> list[SearchResult]:
    """Search for each question."""
    return [searcher.search(clean_question(text)) for text in texts]


def unanswered(searcher: Searcher, index: Index, settings: Settings) -> tuple[list[SearchResult], list[str]]:
    """Give the search results and groups of the corpus's unanswered questions, scored by discriminants that never saw them.

    A group is the paragraph found first: questions about one matter stay in one fold.
    """
    corpus: Corpus = searcher.corpus
    results = search(searcher, corpus.unanswered)
    groups = [result.hits[0].paragraph_id for result in results]
    known = load_vectors(shipped_files(settings, VECTOR_FILE))
    asked = embed_all(index.embedder.model, [one.text for one in index.questions], Role.QUERY, known)
    vectors = embed_all(index.embedder.model, corpus.unanswered, Role.QUERY, known)
    for train, held_out in GroupKFold(FOLDS).split(vectors, groups=groups):
        discriminant = Discriminant.learn(asked, vectors[train])
        for row in held_out:
            results[row] = replace(results[row], answered=discriminant.score(vectors[row]))
    return results, groups


@dataclass(frozen=True)
class Fitted:
    """A model: intercept and coefficients, the threshold, and each row's probability by a model that did not see its topic."""

    model: Matrix
    threshold: float
    unseen: Matrix


def fit(features: Matrix, kinds: Kinds, topics: Sequence[str], wanted: Mask, against: Kind, share: float) -> Fitted:
    """Fit a model that tells ``wanted`` questions from one kind; ``share`` of the wanted ones shall pass."""
    rows = wanted | (kinds == against.value)
    groups = [topic for topic, chosen in zip(topics, rows, strict=True) if chosen]
    model = LogisticRegression(C=C, max_iter=5_000, class_weight="balanced")
    unseen = np.zeros(len(kinds))
    unseen[rows] = cross_val_predict(
        model, features[rows], wanted[rows], groups=groups, cv=GroupKFold(FOLDS), method="predict_proba"
    )[:, 1]
    model.fit(features[rows], wanted[rows])
    if not rows.all():
        unseen[~rows] = model.predict_proba(features[~rows])[:, 1]
    print(f"AUROC of {wanted.sum()} against {against.value}: {roc_auc_score(wanted[rows], unseen[rows]):.3f}")
    threshold = float(np.quantile(unseen[wanted], 1 - share))
    return Fitted(np.concatenate([model.intercept_, model.coef_[0]]), threshold, unseen)


def auroc(features: Matrix, kinds: Kinds, topics: Sequence[str], answerable: Mask) -> float:
    """Give how well answerable questions are told from near misses of unseen topics: mean AUROC over `PARTINGS`."""
    rows = answerable | (kinds == Kind.NEAR_MISS.value)
    groups = [topic for topic, chosen in zip(topics, rows, strict=True) if chosen]
    model = LogisticRegression(C=C, max_iter=5_000, class_weight="balanced")
    found = []
    for seed in range(PARTINGS):
        folds = GroupKFold(FOLDS, shuffle=True, random_state=seed)
        unseen = cross_val_predict(model, features[rows], answerable[rows], groups=groups, cv=folds, method="predict_proba")
        found.append(roc_auc_score(answerable[rows], unseen[:, 1]))
    return float(np.mean(found))


@dataclass(frozen=True)
class Examples:
    """The questions to learn from: what each asks for, its kind and topic, and whether it is answered."""

    facts: Sequence[Fact | None]
    kinds: Kinds
    topics: Sequence[str]
    answerable: Mask

    def asking(self, *facts: Fact) -> Mask:
        """Tell which ask for one of some kinds of things."""
        return np.array([fact in facts for fact in self.facts])

    def auroc(self, features: Matrix) -> float:
        """Give `auroc` of features."""
        return auroc(features, self.kinds, self.topics, self.answerable)


def choose_rarest(choices: Mapping[float, Matrix], rows: Examples) -> tuple[dict[str, float], Matrix]:
    """Choose for each form where the rarer words begin, the most lenient that does as well; give it and its features."""
    chosen = dict.fromkeys(Form, RAREST[len(RAREST) // 2])
    missing = [feature_names().index(name) for name in ("missing", "unexplained")]
    features = choices[chosen[Form.FIGURE]].copy()
    for form in Form:
        asking = np.ix_(np.flatnonzero(rows.asking(*(fact for fact in Fact if form_of(fact) is form))), np.array(missing))
        found = {}
        for rarest, matrix_of in choices.items():
            features[asking] = matrix_of[asking]
            found[rarest] = rows.auroc(features)
        chosen[form] = min(rarest for rarest, area in found.items() if area >= max(found.values()) - TOLERANCE)
        features[asking] = choices[chosen[form]][asking]
        print(f"{form.value}: AUROC by where the rarer words begin", {rarest: round(area, 4) for rarest, area in found.items()})
    return {form.value: rarest for form, rarest in chosen.items()}, features


def print_alternatives(features: Matrix, rows: Examples) -> None:
    """Print how it does to look at who, and yes or no, in features of their own, or not at all."""
    missing = feature_names().index("missing")
    for fact in (Fact.AUTHORITY, Fact.YES_NO, Fact.AGE):
        asking = rows.asking(fact)
        without = features.copy()
        without[asking, missing] = 0.0
        apart = np.column_stack([without, features[:, missing] * asking])
        print(f"{fact.value} in a feature of its own: AUROC {rows.auroc(apart):.4f}, not looked at: {rows.auroc(without):.4f}")
    print(f"without missing: AUROC {rows.auroc(np.delete(features, missing, axis=1)):.4f}")


def calibration(unseen: Matrix, answerable: Mask) -> tuple[float, float]:
    """Give the slope and intercept, on the scale of log odds, that make of a score the share of answered questions (Platt).

    The models weigh both sides the same, which the questions asked do not: J. Platt, Probabilistic Outputs for Support Vector
    Machines, 1999.
    """
    clipped = np.clip(unseen, 1e-6, 1 - 1e-6)
    model = LogisticRegression(C=1e6).fit(np.log(clipped / (1 - clipped)).reshape(-1, 1), answerable)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


@dataclass(frozen=True)
class Chosen:
    """What is chosen beside the models: from which score on an answer is certain, places are named, and the calibration."""

    certain_from: float
    places_from: float
    calibration: tuple[float, float]
    rarest: Mapping[str, float]


def write(answered: Fitted, on_topic: Fitted, nearby: Fitted, chosen: Chosen) -> None:
    """Write the module of coefficients."""

    def row(values: Matrix) -> str:
        return "(\n" + "".join(f"    {value:.4f},\n" for value in values) + ")"

    shares = ", ".join(f'"{form}": {share:.2f}' for form, share in chosen.rarest.items())
    slope, intercept = chosen.calibration
    TARGET.write_text(
        '"""Coefficients of the answerability models, written by evals/fit_answerability.py; not edited by hand."""\n\n'
        "from __future__ import annotations\n\n"
        f"ANSWERED = {row(answered.model)}\nTHRESHOLD = {answered.threshold:.4f}\n"
        f"ON_TOPIC = {row(on_topic.model)}\nTOPIC_THRESHOLD = {on_topic.threshold:.4f}\n"
        f"NEARBY = {row(nearby.model)}\nNEARBY_THRESHOLD = {nearby.threshold:.4f}\n"
        f"PLACES_FROM = {chosen.places_from:.4f}\n"
        f"CERTAIN_FROM = {chosen.certain_from:.4f}\n"
        f"CALIBRATION = ({slope:.4f}, {intercept:.4f})\n"
        f"RAREST = {{{shares}}}\n",
        encoding="utf-8",
    )


def probability(features: Matrix, model: Matrix) -> Matrix:
    """Apply a model."""
    logits: Matrix = model[0] + features @ model[1:]
    return 1 / (1 + np.exp(-logits))


def print_others(path: Path, searcher: Searcher, rarest: Mapping[str, float], on_topic: Fitted, answered: Fitted) -> None:
    """Print how many of another file's questions pass the models, which have learnt nothing from them."""
    queries = [row["query"] for row in read_rows(path, json.loads)]
    features = matrix(searcher, search(searcher, queries), rarest)
    on, passed = (probability(features, one.model) >= one.threshold for one in (on_topic, answered))
    print(f"{len(queries)} other questions: on topic {on.mean():.3f}, taken as answered {(on & passed).mean():.3f}")


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_answerability", description=__doc__)
    parser.add_argument("--other-topics", type=Path, help="JSONL with a query a line, only measured")
    arguments = parser.parse_args(argv)
    settings = load_settings()
    corpus = open_corpus(settings)
    index = ensure_index(settings, corpus)
    searcher = Searcher(corpus, index, settings)
    rows = examples()
    more, groups = unanswered(searcher, index, settings)
    results = [*search(searcher, [text for text, _, _ in rows]), *more]
    kinds = np.array([*(kind.value for _, kind, _ in rows), *[Kind.NEAR_MISS.value] * len(more)])
    topics = [*(topic for _, _, topic in rows), *groups]
    answerable = np.array([Kind(kind).has_answer for kind in kinds])
    choices = {share: matrix(searcher, results, dict.fromkeys(Form, share)) for share in RAREST}
    asked = Examples([asked_for(result.query.text) for result in results], kinds, topics, answerable)
    rarest, features = choose_rarest(choices, asked)
    print_alternatives(features, asked)
    on_topic = fit(features, kinds, topics, answerable, Kind.OTHER_TOPIC, ON_TOPIC_PASS)
    answered = fit(features, kinds, topics, answerable, Kind.NEAR_MISS, PASS)
    nearby = fit(features, kinds, topics, kinds != Kind.OTHER_TOPIC.value, Kind.OTHER_TOPIC, NEARBY_PASS)
    for name, weight, topic_weight in zip(("intercept", *feature_names()), answered.model, on_topic.model, strict=True):
        print(f"{name:14} answered {weight:7.2f}  on topic {topic_weight:7.2f}")
    near = nearby.unseen >= nearby.threshold
    passed = (on_topic.unseen >= on_topic.threshold) & (answered.unseen >= answered.threshold)
    unseen = np.minimum(answered.unseen, on_topic.unseen)
    certain_from = float(np.quantile(unseen[kinds == Kind.NEAR_MISS.value], 1 - CERTAIN_NEAR))
    for kind in Kind:
        chosen = kinds == kind.value
        on, taken, high = near[chosen].mean(), passed[chosen].mean(), (passed & (unseen >= certain_from))[chosen].mean()
        print(f"{kind.value:12} {chosen.sum():4}  nearby {on:.3f}  taken as answered {taken:.3f}  with certainty {high:.3f}")
    if arguments.other_topics:
        print_others(arguments.other_topics, searcher, rarest, on_topic, answered)
    places_from = float(np.quantile(nearby.unseen[kinds == Kind.OTHER_TOPIC.value], 1 - PLACES_OTHER))
    asked_of_us = np.arange(len(kinds)) < sum(one.split is Split.DEV for one in load_suites())
    platt = calibration(unseen[asked_of_us], answerable[asked_of_us])
    print(f"places named from {places_from:.3f}; calibration {platt}")
    write(answered, on_topic, nearby, Chosen(certain_from, places_from, platt, rarest))


if __name__ == "__main__":
    main()
