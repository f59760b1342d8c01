"""The suite of conversations: its schema, and what must hold between it and the corpus.

``evals/suites/conversations.jsonl`` holds one `Conversation` a line, of two to four turns. Each turn has its own evidence,
in the shape of the question suites (none: the documents do not answer it), and says how it leans on the turns before it. How
it is measured: `evals.measure_conversations`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from assistant.documents.corpus import Corpus
from evals.suite_checks import Places, duplicates, misplaced, unsupported
from evals.suites import CONVERSATIONS, ExpectedReference, Role, Split, Stretch, fields_of, read_rows, split_of


class Lean(StrEnum):
    """How a turn leans on the turns before it.

    ``first`` and ``new`` stand by themselves; the others need the conversation: a pronoun, an ellipsis, another
    municipality, another age, a condition added ("men om hon inte vill?"), or where the same thing stands ("vilken
    paragraf är det?"). ``same`` goes on about the topic and names its subject: it may be read either way.
    """

    FIRST = "first"
    NEW = "new"
    PRONOUN = "pronoun"
    ELLIPSIS = "ellipsis"
    PLACE = "place"
    AGE = "age"
    CONDITION = "condition"
    SOURCE = "source"
    SAME = "same"

    @property
    def stands_alone(self) -> bool:
        """Tell whether such a turn is understood without those before it."""
        return self in {Lean.FIRST, Lean.NEW}


@dataclass(frozen=True, slots=True)
class AskedTurn:
    """One question of a conversation and where its answer stands; fields as in `evals.suites.Question`.

    One without evidence is a question that the documents do not answer, most often one near to what they say.
    """

    question: str
    lean: Lean
    evidence: tuple[tuple[Stretch, ...], ...]
    paragraph_ids: tuple[tuple[str, ...], ...]
    facts: tuple[str, ...]
    legal_references: tuple[ExpectedReference, ...]

    @property
    def relevant(self) -> frozenset[str]:
        """Give every paragraph that answers the turn."""
        return frozenset(one for group in self.paragraph_ids for one in group)

    @property
    def has_answer(self) -> bool:
        """Tell whether the documents answer the turn."""
        return bool(self.evidence)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Two to four turns on one topic; a turn that leans on nothing may begin another."""

    id: str
    topic: str
    split: Split
    role: Role
    turns: tuple[AskedTurn, ...]
    note: str


def read_conversation(line: str) -> Conversation:
    """Read one line of the suite.

    Raises
    ------
    SuiteError
        Where the line is no JSON object, or a field is missing, unknown or of another type.
    """
    with fields_of(line) as row:
        return Conversation(
            id=str(row.pop("id")),
            topic=str(row.pop("topic")),
            split=Split(row.pop("split")),
            role=Role(row.pop("role")),
            turns=tuple(_turn(one) for one in row.pop("turns")),
            note=str(row.pop("note")),
            **row,
        )


def _turn(row: Mapping[str, Any]) -> AskedTurn:
    rest = dict(row)
    return AskedTurn(
        question=str(rest.pop("question")),
        lean=Lean(str(rest.pop("lean"))),
        evidence=tuple(tuple(Stretch(**stretch) for stretch in group) for group in rest.pop("evidence")),
        paragraph_ids=tuple(tuple(map(str, group)) for group in rest.pop("paragraph_ids")),
        facts=tuple(map(str, rest.pop("facts"))),
        legal_references=tuple(ExpectedReference(**reference) for reference in rest.pop("legal_references")),
        **rest,
    )


def load_conversations() -> tuple[Conversation, ...]:
    """Read the suite.

    Raises
    ------
    SuiteError
        Where a line does not follow the schema.
    """
    return read_rows(CONVERSATIONS, read_conversation)


def linked(conversation: Conversation, places: Places) -> Conversation:
    """Give a conversation with the paragraph ids of its evidence and the split of its topic."""
    turns = tuple(replace(turn, paragraph_ids=places.paragraph_ids(turn.evidence)) for turn in conversation.turns)
    return replace(conversation, turns=turns, split=split_of(conversation.topic))


def problems(conversations: Sequence[Conversation], corpus: Corpus) -> list[str]:
    """Give what is wrong with the suite, one sentence each; empty where all is well.

    ``corpus`` must have its legal references. Checked: unique ids and first questions, two to four turns of which the first
    alone is ``first``, the split, evidence that leads to the stored paragraphs, facts and references that stand there.
    """
    places = Places(corpus)
    found = duplicates("id", [one.id for one in conversations])
    opening = [turn.question.casefold() for one in conversations for turn in one.turns if turn.lean.stands_alone]
    found += duplicates("question", opening)
    for conversation in conversations:
        found += [f"{conversation.id}: {problem}" for problem in _problems_of_shape(conversation)]
        for turn in conversation.turns:
            wrong = (misplaced(turn, places) or unsupported(turn, corpus)) if turn.has_answer else _gold_of_none(turn)
            found += [f"{conversation.id}: {problem}: {turn.question}" for problem in wrong]
    return found


def _gold_of_none(turn: AskedTurn) -> list[str]:
    return ["an unanswered turn has gold"] if turn.facts or turn.relevant or turn.legal_references else []


def _problems_of_shape(conversation: Conversation) -> list[str]:
    found = [] if conversation.split is split_of(conversation.topic) else ["split is not the topic's"]
    found += [] if 2 <= len(conversation.turns) <= 4 else ["a conversation has two to four turns"]
    first = [turn.lean is Lean.FIRST for turn in conversation.turns]
    return found + ([] if first and first[0] and not any(first[1:]) else ["the first turn alone is first"])
