"""What a source has and does not state itself: "en granne säger att …" and "målet är att …"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.verification.alignment import Pair
from assistant.verification.model import Difference, Kind
from assistant.verification.reading import Clause, Reading
from assistant.verification.tables import word_set
from assistant.verification.words import stem

_AIMING = ("syft", "vill", "vilja", "tanken", "sträv", "inrikt")
"""How a word begins that says that something is wanted, not that it is so or has to be."""
_REACH = 3
"""Words before "att" among which the verb of saying stands: "svara | att", "uppger hen själv | att"."""


def compare(pairs: Sequence[Pair], claim: Reading) -> list[Difference]:
    """Find clauses that state what the source has as somebody's words or as an aim, where the sentence does not say so."""
    said = {word.stem for word in claim.words}
    lows = {word.low for word in claim.words}
    found = []
    for pair in pairs:
        before = _before_att(pair.source, pair.reading)
        verb = next((word for word in reversed(before[-_REACH:]) if word in word_set("saying")), "")
        if verb and stem(verb) not in said and not lows & word_set("saying"):
            found.append(Difference(Kind.CONTENT, pair.claim.text, f"{verb} att"))
        aim = next((word for word in before if word.endswith(_aims())), "")
        if aim and not any(low.startswith(_AIMING) or low.endswith(_aims()) for low in lows):
            found.append(Difference(Kind.MODALITY, pair.claim.text, f"{aim} … att"))
    return found


def _before_att(clause: Clause, reading: Reading) -> list[str]:
    """Give the words that a clause with "att" hangs on, small: "målet är | att våldet upphör"; none for another clause."""
    at = next(number for number, other in enumerate(reading.clauses) if other is clause)
    hangs = at > 0 and clause.words[0].low == "att"
    return [word.low for word in reading.clauses[at - 1].words] if hangs else []


def _aims() -> tuple[str, ...]:
    return tuple(word_set("aims"))
