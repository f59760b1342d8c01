"""Holds the conversations of the suite turn by turn and measures what became of the later turns.

``python -m evals.measure_conversations`` writes paragraph ids and splits anew and prints the figures of the development split.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answering.answer import Answer, Confidence
from assistant.chat import Assistant, Turn
from assistant.settings import load_settings
from evals.conversations import AskedTurn, Conversation, Lean, linked, load_conversations, problems
from evals.outcome import folded
from evals.suite_checks import Places
from evals.suites import CONVERSATIONS, Split, write_rows

_FIRST_RANKS = 10


class Answering(Protocol):
    """What is measured: the door of the product."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question, read against the turns before it."""
        ...

    def self_contained(self, question: str, history: Sequence[Turn]) -> str:
        """Give the question as it is searched for."""
        ...


@dataclass(frozen=True, slots=True)
class TurnOutcome:
    """A turn, the answer it got, what it was read as, and the conversation it belongs to."""

    conversation: str
    turn: AskedTurn
    answer: Answer
    read_as: str

    @property
    def rank(self) -> int:
        """Give the place of the first right paragraph among the ten, from 1; 0 where none is there."""
        found = [one.paragraph_id in self.turn.relevant for one in self.answer.retrieved[:_FIRST_RANKS]]
        return found.index(True) + 1 if any(found) else 0

    @property
    def fact_recall(self) -> float | None:
        """Give the share of the facts that stand in the short answer or a quote; None where none is expected."""
        said = folded(" ".join([self.answer.answer, *(citation.quote for citation in self.answer.citations)]))
        facts = self.turn.facts
        return sum(folded(fact) in said for fact in facts) / len(facts) if facts else None

    @property
    def reference_recall(self) -> float | None:
        """Give the share of the legal references that the answer gives; None where none is expected."""
        expected = {(reference.canonical, reference.sfs) for reference in self.turn.legal_references}
        given = {(reference.canonical, reference.sfs) for reference in self.answer.legal_references}
        return len(expected & given) / len(expected) if expected else None

    @property
    def is_certain(self) -> bool:
        """Tell whether it was answered with confidence ``high``."""
        return self.answer.confidence is Confidence.HIGH

    @property
    def is_in_order(self) -> bool:
        """Tell whether the documents answer the turn and the answer shows it: all its facts, or a paragraph that has it."""
        if not self.turn.has_answer:
            return False
        return bool(self.rank) if self.fact_recall is None else self.fact_recall == 1

    @property
    def is_misread(self) -> bool:
        """Tell whether a turn that stands alone was changed, or one that leans on others was not.

        A turn that asks where the same thing stands is answered from the paragraph shown, whatever it is read as.
        """
        if self.turn.lean in {Lean.SOURCE, Lean.SAME}:
            return False
        return (self.read_as == self.turn.question) is not self.turn.lean.stands_alone


def converse(assistant: Answering, conversations: Iterable[Conversation]) -> list[TurnOutcome]:
    """Hold conversations turn by turn, as the page does, with the answers given in the history."""
    outcomes = []
    for conversation in conversations:
        history: list[Turn] = []
        for turn in conversation.turns:
            answer = assistant.ask(turn.question, history)
            outcomes.append(TurnOutcome(conversation.id, turn, answer, assistant.self_contained(turn.question, history)))
            history.append(Turn(turn.question, answer.answer))
    return outcomes


def measure(
    assistant: Answering, split: Split, conversations: Sequence[Conversation] | None = None
) -> dict[str, dict[str, float]]:
    """Measure one split of the suite.

    Parameters
    ----------
    assistant
        The product, opened.
    split
        The split to measure.
    conversations
        The suite; None: the one that ships.

    Returns
    -------
    dict
        For ``first``, ``later`` and each way of leaning: ``count``, ``hit_at_1``, ``hit_at_5``, ``mrr_at_10``, ``fact_recall``
        (facts that stand in the short answer or a quote), ``reference_recall``, ``misread`` (share rewritten though it
        stands alone, or not though it does not), all of the turns that have an answer; ``certain`` and ``certain_unanswered``
        (answered with high confidence, of those with and without an answer), ``certain_in_order`` (of the certain ones those
        that show what was asked for). Each 0 to 1 but the count; 1.0 where there is nothing to measure.
        ``carried_over``: share of the suite's first questions that are changed when asked after another conversation.
    """
    chosen = [one for one in (conversations or load_conversations()) if one.split is split]
    outcomes = converse(assistant, chosen)
    figures = {"first": _figures([one for one in outcomes if one.turn.lean is Lean.FIRST])}
    figures["later"] = _figures([one for one in outcomes if one.turn.lean is not Lean.FIRST])
    for lean in Lean:
        members = [one for one in outcomes if one.turn.lean is lean]
        if members and lean is not Lean.FIRST:
            figures[lean.value] = _figures(members)
    figures["carried_over"] = {"count": float(len(chosen)), "misread": _carried_over(assistant, chosen)}
    return figures


def _carried_over(assistant: Answering, conversations: Sequence[Conversation]) -> float:
    """Ask each first question after the conversation before it in the suite, which is about something else."""
    changed = [
        assistant.self_contained(one.turns[0].question, [Turn(turn.question) for turn in before.turns]) != one.turns[0].question
        for before, one in itertools.pairwise(conversations)
    ]
    return _mean(map(float, changed))


def _figures(turns: Sequence[TurnOutcome]) -> dict[str, float]:
    outcomes = [one for one in turns if one.turn.has_answer]
    return {
        "count": float(len(turns)),
        "hit_at_1": _mean(float(one.rank == 1) for one in outcomes),
        "hit_at_5": _mean(float(1 <= one.rank <= 5) for one in outcomes),
        "mrr_at_10": _mean(1 / one.rank if one.rank else 0.0 for one in outcomes),
        "fact_recall": _mean(found for one in outcomes if (found := one.fact_recall) is not None),
        "reference_recall": _mean(found for one in outcomes if (found := one.reference_recall) is not None),
        "misread": _mean(float(one.is_misread) for one in outcomes),
        "certain": _mean(float(one.is_certain) for one in outcomes),
        "certain_unanswered": _mean(float(one.is_certain) for one in turns if not one.turn.has_answer),
        "certain_in_order": _mean(float(one.is_in_order) for one in turns if one.is_certain),
    }


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return round(sum(found) / len(found), 4) if found else 1.0


def print_figures(figures: Mapping[str, Mapping[str, float]], show: Callable[[str], None] = print) -> None:
    """Show what `measure` gives, one line a group."""
    for name, values in figures.items():
        show(f"{name:>13}  " + "  ".join(f"{key} {value:g}" for key, value in values.items()))


def main(argv: Sequence[str] | None = None) -> int:
    """Link the suite, write it back and print the figures of the development split; exit 1 where something is wrong."""
    argparse.ArgumentParser(prog="python -m evals.measure_conversations", description=__doc__).parse_args(argv)
    assistant = Assistant.open(load_settings(review=False))
    places = Places(assistant.corpus)
    conversations = [linked(one, places) for one in load_conversations()]
    write_rows(CONVERSATIONS, conversations)
    wrong = problems(conversations, assistant.corpus)
    for problem in wrong:
        print(problem)
    print_figures(measure(assistant, Split.DEV, conversations))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
