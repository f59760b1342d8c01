"""Title and front matter: the lines that say what a document is, apart from its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.documents.lines import Gap, Line, normalise

_META = re.compile(
    r"(?:bilaga\s+\d+|(?:dnr|diarienummer|diarienr|dnr\.)[:\s].*\d.*|\d{4}-\d{2}-\d{2}|(?:datum|beslutad|fastställd|version)\b.*\d.*)\Z",
    re.IGNORECASE,
)
_SURE = re.compile(r"(?:dnr|diarienummer|diarienr)\b|\d{4}-\d{2}-\d{2}\Z", re.IGNORECASE)
_MAX_TITLE_LINES = 8
_REACH = 60
"""Front matter stands on the first page, which has no more lines than this."""
_MAX_NAMES = 3
"""Front matter names at most an office, a department and a unit above its numbers."""


def title_lines(lines: Sequence[Line], title: str) -> int:
    """Count the lines at the top of the document that make up its title (0 where it does not begin with it)."""
    wanted = normalise(title)
    words = ""
    for i, line in enumerate(lines[:_MAX_TITLE_LINES]):
        words = f"{words} {normalise(line.text)}".strip()
        if words == wanted:
            return i + 1
        if not wanted.startswith(words):
            break
    return 0


def front_matter_lines(lines: Sequence[Line], after: int) -> frozenset[int]:
    """Find the block with registration number, date and department.

    Parameters
    ----------
    lines
        All lines of the document.
    after
        Index of the first line after the title.

    Returns
    -------
    frozenset of int
        Indices of the first such block; empty where the document has none.
    """
    near = range(after, min(after + _REACH, len(lines)))
    first = next((i for i in near if _META.match(lines[i].text) and not lines[i].starts_lower), None)
    if first is None:
        return frozenset()
    last = first
    seen = {normalise(lines[first].text)}
    while last + 1 < len(lines) and _META.match(lines[last + 1].text) and normalise(lines[last + 1].text) not in seen:
        last += 1
        seen.add(normalise(lines[last].text))
    block = lines[first : last + 1]
    if not any(_SURE.match(line.text) for line in block) or block[-1].start - block[0].start > 400:
        return frozenset()
    names = first
    while names - 1 >= after and first - names < _MAX_NAMES and _is_name(lines, names - 1):
        names -= 1
        if lines[names].gap is not Gap.NONE:
            break
    return frozenset(range(names, last + 1))


def _is_name(lines: Sequence[Line], i: int) -> bool:
    line = lines[i]
    return line.indent == 0 and line.text[0].isupper() and not line.is_complete and len(line.text) <= 60
