"""Signs of acute danger: somebody is at the door, has a weapon, is being hurt now. What is past or only thought of is none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.documents.corpus import Corpus
from assistant.documents.model import Kind
from assistant.text import collapse

DANGER_NOTICE = "Vid omedelbar fara: ring 112."

_WHOM = (
    r"(?:henne|honom|mig|oss|dem|dom|hen|barnen|barnet|mamma|pappa|sin (?:fru|man|sambo|dotter|son)|min \w+|her|him"
    r"|me|us|them)"
)
_WHOSE = r"(?:min|mitt|hennes|hans|vår|vårt|deras|sin)"
_DOOR = r"(?:dörr(?:en)?|port(?:en)?|fönst(?:er|ret)|trapphuset)"
_PLACE = (
    rf"(?:{_DOOR}|lägenhet(?:en)?|hus(?:et)?|hem(?:met)?|bostad(?:en)?|boende(?:t)?|kontor(?:et)?|jobb(?:et)?"
    r"|skola(?:n)?|förskola(?:n)?)"
)
_WEAPON = r"(?:kniv\w*|yxa\w*|pistol\w*|vapen|gevär\w*|skjutvapen|hammare|basebollträ\w*|machete\w*)"
_KILL = r"(?:döda|mörda|skjuta|slå ihjäl|ha ihjäl|strypa|knivhugga|bränna|skada)"
_ACUTE = re.compile(
    "|".join(
        (
            rf"\b(?:står|är|sitter|väntar|bankar|sparkar|slår|dunkar|rycker|skriker)\b[^.!?;]{{0,25}}\b"
            rf"(?:(?:på|i|vid)(?: {_WHOSE})? {_DOOR}|utanför(?: {_WHOSE})? {_PLACE})(?!\w)",
            r"\b(?:på väg|kommer) (?:hit|hem|dit)\b(?: nu)?",
            r"\b(?:han|hon|förövaren|mannen|exet|pappan) är här(?: nu)?\b",
            r"\bförsöker (?:ta|bryta|slå|komma) (?:sig )?in\b|\b(?:har )?(?:tagit|brutit) sig in\b",
            rf"\bhar (?:(?:en|ett|med sig|sin) )*{_WEAPON}|\bviftar med|\bsiktar (?:på|med)\b",
            rf"\bhotar\b[^.!?;]{{0,25}}\b(?:{_KILL}|{_WEAPON}|ta livet)\b",
            rf"\b(?:slår|misshandlar|stryper|sparkar|våldtar|jagar|knuffar|bränner|hugger) {_WHOM}\b(?=.*\b(?:nu|igen"
            r"|just)\b)",
            r"\b(?:just nu|nu) (?:slår|misshandlar|stryper|sparkar|jagar|hotar) ",
            rf"\b(?:slår|hugger|skjuter|kör) ihjäl|\b(?:dödar|mördar|skjuter) {_WHOM}\b",
            r"\b(?:ska|kommer att|tänker|vill) (?:döda|mörda|skjuta|slå ihjäl|ha ihjäl)\b",
            r"\bär (?:så |mycket |väldigt |jätte|livrädd|skit)*rädd(?! för att (?:inte|berätta|söka|anmäla|bli|prata"
            r"|polisanmäla))\b",
            r"\blivrädd\b|\brädd för (?:sitt|mitt|hennes|barnens) liv\b",
            r"\b(?:blöder|medvetslös\w*|andas inte|får inte luft|svimmat|är nerblodad|ligger på golvet)\b",
            r"\b(?:inlåst|instängd|håller (?:henne|mig|dem) kvar|vägrar släppa|låst in (?:sig|mig|henne)"
            r"|gömmer (?:sig|mig|oss)|gömt (?:sig|mig))\b",
            r"\b(?:akut|omedelbar|direkt) fara\b|\b(?:i )?livsfara\b|\bring(?:a|er)? 112\b|\b(?:skicka|ring) polis",
            r"\bta(?:r)? livet av (?:sig|mig|henne|barnen)|\bvill inte leva\b|\btagit (?:en massa "
            r"|massor av )?(?:tabletter|överdos)",
            r"\b(?:he|she|my (?:husband|ex|partner)) is (?:here|outside|at the door|coming|standing|banging|hitting"
            r"|beating|trying)\b",
            r"\b(?:has|got|holding) a (?:knife|gun|weapon|axe)\b|\b(?:outside|at) (?:the|my|her) door\b|\bbreak(?:ing)? in\b",
            rf"\b(?:threatening|threatens|going|about) to (?:kill|hurt|stab|shoot)\b|\b(?:will|he'll) (?:kill|hurt) {_WHOM}",
            r"\b(?:beating|hitting|strangling|choking) (?:her|him|me|the kids)\b|\b(?:not breathing|bleeding|unconscious)\b",
            r"\b(?:scared|afraid|terrified) for (?:her|his|my) life\b|\bin (?:immediate |acute )?danger\b"
            r"|\bcall the police\b",
        )
    ),
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:just nu|nu|i ?kväll|i ?natt|i ?dag|igen|snart|strax|right now|now|tonight|today|at the moment)\b", re.IGNORECASE
)
_PAST = re.compile(
    r"\b(?:stod|slog|hade|hotade|kom|blev|bankade|sparkade|försökte|ströp|jagade|förra|senaste|igår|i går|i förrgår"
    r"|i fjol|förut"
    r"|tidigare|sedan länge|en gång|brukade|i helgen|i somras|i vintras|i våras|i höstas|har hotat|har slagit|har haft|hade"
    r"|för (?:\w+ )?(?:dag|dagar|vecka|veckor|månad|månader|år|timmar) sedan|last (?:week|year|month|night)|yesterday"
    r"|ago|was|were"
    r"|had|threatened|used to|åtalad\w*|dömd\w*|polisanmälan från)\b",
    re.IGNORECASE,
)
_THOUGHT = re.compile(
    r"\W*(?:(?:och|men|så|hej|and|but)\W+)*(?:om|ifall|tänk om|när|vad (?:gäller|händer|betyder|menas|innebär|är"
    r"|räknas|säger|står)"
    r"|vem|vilka|vilken|vilket|finns det|if|when|what (?:if|is|does|happens|counts))\b"
    r"|\b(?:vad|hur|vem|när|what|how)\b[^.!?;]*\b(?:om|ifall|när|if|when) (?:han|hon|hen|någon|nån|det|den|en|man"
    r"|mannen|kvinnan"
    r"|klienten|personen|förövaren|someone|somebody|he|she|a|the)\b"
    r"|\b(?:enligt|riktlinj\w*|defini\w*|till exempel|t\.ex|exempel\w*|statistik|hypotetisk\w*|övning\w*|utbildning\w*"
    r"|fallbeskrivning\w*|rutin\w*|guideline\w*|exercise|får man|ska man|bör man|kan man|typ av våld|form av våld)\b"
    r"|\W*är det\b.*\b(?:våld|brott|straffbart|misshandel)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?|\b(?:vad|vem|vilka|vilken|vilket|vart|varför|hur|what|how|who|which|where)\b|^\W*(?:får|kan|ska|måste|bör"
    r"|can|should|must|may) ",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.!?;,]+\s*|\s–\s|\s-\s")
_AND = re.compile(r"\s(?:och|men|and|but)\s", re.IGNORECASE)
_HELP = re.compile(r"kriscentrum|relationsvåld|resurscentrum", re.IGNORECASE)


def is_danger(text: str) -> bool:
    """Tell whether somebody is in acute danger, by the words for what goes on now.

    A clause in the past tense, with a time that has passed, or one that only supposes or asks what holds ("om han …", "vad
    gäller vid akut fara?") is no sign, unless it says that it is now.
    """
    return any(_is_acute(clause) for clause in _CLAUSE.split(collapse(text)))


def _is_acute(clause: str) -> bool:
    if not _ACUTE.search(clause):
        return False
    if _PAST.search(clause):  # "han slog henne förra veckan och nu står han här": what stands behind the "och" counts by itself
        return any(_is_acute(part) for part in _AND.split(clause)) if _AND.search(clause) else False
    return bool(_NOW.search(clause)) or not _THOUGHT.search(clause)


def is_only_danger(text: str) -> bool:
    """Tell whether a text tells of acute danger and asks nothing."""
    return is_danger(text) and not _ASKS.search(text)


def help_numbers(corpus: Corpus) -> tuple[str, ...]:
    """Give the lines of the documents' telephone lists that lead to help for those exposed to violence, word for word."""
    contacts = (paragraph for paragraph in corpus.paragraphs if paragraph.kind is Kind.CONTACT)
    return tuple(collapse(item) for paragraph in contacts for item in paragraph.items if _HELP.search(item))


def way_to_help(numbers: Iterable[str], *, as_list: bool = False) -> str:
    """Give the way to immediate help: 112 first, then the numbers that the documents hold, in a sentence or as a list."""
    known = tuple(numbers)
    if not known:
        return DANGER_NOTICE
    lead = f"{DANGER_NOTICE} Nummer för råd och stöd i dokumenten:"
    return "\n".join((lead, *(f"– {one}" for one in known))) if as_list else f"{lead} {'; '.join(known)}."
