"""Deciding words, marked in a text: the same number on both sides of a comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from markupsafe import Markup

_TOKEN = re.compile(r"[\w§]+")
_FARTHEST = 240
"""Characters between the first and the last of words that belong together though they do not stand side by side."""
_NEAR = (24, 60)
"""Characters on each side of a word that tell which of several places is meant: what is close counts twice."""
_STEM = 5
_LONGEST = 120
"""Characters of a stretch that is marked whole; a longer one would mark the sentence, not what decides in it."""

Span = tuple[int, int]


def find_deciding(text: str, words: str, other: str = "", at: Span | None = None, *, as_one: bool = False) -> tuple[Span, ...]:
    """Find deciding words in a text.

    The comparison names words that stand side by side as they stand, and others by what carries their matter ("vuxen lever
    barn" for "en vuxen person som lever med barn"): those are found one by one, in order, as close together as they come.

    Parameters
    ----------
    text
        Where to look.
    words
        What to find.
    other
        The text on the other side, and ``at`` the place of the counterpart there. Where the words stand in several places
        ("ska"), one is taken whose next word does not follow them on the other side too, for there nothing differs; of those
        the one with most of the counterpart's words around it.
    as_one
        Whether words that do not stand side by side are a stretch of the text with what is in between, as a condition is.

    Returns
    -------
    tuple of (start, end)
        Offsets in the text, in order; empty where not all of the words are there.
    """
    tokens = _TOKEN.findall(words)
    if not tokens:
        return ()
    whole = _whole(r"[\s,;:()”\"–-]+".join(map(re.escape, tokens)))
    side_by_side = [found.span() for found in re.finditer(whole, text, re.IGNORECASE)]
    if side_by_side:
        return (max(side_by_side, key=lambda span: _likeness(text, span, other, at)),)
    readings = [reading for start in _places(text, tokens[0], 0) if (reading := _in_order(text, tokens, start))]
    best = min(readings, key=lambda one: one[-1][1] - one[0][0], default=())
    return ((best[0][0], best[-1][1]),) if best and as_one and best[-1][1] - best[0][0] <= _LONGEST else best


def _likeness(text: str, span: Span, other: str, at: Span | None) -> tuple[bool, int]:
    """Tell how likely it is that words at a place are the ones that differ: whether they do, and how much is alike around."""
    following = _TOKEN.search(text, span[1])
    pair = f" {text[slice(*span)]} {following.group()} " if following else ""
    stays = bool(pair) and pair.casefold() in f" {' '.join(_TOKEN.findall(other))} ".casefold()
    alike = (_stems(other, at, width) & _stems(text, span, width) for width in _NEAR)
    return not stays, sum(map(len, alike))


def _stems(text: str, span: Span | None, width: int) -> frozenset[str]:
    """Give the beginnings of the longer words around a place, of the whole text where there is none: enough to tell it by."""
    near = f"{text[max(0, span[0] - width) : span[0]]} {text[span[1] : span[1] + width]}" if span else text
    return frozenset(token[:_STEM].casefold() for token in _TOKEN.findall(near) if len(token) >= _STEM)


def _whole(pattern: str) -> str:
    return rf"(?<!\w){pattern}(?!\w)"


def _places(text: str, token: str, start: int) -> Iterator[Span]:
    return (found.span() for found in re.compile(_whole(re.escape(token)), re.IGNORECASE).finditer(text, start))


def _in_order(text: str, tokens: Sequence[str], first: Span) -> tuple[Span, ...]:
    found = [first]
    for token in tokens[1:]:
        place = next(_places(text, token, found[-1][1]), None)
        if place is None or place[1] - first[0] > _FARTHEST:
            return ()
        found.append(place)
    return tuple(found)


def said(text: str, places: Sequence[Span], words: str) -> str:
    """Give deciding words as the text has them, with an ellipsis where it has others in between; as they are if not found."""
    return " … ".join(text[start:end] for start, end in places) if places else words


def marked(text: str, spans: Sequence[tuple[int, Sequence[Span]]]) -> Markup:
    """Give a text with stretches marked.

    Parameters
    ----------
    text
        Anything; it is escaped.
    spans
        Numbers of differences, and their places in the text. Of two that overlap the first is marked.
    """
    taken: list[tuple[int, int, int]] = []
    for number, places in spans:
        for start, end in places:
            if all(end <= other[0] or start >= other[1] for other in taken):
                taken.append((start, end, number))
    parts, at = [], 0
    for start, end, number in sorted(taken):
        parts += [escape(text[at:start]), f'<mark class="avgor" data-nr="{number}">{escape(text[start:end])}</mark>']
        at = end
    return Markup("".join((*parts, escape(text[at:]))))  # noqa: S704  # every piece of the text is escaped above
