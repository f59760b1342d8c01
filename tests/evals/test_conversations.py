from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.chat import Assistant
from assistant.documents.corpus import Corpus
from evals.conversations import Conversation, Lean, load_conversations, problems, read_conversation
from evals.measure_conversations import measure
from evals.similarity import Wordings
from evals.suites import CONVERSATIONS, Split, Stretch, SuiteError

LATER_HIT_AT_5 = 0.85
LATER_CERTAIN_IN_ORDER = 0.85
LATER_CERTAIN_UNANSWERED = 0.1
"""Floors under what was measured when follow-ups got a threshold of their own (docs/evaluation.md)."""


@pytest.fixture(scope="module")
def conversations() -> tuple[Conversation, ...]:
    return load_conversations()


def test_every_shipped_conversation_holds_against_the_corpus(conversations: tuple[Conversation, ...], corpus: Corpus) -> None:
    assert problems(conversations, corpus) == []


def test_the_suite_is_as_large_and_wide_as_promised(conversations: tuple[Conversation, ...], corpus: Corpus) -> None:
    turns = [turn for one in conversations for turn in one.turns]
    assert len(conversations) >= 60
    assert {turn.lean for turn in turns} == set(Lean)
    assert {place.split("/", 1)[0] for turn in turns for place in turn.relevant} == set(corpus.documents)
    assert all(sum(one.split is split for one in conversations) >= 25 for split in Split)


def test_later_turns_are_not_those_of_the_bank(conversations: tuple[Conversation, ...], corpus: Corpus) -> None:
    asked = [turn.question for one in conversations for turn in one.turns[1:] if turn.lean.stands_alone]
    near = Wordings([one.text for one in corpus.questions]).nearest(asked)
    assert [one.other for one in near if one.is_copy] == []


def test_no_opening_is_taken_from_the_bank_word_for_word(conversations: tuple[Conversation, ...], corpus: Corpus) -> None:
    bank = {question.text.casefold() for question in corpus.questions}
    assert [one.id for one in conversations if one.turns[0].question.casefold() in bank] == []


def test_a_line_that_does_not_follow_the_schema_is_refused() -> None:
    row = json.loads(CONVERSATIONS.read_text(encoding="utf-8").splitlines()[0])
    row["turns"][1]["lean"] = "sideways"
    with pytest.raises(SuiteError):
        read_conversation(json.dumps(row))


def test_every_way_of_asking_is_measured_where_there_is_no_answer_too(conversations: tuple[Conversation, ...]) -> None:
    for split in Split:
        turns = [turn for one in conversations for turn in one.turns[1:] if one.split is split]
        assert sum(not turn.has_answer for turn in turns) >= 30


def test_a_turn_that_nothing_answers_has_no_gold(conversations: tuple[Conversation, ...], corpus: Corpus) -> None:
    turn = conversations[0].turns[1]
    broken = replace(turn, evidence=(), paragraph_ids=(), legal_references=())
    changed = replace(conversations[0], turns=(conversations[0].turns[0], broken))
    assert problems([changed], corpus) == [f"{changed.id}: an unanswered turn has gold: {turn.question}"]


def test_evidence_that_stands_nowhere_is_told(conversations: tuple[Conversation, ...], corpus: Corpus) -> None:
    turn = conversations[0].turns[1]
    broken = replace(turn, evidence=((Stretch("stockholm-vald-riktlinjer", "Det här står ingenstans."),),))
    changed = replace(conversations[0], turns=(conversations[0].turns[0], broken))
    assert problems([changed], corpus) == [f"{changed.id}: evidence stands in no paragraph: {turn.question}"]


def test_later_turns_of_the_development_conversations_are_found(
    assistant: Assistant, conversations: tuple[Conversation, ...]
) -> None:
    some = [one for one in conversations if one.split is Split.DEV][::3]  # the gates hold all of them
    figures = measure(assistant, Split.DEV, some)
    assert figures["later"]["hit_at_5"] >= LATER_HIT_AT_5
    assert figures["carried_over"]["misread"] <= 0.1
    assert figures["later"]["certain_in_order"] >= LATER_CERTAIN_IN_ORDER
    assert figures["later"]["certain_unanswered"] <= LATER_CERTAIN_UNANSWERED
