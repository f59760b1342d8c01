"""What kind of thing a question asks for, and whether a text holds one of that kind.

A near miss asks in the right words for what the documents do not say: an amount, a number of days, who pays, whether one may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from assistant.index.lexical import words
from assistant.retrieval.actors import actors_in
from assistant.retrieval.facts import function_words
from assistant.retrieval.meanings import asked_term, shows
from assistant.text import sentences


class Fact(StrEnum):
    """A kind of thing that can be told by its form."""

    AMOUNT = "amount"
    DURATION = "duration"
    NUMBER = "number"
    TELEPHONE = "telephone"
    DATE = "date"
    HOURS = "hours"
    ADDRESS = "address"
    AGE = "age"
    AUTHORITY = "authority"
    SIGNS = "signs"
    MEANING = "meaning"
    YES_NO = "yes_no"


class Form(StrEnum):
    """How a thing that is asked for stands in a text: figures or set words, an actor's name, what decides, an explanation."""

    FIGURE = "figure"
    ACTOR = "actor"
    DECISION = "decision"
    EXPLANATION = "explanation"


_TIME = r"(?:minut|timm|dygn|dag|natt|nätt|veck|månad|år)\w*"
_NUMERAL = r"(?:\d+|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|arton|femton|tjugo|trettio)"
_BODY = (
    r"nämnd|myndighet|domstol|förvaltning|styrelse|enhet|team|centrum|mottagning|instans|aktör|organisation|avdelning|kommun"
    r"|verksamhet|utförare|handläggare|chef|befattning|roll"
)
_ENGLISH_BODY = r"authority|authorities|municipality|board|court|agency|unit|body|department|committee|office|centre|team"

