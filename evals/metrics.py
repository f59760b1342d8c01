"""What is measured for one question, as small evaluators.

Every evaluator gives a value between 0 and 1 with a reason a person can read, or nothing where it does not apply to the
question. A figure of the report is the mean over the questions it applies to (`evals.figures`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answering.answer import Answer, Confidence, Status
from assistant.documents.corpus import Corpus
from evals.figures import ranking_scores
from evals.suites import Kind, Question

_ANSWERED = {Status.ANSWERED, Status.PARTLY_ANSWERED}
_MARKUP = re.compile(r"\s*\[\d+\]|\*+|[•●]")


@dataclass(frozen=True, slots=True)
class Score:
    """A value between 0 and 1 and why."""

    value: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question of a suite and what the product said. ``milliseconds`` is the wall clock of the whole call."""

    question: Question
    answer: Answer
    milliseconds: float

    @property
    def answered(self) -> bool:
        """Tell whether the product answered at all, wholly or in part."""
        return self.answer.status in _ANSWERED

    @property
    def cited(self) -> frozenset[str]:
        """Give the paragraphs that the answer cites."""
        return frozenset(citation.paragraph_id for citation in self.answer.citations)

    @property
    def said(self) -> str:
        """Give the short answer and all quotes, case folded, white space collapsed, without markers and bullets."""
        parts = [self.answer.answer, *(citation.quote for citation in self.answer.citations)]
        return " ".join(_MARKUP.sub(" ", " ".join(parts)).split()).casefold()


class Evaluator(Protocol):
    """Something that scores one outcome."""

    @property
    def name(self) -> str:
        """The figure's name in the report and in gates.toml."""

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score the outcome; None where the figure does not apply to the question."""


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
class ReferenceRecall:
    """The share of the expected legal references that the answer lists, canonical form and statute's number both right."""

    only_found: bool
    name: str

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score a question that expects references; ``only_found`` leaves out those whose paragraph is not cited."""
        expected = {(one.canonical, one.sfs) for one in outcome.question.legal_references}
        if not expected or (self.only_found and not outcome.cited & outcome.question.relevant):
            return None
        given = {(one.canonical, one.sfs) for one in outcome.answer.legal_references}
        return Score(len(expected & given) / len(expected), f"missing: {sorted(expected - given)}")


@dataclass(frozen=True, slots=True)
class FactRecall:
    """The share of the expected facts that stand, word for word, in the short answer or a quote."""

    name: str = "fact_recall"

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score an answerable question."""
        if not outcome.question.kind.has_answer:
            return None
        missing = [fact for fact in outcome.question.facts if " ".join(fact.split()).casefold() not in outcome.said]
        return Score(1 - len(missing) / len(outcome.question.facts), f"missing: {missing}")


@dataclass(frozen=True, slots=True)
class CitationPrecision:
    """The share of the citations whose paragraph answers: it is expected, or it holds every expected fact."""

    name: str = "citation_precision"

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score an answerable question that was answered with citations."""
        if not outcome.question.kind.has_answer or not outcome.answered or not outcome.answer.citations:
            return None
        facts = [" ".join(fact.split()).casefold() for fact in outcome.question.facts]
        wrong = [
            citation.paragraph_id
            for citation in outcome.answer.citations
            if citation.paragraph_id not in outcome.question.relevant
            and not all(fact in " ".join(citation.text.split()).casefold() for fact in facts)
        ]
        return Score(1 - len(wrong) / len(outcome.answer.citations), f"not expected: {wrong}")


@dataclass(frozen=True, slots=True)
class CitationRecall:
    """The share of the needed paragraphs that the answer cites."""

    name: str = "citation_recall"

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score an answerable question."""
        if not outcome.question.kind.has_answer:
            return None
        groups = outcome.question.paragraph_ids
        missing = [group for group in groups if not outcome.cited & set(group)]
        return Score(1 - len(missing) / len(groups), f"not cited: {missing}")


@dataclass(frozen=True, slots=True)
class Verbatim:
    """The share of the citations whose text is the stored paragraph's and whose quote is a part of it.

    White space is collapsed in both before they are compared, nothing else.
    """

    corpus: Corpus
    name: str = "verbatim"

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score any outcome that has citations."""
        if not outcome.answer.citations:
            return None
        wrong = [one.label for one in outcome.answer.citations if not self._is_verbatim(one.paragraph_id, one.text, one.quote)]
        return Score(1 - len(wrong) / len(outcome.answer.citations), f"not verbatim: {wrong}")

    def _is_verbatim(self, paragraph_id: str, text: str, quote: str) -> bool:
        paragraph = self.corpus.paragraph(paragraph_id)
        words = quote.split()
        is_stored = text.split() in (paragraph.text.split(), paragraph.full_text.split())
        return bool(words) and is_stored and " ".join(words) in " ".join(text.split())


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


def evaluators(corpus: Corpus) -> tuple[Evaluator, ...]:
    """Give every evaluator besides the rankings, in the report's order."""
    unanswerable = frozenset({Kind.NEAR_MISS})
    return (
        GroupRecall(5, "all_at_5"),
        ReferenceRecall(False, "reference_recall"),
        ReferenceRecall(True, "reference_recall_found"),
        FactRecall(),
        CitationPrecision(),
        CitationRecall(),
        Verbatim(corpus),
        Answered(),
        RefusalPrecision(),
        RefusalRecall(None, "refusal_recall"),
        RefusalRecall(Kind.OTHER_TOPIC, "refusal_recall_other_topic"),
        RefusalRecall(Kind.NEAR_MISS, "refusal_recall_near_miss"),
        HighConfidence(frozenset({Kind.ANSWERABLE, Kind.MULTI}), "high_confidence_answerable"),
        HighConfidence(unanswerable, "high_confidence_near_miss"),
    )


Table = dict[str, dict[str, Score]]
"""For each figure, for each question's id, the score; a question that a figure does not apply to is missing."""


def score(outcomes: Sequence[Outcome], corpus: Corpus) -> Table:
    """Score every outcome with every evaluator."""
    single = [one for one in outcomes if one.question.kind is Kind.ANSWERABLE]
    rankings = ranking_scores(
        {one.question.id: one.question.relevant for one in single},
        {one.question.id: [found.paragraph_id for found in one.answer.retrieved[:10]] for one in single},
    )
    table: Table = {name: {key: Score(value) for key, value in values.items()} for name, values in rankings.items()}
    for evaluator in evaluators(corpus):
        scores = {one.question.id: evaluator(one) for one in outcomes}
        table[evaluator.name] = {key: value for key, value in scores.items() if value is not None}
    return table
