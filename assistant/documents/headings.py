"""Headings: found by rule, and given their depth by the hand-checked contents where the catalogue has them.

Text extracted from PDF has lost type size, so depth cannot be read from it. Without a table of contents a heading that
begins a page after one that was not full is a chapter, a heading right after another heading lies under it, and every
other heading lies right under its chapter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from assistant.documents.lines import Gap, Line, normalise
from assistant.documents.pages import HEADING_LENGTH, Layout
from assistant.documents.tables import is_table_row

_MAX_LINES = 4
_FORM_FIELDS = 5
"""So many headings in a row without any text are the fields of a form."""
_FULL_PAGE = 0.75
"""A page with fewer lines than this share of the fullest is not full."""


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
    """Find the headings that a table of contents names.

    Of all places where a line has a heading's words, the most that follow the order of the contents are taken, so that
    neither a document that was cut nor words that happen to be a heading's lead astray.
    """
    entries: dict[str, list[int]] = {}
    beginnings: set[str] = set()
    for number, (_, text) in enumerate(contents):
        words = normalise(text).split()
        entries.setdefault(" ".join(words), []).append(number)
        beginnings.update(" ".join(words[: k + 1]) for k in range(len(words)))
    matches: list[tuple[int, int, int]] = []
    for k in range(len(usable)):
        count, words_here = _match(lines, usable, k, entries, beginnings)
        matches += [(k, entry, count) for entry in reversed(entries.get(words_here, ()) if count else ())]
    return [
        RawHeading(tuple(usable[k : k + count]), contents[entry][1], contents[entry][0])
        for k, entry, count in _in_order(matches)
    ]


def _match(
    lines: Sequence[Line], usable: Sequence[int], k: int, entries: Mapping[str, list[int]], beginnings: Set[str]
) -> tuple[int, str]:
    """Count the lines from ``usable[k]`` on that together are a heading, and give its words; 0 where they are none."""
    joined = ""
    for count in range(1, min(_MAX_LINES, len(usable) - k) + 1):
        joined = f"{joined} {normalise(lines[usable[k + count - 1]].text)}".strip()
        if joined in entries:
            return count, joined
        if joined not in beginnings:
            break
    return 0, ""


def _in_order(matches: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Give the longest run of matches whose entries ascend (patience sorting); a place offers its entries descending."""
    tails: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for i, (_, entry, _) in enumerate(matches):
        pile = bisect_left(tails, entry)
        before.append(piles[pile - 1] if pile else -1)
        if pile == len(tails):
            tails.append(entry)
            piles.append(i)
        else:
            tails[pile], piles[pile] = entry, i
    chosen: list[tuple[int, int, int]] = []
    i = piles[-1] if piles else -1
    while i >= 0:
        chosen.append(matches[i])
        i = before[i]
    return chosen[::-1]


def by_rule(lines: Sequence[Line], usable: Sequence[int], layout: Layout) -> list[RawHeading]:
    """Find headings by their form: short, no full stop, alone, right before the text they head."""
    width = text_width(lines)
    chapters = _chapter_starts(layout)
    found: list[RawHeading] = []
    level_above = 1
    for indices in _without_forms(_candidates(lines, usable, layout, width)):
        follows = bool(found) and found[-1].lines[-1] == indices[0] - 1
        level = 1 if indices[0] in chapters or not found else min(level_above + 1, 3) if follows else 2
        found.append(RawHeading(indices, " ".join(lines[i].text for i in indices), level))
        level_above = level
    return found


def _candidates(lines: Sequence[Line], usable: Sequence[int], layout: Layout, width: int) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = []
    k = 0
    while k < len(usable):
        after_heading = bool(found) and k > 0 and found[-1][-1] == usable[k - 1]
        count = _heading_at(lines, usable, k, layout, width, after_heading)
        if count:
            found.append(tuple(usable[k : k + count]))
        k += max(1, count)
    return found


def _without_forms(candidates: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Leave out runs of headings without any text between: those are the fields of a form, under its first line."""
    kept: list[tuple[int, ...]] = []
    run: list[tuple[int, ...]] = []
    for indices in [*candidates, None]:
        if indices is not None and (not run or run[-1][-1] == indices[0] - 1):
            run.append(indices)
            continue
        kept += run[: 1 if len(run) >= _FORM_FIELDS else None]
        run = [indices] if indices is not None else []
    return kept


def _chapter_starts(layout: Layout) -> set[int]:
    pages = layout.page_ranges
    full = max(map(len, pages)) * _FULL_PAGE
    return {page.stop for page in pages if len(page) < full}


def _heading_at(lines: Sequence[Line], usable: Sequence[int], k: int, layout: Layout, width: int, after_heading: bool) -> int:
    """Count the lines of the heading that begins at ``usable[k]``, 0 where none does."""
    i = usable[k]
    line = lines[i]
    apart = k == 0 or line.gap is not Gap.NONE or layout.breaks[i] or usable[k - 1] != i - 1
    term = line.text.endswith(":") and not normalise(line.text).startswith("läs mer")
    if (
        not (apart or after_heading)
        or layout.bullets[i]
        or not line.text[0].isupper()
        or len(line.text) > HEADING_LENGTH
        or line.number is not None
    ):
        return 0
    if (line.is_complete and not term) or line.text.endswith(",") or k + 1 >= len(usable) or is_table_row(line):
        return 0
    following = usable[k + 1]
    nxt = lines[following]
    adjacent = following == i + 1 and nxt.gap is Gap.NONE and not layout.breaks[following]
    if term:
        text_follows = not layout.bullets[following] and nxt.number is None and nxt.starts_upper
        return int(text_follows and len(line.text) < width * 0.8)
    if not adjacent:
        return int(apart)
    if layout.bullets[following]:
        return 1
    if nxt.starts_upper:
        return int(breaks_early(line, nxt, width, 0))
    third = lines[usable[k + 2]] if k + 2 < len(usable) else None
    second_is_short = len(nxt.text) <= HEADING_LENGTH and not nxt.is_complete and third is not None and third.starts_upper
    return 2 if second_is_short and third is not None and breaks_early(nxt, third, width, 8) else 0
