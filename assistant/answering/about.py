"""Short replies to what is no question about the guidelines: greetings, thanks, questions about the assistant itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.documents.model import CatalogueEntry
from assistant.text import collapse

_WHAT_I_DO = (
    "Jag är ett program som söker i riktlinjerna och citerar dem ordagrant, med hänvisning till dokument, avsnitt, "
    "stycke och sida och med lagrummen bakom. Jag beslutar ingenting."
)
_EXAMPLE = "Fråga till exempel: När ska en orosanmälan göras?"
NO_DECISIONS = "Nej. Jag visar vad riktlinjerna säger; du som handläggare gör den individuella bedömningen."

_HELLO = (
    r"hej(?:san|hej|sans)?|hallå(?:j)?|god ?(?:morgon|dag|kväll|förmiddag|eftermiddag)|goddag|morsning|tjena(?:re)?"
    r"|tjo|tja|hejhej"
    r"|hi|hello|hey|good (?:morning|afternoon|evening)"
)
_THANKS = (
    r"(?:stort |tusen |jättemycket |många )?tack(?:ar)?(?: så (?:jätte)?mycket| för (?:hjälpen|svaret|det|svar|infon"
    r"|informationen)| på förhand"
    r"| ska du ha)?|thanks?(?: you| a lot)?(?: very much| so much)?|thx|cheers"
)
_BYE = (
    r"hej ?då|adjö|vi ses|ha det (?:så )?(?:bra|gott|fint)|trevlig (?:helg|kväll|dag)|på återseende"
    r"|bye(?: bye)?|goodbye|see you"
)
_OK = (
    r"ok(?:ej|ay)?|aha|jaha|jaså|mm+|hm+|jo|ja|nej|bra|toppen|perfekt|super|utmärkt|kanon|jättebra|fint|då så|då vet jag"
    r"|det (?:var|är) (?:bra|allt|snällt|toppen|lugnt)(?: för nu| för idag)?|det hjälpte|jag (?:förstår|fattar)"
    r"|förstår|uppfattat|great|good|fine|yes|no|i see|got it"
)
_FILLER = r"där|på dig|allihop|igen|du|chatten|boten|assistenten|there|så|då|snälla|ursäkta(?: mig)?|sorry|please"
_COURTESY = re.compile(rf"\W*\b(?:{_HELLO}|{_THANKS}|{_BYE}|{_OK}|{_FILLER})\b", re.IGNORECASE)
_THANKED, _LEAVES, _GREETED = (re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in (_THANKS, _BYE, _HELLO))
_LEADING = re.compile(rf"\W*(?:(?:{_HELLO}|{_THANKS}|{_OK})\b(?: (?:{_FILLER})\b)*[\s,.!:;–-]*)+", re.IGNORECASE)

_TOPICS = (
    (
        re.compile(
            r"är du (?:en )?(?:riktig |verklig |mänsklig )?(?:människa|robot|dator|maskin|ai|bot|person|chatbot"
            r"|chatbott|program|handläggare|chat ?gpt|copilot|gemini|claude|siri)\b.*"
            r"|(?:pratar|chattar|skriver|talar) jag med (?:en |ett )?(?:riktig |verklig )?(?:människa|robot|dator"
            r"|maskin|ai|person|bot)\b.*"
            r"|sitter det (?:en|någon) (?:människa|person)?.*|(?:are you|am i (?:talking|speaking) to) an? (?:human"
            r"|robot|bot|ai|machine|real person|person).*",
            re.IGNORECASE,
        ),
        f"Nej. {_WHAT_I_DO}",
        f"Ja. {_WHAT_I_DO}",
    ),
    (
        re.compile(
            r"(?:vad|vilka saker) kan (?:du|jag|man)(?: göra| hjälpa (?:mig|till) med| svara på"
            r"| fråga(?: dig)?(?: om)?| använda dig till)?"
            r"|vad kan du(?: \w+){0,2}|hur (?:fungerar|funkar|använder (?:jag|man)) (?:du|dig|det här|detta|tjänsten"
            r"|verktyget|chatten)"
            r"|(?:vem|vad) är du(?: för något)?|vad gör du|vad heter du|vem har (?:gjort|byggt|skapat|utvecklat) dig"
            r"|vad är det här(?: för (?:något|sida|tjänst))?"
            r"|kan du hjälpa mig(?: med (?:en sak|något|en fråga))?|(?:jag )?(?:har|vill ställa) en fråga"
            r"|får jag fråga (?:en sak|något)|(?:jag )?(?:behöver )?hjälp(?: mig)?"
            r"|help(?: me)?|can you help me|what (?:can|do) you do|who are you|how does this work"
            r"|test(?:ar)?(?: test(?:ar)?)*|hur mår du|läget|how are you",
            re.IGNORECASE,
        ),
        f"{_WHAT_I_DO} {_EXAMPLE}",
        "",
    ),
    (
        re.compile(
            r"(?:sparar|lagrar|loggar|minns|kommer) du (?:ihåg )?(?:det |allt )?(?:som |vad )?(?:jag (?:skriver"
            r"|frågar|säger|skrivit)|mina frågor|frågorna|frågan|samtalet|chatten|något|allt).*"
            r"|(?:sparas|lagras|loggas) (?:det |allt )?(?:som |vad )?(?:jag (?:skriver|frågar|säger)|mina frågor"
            r"|frågorna|frågan|samtalet|chatten|detta|det här|något|det|min fråga).*"
            r"|vem (?:kan )?(?:ser|se|läser|läsa) (?:det |vad )?(?:jag (?:skriver|frågar)|mina frågor|chatten"
            r"|det här).*|är det (?:här )?(?:anonymt|säkert)(?: att skriva här)?"
            r"|do you (?:store|save|keep|log) .*",
            re.IGNORECASE,
        ),
        "Jag sparar inte det du frågar. Skriv ändå inga personuppgifter: en fråga med personnummer, adress eller namn stoppas.",
        "",
    ),
    (
        re.compile(
            r"(?:kan|ska|bör|vågar) (?:jag|man|vi) lita på (?:dig|svaren|svaret|det du säger|det här).*"
            r"|har du alltid rätt|(?:kan|har) du (?:ha )?fel|är (?:det|du) (?:säker|pålitlig)(?: på det)?"
            r"|hur säkra? är (?:du|svaren|svaret|det|dina svar|era svar)|stämmer det(?: verkligen)?"
            r"|can i trust you.*|are you sure",
            re.IGNORECASE,
        ),
        "Kontrollera alltid mot källan. Varje citat är ordagrant och har dokument, stycke och sida, men jag kan ha hittat "
        "fel stycke.",
        "",
    ),
    (
        re.compile(
            r"(?:kan|pratar|talar|förstår|svarar) du (?:på |svara på |prata )?(?:engelska|svenska|arabiska"
            r"|andra språk|finska|somaliska).*|do you (?:speak|understand) \w+|can you (?:answer|speak)(?: in)? \w+",
            re.IGNORECASE,
        ),
        "Du kan fråga på svenska eller engelska. Citaten är på svenska, som dokumenten.",
        "",
    ),
    (
        re.compile(
            r"(?:du (?:är|suger|fattar|kan)|vilken|vad|jävla|din|så|fuck|you are|you're|this is|det här är|detta är"
            r"|skit)?\W*(?:(?:en|ett|så|helt|jävla|jävligt|du|är|inget|ingenting|bara|a|an|so|totally|din)\W+)*"
            r"(?:idiot\w*|dum(?:ma)?|dumskalle|värdelös\w*|kass|suger|skit\w*|korkad\w*|hopplös\w*|oduglig\w*|sämst"
            r"|usel\w*|dålig\w*|fitta|jävel|fuck you|fuck off|shit|stupid|useless|håll käften|stick|dra åt helvete"
            r"|crap|moron)\W*(?:bot|robot|ai|maskin|chatt|program|skit|svar|på det här|på detta)?",
            re.IGNORECASE,
        ),
        "Det blev inte bra. Skriv gärna frågan med andra ord, eller nämn avsnittet eller lagrummet, så söker jag igen.",
        "",
    ),
)
_DECIDES = re.compile(
    r"\b(?:kan|ska|får|vill) du (?:bestämma|besluta|avgöra|bedöma|bevilja|godkänna|avslå|fatta (?:ett )?beslut"
    r"|ta beslutet|göra (?:en )?(?:bedömning|riskbedömning))\b"
    r"|\b(?:bestämmer|beslutar|avgör|bedömer|beviljar) du\b|\b(?:can|will|do) you (?:decide|approve|grant|assess)\b",
    re.IGNORECASE,
)
_WHOM = (
    r"(?:hon|han|hen|de|dem|dom|henne|honom|(?:min|mina|vår|våra|den här|det här|de här) \w+"
    r"|klienten|kvinnan|mannen|brukaren|den sökande|she|he|they|her|him|them)"
)
_GRANTED = (
    r"\w*(?:boende|bostad|lägenhet|insats|bistånd|stöd|hjälp|skydd|plats|placering|kontaktperson|bidrag|ersättning|pengar|avslag"
    r"|shelter|housing|support|help|protection)\w*"
)
_MODAL = r"(?:ska|skall|bör|borde|should|shall)"
_DECIDE = r"(?:bevilj|avslå|nek|godkänn|placer|grant|approve|deny|reject)\w*"
_NO_CONDITION = (
    r"(?: (?!(?:om|när|utan|trots|enligt|även|fast|innan|efter|före|if|when|without|despite|before|after)\b)\w+){0,3}"
)
_CASE = re.compile(
    rf"{_MODAL} {_WHOM}(?: (?:då|nu|alltså|verkligen))? "
    rf"(?:(?:få|ha|get|have) (?:\w+ ){{0,2}}?{_GRANTED}|(?:be )?{_DECIDE}{_NO_CONDITION})"
    rf"|{_MODAL} (?:jag|vi|man|i|we) {_DECIDE} (?:{_WHOM}|ansökan|hennes \w+|hans \w+|deras \w+){_NO_CONDITION}"
    rf"|{_MODAL} (?:jag|vi|i|we) (?:ge|erbjuda|give|offer) {_WHOM} (?:\w+ ){{0,2}}?{_GRANTED}",
    re.IGNORECASE,
)
"""A whole question that asks for the outcome of one person's case; one with a condition asks for the rule."""
_DOCUMENTS = re.compile(
    r"(?:vilka|vilket|vad för) (?:dokument|riktlinjer|källor|texter|underlag|material"
    r"|källa)\b.{0,15}\b(?:bygger du på|har du|känner du till|använder du|utgår du från"
    r"|kan du|söker du i|vet du|läser du|är du byggd på|finns (?:här|med))|vad (?:bygger|baserar|grundar) du .*"
    r"|var (?:får|hämtar) du .*(?:från|ifrån)"
    r"|hur (?:nya|gamla|gammal|aktuella|uppdaterade|färska) är (?:dokumenten|riktlinjerna|dina (?:källor|dokument"
    r"|uppgifter|svar)|du|källorna|uppgifterna)"
    r"|när uppdaterades (?:du|dokumenten|dina \w+|källorna)|which documents? .{0,10}(?:use|based|know|have).*"
    r"|what (?:sources|documents) .*|how (?:old|new|recent) are (?:the|your) (?:documents|sources|guidelines).*",
    re.IGNORECASE,
)
_MARKS = " ,.!?:;–-"
_ABOUT_ROBOT = re.compile(r"robot|dator|maskin|\bai\b|\bbot|program|machine", re.IGNORECASE)


