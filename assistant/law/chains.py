"""Chains of sections: "2 kap. 9 § och 10 § samt 10 kap. 8 §", and the short form "14:1"."""

from __future__ import annotations

from typing import NamedTuple

from assistant.law.numbers import WHOLE_SECTION, Place, read_number, read_numbers, read_places, skip_separator
from assistant.law.tokens import CHAPTER_WORDS, DASHES, SECTION_SIGN, Tokens

_JOINING = frozenset({"och", "eller", "samt", "till", "respektive"})


class Part(NamedTuple):  # a tuple for the same reason as `Place`
    """Sections (or chapters) that are written together, tokens ``first`` up to ``after``.

    ``first`` reaches back to the chapter where that is named by an earlier part. ``sections`` is empty for a whole chapter.
    ``places`` are what is named inside the last section.
    """

    first: int
    after: int
    chapter: str | None
    sections: tuple[str, ...]
    places: tuple[Place, ...] = (WHOLE_SECTION,)


def read_chain(tokens: Tokens, index: int) -> list[Part]:
    """Read a chain of sections that begins with a number.

    Returns
    -------
    list of Part
        Empty where the numbers are no sections or chapters.
    """
    parts = _read_parts(tokens, index, None)
    while parts:
        previous = parts[-1]
        after = skip_separator(tokens, previous.after)
        if after == previous.after:
            return parts
        more = _read_more_places(tokens, after, previous) or _read_parts(tokens, after, previous)
        if not more:
            return parts
        parts += more
    return parts


def with_unsigned_section(tokens: Tokens, part: Part) -> Part | None:
    """Read the section of "14 kap 1 SoL", where the sign was left out; None where no number follows the chapter."""
    number = read_number(tokens, part.after) if part.chapter is not None and not part.sections else None
    return part._replace(after=number[1], sections=(number[0],)) if number else None


def read_signed(tokens: Tokens, index: int) -> Part | None:
    """Read "§ 25", with the sign in front; None where no number follows it."""
    number = read_number(tokens, index + 1) if tokens.at[index] == SECTION_SIGN else None
    return Part(index, number[1], None, (number[0],)) if number else None


def read_pairs(tokens: Tokens, index: int) -> list[Part]:
    """Read short forms, ``14:1``, ``14:1 och 14:2`` or a chapter, ``12:``; an empty list where there are none."""
    parts: list[Part] = []
    while True:
        part = _read_pair(tokens, index)
        if part is None:
            return parts
        parts.append(part)
        index = skip_separator(tokens, part.after)
        if index == part.after:
            return parts


def _read_pair(tokens: Tokens, index: int) -> Part | None:
    chapter = read_number(tokens, index)
    if chapter is None or tokens.at[chapter[1]] != ":" or not tokens.is_glued(chapter[1]):
        return None
    after = chapter[1] + 1
    section = read_number(tokens, after) if tokens.is_glued(after) else None
    if section is None:
        return None if tokens.is_number(after) else Part(index, after, chapter[0], ())
    places, end = read_places(tokens, section[1])
    if places and places[0].paragraph is not None:
        return Part(index, end, chapter[0], (section[0],), tuple(places))
    return Part(index, section[1], chapter[0], (section[0],))


def _read_parts(tokens: Tokens, index: int, previous: Part | None) -> list[Part]:
    numbers, after = read_numbers(tokens, index)
    if not numbers:
        return []
    if tokens.at[after] == SECTION_SIGN:
        if len(numbers) > 1 and not _is_list(tokens, index, after):
            index, numbers = _last_number(tokens, index, after), numbers[-1:]
        inherits = previous is not None and previous.chapter is not None
        first = previous.first if previous is not None and inherits else index
        return [_with_places(tokens, first, after, previous.chapter if previous else None, numbers)]
    if tokens.low_at[after] not in CHAPTER_WORDS:
        return []
    word, after = after, tokens.skip_stop(after + 1)
    parts = [Part(index, after, chapter, ()) for chapter in numbers[:-1]]
    if tokens.at[after] == SECTION_SIGN and (signed := read_number(tokens, after + 1)):
        return [*parts, Part(index, signed[1], numbers[-1], (signed[0],))]
    sections, end = read_numbers(tokens, after)
    if sections and tokens.at[end] == SECTION_SIGN:
        # "Ring 112, 4 kap. 1 §": one chapter has the sections, so numbers before it belong to something else.
        return [_with_places(tokens, _last_number(tokens, index, word), end, numbers[-1], sections)]
    return [*parts, Part(index, after, numbers[-1], ())]


def _is_list(tokens: Tokens, index: int, after: int) -> bool:
    """Tell a list of sections ("1, 2 och 3 §", "8, 9 §§") from a number that only stands before one ("Dnr 2025/941, 3 §")."""
    if tokens.at[after + 1] == SECTION_SIGN:
        return True
    return any(tokens.low_at[i] in _JOINING or tokens.at[i] in DASHES for i in range(index, after))


def _last_number(tokens: Tokens, index: int, after: int) -> int:
    """Give where the last number of a list begins that ends at ``after``."""
    return next(i for i in range(index, after) if (number := read_number(tokens, i)) and number[1] == after)


def _with_places(tokens: Tokens, first: int, index: int, chapter: str | None, sections: list[str]) -> Part:
    while tokens.at[index] == SECTION_SIGN:
        index += 1
    places, after = read_places(tokens, index)
    return Part(first, after, chapter, tuple(sections), tuple(places) or (WHOLE_SECTION,))


def _read_more_places(tokens: Tokens, index: int, previous: Part) -> list[Part]:
    """Read "och andra stycket 2", which belongs to the section before it."""
    if not previous.sections or tokens.low_at[index] in DASHES:
        return []
    places, after = read_places(tokens, index)
    if not places or places[0].paragraph is None:
        return []
    return [Part(previous.first, after, previous.chapter, previous.sections[-1:], tuple(places))]
