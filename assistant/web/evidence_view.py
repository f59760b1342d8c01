"""What the pages Pröva tolkning and Quiz show of a source: its place, its words, and the standing of its lagrum."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from assistant.answering.answer import Citation
from assistant.answering.lagrum import references_behind, with_standing
from assistant.answering.stretches import Stretch
from assistant.documents.corpus import Corpus
from assistant.documents.model import LegalReference
from assistant.law.canonical import spell_out
from assistant.law.model import ReferenceStanding
from assistant.law.standing import extent_words
from assistant.quiz.naming import upper_first
from assistant.text import find_words
from assistant.web.law_table import read_as
from assistant.web.markup import is_web_address, label_html, place_url
from assistant.web.words import LEGAL_STATES, State

SHOWN_SUCCESSORS = 6
"""Sections named as today's counterpart of one; a whole act has dozens, and the page on lagrum lists them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: its label, how binding the source is, and the address of the quote in the document."""

    label: Markup
    binding: str
    url: str


def place_of(citation: Citation) -> Place:
    """Give the place of a citation, with its words marked where the link leads."""
    span = find_words(citation.text, citation.quote)
    return Place(Markup(label_html(citation.label)), upper_first(citation.binding), place_url(citation.paragraph_id, span))  # noqa: S704


@dataclass(frozen=True, slots=True)
class LawRow:
    """A lagrum as the source writes it, which it is where that does not tell, its standing, and what says the same today."""

    written: str
    which: str
    url: str
    state: State
    successors: tuple[str, ...]
    more: int


def law_rows(references: Iterable[ReferenceStanding]) -> tuple[LawRow, ...]:
    """Give lagrum for a table; beside one that does not name its statute, or stands for several, is which it is."""
    listed = tuple(references)
    return tuple(_row(one, read_as(one, listed)) for one in listed)


def _row(one: ReferenceStanding, which: str) -> LawRow:
    successors = []
    for successor in one.replaced_by[:SHOWN_SUCCESSORS]:
        extent = extent_words(successor)
        details = "; ".join(filter(None, (successor.heading, successor.part, "" if extent == "helt" else extent)))
        named = spell_out(successor.canonical, successor.sfs)
        successors.append(f"{named} ({details})" if details else named)
    return LawRow(
        written=one.as_written,
        which=which,
        url=one.url if is_web_address(one.url) else "",
        state=LEGAL_STATES[one.status],
        successors=tuple(successors),
        more=max(0, len(one.replaced_by) - SHOWN_SUCCESSORS),
    )


def standings_behind(citations: Iterable[Citation], corpus: Corpus, on: datetime.date) -> tuple[ReferenceStanding, ...]:
    """Give the lagrum in the quotes, with their standing on a day."""
    found: list[LegalReference] = []
    for citation in citations:
        span = find_words(citation.text, citation.quote)
        if span:
            found += references_behind(corpus.paragraph(citation.paragraph_id), [Stretch(*span)], whole=False)
    return with_standing(found, on)


def law_text(rows: Iterable[LawRow]) -> list[str]:
    """Give lagrum as lines of text, for a note."""
    lines = []
    for row in rows:
        named = f"{row.written} ({row.which})" if row.which else row.written
        today = f", i dag {', '.join(row.successors)}{' m.fl.' if row.more else ''}" if row.successors else ""
        lines.append(f"{named}: {row.state.words.lower()}{today}")
    return lines
