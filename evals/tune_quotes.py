"""Choose which words an answer takes, and which further paragraphs it shows, on the development split.

Run: ``python -m evals.tune_quotes`` (``--sentences`` for the first part alone). Two things are printed.

1. A logistic model of which sentence of its paragraph answers a typical question, over how near the sentence's words are and
   whether it is put as an answer of the kind asked for; cross-validated by paragraph. The coefficients over that of nearness
   are the bonuses of `assistant.answering.focus`.
2. Each setting is tried by itself beside the defaults: every development question is searched once, then answered anew. For
   each value: the share of the expected facts in the short answer and in all of answer and quotes, the share of the citations
   that hold them, the median length, and in how many of five folds (by topic) the value beats the default on facts.

The test split is not read.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant.answering import focus as focusing
from assistant.answering import leading, parts, selection, sources
from assistant.answering.focus import Focus, Weights
from assistant.answering.quotes import Composed, compose
from assistant.answering.stretches import overlap, units_of
from assistant.documents.corpus import Corpus, TypicalQuestion
from assistant.index.store import ensure_index
from assistant.law.annotate import open_corpus
from assistant.retrieval.answerability import Answerability, judge
from assistant.retrieval.query import understand
from assistant.retrieval.search import Searcher, SearchResult
from assistant.settings import Settings, load_settings
from evals.outcome import folded
from evals.suites import Question, Split, load_suites

FOLDS = 5
ANSWERS = 0.6
"""A sentence answers a typical question where so much of it, or of the stretch asked for, lies in the other."""
GRID: tuple[tuple[ModuleType, str, tuple[float, ...]], ...] = (
    (selection, "EVIDENCE_WEIGHT", (0.3, 0.7, 1.0)),
    (selection, "ITEM_WEIGHT", (0.0, 0.6)),
    (selection, "FILL", (300, 350, 550)),
    (selection, "NEIGHBOUR_SHARE", (0.3, 0.6)),
    (selection, "LENGTH", (0.1, 0.8)),
    (selection, "WEIGHTY", (0.15, 0.3, 2.0)),
    (sources, "SURE_QUESTION", (0.3, 0.7)),
    (sources, "SUPPORT_SHARE", (0.6, 0.65, 0.7, 0.8)),
    (sources, "BESIDE_GAP", (0.4, 1.2)),
    (sources, "LEAD_GAP", (0.0, 2.0)),
    (parts, "BETTER_BY", (0.1, 0.5)),
    (leading, "SHARED_ANSWER", (300, 450)),
)


@dataclass(frozen=True)
class Asked:
    """A development question with what the search found for it."""

    question: Question
    result: SearchResult
    verdict: Answerability
    focus: Focus


@dataclass(frozen=True)
class Measured:
    """One value for each question: facts in the short answer, facts in all, right citations; and the answers' lengths."""

    answer: tuple[float, ...]
    everything: tuple[float, ...]
    citations: tuple[float, ...]
    lengths: tuple[int, ...]


def main(argv: Sequence[str] | None = None) -> int:
    """Print what the module's description says."""
    parser = argparse.ArgumentParser(prog="python -m evals.tune_quotes", description="Choose what answers quote.")
    parser.add_argument("--sentences", action="store_true", help="only the model of which sentence answers")
    arguments = parser.parse_args(argv)
    settings = load_settings()
    corpus = open_corpus(settings)
    fit_sentences(corpus)
    if not arguments.sentences:
        try_settings(corpus, settings)
    return 0


def fit_sentences(corpus: Corpus) -> None:
    """Fit and print the model of which sentence of a paragraph answers a question."""
    weights = Weights(corpus)
    examples = [example for question in corpus.questions if (example := _example(corpus, weights, question))]
    groups = [group for _, _, group in examples]
    chosen = np.zeros(len(examples), dtype=bool)
    for train, test in GroupKFold(FOLDS).split(examples, groups=groups):
        model = _fitted([examples[i] for i in train])
        for i in test:
            values, answers, _ = examples[i]
            chosen[i] = answers[int(np.argmax(model.decision_function(values)))]
    alone = np.mean([answers[int(np.argmax(values[:, 0]))] for values, answers, _ in examples])
    coefficients = _fitted(examples).coef_[0]
    print(f"best sentence by nearness alone {alone:.3f}, with the kinds {chosen.mean():.3f} ({len(examples)})")
    for kind, coefficient in zip(focusing.KINDS, coefficients[1:], strict=True):
        print(f"  {coefficient / coefficients[0]:6.2f}  {kind.asks.pattern[:70]}")