def asks_to_decide(question: str) -> bool:
    """Tell whether a question asks the assistant to decide or to assess, which it never does.

    It may ask outright ("kan du bestämma om …") or for the outcome of one person's case ("ska hon få skyddat boende?").
    """
    return bool(_DECIDES.search(question) or _is_case(question))


def subject_of_decision(question: str) -> str:
    """Give what the assistant is asked to decide about: "om hon får skyddat boende"; a question about one case whole."""
    found = _DECIDES.search(question)
    if found:
        return question[found.end() :].strip()
    return without_courtesy(question) if _is_case(question) else ""


def _is_case(question: str) -> bool:
    return bool(_CASE.fullmatch(without_courtesy(question).strip(_MARKS)))


def without_courtesy(question: str) -> str:
    """Give a question without a greeting or thanks in front of it; nothing but courtesy gives an empty string."""
    text = collapse(question)
    if not _COURTESY.sub("", text).strip(f"{_MARKS}()"):
        return ""
    return _LEADING.sub("", text, count=1) if _LEADING.match(text) else text


def reply(question: str, entries: Sequence[CatalogueEntry]) -> str:
    """Give the reply to a greeting or a question about the assistant, an empty string for every other question.

    "Hej, när ska polisanmälan göras?" is a question: what stands after the greeting counts.
    """
    rest = without_courtesy(question).strip(_MARKS)
    if not rest:
        return _courtesy(question)
    for pattern, answer, other in _TOPICS:
        if pattern.fullmatch(rest):
            return other if other and _ABOUT_ROBOT.search(rest) else answer
    if asks_to_decide(rest):
        return f"{NO_DECISIONS} Fråga om reglerna, till exempel: Vad gäller för skyddat boende?"
    if _DOCUMENTS.search(rest):
        return "Jag bygger på de här dokumenten:\n" + "\n".join(_described(entry) for entry in entries)
    return ""


def _courtesy(text: str) -> str:
    if _THANKED.search(text):
        return "Varsågod. Kontrollera alltid svaret mot källan."
    if _LEAVES.search(text):
        return "Hej då. Samtalet har inte sparats."
    if _GREETED.search(text):
        return f"Hej. {_WHAT_I_DO} Vad vill du veta?"
    return f"Vad vill du veta mer? {_EXAMPLE}"


def _described(entry: CatalogueEntry) -> str:
    date = f"daterat {entry.date.isoformat()}" if entry.date else "texten anger inget datum"
    derived = " (titeln är vår: texten saknar titel)" if entry.title_derived else ""
    law = ", ".join(f"{name} ({number})" for name, number in entry.law_basis.items())
    return f"– {entry.publisher}: {entry.title}{derived}; {date}; utgår från {law}."
