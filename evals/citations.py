"""Whether the citations are the right ones, and whether their words are the documents'.

A citation counts when its paragraph carries the fact: the facts that belong to a paragraph the suite expects stand, word for
word, in the cited paragraph. Which paragraph it is does not matter: the guidelines say some things twice.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.documents.corpus import Corpus
from evals.outcome import Outcome, Score, folded
from evals.suites import Question


@dataclass(frozen=True, slots=True)
class Need:
    """One thing an answer has to be taken from: any of ``paragraph_ids``, or any paragraph that holds all of ``facts``."""

    paragraph_ids: frozenset[str]
    facts: tuple[str, ...]

    def met_by(self, paragraph_id: str, text: str) -> bool:
        """Tell whether a cited paragraph carries what is needed; ``text`` is the paragraph's, folded."""
        return paragraph_id in self.paragraph_ids or (bool(self.facts) and all(fact in text for fact in self.facts))


class Needs:
    """What the citations of an answer have to carry, worked out from the suites' groups of paragraphs and their facts."""

    def __init__(self, corpus: Corpus) -> None:
        self._texts = {paragraph.id: folded(paragraph.full_text) for paragraph in corpus.paragraphs}

    def of(self, question: Question) -> list[Need]:
        """Give a need for each group of paragraphs, with those of the question's facts that its first paragraph holds."""
        facts = [folded(fact) for fact in question.facts]
        if len(question.paragraph_ids) == 1:
            return [Need(frozenset(question.paragraph_ids[0]), tuple(facts))]
        return [
            Need(frozenset(group), tuple(fact for fact in facts if fact in self._texts.get(group[0], "")))
            for group in question.paragraph_ids
        ]


@dataclass(frozen=True, slots=True)
class CitationPrecision:
    """The share of the citations that carry something the answer needs."""

    needs: Needs
    name: str = "citation_precision"

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score an answerable question that was answered with citations."""
        if not outcome.question.kind.has_answer or not outcome.answered or not outcome.answer.citations:
            return None
        needs = self.needs.of(outcome.question)
        wrong = [
            one.paragraph_id
            for one in outcome.answer.citations
            if not any(need.met_by(one.paragraph_id, folded(one.text)) for need in needs)
        ]
        return Score(1 - len(wrong) / len(outcome.answer.citations), f"carry nothing asked for: {wrong}")


@dataclass(frozen=True, slots=True)
class CitationRecall:
    """The share of what is needed that a citation carries."""

    needs: Needs
    name: str = "citation_recall"

    def __call__(self, outcome: Outcome) -> Score | None:
        """Score an answerable question."""
        if not outcome.question.kind.has_answer:
            return None
        cited = [(one.paragraph_id, folded(one.text)) for one in outcome.answer.citations] if outcome.answered else []
        needs = self.needs.of(outcome.question)
        missing = [sorted(need.paragraph_ids) for need in needs if not any(need.met_by(*one) for one in cited)]
        return Score(1 - len(missing) / len(needs), f"not cited: {missing}")


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
