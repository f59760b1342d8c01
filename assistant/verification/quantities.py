"""Numbers of a sentence with their measures: ages, amounts, shares, dates, times of day, telephone numbers, ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.text import fold
from assistant.verification.tables import Found, phrases, units, values
from assistant.verification.words import Word, read_words

_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_CLOCK = re.compile(
    r"\b(?:kl(?:ockan)?\.?\s*)(\d{1,2})(?:[.:](\d{2}))?(?:\s*(?:[-–]|och|till)\s*(\d{1,2})(?:[.:](\d{2}))?)?|\b(\d{1,2}):(\d{2})\b",
    re.I,
)
_PHONE = re.compile(r"(?<![\d:/])\+?\d{1,4}[-–/ ]{1,3}\d{2,4}(?:[ -]\d{2,4}){1,4}(?!\d)|(?<![\d-])0\d{1,3}[- ]?\d{5,8}(?!\d)")
_REACH = 3
"""Words after a number in which its measure is looked for: "15 gemensamma tillfällen"."""
_BEFORE = 3
_GROUP = 3
_TRADED = ("köp", "sälj", "ha", "mot")
"""Words that begin like these have "sex" after them as a thing, and not as a number."""
_NOT_COUNTED = frozenset({"mot", "och", "utan"})
_AGED = re.compile(r"(\w+?)-?(?:åring|årig)\w*")
_OR = frozenset({"eller", "till"})
_ARTICLES = frozenset({"en", "ett"})
_AMBIGUOUS = frozenset({"andra", "första", "båda", "bägge", "sex", "halv", "halvt"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number: its value in plain writing, its measure or noun, and on which side of it ("at_most"), each empty if none."""

    value: str
    measure: str
    bound: str
    written: str
    kind: str = "number"


@lru_cache(maxsize=2048)
def quantities(text: str, masked: tuple[tuple[int, int], ...] = ()) -> tuple[Quantity, ...]:
    """Find the numbers of a text, but those in ``masked`` stretches (legal references have their own check)."""
    rest = list(text)
    for start, end in masked:
        rest[start:end] = " " * (end - start)
    cleared = "".join(rest)
    found: list[Quantity] = []
    for reader in (_dates, _phones, _clock):
        taken = list(reader(cleared))
        found += [quantity for quantity, _, _ in taken]
        for _, start, end in taken:
            cleared = cleared[:start] + " " * (end - start) + cleared[end:]
    return (*found, *_plain(cleared))


_Taken = tuple[Quantity, int, int]


def _dates(text: str) -> Iterator[_Taken]:
    for match in _DATE.finditer(text):
        yield Quantity(match.group(), "", "", match.group(), "date"), match.start(), match.end()
    months = values("months")
    for match in re.finditer(r"\b(?:den )?(?:(\d{1,2})(?::?[ae])? )?(" + "|".join(months) + r")(?: (\d{4}))?\b", text, re.I):
        if match[1] or match[3]:
            value = f"{match[3] or '*'}-{months[fold(match[2])]}-{(match[1] or '*').zfill(2)}"
            yield Quantity(value, "", "", match.group(), "date"), match.start(), match.end()


def _phones(text: str) -> Iterator[_Taken]:
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if len(digits) >= 7 and (digits[0] == "0" or match.group().startswith("+")):
            digits = re.sub(r"^(?:0046|46)", "0", digits)
            yield Quantity(digits, "", "", match.group(), "telephone"), match.start(), match.end()


def _clock(text: str) -> Iterator[_Taken]:
    for match in _CLOCK.finditer(text):
        hours = ((match[1], match[2]), (match[3], match[4]), (match[5], match[6]))
        for hour, minute in hours:
            if hour:
                yield Quantity(f"{int(hour):02}:{minute or '00'}", "", "", match.group(), "clock"), match.start(), match.end()


def _plain(text: str) -> Iterator[Quantity]:
    words = read_words(text)
    ordinals = values("ordinals")
    bounds = tuple(phrases("bounds").find([word.low for word in words]))
    for at, word in enumerate(words):
        if word.low[0].isdigit():
            yield from _digits(text, words, at, _bound(bounds, at))
        elif value := _in_letters(words, at):
            yield Quantity(value, _measure(words, at), _bound(bounds, at), word.text)
        elif word.low in ordinals and word.low not in _AMBIGUOUS:
            yield Quantity(ordinals[word.low], "", "", word.text, "ordinal")
        elif (match := _AGED.fullmatch(word.low)) and match[1] in values("numbers"):
            yield Quantity(values("numbers")[match[1]], "year", _bound(bounds, at), word.text)


def _in_letters(words: Sequence[Word], at: int) -> str:
    """Give the value of a number in letters; "en" counts before a measure or a number, "sex" where something is counted."""
    low = words[at].low
    following = words[at + 1].low if at + 1 < len(words) else ""
    if low in _ARTICLES and following in _OR and at + 2 < len(words) and words[at + 2].low in values("numbers"):
        return "1"  # "en eller två"
    if low in _ARTICLES and units().get(following, "person") in {"person", "page"}:
        return ""
    traded = at > 0 and words[at - 1].low.startswith(_TRADED)
    if low == "sex" and (not following or traded or following in _NOT_COUNTED or not _measure(words, at)):
        return ""
    return values("numbers").get(low, "")


def _digits(text: str, words: Sequence[Word], at: int, bound: str) -> Iterator[Quantity]:
    """Give the numbers of a word with digits: ``13``, ``13-26``, ``15-åring``, and ``25 000`` as one."""
    word = words[at]
    if at and _continues(words, at):
        return
    low = word.low + (words[at + 1].low if at + 1 < len(words) and _continues(words, at + 1) else "")
    parts = re.findall(r"\d+(?:[.,]\d+)?", low)
    if re.fullmatch(r"\d+:[ae]", low):
        yield Quantity(parts[0], "", "", word.text, "ordinal")
        return
    percent = text[word.end : word.end + 2].lstrip().startswith("%")
    measure = "percent" if percent else units().get(re.sub(r"[\d.,:/-]", "", low), "") or _measure(words, at)
    for part in parts:
        yield Quantity(part.replace(",", ".").lstrip("0") or "0", measure, bound, word.text)


def _continues(words: Sequence[Word], at: int) -> bool:
    """Tell whether three digits are the thousands of the number before: "25 000"."""
    word, before = words[at], words[at - 1].low
    return word.low.isdigit() and before.isdigit() and not word.gap.strip() and len(word.low) == _GROUP >= len(before)


def _measure(words: Sequence[Word], at: int) -> str:
    """Give the measure after a number, else the stem of the noun that is counted."""
    first = ""
    for word in words[at + 1 : at + 1 + _REACH]:
        if re.search(r"[.;:!?()]", word.gap):
            break
        if word.low in units():
            return units()[word.low]
        if not first and word.carries and "," not in word.gap:
            first = word.stem
    return first


def _bound(bounds: Sequence[Found], at: int) -> str:
    """Give the class of the words that say on which side of a number, right before it or after its measure."""
    for found in bounds:
        is_before = found.after <= at and at - found.after < _BEFORE - 1
        if is_before or at < found.first <= at + 2:
            return found.name
    return ""
