"""Which side of violence a text speaks of: the one who is exposed to it, or the one who uses it.

The guidelines keep the two apart, in sections of their own with rules of their own. What may be granted to one is no answer
about the other, however alike the words are.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Party(StrEnum):
    """A side of violence."""

    EXPOSED = "exposed"
    USING = "using"


_VIOLENCE = r"(?:\w*våld\w*|\w*förtryck\w*|\w*övergrepp\w*|brott)"
_PARTIES = {
    Party.EXPOSED: re.compile(
        rf"\b(?:våldsutsatt\w*|(?:brotts|vålds)?off(?:er|ret)s?|skyddsbehövande\w*|(?:ut)?satts? för (?:\w+ ){{0,3}}{_VIOLENCE}"
        r"|victims?|survivors?)\b",
        re.IGNORECASE,
    ),
    Party.USING: re.compile(
        rf"\b(?:våldsutöva\w*|förövar\w*|gärnings(?:man|män|person)\w*|utöva(?:r|t|de|s)? (?:\w+ ){{0,3}}{_VIOLENCE}"
        rf"|utsätt\w* (?:\w+ ){{1,3}}för (?:\w+ ){{0,3}}{_VIOLENCE}|perpetrators?|abusers?|offenders?)\b",
        re.IGNORECASE,
    ),
}


def parties_in(text: str) -> frozenset[Party]:
    """Tell which sides of violence a text speaks of by name; most texts speak of none."""
    return frozenset(party for party, pattern in _PARTIES.items() if pattern.search(text))
