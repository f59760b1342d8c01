"""A look-up of law as the JSON object that ``assistant law show --json`` and the API promise."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.law.lookup import LawCard
from assistant.law.wording import StatuteText, Wording, load_statute

Worded = tuple[StatuteText, Wording]


def wording_of(card: LawCard, data_dir: Path, on: datetime.date) -> Worded | None:
    """Give the section's wording on a day; None where the statute has not been fetched or has no such section."""
    reference = card.reference
    statute = load_statute(data_dir, reference.sfs) if reference.section else None
    wording = statute.find(reference.chapter, reference.section or "", on) if statute else None
    return (statute, wording) if statute and wording else None


def card_object(card: LawCard, wording: Worded | None) -> dict[str, Any]:
    """Give a card with its wording as the contract's JSON object."""
    row = asdict(card)
    row["wording"] = {"text": wording[1].text, "fetched": wording[0].fetched.isoformat()} if wording else None
    return row
