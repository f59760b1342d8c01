"""Notices that stand below an answer: what the law, the question and the settings give reason to say."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from assistant.answering.answer import Status
from assistant.answering.quotes import Composed
from assistant.documents.model import LegalReference
from assistant.law.binding import modalities
from assistant.law.changes import Change, changes_for
from assistant.law.model import LegalStatus
from assistant.law.namesakes import namesakes
from assistant.law.notices import SUBJECT, notices
from assistant.law.standing import standing
from assistant.retrieval.query import Query
from assistant.text import collapse

MAX_LAW_NOTICES = 4
"""More than so many notices about section numbers are not read; the table of references has them all."""


def substance_notices(composed: Composed, on: datetime.date, asked: Sequence[LegalReference] = ()) -> tuple[str, ...]:
    """Say where newer law overtakes the words that an answer shows, and not only their section numbers.

    Notes on other words of a cited paragraph are no less due, but stand last among those on law: see `law_notices`.
    """
    return _substance(composed, on, asked)[0]


def law_notices(composed: Composed, on: datetime.date, asked: Sequence[LegalReference] = ()) -> tuple[str, ...]:
    """Say which of the references no longer stand, and how merged tracked changes were read.

    The sections that a question names (``asked``) come first, then the law behind the short answer's own words, then that of
    the other quotes, then that of the rest of their paragraphs, and last the notes on words of a cited paragraph that the
    answer does not turn on.
    """
    first: dict[tuple[str, str], LegalReference] = {}
    for reference in composed.references:
        first.setdefault((reference.sfs, reference.canonical), reference)
    answer, quotes = collapse(composed.answer), [citation.quote for citation in composed.citations]
    named = {reference.canonical for reference in asked}
    ordered = sorted(first.values(), key=lambda one: (one.canonical not in named, _distance(one, answer, quotes)))
    found = notices(ordered, on, SUBJECT if composed.citations else "")
    more = ("Fler av lagrummen har ändrats: se deras ställning bland lagrummen.",) if len(found) > MAX_LAW_NOTICES else ()
    return (*found[:MAX_LAW_NOTICES], *more, *_substance(composed, on, asked)[1])


def _distance(reference: LegalReference, answer: str, quotes: Sequence[str]) -> int:
    """Give how far a reference stands from the short answer: in its words, in another quote, or elsewhere."""
    written = collapse(reference.as_written)
    if written in answer:
        return 0
    return 1 if any(written in quote for quote in quotes) else 2


def _substance(
    composed: Composed, on: datetime.date, asked: Sequence[LegalReference]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the notes on what an answer turns on, and those on the rest of its paragraphs."""
    texts = {citation.paragraph_id: citation.text for citation in composed.citations}
    shown = [collapse(composed.answer), *(citation.quote for citation in composed.citations)]
    near: list[str] = []
    far: list[str] = []
    for paragraph_id, text in texts.items():
        for change in changes_for(paragraph_id, on):
            is_shown = any(change.quote in words for words in shown)
            (near if is_shown and not _is_beside(change, text, composed, asked) else far).append(change.note)
    return tuple(near), tuple(far)


def _is_beside(change: Change, text: str, composed: Composed, asked: Sequence[LegalReference]) -> bool:
    """Tell whether a note is about another item of a list than the one whose law was asked for."""
    named = {reference.canonical for reference in asked}
    line = next((collapse(line) for line in text.splitlines() if change.quote in collapse(line)), "")
    cited = {reference.canonical for reference in composed.references if collapse(reference.as_written) in line}
    return bool(cited and named) and not cited & named


def wording_notices(composed: Composed) -> tuple[str, ...]:
    """Name in words what ska, bör, får and kan ask in the first quote."""
    if composed.status is Status.NOT_IN_GUIDELINES or not composed.citations:
        return ()
    named = modalities(composed.citations[0].quote)
    return (f"Orden i citatet: {'; '.join(modality.explanation for modality in named)}.",) if named else ()


def query_notices(query: Query, composed: Composed, on: datetime.date) -> tuple[str, ...]:
    """Say how the question was understood where that matters.

    A municipality was preferred, one has no document here, a section that was asked for is another rule in today's act
    than in the one that the quotes mean, or it is in no law that is known.
    """
    asked = query.legal_references
    bare = [reference for reference in asked if reference.sfs and reference.sfs not in query.text]
    cited = {reference.canonical for reference in composed.references}
    unknown = [one for one in asked if one.canonical not in cited and standing(one, on).status is LegalStatus.UNKNOWN]
    return (*query.notices, *namesakes(bare, composed.references, on, SUBJECT), *notices(unknown, on, ""))