def _example(corpus: Corpus, weights: Weights, question: TypicalQuestion) -> tuple[Any, Any, str] | None:
    place = question.evidence[0]
    paragraph = corpus.paragraph(place.paragraph_id)
    units = units_of(paragraph)
    answers = np.array([overlap(unit, place) >= ANSWERS for unit in units])
    if len(units) < 2 or answers.all() or not answers.any():
        return None
    focus = weights.focus(understand(question.text, corpus))
    texts = [paragraph.full_text[unit.start : unit.end] for unit in units]
    values = np.array(
        [
            [
                focus.nearness(text),
                *(float(bool(kind.asks.search(question.text) and kind.says.search(text))) for kind in focusing.KINDS),
            ]
            for text in texts
        ]
    )
    return values - values.mean(axis=0), answers, paragraph.id


def _fitted(examples: Sequence[tuple[Any, Any, str]]) -> LogisticRegression:
    values = np.vstack([values for values, _, _ in examples])
    answers = np.concatenate([answers for _, answers, _ in examples])
    return LogisticRegression(C=1.0, max_iter=2000).fit(values, answers)


def try_settings(corpus: Corpus, settings: Settings) -> None:
    """Print what each value of each setting does beside the defaults."""
    asked = _search(corpus, settings)
    folds = _folds(asked)
    base = _measure(asked, corpus, settings)
    print(_line("defaults", base, base, folds))
    for module, name, values in GRID:
        default = getattr(module, name)
        for value in values:
            setattr(module, name, value)
            print(_line(f"{name} {value} (not {default})", _measure(asked, corpus, settings), base, folds))
        setattr(module, name, default)


def _search(corpus: Corpus, settings: Settings) -> list[Asked]:
    searcher, weights = Searcher(corpus, ensure_index(settings, corpus), settings), Weights(corpus)
    asked = []
    for question in load_suites():
        if question.split is Split.DEV and question.kind.has_answer:
            result = searcher.search(question.question)
            asked.append(Asked(question, result, judge(result, corpus), weights.focus(result.query)))
    return asked


def _folds(asked: Sequence[Asked]) -> list[list[int]]:
    topics = [one.question.topic for one in asked]
    return [list(test) for _, test in GroupKFold(FOLDS).split(asked, groups=topics)]


def _measure(asked: Sequence[Asked], corpus: Corpus, settings: Settings) -> Measured:
    composed = [compose(one.result, one.verdict, corpus, one.focus, settings.date_today) for one in asked]
    pairs = list(zip(asked, composed, strict=True))
    return Measured(
        answer=tuple(_held(one, answer.answer) for one, answer in pairs),
        everything=tuple(
            _held(one, " ".join((answer.answer, *(citation.quote for citation in answer.citations)))) for one, answer in pairs
        ),
        citations=tuple(_right(one, answer) for one, answer in pairs),
        lengths=tuple(len(answer.answer) for answer in composed),
    )


def _held(one: Asked, text: str) -> float:
    said = folded(text)
    facts = [folded(fact) for fact in one.question.facts]
    return sum(fact in said for fact in facts) / len(facts) if facts else 1.0


def _right(one: Asked, answer: Composed) -> float:
    if not answer.citations:
        return 1.0
    right = [
        citation.paragraph_id in one.question.relevant or _held(one, citation.text) == 1.0 for citation in answer.citations
    ]
    return sum(right) / len(right)


def _line(name: str, found: Measured, base: Measured, folds: Sequence[Sequence[int]]) -> str:
    better = sum(
        statistics.mean(found.everything[i] for i in fold_) > statistics.mean(base.everything[i] for i in fold_)
        for fold_ in folds
    )
    return (
        f"{name:38}  answer {statistics.mean(found.answer):.3f}  all {statistics.mean(found.everything):.3f}"
        f"  citations {statistics.mean(found.citations):.3f}  length {statistics.median(found.lengths):.0f}"
        f"  better in {better} of {len(folds)} folds"
    )


if __name__ == "__main__":
    sys.exit(main())
