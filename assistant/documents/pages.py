"""Pages: where they begin, what their running heads say, and which lines are furniture.

In text extracted from PDF a page break survives as one leading space on a line right after another line; a bullet whose
glyph was lost leaves one leading space too, and both together leave two. A running head "39 (67)" or "Sida 2 (3)" gives
the number of its page.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.documents.lines import Gap, Line, normalise

_PAGE_MARK = re.compile(
    r"(?:Sida\s+)?(\d{1,4})\s*\(\s*(\d{1,4})\s*\)\Z|Sida\s+(\d{1,4})(?:\s+av\s+(\d{1,4}))?\Z", re.IGNORECASE
)
_HEAD_REACH = 8
"""How many lines a running head may be away from its page mark."""
HEADING_LENGTH = 75
"""A heading in the documents is never longer than this on one line."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the pages of a document say about its lines; the tuples hold a value a line.

    ``estimated`` is True where no running head fixes the number.
    """

    page: tuple[int, ...]
    estimated: tuple[bool, ...]
    breaks: tuple[bool, ...]
    bullets: tuple[bool, ...]
    heads: frozenset[int]
    marks: frozenset[int]

    @property
    def page_ranges(self) -> list[range]:
        """Give the lines of each page, by their indices."""
        starts = [0, *(i for i, begins in enumerate(self.breaks) if begins and i > 0), len(self.breaks)]
        return [range(a, b) for a, b in itertools.pairwise(starts)]


def page_mark(line: Line) -> int | None:
    """Give the page number that a running head states, None for any other line."""
    match = _PAGE_MARK.match(line.text)
    if not match:
        return None
    number, total = (int(match[1]), int(match[2])) if match[1] else (int(match[3]), int(match[4] or match[3]))
    return number if 1 <= number <= total else None


def _running_heads(
    lines: Sequence[Line], marks: dict[int, int], title: str, front: frozenset[int], title_count: int
) -> set[int]:
    """Find the lines around page marks that other page marks, the title or the front matter repeat."""
    words = [normalise(line.text) for line in lines]
    near = {i for mark in marks for i in range(max(0, mark - _HEAD_REACH), min(len(lines), mark + _HEAD_REACH + 1))}
    count = Counter(words[i] for i in near)
    known = {word for word, times in count.items() if times > 1} | {words[i] for i in front}
    heads = set(marks)
    for mark in marks:
        for step in (-1, 1):
            i = mark + step
            while title_count <= i < len(lines) and abs(i - mark) <= _HEAD_REACH and i not in front:
                if words[i] not in known and words[i] not in title:
                    break
                heads.add(i)
                i += step
    return heads


@dataclass(slots=True)
class _ListContext:
    """What the lines before say about a line with one leading space."""

    in_list: bool = False
    upper: bool = True
    block: str = "text"
    bullets_in_block: int = 0


def _heading_like(lines: Sequence[Line], i: int, breaks: Sequence[bool]) -> bool:
    line = lines[i]
    alone = line.gap is not Gap.NONE or breaks[i] or i == 0
    return alone and line.text[0].isupper() and not line.is_complete and len(line.text) <= HEADING_LENGTH


def _is_bullet(lines: Sequence[Line], i: int, breaks: Sequence[bool], bullets: Sequence[bool], context: _ListContext) -> bool:
    """Decide between a bullet and a page break for a line with one leading space right after another line."""
    line, previous = lines[i], lines[i - 1]
    if bullets[i - 1] or previous.text.endswith(":"):
        return True
    if _heading_like(lines, i - 1, breaks):
        return True
    continued = context.in_list and context.block == "continuation" and not context.bullets_in_block
    return continued and not (context.upper and line.starts_lower)


def _breaks_and_bullets(lines: Sequence[Line], heads: set[int]) -> tuple[list[bool], list[bool]]:
    """Tell for each line whether a page begins with it and whether it begins a list item."""
    glyphs = [line for line in lines if line.glyph]
    glyph_indented = sum(line.indent > 0 for line in glyphs) * 2 > len(glyphs)
    breaks, bullets = [False] * len(lines), [False] * len(lines)
    context = _ListContext()
    for i, line in enumerate(lines):
        if i in heads or i == 0:
            breaks[i] = line.form_feed
            bullets[i] = i not in heads and line.glyph
            context = _ListContext(in_list=bullets[i], block="bullet", bullets_in_block=int(bullets[i]))
            if i in heads:
                breaks[i] = breaks[i] or (line.indent in (1, 2) and line.gap is Gap.NONE and i > 0)
            continue
        adjacent = line.gap is Gap.NONE
        if line.glyph:
            bullets[i] = True
            breaks[i] = line.form_feed or (adjacent and line.indent > 0 and not glyph_indented)
        elif line.indent == 1 and adjacent and not glyphs:
            bullets[i] = _is_bullet(lines, i, breaks, bullets, context)
            breaks[i] = line.form_feed or not bullets[i]
        elif line.indent in (1, 2) and not glyphs:
            bullets[i] = not line.form_feed
            breaks[i] = line.form_feed or (adjacent and line.indent == 2)
        else:
            breaks[i] = line.form_feed or (adjacent and line.indent in (1, 2))
        _follow(context, lines, i, bullets[i], breaks[i])
    return breaks, bullets


def _follow(context: _ListContext, lines: Sequence[Line], i: int, bullet: bool, page_break: bool) -> None:
    """Bring the list context up to line ``i``."""
    line = lines[i]
    if line.gap is not Gap.NONE or page_break:
        context.bullets_in_block = 0
        open_item = line.starts_lower or lines[i - 1].text.endswith((",", "-"))
        if bullet:
            context.block = "bullet"
        elif context.in_list and line.gap is Gap.EMPTY and open_item:
            context.block = "continuation"
        else:
            context.block, context.in_list = "text", False
    if bullet:
        if not context.in_list:
            context.upper = line.starts_upper
        context.in_list = True
        context.bullets_in_block += 1


def lay_out(
    lines: Sequence[Line], title: str = "", front: frozenset[int] = frozenset(), first_page: int = 1, title_count: int = 0
) -> Layout:
    """Find pages, running heads and bullets.

    Parameters
    ----------
    lines
        All lines of the document.
    title
        The document's title; running heads often repeat it.
    front
        Indices of the lines of the front matter, which running heads repeat too.
    first_page
        Number of the page the text begins on, used only where no running head tells.
    title_count
        How many lines at the top are the title itself; those are no running head.
    """
    marks = {i: number for i, line in enumerate(lines) if i >= title_count and (number := page_mark(line)) is not None}
    heads = _running_heads(lines, marks, normalise(title), front, title_count) if marks else set()
    breaks, bullets = _breaks_and_bullets(lines, heads)
    for mark in marks:
        region = [mark]
        while region[0] - 1 in heads:
            region.insert(0, region[0] - 1)
        while region[-1] + 1 in heads:
            region.append(region[-1] + 1)
        if region[0] > 0 and not any(breaks[i] for i in region):
            breaks[region[0]] = True
    pages, estimated = _number(breaks, marks, first_page)
    return Layout(pages, estimated, tuple(breaks), tuple(bullets), frozenset(heads), frozenset(marks))


def _number(breaks: Sequence[bool], marks: dict[int, int], first_page: int) -> tuple[tuple[int, ...], tuple[bool, ...]]:
    """Give each line its page, and whether it is estimated: between two running heads that disagree with the count."""
    counted: list[int] = []
    page = 0
    for i, begins in enumerate(breaks):
        page += begins and i > 0
        counted.append(page)
    if not marks:
        return tuple(first_page + number for number in counted), (True,) * len(counted)
    anchors = sorted(marks)
    numbers, estimated = [0] * len(counted), [False] * len(counted)
    following = 0
    for i, number in enumerate(counted):
        while following < len(anchors) and anchors[following] < i:
            following += 1
        before = anchors[following - 1] if following else None
        after = anchors[following] if following < len(anchors) else None
        near = anchors[max(0, following - 1)]
        numbers[i] = max(1, marks[near] + number - counted[near])
        if before is not None and after is not None:
            agrees = marks[after] - marks[before] == counted[after] - counted[before]
            if not agrees and number == counted[after]:
                numbers[i] = marks[after]
            elif not agrees and number != counted[before]:
                numbers[i], estimated[i] = min(numbers[i], marks[after]), True
    return tuple(numbers), tuple(estimated)
