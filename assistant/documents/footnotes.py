"""Footnotes at the foot of a page, and their numbers glued to words in the text above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.documents.lines import Gap, Line
from assistant.documents.model import Span
from assistant.documents.pages import Layout

_START = re.compile(r"(\d{1,3})(?:\s+(?=\S)|(?=[A-ZÅÄÖ]))")
_MARKS = re.compile(
    r"(?<=[^\W\d_.])(\d{1,3}(?:,\d{1,3})*)(?![\d:/(\w-])|(?<=[a-zåäö)”\"][.,)”])(\d{1,3}(?:,\d{1,3})*)(?![\d:/(\w-])"
)


@dataclass(frozen=True, slots=True)
class RawFootnote:
    """A footnote as it stands: its number, its lines (indices) and the start of its words on the first line."""

    number: int
    lines: tuple[int, ...]
    text_start: int


@dataclass(frozen=True, slots=True)
class Footnotes:
    """All footnotes, the lines they take, and the marks in the text: ``(number, span)``, a mark "11,12" gives two."""

    notes: tuple[RawFootnote, ...]
    lines: frozenset[int]
    marks: tuple[tuple[int, Span], ...]


def _marks_in(line: Line) -> list[tuple[int, Span]]:
    found = []
    for match in _MARKS.finditer(line.text):
        group = 1 if match[1] else 2
        span = Span(line.start + match.start(group), line.start + match.end(group))
        found += [(int(number), span) for number in match[group].split(",")]
    return found


def find_footnotes(lines: Sequence[Line], layout: Layout, front: frozenset[int]) -> Footnotes:
    """Find the footnotes of every page.

    A line is a footnote's first where it begins with the next expected number and that number stands glued to a word
    higher up on the same page; the footnote goes on to the next footnote, a blank line or the page's end.
    """
    notes: list[RawFootnote] = []
    taken: set[int] = set()
    marks: list[tuple[int, Span]] = []
    expected = 1
    for page in layout.page_ranges:
        above: dict[int, Span] = {}
        for i in page:
            if i in layout.heads or i in front or i in taken:
                continue
            line = lines[i]
            start = _START.match(line.text)
            previous_taken = i > page.start and i - 1 in taken and line.gap is Gap.NONE
            if start and int(start[1]) == expected in above and (previous_taken or line.gap is not Gap.NONE):
                notes.append(RawFootnote(expected, (i,), line.start + start.end()))
                taken.add(i)
                marks.append((expected, above[expected]))
                expected += 1
            elif previous_taken and not layout.bullets[i]:
                last = notes.pop()
                notes.append(RawFootnote(last.number, (*last.lines, i), last.text_start))
                taken.add(i)
            else:
                for number, span in _marks_in(line):
                    above.setdefault(number, span)
    return Footnotes(tuple(notes), frozenset(taken), tuple(marks))
