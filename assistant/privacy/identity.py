"""Swedish identity numbers: personnummer, samordningsnummer, and the reserve numbers of health care and the police.

The form is Skatteverket's (SKV 704, SKV 707): date of birth, a sign, three digits and a check digit; in a
samordningsnummer 60 is added to the day. People write it in many other ways and mistype it, so a filter is looser than a
validator: where the date can be a date, the check digit is asked for only if the digits could just as well be something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.privacy.model import Candidate, PersonalDataKind

STRONG_RANK = 2
WEAK_RANK = 4

_DATE = r"(?:(?P<century>1[89]|20)\s?)?(?P<year>\d\d)(?P<s1>[-./\s]?)(?P<month>\d\d)(?P<s2>[-./\s]?)(?P<day>\d\d)"
_GAP = (
    r"(?P<gap>\s?(?:[-+./:,_~()|*·•]\s?){0,3}|"
    r",?\s(?:och\s)?(?:(?:de\s)?(?:fyra\s)?sista(?:\sfyra)?(?:\ssiffrorna)?)(?:\sär)?:?\s)"
)
_NUMBER = re.compile(rf"(?<!\d){_DATE}{_GAP}(?P<last>\d{{4}}|\d\d\s\d\d|\d(?:[\s.-]\d){{3}})(?!\d)")
_RESERVE = re.compile(
    rf"(?<!\d)(?:[23]\d(?=\d{{6}}))?{_DATE}(?P<gap>\s?[-+]?\s?)(?P<last>(?=[A-Za-z\d]{{4}}(?!\w))(?=\d{{0,3}}[A-Za-z])(?=[A-Za-z]{{0,3}}\d)\w{{4}})"
)
_HIDDEN_LAST = re.compile(rf"(?<!\d){_DATE}(?P<gap>\s?[-+]\s?)(?:[xX*#•?]{{4}}|[nN]{{4}})(?!\w)")
_RUN = re.compile(r"(?<!\d)\d(?:\s?[-+./_]?\s?\d){9,11}(?!\d)")
_EVENLY_SPACED = re.compile(r"(?<!\d[-+./_\s])\d(?:\D{1,3}\d)+(?![-+./_\s]\d)")
_AFTER_KEYWORD = re.compile(
    r"\b(?P<word>personnummer|person-?nr|pers\.?nr|p-?nr|samordningsnummer|samordningsnr|samnr|reservnummer|reservnr|"
    r"(?:t|tf)-?nummer|personbeteckning|id-?nummer)(?:et)?[\s:.=]{0,2}(?:är|på)?[\s:.=]{0,2}"
    r"(?P<digits>(?:[A-Z]{1,2}-?)?\d(?:\s?[-+./_]?\s?\d){5,13}(?:-?[A-Z]{1,2}\d{2,3})?)(?!\d)",
    re.IGNORECASE,
)
_MONEY_FOLLOWS = re.compile(r"\s?(?:kr\b|kronor|tkr|mkr|:-|%|procent)", re.IGNORECASE)
_DATE_GOES_ON = re.compile(r"-\d\d-\d\d(?!\d)")
_DIARY_BEFORE = re.compile(r"(?:dnr|diarienummer|diarienr)[\s.:]{0,2}$", re.IGNORECASE)

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_COORDINATION = 60
_LAST_YEAR = 2049
"""Beyond this a number that begins with four digits is no date of birth."""


def check_digit_holds(digits: str) -> bool:
    """Tell whether the last digit is the check digit of those before it (Luhn: SKV 704, and cards in ISO/IEC 7812-1)."""
    doubled = (int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _kind_of_date(century: str, year: str, month: str, day: str) -> PersonalDataKind | None:
    """Give the kind of number that the date belongs to, None where it is no date."""
    if not 1 <= int(month) <= 12 or (century and int(century + year) > _LAST_YEAR):
        return None
    number = int(day)
    if 1 <= number <= _DAYS[int(month) - 1]:
        return PersonalDataKind.IDENTITY_NUMBER
    if 1 <= number - _COORDINATION <= _DAYS[int(month) - 1]:
        return PersonalDataKind.COORDINATION_NUMBER
    return None


def _kind(match: re.Match[str]) -> PersonalDataKind | None:
    return _kind_of_date(match["century"] or "", match["year"], match["month"], match["day"])


def _is_counting(digits: str) -> bool:
    """Tell whether groups of digits only count upwards, as pages and sections do."""
    groups = [int(group) for group in re.findall(r"\d+", digits)]
    return len(groups) > 3 and all(second - first == 1 for first, second in pairwise(groups))


def _needs_check_digit(content: str, match: re.Match[str], last: str) -> bool:
    """Tell whether the digits could as well be a date and a year, a date and a time, a diary number or a row of numbers."""
    gap, is_separated = match["gap"], bool(match["s1"] or match["s2"])
    is_year = last[:2] in {"19", "20"}
    is_time = last[:2] < "24" and last[2:] < "60"
    plain_gap = gap in {"", "-", "+"}
    return (
        (is_year and (is_separated or not plain_gap))
        or (is_time and is_separated and "-" not in gap and "+" not in gap)
        or (is_separated and len(match["last"]) > len(last))
        or (is_separated and any(sign in gap for sign in ",:/()|"))
        or (len(gap) > 1 and "," in gap and "sista" not in gap)
        or _DIARY_BEFORE.search(content, max(0, match.start() - 20), match.start()) is not None
    )


def _judge(content: str, match: re.Match[str]) -> Candidate | None:
    kind = _kind(match)
    if kind is None or _is_counting(match.group()):
        return None
    last = re.sub(r"\D", "", match["last"])
    is_separated = bool(match["s1"] or match["s2"])
    before = content[max(0, match.start() - 2) : match.start()]
    if is_separated and re.fullmatch(r"\d[-./]", before):
        return None
    if _DATE_GOES_ON.match(content, match.end()) or (
        match["gap"] not in {"-", "+"} and _MONEY_FOLLOWS.match(content, match.end())
    ):
        return None
    holds = check_digit_holds(match["year"] + match["month"] + match["day"] + last)
    if not holds and _needs_check_digit(content, match, last):
        return None
    is_phone_like = match["year"].startswith("0") and not match["century"] and not match["gap"]
    is_strong = not is_separated and (holds or not is_phone_like)
    closes = "(" in match["gap"] and content[match.end() : match.end() + 1] == ")"
    return Candidate(kind, match.start(), match.end() + closes, STRONG_RANK if is_strong else WEAK_RANK)


def _numbers(content: str) -> Iterator[Candidate]:
    at = 0
    while match := _NUMBER.search(content, at):
        candidate = _judge(content, match)
        if candidate:
            yield candidate
        at = match.end() if candidate else match.start() + 1


def _runs(content: str) -> Iterator[Candidate]:
    """Find numbers whose digits are grouped in some other way; there the check digit must hold."""
    at = 0
    while match := _RUN.search(content, at):
        at = match.start() + 1
        digits = re.sub(r"\D", "", match.group())
        evenly = _EVENLY_SPACED.match(content, match.start())
        is_evenly_spaced = evenly is not None and evenly.end() == match.end()
        if (
            len(digits) == 11
            or _is_counting(match.group())
            or _MONEY_FOLLOWS.match(content, match.end())
            or _DATE_GOES_ON.match(content, match.end())
        ):
            continue
        ten = digits[-10:]
        kind = _kind_of_date(digits[:-10], ten[:2], ten[2:4], ten[4:6])
        if kind and (len(digits) == 10 or digits[:2] in {"18", "19", "20"}) and (is_evenly_spaced or check_digit_holds(ten)):
            yield Candidate(kind, match.start(), match.end(), WEAK_RANK)
            at = match.end()


def _reserve_numbers(content: str) -> Iterator[Candidate]:
    for match in _RESERVE.finditer(content):
        is_joined = "-" in match["gap"] or "+" in match["gap"]
        is_separated = bool(match["s1"] or match["s2"])
        is_capital = match["last"] == match["last"].upper()
        if _kind(match) and (is_joined or (is_capital and not is_separated)):
            yield Candidate(PersonalDataKind.RESERVE_NUMBER, match.start(), match.end(), STRONG_RANK)


def _after_keywords(content: str) -> Iterator[Candidate]:
    """Find numbers that the text itself calls identity numbers: there no date is asked for."""
    kinds = {
        "s": PersonalDataKind.COORDINATION_NUMBER,
        "r": PersonalDataKind.RESERVE_NUMBER,
        "t": PersonalDataKind.RESERVE_NUMBER,
    }
    for match in _AFTER_KEYWORD.finditer(content):
        kind = kinds.get(match["word"][0].lower(), PersonalDataKind.IDENTITY_NUMBER)
        yield Candidate(kind, *match.span("digits"), WEAK_RANK)


def identity_numbers(content: str) -> Iterator[Candidate]:
    """Find the identity numbers in the text of a `View`.

    A number whose last four digits are hidden (``850709-XXXX``) is found, but not as certain: it is a date of birth.
    """
    yield from _numbers(content)
    yield from _reserve_numbers(content)
    yield from _runs(content)
    yield from _after_keywords(content)
    for match in _HIDDEN_LAST.finditer(content):
        if kind := _kind(match):
            yield Candidate(kind, match.start(), match.end(), WEAK_RANK, certain=False)
