"""Everything that can be asked of a corpus, found once and shared by the makers."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.documents.corpus import Corpus
from assistant.documents.model import Document, Paragraph
from assistant.quiz.bank import Asked, asked
from assistant.quiz.facts import Statement, statements
from assistant.quiz.swaps import Changed, changes_of


@dataclass(frozen=True)
class Material:
    """What the makers draw on.

    ``allowed`` are the ids of the paragraphs that may be asked about, None for all; wrong answers may come from anywhere.
    """

    corpus: Corpus
    on: datetime.date
    allowed: frozenset[str] | None = None
    _changes: dict[str, tuple[Changed, ...]] = field(default_factory=dict)

    def within(self, paragraph_ids: Collection[str]) -> Material:
        """Give the same material, asking about nothing outside some paragraphs."""
        narrowed = replace(self, allowed=frozenset(paragraph_ids))
        for name in ("all_statements", "all_asked"):  # what has been found once need not be found again
            if name in self.__dict__:
                narrowed.__dict__[name] = self.__dict__[name]
        return narrowed

    def may_ask(self, paragraph: Paragraph) -> bool:
        """Tell whether a paragraph may be asked about."""
        return self.allowed is None or paragraph.id in self.allowed

    def document_of(self, paragraph: Paragraph) -> Document:
        """Give a paragraph's document."""
        return self.corpus.documents[paragraph.document_id]

    @cached_property
    def all_statements(self) -> tuple[Statement, ...]:
        """Give every sentence that stands on its own."""
        return statements(self.corpus)

    @cached_property
    def all_asked(self) -> tuple[Asked, ...]:
        """Give the groups of the question bank whose answer stands on its own."""
        return asked(self.corpus)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Give the sentences that may be asked about."""
        return tuple(one for one in self.all_statements if self.may_ask(one.paragraph))

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Give the groups of questions that may be used."""
        return tuple(one for one in self.all_asked if self.may_ask(one.answer.paragraph))

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Give the paragraphs that may be asked about."""
        return tuple(paragraph for paragraph in self.corpus.paragraphs if self.may_ask(paragraph))

    def changes(self, one: Statement) -> tuple[Changed, ...]:
        """Give the changes of a statement that make it wrong."""
        if one.text not in self._changes:
            self._changes[one.text] = changes_of(one.text)
        return self._changes[one.text]
