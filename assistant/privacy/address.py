"""Street addresses: a street's name and a house number, with the floor, postal code and town that follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.privacy.model import Candidate, PersonalDataKind

RANK = 6

# Endings that only streets have, and endings that other words have too and that must stand in a word with a capital.
_STREET_ENDINGS = r"gatan|vägen|gränden|gränd|stigen|torget|allén|esplanaden"
_OTHER_ENDINGS = (
    r"gata|väg|stig|torg|allé|backen|backe|kajen|stråket|slingan|rundan|svängen|leden|liden|ringen|parken|promenaden|kroken|"
    r"brinken|gärdet|hamnen|strand|stranden|kullen|höjden|dalen|plan|tomten"
)
_FREE_WORDS = r"gatan?|väg|vägen|gränd|torg|allé|backe|stig|strand|kaj|plats"
_TOWN = r"(?:(?:Upplands|Västra|Östra|Norra|Södra|Stora|Lilla|Nya|Gamla|Sankt|Saltsjö)[ -])?[A-ZÅÄÖ][\w-]{1,30}"
_HOUSE = (
    r"\s(?:nr\.?\s)?\d{1,3}(?![\d:/])(?:\s?[A-Ha-h](?!\w))?(?:\s?-\s?\d{1,3}(?!\d))?"
    r"(?!\s?(?:§|kap\b|procent|%|år|dag|dygn|veck|månad|timm|kr\b|kronor|st\b|gånger))"
    r"(?:,?\s(?:lgh|lägenhet|vån(?:ing)?|uppg(?:ång)?|port)\.?\s?\d{0,4}[A-Ha-h]?(?!\w))?(?:,?\s\d{1,2}\s?tr\b\.?)?"
    rf"(?:,?\s(?:SE?-)?\d{{3}}\s?\d{{2}}(?!\d)(?:\s{_TOWN})?)?"
)
_ONE_WORD = re.compile(
    rf"(?<![\w-])(?:(?P<sure>[\wé-]{{2,30}}?(?:{_STREET_ENDINGS}))|(?P<named>[A-ZÅÄÖÉ][\wé-]{{1,30}}?(?:{_OTHER_ENDINGS})))(?P<house>{_HOUSE})"
)
_SEVERAL_WORDS = re.compile(
    rf"(?<![\w-])(?P<named>(?:[A-ZÅÄÖÉ][\w-]{{1,30}}\s){{1,3}}(?:{_FREE_WORDS}))(?P<house>{_HOUSE})",
)
_AFTER_KEYWORD = re.compile(
    rf"\badress(?:en)?\s?(?:är|:)\s?(?P<address>[A-ZÅÄÖÉ][\w-]{{1,30}}(?:\s[\w-]{{1,30}}){{0,2}}?{_HOUSE})"
)
_LIVES_ON = re.compile(
    r"\b(?:bor|bodde|bosatt|flytta\w{0,3}|adress\w{0,3}|hemma|folkbokförd|skriven)(?:\s[\wåäö]{1,12})?\s(?:på|vid|till)\s"
    rf"(?P<street>[A-ZÅÄÖÉ][\w-]{{1,30}}?(?:{_STREET_ENDINGS}))\b"
)
_PREFIX = re.compile(r"(?<![\w-])(?:[A-ZÅÄÖÉ][\w-]{1,30}\s){1,3}$")
_BEFORE_SMALL = re.compile(r"(?:\b(?:på|bor|till|från|vid|av|adress(?:en)?|är|och)\s|[:,(]\s?)$", re.IGNORECASE)
# Words that end as streets do and are none; a number after them counts something.
_NO_STREET = re.compile(
    r".*(?:handlings|genomförande|vård|skydds|säkerhets|verksamhets|arbets|krav|projekt|behandlings|lednings|tids|uppdrags|kris|"
    r"individuell)plan|(?:.*(?:kontakt|ansöknings|besluts|rätts|karriär)|om|ut|in|fram|av|till|genom)väg(?:en)?",
    re.IGNORECASE,
)


def _with_prefix(content: str, start: int) -> int:
    """Move the start back over words with a capital: ``Sankt Eriksgatan``, ``Norra Stationsgatan``."""
    window = max(0, start - 60)
    found = _PREFIX.search(content, window, start)
    return found.start() if found else start


def _one_word(content: str) -> Iterator[Candidate]:
    for match in _ONE_WORD.finditer(content):
        street = match["sure"] or match["named"]
        is_small = street[0].islower()
        if _NO_STREET.fullmatch(street) or (
            is_small and not _BEFORE_SMALL.search(content, max(0, match.start() - 12), match.start())
        ):
            continue
        yield Candidate(PersonalDataKind.ADDRESS, _with_prefix(content, match.start()), match.end(), RANK)


def street_addresses(content: str) -> Iterator[Candidate]:
    """Find street addresses in the text of a `View`; a street without a number, where someone lives, is not certain."""
    yield from _one_word(content)
    for match in _SEVERAL_WORDS.finditer(content):
        yield Candidate(PersonalDataKind.ADDRESS, match.start(), match.end(), RANK)
    for match in _AFTER_KEYWORD.finditer(content):
        yield Candidate(PersonalDataKind.ADDRESS, *match.span("address"), RANK)
    for match in _LIVES_ON.finditer(content):
        yield Candidate(PersonalDataKind.ADDRESS, *match.span("street"), RANK + 1, certain=False)
