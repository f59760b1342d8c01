"""Conversations as a part of the report."""

from __future__ import annotations

from assistant.documents.corpus import Corpus
from evals.conversation_section import conversation_section
from evals.conversations import load_conversations
from evals.suites import Split
from tests.evals.perfect import REFUSAL, PerfectProduct


def test_turns_that_follow_others_are_measured_by_themselves(corpus: Corpus) -> None:
    talks = load_conversations()[:6]
    section = conversation_section(PerfectProduct(corpus), talks)
    both = section.figures["all"]
    assert both["first_turns_hit_at_5"].n == len(talks)
    assert both["later_turns_hit_at_5"].n == sum(len(talk.turns) - 1 for talk in talks)
    assert both["later_turns_hit_at_5"].value == 1
    assert section.failures == []
    assert section.groups["all"]["lean"]["first"]["hit_at_1"].value == 1


def test_only_turns_of_the_development_split_are_shown(corpus: Corpus) -> None:
    talks = load_conversations()
    section = conversation_section(PerfectProduct(corpus, knows_nothing=True), talks)
    dev = {talk.id for talk in talks if talk.split is Split.DEV}
    assert {failure["Samtal"] for failure in section.failures} == dev
    assert {failure["Svar"] for failure in section.failures} == {REFUSAL}
    assert section.figures["test"]["later_turns_hit_at_5"].value == 0
