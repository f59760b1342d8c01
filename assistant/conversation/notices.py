"""What a user is told about how a question was read."""

from __future__ import annotations

import datetime

from assistant.answering.answer import Status
from assistant.answering.notices import law_notices, query_notices, substance_notices, wording_notices
from assistant.answering.quotes import Composed
from assistant.answering.refusals import looked_for
from assistant.conversation.reading import Reading, Relation


def reading_notices(reading: Reading) -> tuple[str, ...]:
    """Show the question that was searched for where it is not the one that was typed."""
    match reading.relation:
        case Relation.FOLLOW_UP:
            return (f"Läst som en följdfråga: ”{reading.text}”",)
        case Relation.SOURCE:
            return (f"Gäller svaret på frågan: ”{reading.text}”",)
        case Relation.ALONE:
            return ()


def all_notices(reading: Reading, composed: Composed, on: datetime.date, way_to_help: str = "") -> tuple[str, ...]:
    """Give every notice that stands below an answer, each once: first the way to help and how the question was read."""
    query = reading.result.query
    notices = (
        *([way_to_help] if way_to_help else []),
        *reading_notices(reading),
        *query_notices(query, composed, on),
        *composed.notices,
        *(looked_for(query) if composed.status is Status.NOT_IN_GUIDELINES else ()),
        *substance_notices(composed, on, query.legal_references),
        *law_notices(composed, on, query.legal_references),
        *wording_notices(composed),
    )
    return tuple(dict.fromkeys(notices))
