"""Headings: found by rule, and given their depth by the hand-checked contents where the catalogue has them.

Text extracted from PDF has lost type size, so depth cannot be read from it. Without a table of contents a heading that
begins a page after one that was not full is a chapter, a heading right after another heading lies under it, and every
other heading lies right under its chapter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.documents.lines import Gap, Line, normalise
from assistant.documents.pages import Layout

_MAX_LINES = 4
_MAX_LENGTH = 75
_FULL_PAGE = 0.75
"""A page with fewer lines than this share of the fullest is not full."""
_LOOK_AHEAD = 8
"""How many entries of the contents may be missing in a row (a document that was cut)."""


@dataclass(frozen=True, slots=True)
class RawHeading:
    """A heading: the indices of its lines, its words, its depth (1 is a chapter)."""

    lines: tuple[int, ...]
    text: str
    level: int


def text_width(lines: Sequence[Line]) -> int:
    """Give the length of the lines that are full: the 90th percentile."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def breaks_early(line: Line, following: Line, width: int, margin: int) -> bool:
    """Tell whether the next line's first word would have fitted, so that the line was ended on purpose."""
    return len(line.text) + 1 + len(following.text.split(maxsplit=1)[0]) <= width - margin


def by_contents(lines: Sequence[Line], usable: Sequence[int], contents: Sequence[tuple[int, str]]) -> list[RawHeading]:
    """Find the headings that a table of contents names, in its order; one that is missing is passed over."""
    wanted = [(level, text, normalise(text)) for level, text in contents]
    found: list[RawHeading] = []
    position = 0
    k = 0
    while k < len(usable) and position < len(wanted):
        matched = False
        for entry in range(position, min(position + _LOOK_AHEAD, len(wanted))):
            level, text, words = wanted[entry]
            count = _match(lines, usable, k, words)
            if count:
                found.append(RawHeading(tuple(usable[k : k + count]), text, level))
                position, k, matched = entry + 1, k + count, True
                break
        if not matched:
            k += 1
    return found


def _match(lines: Sequence[Line], usable: Sequence[int], k: int, words: str) -> int:
    """Count the lines from ``usable[k]`` on that together are the heading, 0 where they are not."""
    joined = ""
    for count in range(1, _MAX_LINES + 1):
        if k + count > len(usable):
            return 0
        joined = f"{joined} {normalise(lines[usable[k + count - 1]].text)}".strip()
        if joined == words:
            return count
        if not words.startswith(joined):
            return 0
    return 0


def by_rule(lines: Sequence[Line], usable: Sequence[int], layout: Layout) -> list[RawHeading]:
    """Find headings by their form: short, no full stop, alone, right before the text they head."""
    width = text_width(lines)
    chapters = _chapter_starts(layout)
    found: list[RawHeading] = []
    k = 0
    level_above = 1
    while k < len(usable):
        count = _heading_at(lines, usable, k, layout, width)
        if not count:
            k += 1
            continue
        indices = tuple(usable[k : k + count])
        follows = bool(found) and found[-1].lines[-1] == indices[0] - 1
        if indices[0] in chapters or not found:
            level = 1
        else:
            level = min(level_above + 1, 3) if follows else 2
        found.append(RawHeading(indices, " ".join(lines[i].text for i in indices), level))
        level_above = level
        k += count
    return found


def _chapter_starts(layout: Layout) -> set[int]:
    starts = [0, *(i for i, begins in enumerate(layout.breaks) if begins and i > 0), len(layout.breaks)]
    sizes = [b - a for a, b in zip(starts, starts[1:], strict=False)]
    full = max(sizes, default=0) * _FULL_PAGE
    return {start for start, before in zip(starts[1:], sizes, strict=False) if before < full}


def _heading_at(lines: Sequence[Line], usable: Sequence[int], k: int, layout: Layout, width: int) -> int:
    """Count the lines of the heading that begins at ``usable[k]``, 0 where none does."""
    i = usable[k]
    line = lines[i]
    apart = k == 0 or line.gap is not Gap.NONE or layout.breaks[i] or usable[k - 1] != i - 1
    term = line.text.endswith(":") and not normalise(line.text).startswith("läs mer")
    if not apart or layout.bullets[i] or not line.text[0].isupper() or len(line.text) > _MAX_LENGTH or line.number is not None:
        return 0
    if (line.is_complete and not term) or line.text.endswith(",") or k + 1 >= len(usable):
        return 0
    following = usable[k + 1]
    nxt = lines[following]
    adjacent = following == i + 1 and nxt.gap is Gap.NONE and not layout.breaks[following]
    if term:
        text_follows = not layout.bullets[following] and nxt.number is None and nxt.starts_upper
        return int(text_follows and len(line.text) < width * 0.8)
    if not adjacent:
        return 1
    if layout.bullets[following]:
        return 1
    if nxt.starts_upper:
        return int(breaks_early(line, nxt, width, 0))
    third = lines[usable[k + 2]] if k + 2 < len(usable) else None
    second_is_short = len(nxt.text) <= _MAX_LENGTH and not nxt.is_complete and third is not None and third.starts_upper
    return 2 if second_is_short and third is not None and breaks_early(nxt, third, width, 8) else 0
