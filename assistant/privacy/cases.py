"""Numbers of a person's case, of accounts and of cards.

The rule for case numbers. A question may name a decision as law is named: "JO:s beslut den 7 december 2020, dnr 4454-2019",
"HFD mål nr 1234-19", "riktlinjerna, Dnr 2025/941". Such a number says nothing of the person asked about. So:

1. A number that stands in the corpus is never a finding.
2. Nor is one in a sentence that names an authority that publishes decisions or a court of precedent; for a bare "dnr" it is
   enough that the sentence names guidelines, a handbook or the like.
3. A police report (``5000-K123456-24``), a court's case with its letter (``B 1234-24``), and a number that the text calls a
   case, a file or a report are certain.
4. "dnr" with any other number is probable; certain where the sentence says whose it is ("hennes dnr …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.privacy.identity import check_digit_holds
from assistant.privacy.model import Candidate, PersonalDataKind

ACCOUNT_RANK = 1
CASE_RANK = 5

_TOKEN = r"(?:[A-ZÅÄÖ]{1,6}[\s-]?){0,2}\d{1,12}(?:[-./:]\d{1,12}){0,4}(?![\w])"  # noqa: S105 - a pattern
_POLICE = re.compile(r"(?<![\w-])(?:\d{4}-?)?K\d{4,7}-\d{2}(?!\w)")
_COURT = re.compile(r"(?<![\w-])(?P<number>(?:B|T|Ö|Ä|K|E|M|P|FT|PMT|UM)\s?\d{3,5}-\d{2})(?![\w-])")
_NAMED = re.compile(
    r"\b(?:ärendenummer|ärendenr|ärende-?id|ärende\snr|aktnummer|aktnr|akt\snr|personakt(?:snummer|snr)?|journalnummer|journalnr|"
    r"dossiernummer|dossiernr|lma-?(?:nummer|kort)|målnummer|målnr|mål\snr|anmälningsnummer|k-nummer|patientnummer|klientnummer)"
    rf"(?:et)?[\s:.]{{0,2}}(?:är|med|nr)?[\s:.]{{0,2}}(?P<number>{_TOKEN})",
    re.IGNORECASE,
)
_PLAIN_WORD = re.compile(
    r"\b(?:ärende|ärendet|akt|akten|anmälan|polisanmälan|orosanmälan|mål|målet)\s(?:nr\.?\s)?"
    r"(?P<number>(?:[A-ZÅÄÖ]{1,6}[\s-]?)?(?:\d{4}[-/]\d{1,6}|\d{1,6}[-/]\d{4}|\d{2,5}-\d{2})(?![\w/-]))"
)
_DIARY = re.compile(rf"\b(?:dnr|diarienummer|diarienr|d\.nr)(?:et)?[\s.:]{{0,2}}(?:är\s)?(?P<number>{_TOKEN})", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d[-/](?:19|20)\d\d")
_PUBLISHED = re.compile(
    r"\b(?:JO|JK|IVO|HFD|HD|NJA|RÅ|MIG|DO|IMY|Justitie\w+|Högsta|[Kk]ammarrätt\w*|[Hh]ovrätt\w*|[Pp]rejudik\w*|[Rr]ättsfall\w*)\b"
)
_GUIDANCE = re.compile(
    r"\b(?:SOU|KF|KS|Socialstyrelse\w*|[Rr]iktlinje\w*|[Mm]eddelandeblad\w*|[Kk]ommunfullmäktige\w*|[Kk]ommunstyrelse\w*|"
    r"[Bb]ilaga|[Hh]andbok\w*|[Ff]öreskrift\w*|[Ii]nsats\sutan)\b"
)
_WHOSE = re.compile(
    r"\b(?:hennes|hans|hens|deras|min|mitt|mina|vår|vårt|klient\w*|brukar\w*|patient\w*|personakt\w*|orosanmälan\w*)\b",
    re.IGNORECASE,
)
_SENTENCE_STOP = re.compile(r"(?<!nr)[.?!]\s(?=[A-ZÅÄÖ])|\n")
_BEFORE, _AFTER = 300, 60
"""How far round a number the words are read, within its sentence."""
_FEWEST_DIGITS = 3
"""A number with fewer digits is a chapter, a page or a count."""

_CARD = re.compile(r"(?<![\d-])[3-6]\d{3}(?:[\s-]?\d{4}){2}[\s-]?\d{3,4}(?!\d)")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){3,7}(?:\s?[A-Z\d]{1,3})?(?!\w)")
_ACCOUNT = re.compile(
    r"\b(?:bank)?(?:konto|kontonummer|kontonr|clearing|clearingnummer|clearingnr|kontot)(?:et)?[\s:.]{0,2}(?:är|nr)?[\s:.]{0,2}"
    r"(?P<number>\d(?:[\s,.-]{0,2}\d){6,20})(?!\d)",
    re.IGNORECASE,
)


def _sentence_round(content: str, start: int, end: int) -> tuple[str, str]:
    """Give what stands in the sentence before and after a stretch."""
    before = content[max(0, start - _BEFORE) : start]
    stops = list(_SENTENCE_STOP.finditer(before))
    after = content[end : end + _AFTER]
    stop = _SENTENCE_STOP.search(after)
    return before[stops[-1].end() :] if stops else before, after[: stop.start()] if stop else after


def _is_published(content: str, start: int, end: int) -> bool:
    return any(_PUBLISHED.search(part) for part in _sentence_round(content, start, end))


def _case(content: str, start: int, end: int, certain: bool = True) -> Iterator[Candidate]:
    number = content[start:end]
    if len(re.findall(r"\d", number)) >= _FEWEST_DIGITS and not _YEARS.fullmatch(number):
        yield Candidate(PersonalDataKind.CASE_NUMBER, start, end, CASE_RANK, certain, case_form(number))


def case_form(number: str) -> str:
    """Give a case number in the form that is compared."""
    return re.sub(r"\s", "", number).casefold()


def case_numbers(content: str) -> Iterator[Candidate]:
    """Find numbers of persons' cases in the text of a `View`, by the rule at the head of this module."""
    for match in _POLICE.finditer(content):
        yield Candidate(PersonalDataKind.CASE_NUMBER, match.start(), match.end(), CASE_RANK)
    for pattern in (_COURT, _NAMED, _PLAIN_WORD):
        for match in pattern.finditer(content):
            if not _is_published(content, *match.span("number")):
                yield from _case(content, *match.span("number"))
    for match in _DIARY.finditer(content):
        if not _is_published(content, *match.span("number")):
            before, after = _sentence_round(content, *match.span())
            is_somebodys = _WHOSE.search(before) is not None
            if is_somebodys or not (_GUIDANCE.search(before) or _GUIDANCE.search(after)):
                yield from _case(content, *match.span("number"), certain=is_somebodys)


def diary_numbers(content: str) -> Iterator[str]:
    """Give every number called "dnr" in a text, whoever's it is, in the form that is compared (`case_form`)."""
    for match in _DIARY.finditer(content):
        yield case_form(match["number"])


def _iban_holds(iban: str) -> bool:
    """Tell whether the check digits of an IBAN hold (ISO 13616: modulo 97)."""
    return int("".join(str(int(char, 36)) for char in iban[4:] + iban[:4])) % 97 == 1


def accounts_and_cards(content: str) -> Iterator[Candidate]:
    """Find card numbers and IBAN with check digits that hold, and what the text calls an account."""
    for match in _CARD.finditer(content):
        if check_digit_holds(re.sub(r"\D", "", match.group())):
            yield Candidate(PersonalDataKind.CARD, match.start(), match.end(), ACCOUNT_RANK)
    for match in _IBAN.finditer(content):
        if _iban_holds(re.sub(r"\s", "", match.group())):
            yield Candidate(PersonalDataKind.ACCOUNT, match.start(), match.end(), ACCOUNT_RANK)
    for match in _ACCOUNT.finditer(content):
        yield Candidate(PersonalDataKind.ACCOUNT, *match.span("number"), ACCOUNT_RANK)
