"""Telephone numbers and e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.privacy.model import Candidate, PersonalDataKind

EMAIL_RANK = 0
PHONE_RANK = 3

# The part before "@" is read from its first character only, so that a long row of letters is read once.
_EMAIL = re.compile(
    r"(?<![\w.%+-])(?P<local>[\w%+-][\w.%+'-]*+)\s?(?:@|[(\[{]\s?(?:at|snabel-?a|@)\s?[)\]}]|\ssnabel-?a\s)\s?"
    r"(?P<domain>[\w-]+(?:(?:\.|\s?[(\[]\s?(?:dot|punkt)\s?[)\]]\s?)[\w-]+)+)",
    re.IGNORECASE,
)
_ABROAD = re.compile(r"(?<![\d+])(?:\+\s?|00\s?(?=46)|00(?=[1-9]))[1-9]\d{0,2}(?:[\s()./-]{0,3}\d){6,12}(?!\d)")
_HOME = re.compile(
    r"(?<![\d:/])(?<!\d[-.,])(?<!\d[-.,]\s)\(?(?P<area>0[1-9]\d{0,2})\)?(?P<gap>\s?[-/.]?\s?)(?P<rest>\d(?:[\s.-]{0,3}\d){4,8})(?!\d)(?![:/]\d)"
)
_MOBILE = re.compile(r"(?<!\d)(?<!\d[-./])\(?0(?:[\s.]7[\s.]|7)[02369]\)?(?:[\s./-]{0,3}\d){7}(?!\d)")
_NO_ZERO = re.compile(r"(?<![\d+])46[\s-]?\(?0?\)?7[02369](?:[\s-]{0,2}\d){7}(?!\d)")
_AFTER_KEYWORD = re.compile(
    r"\b(?:tel(?:efon)?(?:nummer|nr)?|tfn|tlf|mobil(?:telefon)?(?:nummer|nr)?|sms)(?:et|en)?[\s:.]{0,2}(?:är|på|till)?[\s:.]{0,2}"
    r"(?P<digits>\d(?:[\s./-]{0,3}\d){6,11})(?!\d)",
    re.IGNORECASE,
)
_MONEY_FOLLOWS = re.compile(r"\s?(?:kr\b|kronor|tkr|mkr|%|procent|§|kap\b|år\b)", re.IGNORECASE)
_DATE = re.compile(r"\d\d[-./\s]\d\d[-./\s](?:19|20)\d\d")
_HOURS = re.compile(r"\d\d[.\s]?\d\d\s?-\s?\d\d[.\s]?\d\d")

# PTS's numbering plan: 08 and the area codes with three digits; all others have four.
_SHORT_AREAS = re.compile(r"0(?:1[013689]|2[0136]|3[1356]|4[0246]|54|6[03]|90)")
_SHORTEST, _LONGEST = 8, 11
"""Digits of a national number with its zero."""


def national_form(number: str) -> str:
    """Give a telephone number as it is dialled in Sweden, digits only: ``+46 (0)8-508…`` and ``08-508…`` are one number."""
    digits = re.sub(r"\D", "", number)
    if number.lstrip().startswith("+") or digits.startswith("0046") or re.match(r"467[02369]\d{7}$", digits):
        digits = digits.removeprefix("00")
        return "0" + digits[2:].removeprefix("0") if digits.startswith("46") else digits
    return digits


def email_form(address: str) -> str:
    """Give an e-mail address in the form that is compared."""
    return re.sub(r"\s", "", address).casefold()


def _emails(content: str) -> Iterator[Candidate]:
    for match in _EMAIL.finditer(content):
        yield Candidate(PersonalDataKind.EMAIL, match.start(), match.end(), EMAIL_RANK, key=email_form(match.group()))


def _is_area(area: str) -> bool:
    return (
        area == "08"
        or _SHORT_AREAS.fullmatch(area) is not None
        or (len(area) == 4 and not _SHORT_AREAS.match(area) and area[:2] != "08")
    )


def _is_home_number(match: re.Match[str]) -> bool:
    """Tell whether digits that begin with a zero are grouped as a telephone number is, and not as a date or as hours."""
    whole = match.group().strip("()")
    digits = re.sub(r"\D", "", whole)
    if not _SHORTEST <= len(digits) <= _LONGEST or _DATE.fullmatch(whole) or _HOURS.fullmatch(whole):
        return False
    if whole == digits:
        return len(digits) in {9, 10} or (digits.startswith("08") and len(digits) == 8)
    groups = re.findall(r"\d+", match["rest"])
    area = match["area"] if match["gap"] or ")" in match.group() else ""
    return _is_area(area) and (len(groups) == 1 or all(len(group) <= 3 for group in groups))


def _home_numbers(content: str) -> Iterator[re.Match[str]]:
    at = 0
    while match := _HOME.search(content, at):
        if _is_home_number(match):
            yield match
            at = match.end()
        else:
            at = match.start() + 1


def _phones(content: str) -> Iterator[tuple[int, int]]:
    for match in _home_numbers(content):
        yield match.span()
    for pattern in (_MOBILE, _NO_ZERO, _ABROAD):
        for match in pattern.finditer(content):
            yield match.span()
    for match in _AFTER_KEYWORD.finditer(content):
        yield match.span("digits")


def reachable_at(content: str) -> Iterator[Candidate]:
    """Find e-mail addresses and telephone numbers in the text of a `View`."""
    yield from _emails(content)
    for start, end in _phones(content):
        if not _MONEY_FOLLOWS.match(content, end):
            yield Candidate(PersonalDataKind.PHONE, start, end, PHONE_RANK, key=national_form(content[start:end].strip("(")))
