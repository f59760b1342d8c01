"""The objects of ``quiz``."""

from __future__ import annotations

from typing import Literal

from assistant.web.api.objects.base import Citation, LegalReference, Object

ItemTypeName = Literal[
    "single_choice", "true_false", "matching", "case", "cloze", "multiple_choice", "short_answer", "ordering"
]


class Change(Object):
    """The one deciding word that was changed to make a wrong statement."""

    kind: str
    """As in `check`."""
    claim: str
    """The word in the statement."""
    source: str
    """The word in the source."""


class Item(Object):
    """A question with its key and its source."""

    id: str
    """Stable for the same question."""
    type: ItemTypeName
    """The kind of question."""
    question: str
    """The question."""
    options: list[str]
    """What can be chosen, in the order it is shown; empty for a short answer."""
    key: str | list[str] | dict[str, str]
    """The right option; the right options; the options in order; or, for `matching`, what is matched with its option."""
    explanation: str
    """Why, in Swedish."""
    citations: list[Citation]
    """The source, verbatim."""
    legal_references: list[LegalReference]
    """Law in the source, with its standing."""
    difficulty: Literal["lätt", "medel", "svår"]
    """How much it asks."""
    objective: str
    """What it trains, in Swedish."""
    changed: list[Change]
    """What was changed; empty where nothing was."""


class Quiz(Object):
    """A quiz. The same request gives the same quiz."""

    items: list[Item]
    """The questions."""
    notices: list[str]
    """Says where fewer could be made than were asked for."""