# In this order: a question for "hur många dagar" asks for a duration, not just for a number, and one for "hur många år
# gammal" for an age; who answers for something comes after every fact that has a form of its own.
_QUESTIONS = {
    Fact.TELEPHONE: (
        r"telefon(?:n\w+|tid\w*)|(?<!\bmed )\btelefon(?:en)? till\b|\btfn\b|\btel\b|"
        r"(?<!\bi )(?<!\bper )(?<!\bvia )(?<!\bpå )(?<!\böver )telefon\s*\?\s*\Z|"
        r"(?<![-\w])(?:nummer|numret|numren)\b|"
        r"ring(?:er|a)? (?:jag|man|vi|dit)\b|phone number|"
        r"number (?:to|for) (?:the|a) "
    ),
    Fact.HOURS: r"öppettid\w*|\bhur dags\b|\böppe[tn]\b|när (?:öppnar|stänger)|vilken tid på dygnet|opening hours|"
    r"klockan",
    Fact.ADDRESS: r"(?<!hemlig )(?<!skyddad )\b(?:besöks)?adress(?:en|er)?\b(?! är )|var ligger|vilken gata|street address",
    Fact.AGE: (
        r"\bvil(?:ken|ka) (?:ålder|åldrar|åldersgr\w+)|\bhur (?:gam\w+|ung\w*)\b(?! (?:är )?(?:riktlinje|dokument|bilaga))|"
        r"\b(?:ålders(?:gräns|krav)|minimiålder|maxålder)\w*|\b(?:lägsta|högsta) ålder\w*|\bgammal nog\b|\bför ung\b|"
        r"\bhow (?:old|young)\b|\bwhat ages?\b|\bage limit|\bminimum age|\bold enough\b"
    ),
    Fact.AMOUNT: (
        r"\bkostar\b|vad blir priset|belopp\w*|kronor|\bkr\b|hur mycket (?:pengar|får|betal\w*|kostar)|hur dyr\w*|taxa\w*|"
        r"arvode\w*|\blön(?:en)?\b|how much (?:money|does|is)|\bcosts?\b|avgiftens storlek|hur stor (?:är )?(?:\w+ )?avgift"
    ),
    Fact.DURATION: (
        rf"hur många {_TIME}|inom (?:hur|vilken)|hur (?:lång tid|länge|ofta|snart|snabbt)|tidsfrist\w*|utredningstid\w*|"
        r"när (?:ska|skall|måste|bör|behöver) (?:\w+ ){1,3}(?:klar|färdig)[at]?\b|"
        r"hur lång (?:är )?\w+tid|hur lång[ta]? (?:är|ska|bör|blir|varar|kan|får)\b|"
        r"how (?:long|often|soon|many (?:days|hours|months|weeks|years))|antal (?:dagar|månader|år)"
    ),
    Fact.DATE: (
        r"vilket datum|vilken dag|vilket år|what date|"
        r"när (?:\w+ ){0,4}(?:revider|uppdater|utvärder)\w*|"
        r"när (?:antog|antogs|fattade|hålls|börja[rd]e?|starta[rd]e?|trä(?:der|dde)|inför(?:s|des)|senast|kom\b)|"
        r"when (?:did|was|were)\b"
    ),
    Fact.NUMBER: r"hur många|hur stor (?:andel|del)|how many|antal\b|\bnumber of\b",
    Fact.SIGNS: (
        r"\b(?:vilka|några|finns(?: det)?|vad (?:är|finns(?: det)?|kan vara)(?: för| några)?|för) (?:\w+ ){0,2}?"
        r"(?:\w*tecken|\w*signal(?:er)?|symtom|kännetecken|indikat\w+)\b|\btecken på\b|"
        r"\bhur (?:märker|märks|syns) (?:man |jag |vi |det )?(?:att|om|på|hos)\b|\bhur vet (?:man|jag|vi) att\b|"
        r"\bhur ser (?:man|jag|vi) (?:att|om|på \w+ (?:\w+ )?att)\b|\bhur känner (?:man|jag|vi) igen\b|"
        r"\bhur (?:yttrar|visar) (?:\w+ ){0,3}?sig\b|\bred flags?\b|\b(?:warning )?signs of\b|\bsymptoms?\b"
    ),
    Fact.AUTHORITY: (
        # "För vem", "vem kan få" and "vem omfattas" ask whom something is for.
        r"(?<!\bför )(?<!\btill )(?<!\båt )\bvems?\b(?! (?:som helst|(?:(?:kan|ska|får|skulle|som) )?(?:få|får|delta|gå|gäller|"
        r"omfattas|riktar|räknas|har rätt)\b))|"
        rf"\bvilk(?:en|et|a)\b(?= (?:\w+ ){{0,2}}\w*(?:{_BODY})(?:en|er|erna|et|ar|arna|na|n|s)?\b)|"
        r"\bvart\b(?= (?:\w+ ){0,2}(?:ska|vänd|anmäl|skick|ring|hänvis|lämn|kan|sök|begär|rapporter|överklag))|"
        r"(?:\A|[.,;:?!] |\b(?:and|or|know|by|to|from|with) )who(?:m|se)?\b(?! (?:may|can|could|is covered|is eligible|are))|"
        rf"\bwhich\b(?= (?:\w+ )?(?:{_ENGLISH_BODY})\b)|\bansvarig\b(?= (?:{_BODY}))|\bbeslutsfattare\b"
    ),
}
_TEXTS = {
    Fact.TELEPHONE: r"\b0\d{1,3}[-– ]?\d[\d ]{4,}\d|\b020\b|\b11[2-9] ?\d{0,2}\b",
    Fact.HOURS: r"\bkl(?:\.|ockan)? ?\d|\d{1,2}[.:]\d{2} ?[–-] ?\d{1,2}|dygnet runt|vardagar|kontorstid",
    Fact.ADDRESS: r"\w+(?:gatan|vägen|torget|plan) \d",
    Fact.AGE: (
        r"\b\d+(?: ?(?:–|-|och|till) ?\d+)? år\b(?! (?:sedan|senare))|\bålder\w*|\b(?:fyll(?:t|er)|under|över) \d+\b|"
        r"\d-åring\w*|\bminderårig\w*|\bmyndig[at]?\b|\bvux(?:en|na)\b"
    ),
    Fact.AMOUNT: r"\d[\d ]* ?(?:kronor|kr\b|:-)|procent",
    Fact.DURATION: (
        rf"\b{_NUMERAL}(?: ?[–-] ?\d+)? (?:\w+ )?{_TIME}|omedelbart|omgående|skyndsamt|genast|snarast|utan dröjsmål|samma dag|"
        r"tills ?vidare|löpande|regelbundet|kontinuerligt|\bså länge\b|årligen|varje \w+|tillfällen"
    ),
    Fact.DATE: r"\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{1,2} \w+ (?:19|20)\d\d\b|\b(?:19|20)\d\d\b",
    Fact.NUMBER: rf"\b{_NUMERAL}\b",
    # What decides: that one must, may or can, has a right, or not.
    Fact.YES_NO: (
        r"\b(?:ska|skall|måste|får|kan|bör|behöver|behövs|krävs|kräver|inte|ej|inga?|inget|aldrig|alltid|endast|bara|rätt|utan|"
        r"möjlig\w*|undantag\w*|skyldig\w*|tillåt\w*|gäller|omfatta\w*|ingå\w*|räknas|även|oavsett|villkor)\b"
    ),
}
#: Kinds that are missing beyond doubt where no paragraph found holds one: little in a text looks like an amount, hours or
#: an explanation.
CERTAIN = frozenset({Fact.AMOUNT, Fact.HOURS, Fact.MEANING, Fact.SIGNS})

_FORMS = {
    Fact.AUTHORITY: Form.ACTOR,
    Fact.YES_NO: Form.DECISION,
    Fact.SIGNS: Form.EXPLANATION,
    Fact.MEANING: Form.EXPLANATION,
}
_ASKED = {fact: re.compile(pattern, re.IGNORECASE) for fact, pattern in _QUESTIONS.items()}
_HELD = {fact: re.compile(pattern, re.IGNORECASE) for fact, pattern in _TEXTS.items()}

