"""Numbers of chapters and sections, and what is named inside a section: stycke, mening, punkt."""

from __future__ import annotations

from typing import NamedTuple

from assistant.law.tokens import CHAPTER_WORDS, DASHES, JOINING_WORDS, RANGE_SIGNS, SECTION_SIGN, Tokens

HIGHEST_ITEM = 99
ORDINALS = {
    "första": "1",
    "andra": "2",
    "tredje": "3",
    "fjärde": "4",
    "femte": "5",
    "sjätte": "6",
    "sjunde": "7",
    "åttonde": "8",
    "nionde": "9",
    "tionde": "10",
    "elfte": "11",
    "tolfte": "12",
}
PARAGRAPH_WORDS = frozenset({"stycket", "styckena", "stycke", "stycken", "st"})
SENTENCE_WORDS = frozenset({"meningen", "meningarna", "men", "strecksatsen", "strecksatserna", "ledet", "leden"})
ITEM_WORDS = frozenset({"p", "punkt", "punkten", "punkterna"})
MOMENT_WORDS = frozenset({"mom", "moment", "momentet"})
UNIT_WORDS = frozenset(
    {"år", "dag", "dagar", "dygn", "månad", "månader", "vecka", "veckor", "timme", "timmar", "kronor", "kr", "tkr"}
    | {"procent", "gång", "gånger", "personer", "barn", "tillfällen"}
)


PLACE_WORDS = frozenset(ORDINALS) | ITEM_WORDS | {"stycke", "st", "anvisningarna"}
PLACE_FOLLOWS = CHAPTER_WORDS | {SECTION_SIGN}  # a number before them is a section or a chapter, and no stycke or punkt
SEPARATORS = JOINING_WORDS | DASHES | {"/", "till"}
AFTER_LETTER = CHAPTER_WORDS | JOINING_WORDS | RANGE_SIGNS | {SECTION_SIGN, ",", ":", "/", ")"}


class Place(NamedTuple):  # a tuple is made several times as fast as a frozen dataclass, and dense law text makes many
    """A stycke and a punkt within a section; None where it is not named."""

    paragraph: str | None = None
    item: str | None = None


WHOLE_SECTION = Place()


