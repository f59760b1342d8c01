"""What kind of fact a question asks for, and whether a text holds one of that kind.

A near miss asks in the right words for what the documents do not say: an amount, a number of days, a telephone number.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Fact(StrEnum):
    """A kind of fact that can be told by its form."""

    AMOUNT = "amount"
    DURATION = "duration"
    NUMBER = "number"
    TELEPHONE = "telephone"
    DATE = "date"
    HOURS = "hours"
    ADDRESS = "address"


_TIME = r"(?:minut|timm|dygn|dag|natt|nätt|veck|månad|år)\w*"
_NUMERAL = r"(?:\d+|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|arton|femton|tjugo|trettio)"

# In this order: a question for "hur många dagar" asks for a duration, not just for a number.
_QUESTIONS = {
    Fact.TELEPHONE: (
        r"telefon(?:n\w+|tid\w*|en? till)|(?<!\bi )(?<!\bper )(?<!\bvia )(?<!\bpå )telefon\s*\?\s*\Z|\btfn\b|\btel\b|"
        r"(?<![-\w])(?:nummer|numret|numren)\b|"
        r"ring(?:er|a)? (?:jag|man|vi|dit)\b|phone number|"
        r"number (?:to|for) (?:the|a) "
    ),
    Fact.HOURS: r"öppettid\w*|\böppet\b|\böppen\b|när (?:öppnar|stänger)|vilken tid på dygnet|opening hours|klockan",
    Fact.ADDRESS: r"\b(?:besöks)?adress(?:en|er)?\b|var ligger|vilken gata|street address",
    Fact.AMOUNT: (
        r"\bkostar\b|vad blir priset|belopp\w*|kronor|\bkr\b|hur mycket (?:pengar|får|betal\w*|kostar)|hur dyr\w*|taxa\w*|"
        r"arvode\w*|\blön(?:en)?\b|how much (?:money|does|is)|\bcosts?\b|avgiftens storlek|hur stor (?:är )?(?:\w+ )?avgift"
    ),
    Fact.DURATION: (
        rf"hur många {_TIME}|inom (?:hur|vilken)|hur (?:lång tid|länge|ofta|snart|snabbt)|tidsfrist\w*|utredningstid\w*|"
        r"hur lång (?:är )?\w+tid|how (?:long|often|soon|many (?:days|hours|months|weeks|years))|antal (?:dagar|månader|år)"
    ),
    Fact.DATE: (
        r"vilket datum|vilken dag|vilket år|what date|"
        r"när (?:antog|antogs|fattade|hålls|revideras|ska \w+ revideras|börjar|startar)"
    ),
    Fact.NUMBER: r"hur många|hur stor (?:andel|del)|vilken ålder|hur gam\w+|åldersgräns\w*|how many|what age|how old|antal\b",
}
_TEXTS = {
    Fact.TELEPHONE: r"\b0\d{1,3}[-– ]?\d[\d ]{4,}\d|\b020\b|\b11[2-9] ?\d{0,2}\b",
    Fact.HOURS: r"\bkl(?:\.|ockan)? ?\d|\d{1,2}[.:]\d{2} ?[–-] ?\d{1,2}|dygnet runt|vardagar|kontorstid",
    Fact.ADDRESS: r"\w+(?:gatan|vägen|torget|plan) \d",
    Fact.AMOUNT: r"\d[\d ]* ?(?:kronor|kr\b|:-)|procent",
    Fact.DURATION: (
        rf"\b{_NUMERAL}(?: ?[–-] ?\d+)? (?:\w+ )?{_TIME}|omedelbart|omgående|skyndsamt|genast|snarast|utan dröjsmål|samma dag|"
        r"tills ?vidare|löpande|regelbundet|kontinuerligt|\bså länge\b|årligen|varje \w+|tillfällen"
    ),
    Fact.DATE: r"\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{1,2} \w+ (?:19|20)\d\d\b|\b(?:19|20)\d\d\b",
    Fact.NUMBER: rf"\b{_NUMERAL}\b",
}
#: Kinds that are missing beyond doubt where no paragraph found holds one: little in a text looks like an amount or hours.
CERTAIN = frozenset({Fact.AMOUNT, Fact.HOURS})

_ASKED = {fact: re.compile(pattern, re.IGNORECASE) for fact, pattern in _QUESTIONS.items()}
_HELD = {fact: re.compile(pattern, re.IGNORECASE) for fact, pattern in _TEXTS.items()}


def asked_for(question: str) -> Fact | None:
    """Tell which kind of fact a question asks for, None where it asks for something else than such a fact."""
    return next((fact for fact, pattern in _ASKED.items() if pattern.search(question)), None)


def holds(text: str, fact: Fact) -> bool:
    """Tell whether a text holds a fact of a kind; the words one and a do not make a number."""
    return any(found[0].casefold() not in {"en", "ett"} for found in _HELD[fact].finditer(text))
