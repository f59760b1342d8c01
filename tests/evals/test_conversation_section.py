"""Conversations as a part of the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.answer import Answer, Confidence, Status
from assistant.chat import Turn
from assistant.documents.corpus import Corpus
from evals.conversation_section import conversation_section
from evals.conversations import load_conversations
from evals.suites import Split
from tests.evals.outcomes import answer
from tests.evals.perfect import REFUSAL, PerfectProduct


class Refusing:
    """Says the same of everything, with one confidence."""

    def __init__(self, confidence: Confidence) -> None:
        self.confidence = confidence

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        return replace(answer(REFUSAL, status=Status.NOT_IN_GUIDELINES), confidence=self.confidence)

    def self_contained(self, question: str, history: Sequence[Turn]) -> str:
        return question


def test_turns_that_follow_others_are_measured_by_themselves(corpus: Corpus) -> None:
    talks = load_conversations()[:6]
    section = conversation_section(PerfectProduct(corpus), talks)
    both = section.figures["all"]
    assert both["first_turns_hit_at_5"].n == len(talks)
    assert both["later_turns_hit_at_5"].n == sum(len(talk.turns) - 1 for talk in talks)
    assert both["later_turns_hit_at_5"].value == 1
    assert both["later_turns_certain_in_order"].value == 1
    assert section.failures == []
    assert section.groups["all"]["lean"]["first"]["hit_at_1"].value == 1


def test_a_turn_that_nothing_answers_counts_only_where_it_is_answered_all_the_same(corpus: Corpus) -> None:
    talk = next(one for one in load_conversations() if not one.turns[-1].has_answer and one.split is Split.DEV)
    honest, bold = (conversation_section(Refusing(confidence), [talk]) for confidence in (Confidence.LOW, Confidence.HIGH))
    name, unanswered = talk.turns[-1].question, sum(not turn.has_answer for turn in talk.turns[1:])
    assert honest.figures["dev"]["later_turns_certain_unanswered"].value == 0
    assert bold.figures["dev"]["later_turns_certain_unanswered"].value == 1
    assert bold.figures["dev"]["later_turns_certain_unanswered"].n == unanswered
    assert name not in {failure["Fråga"] for failure in honest.failures}
    assert name in {failure["Fråga"] for failure in bold.failures}


def test_only_turns_of_the_development_split_are_shown(corpus: Corpus) -> None:
    talks = load_conversations()
    section = conversation_section(PerfectProduct(corpus, knows_nothing=True), talks)
    dev = {talk.id for talk in talks if talk.split is Split.DEV}
    assert {failure["Samtal"] for failure in section.failures} == dev
    assert {failure["Svar"] for failure in section.failures} == {REFUSAL}
    assert section.figures["test"]["later_turns_hit_at_5"].value == 0