_ASKS_WHERE = re.compile(
    r"\bi vilk(?:en|et) (?:annan |annat )?(?:regelverk|riktlinje|dokument|lag|bilaga|handbok)", re.IGNORECASE
)
_AGE_GIVEN = re.compile(r"\w+åring\w*|\bfyll(?:t|er) \w+|\w+ år\b", re.IGNORECASE)
_LEADS_IN = frozenset({"och", "men", "så", "eller", "hej", "and", "but", "so", "or"})
_PERSON = r"(?:jag|man|vi|hon|han|hen|det|d|den|de|dom|en|ett|klienten|barnet|we|she|he|they|it)"
_OPENS_INSIDE = re.compile(
    rf"\b(?:undrar|undra|vet|veta|osäker på|frågar) (?:också |bara )?om {_PERSON}\b|\bär det så att\b|\bstämmer det att\b|"
    rf"\bwhether\b|, (?:och |men |and |but )?(?P<verb>\w+) {_PERSON}\b",
    re.IGNORECASE,
)
_ASKS_FOR_WORDS = re.compile(
    r"\b(?:kan|skulle|vill|could|can|would|will) (?:du|ni|you) (?:\w+ )?(?:säga|berätta|förklara|ge|tipsa|översätta|beskriva|"
    r"visa|skriva|explain|tell|give|recommend|describe|show|write)\b",
    re.IGNORECASE,
)
_PASSES_ON = re.compile(
    rf"\b(?:får|ska|måste|bör|kan|behöver) (?:{_PERSON}|\w+)\b[^?]*\b(?:lämna|ge|skicka|dela|säga|berätta|uppge|röja|avslöja"
    r"|registrera|skriva|anteckna|dokumentera)\b",
    re.IGNORECASE,
)
_PASSED_ON = frozenset({Fact.TELEPHONE, Fact.ADDRESS, Fact.DATE})
"""Whether somebody's address or number may be passed on or written down is no question for an address or a number."""
_WH = re.compile(
    r"(?:vad|va|hur|varför|när|var|vart|vilken|vilket|vilka|vem|what|how|why|when|where|which|who)\b", re.IGNORECASE
)


def asked_for(question: str) -> Fact | None:
    """Tell which kind of thing a question asks for, None where it asks for something else; yes or no where nothing closer."""
    if _ASKS_WHERE.search(question):
        return None
    if asked_term(question) and not _ASKED[Fact.SIGNS].search(question):
        return Fact.MEANING
    passes_on = _PASSES_ON.search(question) and not _ASKS_FOR_WORDS.search(question)
    passed_on = _PASSED_ON if passes_on else frozenset()
    found = next((fact for fact, pattern in _ASKED.items() if fact not in passed_on and pattern.search(question)), None)
    return Fact.YES_NO if found is None and _asks_yes_or_no(question) else found


def form_of(fact: Fact) -> Form:
    """Give the form in which a thing of a kind stands in a text."""
    return _FORMS.get(fact, Form.FIGURE)


def asking_words(question: str, fact: Fact) -> Iterator[str]:
    """Give the words, folded, by which a question asks for a kind of thing: they say nothing of what it is about."""
    for pattern in (_ASKED.get(fact), _AGE_GIVEN if fact is Fact.AGE else None):
        for match in pattern.finditer(question) if pattern else ():
            yield from words(match[0])


def holds(text: str, fact: Fact) -> bool:
    """Tell whether a text holds a thing of a kind; the words one and a do not make a number."""
    if fact is Fact.AUTHORITY:
        return bool(actors_in(text))
    if fact is Fact.SIGNS:
        return shows(text)
    if fact is Fact.MEANING:
        return bool(text)
    return any(found[0].casefold() not in {"en", "ett"} for found in _HELD[fact].finditer(text))


def _asks_yes_or_no(question: str) -> bool:
    """Tell whether a question, or the sentence of it that asks, begins with its verb: "Får hon …", "Is it …"."""
    if _ASKS_FOR_WORDS.search(question):
        return False
    parts = [question[start:end] for start, end in sentences(question)]
    asking = [part for part in parts if "?" in part] or parts[-1:]
    return any(_begins_with_verb(part) or _opens_inside(part) for part in asking)


def _begins_with_verb(sentence: str) -> bool:
    first = next((word for word in words(sentence) if word not in _LEADS_IN), "")
    return first in function_words("yes_no")


def _opens_inside(sentence: str) -> bool:
    """Tell whether a clause inside a sentence asks for yes or no: "…, får hon det?", "undrar om hon kan"."""
    if _WH.match(sentence):
        return False
    return any(
        match["verb"] is None or match["verb"].casefold() in function_words("yes_no")
        for match in _OPENS_INSIDE.finditer(sentence)
    )
