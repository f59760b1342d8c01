"""Puts an item together: id, citations, lagrum with standing, explanation."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.citing import cite
from assistant.answering.lagrum import references_behind, with_standing
from assistant.answering.stretches import Stretch
from assistant.documents.model import Document, Paragraph
from assistant.law.canonical import spell_out
from assistant.law.model import LegalStatus, ReferenceStanding
from assistant.quiz.facts import Statement
from assistant.quiz.items import Change, Claim, Item, ItemType, Key
from assistant.quiz.level import difficulty_of
from assistant.quiz.naming import named_law
from assistant.quiz.terms import Pair
from assistant.text import listed

_SUCCESSORS = 3
"""Sections named as today's counterpart of one that was replaced; the list of references has them all."""


@dataclass(frozen=True, slots=True)
class Source:
    """A stretch of a paragraph that an item rests on."""

    document: Document
    paragraph: Paragraph
    stretch: Stretch

    @classmethod
    def of(cls, one: Statement | Pair) -> Source:
        """Give the source of a statement, or of a name and what is said of it."""
        return cls(one.document, one.paragraph, one.stretch)

    @classmethod
    def whole(cls, document: Document, paragraph: Paragraph) -> Source:
        """Give a whole paragraph, its footnotes aside, as a source."""
        return cls(document, paragraph, Stretch(0, len(paragraph.text)))


@dataclass(frozen=True, slots=True)
class Draft:
    """What a maker decides of an item; the rest follows from its sources."""

    type: ItemType
    question: str
    options: tuple[str, ...]
    key: Key
    reason: str
    sources: tuple[Source, ...]
    objective: str
    claims: tuple[Claim, ...]
    changed: tuple[Change, ...] = ()
    cites: bool = True
    """Whether the explanation repeats the quote."""


def compose(draft: Draft, on: datetime.date) -> Item:
    """Make an item of a draft."""
    sources = _unique(draft.sources)
    citations = tuple(cite(one.document, one.paragraph, one.stretch, marker) for marker, one in enumerate(sources, start=1))
    references = [ref for one in sources for ref in references_behind(one.paragraph, [one.stretch], whole=False)]
    standings = with_standing(references, on)
    quotes = [f"”{citation.quote}” ({citation.label})" for citation in citations]
    said = (
        "Så står det: " + " ".join(quotes)
        if draft.cites
        else "Källa: " + "; ".join(dict.fromkeys(one.label for one in citations)) + "."
    )
    explanation = " ".join(part for part in (draft.reason, said, law_note(standings)) if part)
    digest = hashlib.sha256("\n".join((draft.question, *draft.options, *(one.paragraph_id for one in citations))).encode())
    return Item(
        id=f"{draft.type.value}-{digest.hexdigest()[:12]}",
        type=draft.type,
        question=draft.question,
        options=draft.options,
        key=draft.key,
        explanation=explanation,
        citations=citations,
        legal_references=standings,
        difficulty=difficulty_of(draft.type, tuple(change.kind for change in draft.changed), len(sources)),
        objective=draft.objective,
        changed=draft.changed,
        claims=draft.claims,
        facts=tuple((one.paragraph.id, one.stretch.start, one.stretch.end) for one in sources),
    )


def _unique(sources: Sequence[Source]) -> list[Source]:
    found = {(one.paragraph.id, one.stretch): one for one in sources}
    return list(found.values())


def law_note(standings: Sequence[ReferenceStanding]) -> str:
    """Say which of the references have been replaced or repealed, and what says the same today; empty if none has."""
    notes = []
    for one in standings:
        named = named_law(one)
        if one.status is LegalStatus.REPLACED and one.replaced_by:
            names = [spell_out(successor.canonical, successor.sfs) for successor in one.replaced_by[:_SUCCESSORS]]
            more = " m.fl." if len(one.replaced_by) > _SUCCESSORS else ""
            notes.append(f"{named} är ersatt; motsvaras i dag av {listed(names)}{more}".rstrip(".") + ".")
        elif one.status is LegalStatus.REPEALED:
            notes.append(f"{named} är upphävd.")
    return "Lagrum: " + " ".join(dict.fromkeys(notes)) if notes else ""
