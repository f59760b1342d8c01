"""What is known about the standing of a legal reference."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LegalStatus(StrEnum):
    """Standing of a legal reference on a date; `replaced` has a known successor, `repealed` none."""

    IN_FORCE = "in_force"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    REPLACED = "replaced"
    REPEALED = "repealed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Successor:
    """A section that took over.

    ``part`` names the part of the old section that moved there ("första stycket"), empty where the whole section is
    meant or the table does not say; ``extent`` is ``helt`` or ``delvis`` and speaks of that part. ``delvis`` of a whole act
    or of a regulation means "at least in part": no source says how much (see `assistant.law.standing.extent_words`).
    """

    canonical: str
    sfs: str
    extent: str
    heading: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceStanding:
    """A legal reference with its standing on a date; ``url`` is the official text, empty where none is known."""

    canonical: str
    as_written: str
    sfs: str
    status: LegalStatus
    replaced_by: tuple[Successor, ...] = ()
    url: str = ""
