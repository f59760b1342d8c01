"""From lines to the text of a paragraph, with the place of every character in the source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from assistant.documents.lines import BULLETS, Line
from assistant.documents.model import Furniture, FurnitureKind, Span

_HYPHENS = "-\u2010\u2011"
_SOFT_HYPHEN = "\u00ad"
_KEPT_BEFORE = frozenset({"och", "eller", "samt", "respektive", "som"})
"""After these a hyphen at the end of a line stands for a left-out part ("hälso- och sjukvård")."""
_INVISIBLE = re.compile("[\u00ad\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u2060\ufeff]")
"""Soft hyphens, control characters that are no white space, and characters without width."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Composed:
    """A text and the ranges of the source it was made of, in order; ``pages`` as in `Paragraph.page_starts`."""

    text: str = ""
    claims: list[Span] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)


class Composer:
    """Joins lines into text and keeps what it leaves out as furniture.

    Parameters
    ----------
    source, lines
        The document's text and its lines.
    pages
        The page of each line.
    marks
        Spans of the footnote marks that are glued to words.
    """

    def __init__(self, source: str, lines: Sequence[Line], pages: Sequence[int], marks: Collection[Span]) -> None:
        self.source = source
        self._lines = lines
        self._pages = pages
        self._marks = sorted(set(marks))
        self._words: frozenset[str] | None = None
        self.furniture: list[Furniture] = []

    def compose(self, units: Sequence[Sequence[int]], starts: dict[int, int] | None = None) -> Composed:
        """Join lines to a text in which each unit (a lead-in, an item) stands on a line of its own.

        Parameters
        ----------
        units
            Line indices, a sequence a unit.
        starts
            Where a line's text begins later than the line itself (a footnote's number in front).
        """
        result = Composed()
        for unit in units:
            if result.text:
                result.text += "\n"
            for k, i in enumerate(unit):
                following = self._lines[unit[k + 1]].text if k + 1 < len(unit) else ""
                self._add(result, i, following, (starts or {}).get(i))
        return result

    def _add(self, result: Composed, i: int, following: str, start: int | None) -> None:
        line = self._lines[i]
        begin = line.start if start is None else start
        while begin < line.end and (self.source[begin] in BULLETS or self.source[begin].isspace()):
            if self.source[begin] in BULLETS:
                self.furniture.append(Furniture(FurnitureKind.BULLET, Span(begin, begin + 1)))
            begin += 1
        if not result.pages or result.pages[-1][1] != self._pages[i]:
            result.pages.append((len(result.text), self._pages[i]))
        end, glue = self._ending(line, following)
        position = begin
        words: list[str] = []
        for left_out in self._left_out(begin, end):
            self._claim(result, words, position, left_out.start)
            position = left_out.end
        self._claim(result, words, position, end)
        result.text += " ".join("".join(words).split()) + glue

    def _claim(self, result: Composed, words: list[str], start: int, end: int) -> None:
        if start < end:
            result.claims.append(Span(start, end))
            words.append(self.source[start:end])

    def _left_out(self, begin: int, end: int) -> list[Span]:
        """Give the stretches of a line that are no text: footnote marks, soft hyphens, control characters."""
        found = self._marks_between(begin, end)
        self.furniture += [Furniture(FurnitureKind.FOOTNOTE_MARK, mark) for mark in found]
        for match in _INVISIBLE.finditer(self.source, begin, end):
            kind = FurnitureKind.SOFT_HYPHEN if match[0] == _SOFT_HYPHEN else FurnitureKind.CONTROL
            span = Span(match.start(), match.end())
            self.furniture.append(Furniture(kind, span))
            found.append(span)
        return sorted(found)

    def _marks_between(self, begin: int, end: int) -> list[Span]:
        first = bisect_left(self._marks, Span(begin, begin))
        found = []
        for mark in self._marks[first:]:
            if mark.end > end:
                break
            found.append(mark)
        return found

    def _ending(self, line: Line, following: str) -> tuple[int, str]:
        """Tell where a line's text ends and what stands between it and the next line."""
        if not following:
            return line.end, ""
        text = line.text
        if text[-1] not in _HYPHENS or len(text) < 2 or not text[-2].isalnum():
            return line.end, " "
        words = _WORD.findall(following)
        if words and words[0].casefold() in _KEPT_BEFORE:
            return line.end, " "
        if self._is_soft(text, following):
            self.furniture.append(Furniture(FurnitureKind.SOFT_HYPHEN, Span(line.end - 1, line.end)))
            return line.end - 1, ""
        return line.end, ""

    def _is_soft(self, text: str, following: str) -> bool:
        """Tell whether a hyphen at the end of a line only broke a word: the joined word stands elsewhere in the document."""
        left, right = _WORD.findall(text), _WORD.match(following)
        if not left or right is None or not text[:-1].endswith(left[-1]) or not right[0].islower():
            return False
        if self._words is None:
            self._words = frozenset(word.casefold() for word in _WORD.findall(self.source))
        return (left[-1] + right[0]).casefold() in self._words
