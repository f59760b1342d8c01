"""A quiz item and its parts, in the shape that the command line's JSON promises."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from assistant.answering.answer import Citation
from assistant.law.model import ReferenceStanding

TRUE = "Sant"
FALSE = "Falskt"
GAP = "_____"
"""What stands in a cloze item where the word is missing."""


class ItemType(StrEnum):
    """The kinds of items, in the order in which they are drawn."""

    SINGLE_CHOICE = "single_choice"
    TRUE_FALSE = "true_false"
    MATCHING = "matching"
    CASE = "case"
    CLOZE = "cloze"
    MULTIPLE_CHOICE = "multiple_choice"
    SHORT_ANSWER = "short_answer"
    ORDERING = "ordering"


class Difficulty(StrEnum):
    """How much an item asks of the one who takes it; `assistant.quiz.level` has the rule."""

    EASY = "lätt"
    MEDIUM = "medel"
    HARD = "svår"


@dataclass(frozen=True, slots=True)
class Change:
    """The one deciding word that was changed: its kind as in `assistant check`, the words in the claim and in the source."""

    kind: str
    claim: str
    source: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that an item makes: what it says in full, whether it is right, and the paragraphs it is judged by.

    ``verbatim`` is true where the statement is a sentence of the paragraph, word for word. ``about`` is set where the text is
    what is said of a name, put beside that name by us: then no sentence may say it of that name. ``only_here`` is true
    where the claim is that these paragraphs say it, so that it does not matter what others say.
    """

    text: str
    is_right: bool
    paragraph_ids: tuple[str, ...]
    verbatim: bool = False
    about: str = ""
    only_here: bool = False


Pairs = tuple[tuple[str, str], ...]
Key = str | tuple[str, ...] | Pairs


@dataclass(frozen=True, slots=True)
class Item:
    """One question with everything a trainer needs.

    ``key`` is the right option (single choice, true/false, cloze, case with options), the right options (multiple choice),
    the options in order (ordering), pairs of what is matched with its option (matching), or the answer in the document's
    words (short answer, case without options). ``options`` are in the order they are shown. ``claims`` are what was
    checked; they are not exported. ``facts`` are the stretches that the item asks about: ``(paragraph id, start, end)``.
    """

    id: str
    type: ItemType
    question: str
    options: tuple[str, ...]
    key: Key
    explanation: str
    citations: tuple[Citation, ...]
    legal_references: tuple[ReferenceStanding, ...]
    difficulty: Difficulty
    objective: str
    changed: tuple[Change, ...] = ()
    claims: tuple[Claim, ...] = ()
    facts: tuple[tuple[str, int, int], ...] = ()

    @property
    def right(self) -> tuple[str, ...]:
        """Give the key as words, one for each part; what is matched stands before its option."""
        if isinstance(self.key, str):
            return (self.key,)
        return tuple(part if isinstance(part, str) else f"{part[0]} – {part[1]}" for part in self.key)

    @property
    def pairs(self) -> Pairs:
        """Give the pairs of a matching item; none for another."""
        if isinstance(self.key, str):
            return ()
        return tuple(part for part in self.key if not isinstance(part, str))

    def to_dict(self) -> dict[str, Any]:
        """Give the item as the contract's JSON object; the key of a matching item is an object."""
        key: Any = self.key if isinstance(self.key, str) else dict(self.pairs) if self.pairs else list(self.key)
        return {
            "id": self.id,
            "type": self.type.value,
            "question": self.question,
            "options": list(self.options),
            "key": key,
            "explanation": self.explanation,
            "citations": [asdict(citation) for citation in self.citations],
            "legal_references": [asdict(reference) for reference in self.legal_references],
            "difficulty": self.difficulty.value,
            "objective": self.objective,
            "changed": [asdict(change) for change in self.changed],
        }


@dataclass(frozen=True, slots=True)
class Quiz:
    """The items chosen; ``notices`` say where fewer could be made than were asked for."""

    items: tuple[Item, ...]
    notices: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give the quiz as the contract's JSON object."""
        return {"items": [item.to_dict() for item in self.items], "notices": list(self.notices)}
