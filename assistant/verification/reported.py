"""What a source says that somebody says: "en granne säger att …" is no word of the source's own."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.verification.alignment import Pair
from assistant.verification.model import Difference, Kind
from assistant.verification.reading import Clause, Reading
from assistant.verification.tables import word_set
from assistant.verification.words import stem

_REACH = 3
"""Words before "att" among which the verb of saying stands: "svara | att", "uppger hen själv | att"."""


def compare(pairs: Sequence[Pair], claim: Reading) -> list[Difference]:
    """Find clauses that retell what the source has as somebody's words, where the sentence does not say whose they are."""
    said = {word.stem for word in claim.words}
    found = []
    for pair in pairs:
        verb = _saying(pair.source, pair.reading)
        if verb and stem(verb) not in said and not any(word.low in word_set("saying") for word in claim.words):
            found.append(Difference(Kind.CONTENT, pair.claim.text, f"{verb} att"))
    return found


def _saying(clause: Clause, reading: Reading) -> str:
    """Give the verb of saying that a clause hangs on; empty where it hangs on none."""
    at = next((number for number, other in enumerate(reading.clauses) if other is clause), 0)
    if not at or clause.words[0].low != "att":
        return ""
    before = reading.clauses[at - 1].words[-_REACH:]
    return next((word.low for word in reversed(before) if word.low in word_set("saying")), "")
