"""Short replies to what is no question about the guidelines: greetings, thanks, questions about the assistant itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.documents.model import CatalogueEntry
from assistant.text import collapse

_GREETING = re.compile(
    r"(?:hej(?:san|hej)?|hallå|god ?(?:morgon|dag|kväll)|tjena|tja|hi|hello)(?: där| på dig)?\W*\Z", re.IGNORECASE
)
_THANKS = re.compile(
    r"(?:stort |jättemycket |ok(?:ej)?,? )?tack(?:ar)?(?: så mycket| för hjälpen)?\W*\Z|thanks?(?: you)?\W*\Z", re.IGNORECASE
)
_ABLE = re.compile(
    r"(?:vad kan du(?: göra| hjälpa (?:mig|till) med)?|hur (?:fungerar|funkar) du|vem är du|vad är du)\W*\Z", re.IGNORECASE
)
_HUMAN = re.compile(
    r"är du en (?:människa|robot|dator|maskin|ai|riktig person)\W*\Z|pratar jag med en människa\W*\Z", re.IGNORECASE
)
_DOCUMENTS = re.compile(
    r"vilka (?:dokument|riktlinjer|källor) (?:bygger du på|har du|känner du till|använder du|utgår du från)"
    r"|hur (?:nya|gamla|aktuella) är (?:dokumenten|riktlinjerna|dina (?:källor|dokument))",
    re.IGNORECASE,
)
_DECIDES = re.compile(r"(?:kan|ska|får) du (?:bestämma|besluta|avgöra|bedöma|bevilja|godkänna)\b", re.IGNORECASE)
_DANGER = re.compile(
    r"\b(?:utanför (?:min|hennes|hans|deras|vår) dörr|utanför dörren|(?:på väg|kommer) hit nu|just nu slår"
    r"|slår (?:henne|honom|mig) (?:just )?nu|har (?:en )?(?:kniv|vapen|pistol)|hotar (?:att )?(?:döda|slå ihjäl)|akut fara"
    r"|ring(?:a|er)? 112|försöker (?:ta sig in|bryta sig in)|är (?:så |mycket |väldigt |jätte)?rädd)\b",
    re.IGNORECASE,
)

DANGER_NOTICE = "Vid omedelbar fara: ring 112."
_WHAT_I_DO = (
    "Jag är ett program som söker i riktlinjerna och citerar dem ordagrant, med hänvisning till dokument, avsnitt, "
    "stycke och sida och med lagrummen bakom. Jag beslutar ingenting."
)


def danger_notice(question: str) -> str:
    """Give the way to immediate help where a question has signs of acute danger, otherwise an empty string."""
    return DANGER_NOTICE if _DANGER.search(question) else ""


def reply(question: str, entries: Sequence[CatalogueEntry]) -> str:
    """Give the reply to a greeting or a question about the assistant, an empty string for every other question."""
    text = collapse(question)
    if _GREETING.match(text):
        return f"Hej. {_WHAT_I_DO} Vad vill du veta?"
    if _THANKS.match(text):
        return "Varsågod. Kontrollera alltid svaret mot källan."
    if _HUMAN.match(text):
        return f"Nej. {_WHAT_I_DO}"
    if _ABLE.match(text):
        return f"{_WHAT_I_DO} Fråga till exempel: När ska en orosanmälan göras?"
    if _DECIDES.search(text):
        return (
            "Nej. Jag visar vad riktlinjerna säger; du som handläggare gör den individuella bedömningen. "
            "Fråga om reglerna, till exempel: Vad gäller för skyddat boende?"
        )
    if _DOCUMENTS.search(text):
        return "Jag bygger på de här dokumenten:\n" + "\n".join(_described(entry) for entry in entries)
    return ""


def _described(entry: CatalogueEntry) -> str:
    date = f"daterat {entry.date.isoformat()}" if entry.date else "texten anger inget datum"
    derived = " (titeln är vår: texten saknar titel)" if entry.title_derived else ""
    law = ", ".join(f"{name} ({number})" for name, number in entry.law_basis.items())
    return f"– {entry.publisher}: {entry.title}{derived}; {date}; utgår från {law}."
