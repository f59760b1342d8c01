"""Notices that stand below an answer: what the law, the question and the settings give reason to say."""

from __future__ import annotations

import datetime

from assistant.answering.quotes import Composed
from assistant.law.notices import notices
from assistant.retrieval.query import Query
from assistant.settings import Settings

MAX_LAW_NOTICES = 4
"""More than so many notices about law are not read; the table of references has them all."""


def law_notices(composed: Composed, on: datetime.date) -> tuple[str, ...]:
    """Say which of the references no longer stand, and how merged tracked changes were read; those of the quotes first."""
    return notices(composed.references, on)[:MAX_LAW_NOTICES]


def query_notices(query: Query) -> tuple[str, ...]:
    """Say how the question was understood where that matters: a municipality preferred, one that has no document here."""
    return tuple(query.notices)


def model_notices(settings: Settings) -> tuple[str, ...]:
    """Say that a language model is set but not used by this version."""
    if settings.llm_base_url or settings.llm_model:
        return ("En språkmodell är inställd, men den här versionen svarar bara med citat. Modellen har inte fått frågan.",)
    return ()
