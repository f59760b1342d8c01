"""What is measured for one question, as small evaluators.

Every evaluator gives a value between 0 and 1 with a reason a person can read, or nothing where it does not apply to the
question. A figure of the report is the mean over the questions it applies to (`evals.figures`). Citations and legal
references have modules of their own.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.answer import Confidence
from assistant.documents.corpus import Corpus
from evals.citations import CitationPrecision, CitationRecall, Needs, Verbatim
from evals.figures import ranking_scores
from evals.outcome import Evaluator, Outcome, Score, folded
from evals.references import LawInForce, LawPrecision, LawRecall, ReferencePrecision, ReferenceRecall
from evals.suites import Kind


@dataclass(frozen=True, slots=True)
class GroupRecall:
    """The share of the needed paragraphs among the ``k`` best, for questions that need several."""

    k: int
    name: str

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score a question that needs several paragraphs."""
        if outcome.question.kind is not Kind.MULTI:
            return None
        best = {one.paragraph_id for one in outcome.answer.retrieved[: self.k]}
        missing = [group for group in outcome.question.paragraph_ids if not best & set(group)]
        return Score(1 - len(missing) / len(outcome.question.paragraph_ids), f"not among the {self.k} best: {missing}")


@dataclass(frozen=True, slots=True)
class FactRecall:
    """The share of the expected facts that stand, word for word, in the short answer or a quote."""

    name: str = "fact_recall"

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score an answerable question."""
        if not outcome.question.kind.has_answer:
            return None
        said = outcome.said
        missing = [fact for fact in outcome.question.facts if folded(fact) not in said]
        return Score(1 - len(missing) / len(outcome.question.facts), f"missing: {missing}")


@dataclass(frozen=True, slots=True)
class Answered:
    """Whether an answerable question was answered; of those refused wrongly the report tells the status."""

    name: str = "answered_share"

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score an answerable question."""
        return Score(float(outcome.answered), outcome.answer.status) if outcome.question.kind.has_answer else None


@dataclass(frozen=True, slots=True)
class RefusalRecall:
    """Whether an unanswerable question was refused; for one kind, or for all where ``kind`` is None."""

    kind: Kind | None
    name: str

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score an unanswerable question."""
        if outcome.question.kind.has_answer or (self.kind and outcome.question.kind is not self.kind):
            return None
        return Score(float(not outcome.answered), outcome.answer.status)


@dataclass(frozen=True, slots=True)
class RefusalPrecision:
    """Whether a refused question was unanswerable indeed."""

    name: str = "refusal_precision"

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score any question that was refused."""
        return None if outcome.answered else Score(float(not outcome.question.kind.has_answer), outcome.answer.status)


@dataclass(frozen=True, slots=True)
class HighConfidence:
    """Whether a question of some kinds was answered with high confidence."""

    kinds: frozenset[Kind]
    name: str

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score a question of the kinds."""
        if outcome.question.kind not in self.kinds:
            return None
        return Score(float(outcome.answered and outcome.answer.confidence is Confidence.HIGH), outcome.answer.confidence)


def evaluators(corpus: Corpus, on: datetime.date) -> tuple[Evaluator, ...]:
    """Give every evaluator besides the rankings, in the report's order; law in force is that of the date ``on``."""
    needs, law = Needs(corpus), LawInForce(on)
    return (
        GroupRecall(5, "all_at_5"),
        ReferenceRecall(False, "reference_recall"),
        ReferenceRecall(True, "reference_recall_found"),
        ReferencePrecision(),
        LawRecall(law),
        LawPrecision(law),
        FactRecall(),
        CitationPrecision(needs),
        CitationRecall(needs),
        Verbatim(corpus),
        Answered(),
        RefusalPrecision(),
        RefusalRecall(None, "refusal_recall"),
        RefusalRecall(Kind.OTHER_TOPIC, "refusal_recall_other_topic"),
        RefusalRecall(Kind.NEAR_MISS, "refusal_recall_near_miss"),
        HighConfidence(frozenset({Kind.ANSWERABLE, Kind.MULTI}), "high_confidence_answerable"),
        HighConfidence(frozenset({Kind.NEAR_MISS}), "high_confidence_near_miss"),
    )


Table = dict[str, dict[str, Score]]
"""For each figure, for each question's id, the score; a question that a figure does not apply to is missing."""


def score(outcomes: Sequence[Outcome], corpus: Corpus, on: datetime.date) -> Table:
    """Score every outcome with every evaluator; law in force is that of the date ``on``."""
    single = [one for one in outcomes if one.question.kind is Kind.ANSWERABLE]
    rankings = ranking_scores(
        {one.question.id: one.question.relevant for one in single},
        {one.question.id: [found.paragraph_id for found in one.answer.retrieved[:10]] for one in single},
    )
    table: Table = {name: {key: Score(value) for key, value in values.items()} for name, values in rankings.items()}
    for evaluator in evaluators(corpus, on):
        scores = {one.question.id: evaluator(one) for one in outcomes}
        table[evaluator.name] = {key: value for key, value in scores.items() if value is not None}
    return table
