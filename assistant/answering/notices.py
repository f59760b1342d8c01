"""Notices that stand below an answer: what the law, the question and the settings give reason to say."""

from __future__ import annotations

import datetime

from assistant.answering.answer import Status
from assistant.answering.quotes import Composed
from assistant.documents.model import LegalReference
from assistant.law.binding import modalities
from assistant.law.changes import changes_for
from assistant.law.notices import notices
from assistant.retrieval.query import Query
from assistant.settings import Settings

MAX_LAW_NOTICES = 4
"""More than so many notices about section numbers are not read; the table of references has them all."""


def substance_notices(composed: Composed, on: datetime.date) -> tuple[str, ...]:
    """Say where newer law overtakes the words of a cited paragraph, and not only its section numbers."""
    cited = dict.fromkeys(citation.paragraph_id for citation in composed.citations)
    return tuple(change.note for paragraph_id in cited for change in changes_for(paragraph_id, on))


def law_notices(composed: Composed, on: datetime.date) -> tuple[str, ...]:
    """Say which of the references no longer stand, and how merged tracked changes were read; those of the quotes first."""
    first: dict[tuple[str, str], LegalReference] = {}
    for reference in composed.references:
        first.setdefault((reference.sfs, reference.canonical), reference)
    found = notices(first.values(), on)
    if len(found) <= MAX_LAW_NOTICES:
        return found
    return (*found[:MAX_LAW_NOTICES], "Fler av lagrummen har ändrats: se deras ställning bland lagrummen.")


def wording_notices(composed: Composed) -> tuple[str, ...]:
    """Name in words what ska, bör, får and kan ask in the first quote."""
    if composed.status is Status.NOT_IN_GUIDELINES or not composed.citations:
        return ()
    named = modalities(composed.citations[0].quote)
    return (f"Orden i citatet: {'; '.join(modality.explanation for modality in named)}.",) if named else ()


def query_notices(query: Query) -> tuple[str, ...]:
    """Say how the question was understood where that matters: a municipality preferred, one that has no document here."""
    return tuple(query.notices)


def model_notices(settings: Settings) -> tuple[str, ...]:
    """Say that a language model is set but not used by this version."""
    if settings.llm_base_url or settings.llm_model:
        return ("En språkmodell är inställd, men den här versionen svarar bara med citat. Modellen har inte fått frågan.",)
    return ()