def read_number(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """Read one number with its letter: ``18 c`` gives ``18c``.

    Returns
    -------
    tuple of str and int, or None
        The number and the index after it; None where there is none, or where it is a year.
    """
    number = tokens.at[index]
    if number not in tokens.numerals:
        return None
    letter = tokens.at[index + 1]
    if len(letter) != 1 or not (letter.islower() and letter.isalpha()):
        return number, index + 1
    if tokens.low_at[index + 2] in AFTER_LETTER or tokens.is_glued(index + 1):
        return number + letter, index + 2
    return number, index + 1


def skip_separator(tokens: Tokens, index: int) -> int:
    """Give the index after a comma, a joining word or a range sign; the same index where there is none."""
    word = tokens.low_at[index]
    if word == ",":
        return index + 2 if tokens.low_at[index + 1] in JOINING_WORDS else index + 1
    if word in SEPARATORS:
        return index + 1
    if word == "t" and tokens.low_at[index + 1] == "o" and tokens.low_at[index + 2] == "m":
        return index + 3
    return index


def read_numbers(tokens: Tokens, index: int) -> tuple[list[str], int]:
    """Read a list or a range of numbers: ``8–9``, ``1, 2 och 5 a``, ``8 a–c``.

    Returns
    -------
    tuple of list of str and int
        The numbers, for a range its two ends only, and the index after the last; an empty list where there are none.
    """
    first = read_number(tokens, index)
    if first is None or tokens.at[first[1]] == ":":
        return [], index
    number, index = first
    numbers = [number]
    while True:
        after = skip_separator(tokens, index)
        if after == index:
            return numbers, index
        following = read_number(tokens, after)
        if following is None:
            letter = tokens.at[after]
            if not (number[-1].isalpha() and len(letter) == 1 and letter.islower() and _ends_list(tokens.low_at[after + 1])):
                return numbers, index
            following = number.rstrip("abcdefghijklmnopqrstuvwxyzåäö") + letter, after + 1
        elif tokens.at[following[1]] == ":":
            return numbers, index
        number, index = following
        numbers.append(number)


def _ends_list(word: str) -> bool:
    return word == SECTION_SIGN or word in CHAPTER_WORDS or word in JOINING_WORDS or word in DASHES or word == ","


def read_places(tokens: Tokens, index: int) -> tuple[list[Place], int]:
    """Read what is named inside a section: ``första stycket 2``, ``2 st.``, ``andra och tredje styckena``, ``1 eller 3``.

    Returns
    -------
    tuple of list of Place and int
        The places, and the index after them; an empty list where nothing is named.
    """
    low = tokens.low_at[index]
    if low not in PLACE_WORDS and (low not in tokens.numerals or tokens.low_at[index + 1] in PLACE_FOLLOWS):
        return [], index
    if low == "anvisningarna":  # of the old tax acts: "41 § anvisningarna punkt 4 första stycket"
        items, after = _read_items(tokens, index + 1)
        paragraphs, after = _read_paragraphs(tokens, after)
    else:
        paragraphs, after = _read_paragraphs(tokens, index)
        after = _skip_sentence(tokens, after)
        items, after = _read_items(tokens, after)
    if not paragraphs and not items:
        return ([WHOLE_SECTION], after) if after > index else ([], index)
    places = [Place(paragraph) for paragraph in paragraphs[:-1]]
    last = paragraphs[-1] if paragraphs else None
    places += [Place(last, item) for item in items] if items else [Place(last)]
    return places, after


def _read_paragraphs(tokens: Tokens, index: int) -> tuple[list[str], int]:
    ordinals, after = _read_ordinals(tokens, index)
    if ordinals and tokens.low_at[after] in PARAGRAPH_WORDS:
        return ordinals, tokens.skip_stop(after + 1)
    numbers, after = read_numbers(tokens, index)
    while numbers and tokens.low_at[after] in MOMENT_WORDS:  # "19 § 1 mom. 2 st." of the old acts
        index = tokens.skip_stop(after + 1)
        numbers, after = read_numbers(tokens, index)
    if numbers and tokens.low_at[after] in PARAGRAPH_WORDS:
        return numbers, tokens.skip_stop(after + 1)
    if tokens.low_at[index] in {"stycke", "st"}:
        number = read_number(tokens, tokens.skip_stop(index + 1))
        if number:
            return [number[0]], number[1]
    return [], index


def _read_ordinals(tokens: Tokens, index: int) -> tuple[list[str], int]:
    ordinals: list[str] = []
    while tokens.low_at[index] in ORDINALS:
        ordinals.append(ORDINALS[tokens.low_at[index]])
        index += 1
        after = skip_separator(tokens, index)
        if after == index or tokens.low_at[after] not in ORDINALS:
            break
        index = after
    return ordinals, index


def _skip_sentence(tokens: Tokens, index: int) -> int:
    ordinals, after = _read_ordinals(tokens, index)
    if ordinals and tokens.low_at[after] in SENTENCE_WORDS:
        return tokens.skip_stop(after + 1)
    return index


def _read_items(tokens: Tokens, index: int) -> tuple[list[str], int]:
    word = tokens.low_at[index]
    ordinals, after = _read_ordinals(tokens, index)
    if ordinals and tokens.low_at[after] in ITEM_WORDS:
        return ordinals, tokens.skip_stop(after + 1)
    if word in ITEM_WORDS:
        items, after = read_numbers(tokens, tokens.skip_stop(index + 1))
        return (items, after) if items else ([], index)
    if not tokens.is_number(index) or tokens.is_glued(index):
        return [], index
    items, after = _bare_items(tokens, index)
    following = tokens.low_at[after]
    if not items or int(items[0].rstrip("abcdefghijklmnopqrstuvwxyzåäö")) > HIGHEST_ITEM:
        return [], index
    if following in UNIT_WORDS or following in {"%", ":", "/"} or (following in {".", ","} and tokens.is_number(after + 1)):
        return [], index
    if following in ITEM_WORDS:
        return items, tokens.skip_stop(after + 1)
    return items, after + 1 if following == ")" and not _is_open(tokens, index) else after


def _bare_items(tokens: Tokens, index: int) -> tuple[list[str], int]:
    """Read punkter that have no word of their own; a number before the next § or kap. belongs to what follows."""
    start = read_number(tokens, index)
    items: list[str] = []
    while start is not None:
        number, after = start
        following = tokens.low_at[after]
        if following == SECTION_SIGN or following in CHAPTER_WORDS or following in PARAGRAPH_WORDS:
            break
        items.append(number)
        index = after
        separator = skip_separator(tokens, after)
        start = read_number(tokens, separator) if separator > after else None
    return items, index


def _is_open(tokens: Tokens, index: int) -> bool:
    return tokens.word(index - 1) == "("
