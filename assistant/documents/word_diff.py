"""Two wordings of a paragraph laid side by side: which words stayed, which came, which went."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"(?:\w+|[^\w\s])\s*")
_LONGEST = 1_500
"""Words of the longest stretch that is laid beside another one; the time grows with the product of both."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the old wording and what stands in its place in the new; one side may be empty."""

    old: str
    new: str
    has_changed: bool


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """Lay two wordings side by side.

    Parameters
    ----------
    old, new
        The wordings. White space does not count.

    Returns
    -------
    tuple of Piece
        In order; the pieces' ``old`` sides put together are the words of the old wording, their ``new`` sides those of the
        new. Where both are longer than `_LONGEST` between their common beginning and end, all of that is one piece.
    """
    mine, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    a, b = [token.rstrip() for token in mine], [token.rstrip() for token in theirs]
    first = _common(a, b)
    last = _common(a[first:][::-1], b[first:][::-1])
    middle_a, middle_b = a[first : len(a) - last], b[first : len(b) - last]
    steps = [("equal", 0, first, 0, first)] if first else []
    if min(len(middle_a), len(middle_b)) > _LONGEST:
        steps.append(("replace", first, first + len(middle_a), first, first + len(middle_b)))
    else:
        found = SequenceMatcher(None, middle_a, middle_b, autojunk=False).get_opcodes()
        steps += [(tag, first + i, first + j, first + k, first + m) for tag, i, j, k, m in found]
    if last:
        steps.append(("equal", len(a) - last, len(a), len(b) - last, len(b)))
    return tuple(Piece("".join(mine[i:j]), "".join(theirs[k:m]), tag != "equal") for tag, i, j, k, m in steps)


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """Count the words that two lists begin with alike."""
    return next((i for i, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))
