"""The figures of a split: over all its questions, and by style, role, chapter, document and kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.documents.corpus import Corpus
from evals.calibration import Calibration
from evals.figures import Figure, figure, percentile
from evals.metrics import Table
from evals.outcome import Outcome
from evals.suites import Question

NO_PLACE = "-"
"""The group of questions that belong to no document, because none answers them."""

Groups = Mapping[str, Mapping[str, Mapping[str, Figure]]]
"""For each dimension, for each of its values, the figures by name."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one split.

    Attributes
    ----------
    figures
        Means over questions, 0 to 1.
    amounts
        Medians and percentiles that are no shares: milliseconds of a call (``milliseconds_p50``, ``_p95``; ``retrieve_…`` and
        ``answer_…`` as the product timed its parts) and characters of the short answer (``answer_characters_p50``).
    groups
        The figures again, by group.
    """

    split: str
    questions: int
    figures: Mapping[str, Figure]
    amounts: Mapping[str, Figure]
    groups: Groups
    calibration: Calibration

    def named(self) -> dict[str, Figure]:
        """Give every figure under the name that a gate may use: ``hit_at_5``, ``style.paraphrase.hit_at_5``, ``brier``."""
        found = {**self.figures, **self.amounts}
        found |= {
            f"{dimension}.{value}.{name}": one
            for dimension, values in self.groups.items()
            for value, figures in values.items()
            for name, one in figures.items()
        }
        return found | self.calibration.named()


def summarise(split: str, outcomes: Sequence[Outcome], table: Table, corpus: Corpus, calibration: Calibration) -> Summary:
    """Put the scores of a split together.

    Parameters
    ----------
    outcomes
        The questions of the split and their answers.
    table
        Their scores (`evals.metrics.score`).

    Raises
    ------
    ValueError
        Where there are no outcomes.
    """
    if not outcomes:
        raise ValueError("no question to summarise")
    groups = {
        dimension: {value: _figures(table, ids) for value, ids in _partition(outcomes, key).items()}
        for dimension, key in dimensions(corpus).items()
    }
    ids = {one.question.id for one in outcomes}
    return Summary(split, len(outcomes), _figures(table, ids), _amounts(outcomes), groups, calibration)


def dimensions(corpus: Corpus) -> dict[str, Callable[[Question], str]]:
    """Give how questions are grouped; a question that needs several places belongs to the group of each together."""
    return {
        "style": lambda question: question.style.value,
        "role": lambda question: question.role.value,
        "chapter": lambda question: chapter_of(question, corpus),
        "document": lambda question: " + ".join(question.document_ids) or NO_PLACE,
        "kind": lambda question: question.kind.value,
    }


def chapter_of(question: Question, corpus: Corpus) -> str:
    """Give the document and top-level section of the paragraphs that a question expects: the first of each group."""
    chapters = []
    for group in question.paragraph_ids:
        paragraph = corpus.paragraph(group[0])
        chapters.append(" › ".join((corpus.documents[paragraph.document_id].entry.short_title, *paragraph.section[:1])))
    return " + ".join(dict.fromkeys(chapters)) or NO_PLACE


def _partition(outcomes: Sequence[Outcome], key: Callable[[Question], str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in outcomes:
        found.setdefault(key(one.question), set()).add(one.question.id)
    return dict(sorted(found.items()))


def _figures(table: Table, ids: set[str]) -> dict[str, Figure]:
    made = {name: figure([one.value for key, one in scores.items() if key in ids]) for name, scores in table.items()}
    return {name: one for name, one in made.items() if one is not None}


def _amounts(outcomes: Sequence[Outcome]) -> dict[str, Figure]:
    answered = [one for one in outcomes if one.answered and one.question.kind.has_answer]
    timings = [one.answer.timings_ms for one in outcomes if one.answer.timings_ms]
    made = {
        "milliseconds_p50": figure([one.milliseconds for one in outcomes], percentile(50)),
        "milliseconds_p95": figure([one.milliseconds for one in outcomes], percentile(95)),
        "retrieve_milliseconds_p50": figure([one["retrieve"] for one in timings], percentile(50)),
        "answer_milliseconds_p50": figure([one["answer"] for one in timings], percentile(50)),
        "answer_characters_p50": figure([float(len(one.answer.answer)) for one in answered], percentile(50)),
    }
    return {name: one for name, one in made.items() if one is not None}
