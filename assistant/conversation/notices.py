"""What a user is told about how a question was read."""

from __future__ import annotations

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
