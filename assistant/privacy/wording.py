"""What is said of personal data, and a text without it. Nothing here repeats it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from assistant.privacy.find import find_personal_data
from assistant.privacy.model import Finding, PersonalDataKind
from assistant.privacy.vocabulary import is_genitive
from assistant.text import collapse, listed, sentences

_IDENTITY = frozenset({PersonalDataKind.IDENTITY_NUMBER, PersonalDataKind.COORDINATION_NUMBER, PersonalDataKind.RESERVE_NUMBER})
_COUNTS = ("noll", "", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def stops(findings: Sequence[Finding]) -> bool:
    """Tell whether a question with these findings is stopped: one that is certain is enough."""
    return any(finding.certain for finding in findings)


def mask(text: str, findings: Sequence[Finding]) -> str:
    """Give the text with each finding's kind in its place: ``[personnummer]``."""
    parts, at = [], 0
    for finding in findings:
        parts += [text[at : finding.start], f"[{finding.kind.label}]"]
        at = finding.end
    return "".join(parts) + text[at:]


_MASKED = tuple(kind for kind in PersonalDataKind if kind is not PersonalDataKind.NAME)
_MASK = re.compile(r"\[(?:" + "|".join(re.escape(kind.label) for kind in _MASKED) + r")\]")


def without_masks(text: str) -> str:
    """Give a masked question as it is searched for: "[telefonnummer]" asks for no telephone number.

    A sentence that tells nothing but what was masked goes, as long as another is left; a name's mask stays, it is somebody.
    """
    if not _MASK.search(text):
        return text
    told = [text[start:end] for start, end in sentences(text)]
    kept = [one for one in told if not _MASK.search(one) or one.endswith("?")] or told
    unmasked = collapse(_MASK.sub("", " ".join(kept)))
    return unmasked if any(character.isalpha() for character in unmasked) else text


def _amount(kind: PersonalDataKind, count: int) -> str:
    if count == 1:
        return f"{kind.article} {kind.label}"
    return f"{_COUNTS[count] if count < len(_COUNTS) else count} {kind.plural}"


def describe(findings: Sequence[Finding]) -> str:
    """Name what was found, in Swedish.

    Returns
    -------
    str
        ``ett personnummer och troligen ett namn``; what is certain first; empty where nothing was found.
    """
    certain = Counter(finding.kind for finding in findings if finding.certain)
    probable = Counter(finding.kind for finding in findings if not finding.certain)
    phrases = [_amount(kind, count) for kind, count in certain.items()]
    phrases += [f"troligen {_amount(kind, count)}" for kind, count in probable.items()]
    return listed(phrases)


# A finding is one character of Unicode's private area while the sentence is put together again: a name, a street address,
# an identity number, or something else. `make_view` and `clean_question` leave none of these in a text.
_NAME, _OWNER, _PLACE, _OTHER, _PERSON = "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"
_STAND_INS = {ord(mark): None for mark in (_NAME, _OWNER, _PLACE, _OTHER, _PERSON)}
_ANY = f"[{_NAME}{_OWNER}{_PLACE}{_OTHER}{_PERSON}]"
_FIGURES = f"[{_PLACE}{_OTHER}{_PERSON}]"
_CUES = (
    r"(?:personnummer|personnr|pnr|p-nr|samordningsnummer|reservnummer|telefon(?:nummer|nr)?|tel|tfn|mobil(?:nummer|nr)?|nummer|"
    r"nr|e-post(?:adress)?|epost|mejl(?:adress)?|mail|adress(?:en)?|ärendenummer|ärende|akt|dnr|mål(?:nummer)?|mål nr|"
    r"konto(?:nummer)?)"
)
_LIST = rf"{_ANY}(?:\s?,?\s?(?:och\s)?(?:(?:med\s)?{_CUES}[\s:]{{0,2}})?{_ANY})*"
_ATTRIBUTE = rf"(?:(?:med|har)\s)?{_CUES}(?:et)?[\s:.]{{0,2}}(?:är\s)?"

# Tried in this order, each wherever it fits, whatever the case of the letters.
_REWRITES: tuple[tuple[str, str], ...] = (
    # "Kan 19121212-1212 få", "Vad gäller för (19121212-1212)?": the number stands for the person
    (
        r"(?P<before>\b(?:kan|får|ska|bör|måste|vill|behöver|om|för|till|åt|av|med|mot|när|hos|gäller|rör|avser|hjälpa|kontakta|"
        rf"skydda|placera|följa upp)\s)(?:{_PERSON}|\({_PERSON}\))(?=[\s?.!,:]|$)",
        r"\g<before>personen",
    ),
    # "(19121212-1212)", "(personnummer 19121212-1212)"
    (rf"\s?[(\[]\s?(?:{_ATTRIBUTE})?{_LIST}\s?[)\]]", ""),
    # A sentence that only gives the number: "Mitt nummer är 070-…", "Ring mig på 070-…"
    (
        rf"(?:(?<=^)|(?<=[.?!]\s))(?:(?:(?:mitt|min|hennes|hans|klientens)\s)?{_CUES}(?:et)?[\s:]{{0,2}}(?:är\s)?|"
        rf"(?:ring|mejla|maila|sms:?a|kontakta|nå)\s(?:(?:mig|henne|honom|dem|oss)\s)?(?:(?:på|via|till)\s)?)"
        rf"{_FIGURES}(?:[.!](?:\s|$)|$)",
        "",
    ),
    # "19121212-1212, hon är rädd"; "Tel: 070-…."
    (rf"(?:(?<=^)|(?<=[.?!]\s))(?:{_ATTRIBUTE})?{_FIGURES}(?:\s?[,:.;-]\s|$)", ""),
    # "Hon heter Anna, 19121212-1212, och är rädd" → "Hon är rädd"
    (
        rf"\s(?:heter|hette|bor på|bor i|bor|nås på|har (?:{_CUES})?)[\s:]{{0,2}}(?:nummer\s)?{_LIST}\s?,?\s(?:och|men)\s",
        " ",
    ),
    # "… och nås på 070-…", "… bor på Storgatan 1" at the end
    (
        rf"(?:\s?,)?(?:\soch)?\s(?:(?:hon|han|hen)\s)?(?:kan nås|nås|bor|finns|har)\s(?:(?:på|i|via)\s)?"
        rf"(?:{_CUES}(?:et)?\s)?{_LIST}(?=\s?(?:[.?!]|$))",
        "",
    ),
    # "en kvinna som heter Anna och bor på Storgatan 1 vill"; "som bor på Storgatan 1"
    (rf",?\ssom\s(?:heter|hette|bor på|bor|nås på|har (?:{_CUES})?)[\s:]{{0,2}}{_LIST}(?:\s?,(?=\s))?", ""),
    # "ring henne på 070-…", "mejla till …", "på Storgatan 1"
    (rf"\s(?:på|till|via|med|från|vid|under|i)\s(?:{_CUES}(?:et)?[\s:.]{{0,2}})?[{_PLACE}{_OTHER}](?!\w)", ""),
    # "min klient Anna", "kvinnan 19121212-1212", "hennes man Ali"
    (
        rf"(?P<who>\b(?:klient|brukar|patient|kvinn|flick|pojk|tjej|kill|mamma|pappa|dotter|son|syster|bror|sambo|partner|make|"
        rf"maka|exman|exmake|man|person|barn|granne|förövar|våldsutövar|vän|modern|fadern|kolleg|familj)\w{{0,4}}(?<!s)),?\s(?:{_ATTRIBUTE})?{_LIST}"
        rf"(?:\s?,(?=\s(?!och|men|som|att)))?",
        r"\g<who>",
    ),
    # ", 19121212-1212," within a sentence, and the same at its end
    (rf"\s?,\s(?:{_ATTRIBUTE})?{_FIGURES}\s?,(?=\s)", ""),
    (rf"(?:\s?[,;:]\s(?:{_ATTRIBUTE})?|\smed\s{_CUES}(?:et)?[\s:]{{0,2}}){_FIGURES}(?=\s?(?:[.?!]|$))", ""),
    # "19121212-1212 vill flytta"
    (rf"(?:(?<=^)|(?<=[.?!]\s)){_PERSON}(?=\s[a-zåäö])", "personen"),
    # "en kvinna född 19121212-1212"
    (rf",?\s(?:född|f\.)\s{_FIGURES}(?:\s?,(?=\s))?", ""),
    # "Anna 19121212-1212 är rädd"
    (rf"(?P<name>{_NAME})\s?,?\s(?:{_ATTRIBUTE})?{_FIGURES}(?:\s?,(?=\s))?", r"\g<name>"),
)


@cache
def _rewrites() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Compile the rules when the first question is stopped: most processes never need them."""
    return tuple((re.compile(pattern, re.IGNORECASE), replacement) for pattern, replacement in _REWRITES)


_FEWEST_WORDS = 3
"""A suggestion shorter than this asks nothing any more."""


def _stand_in(text: str, findings: Sequence[Finding]) -> str:
    marks = {PersonalDataKind.NAME: _NAME, PersonalDataKind.ADDRESS: _PLACE}
    parts, at = [], 0
    for finding in findings:
        mark = _PERSON if finding.kind in _IDENTITY else marks.get(finding.kind, _OTHER)
        if mark == _NAME and is_genitive(text[finding.start : finding.end].split()[-1]):
            mark = _OWNER
        parts += [text[at : finding.start].translate(_STAND_INS), mark]
        at = finding.end
    return collapse("".join(parts) + text[at:].translate(_STAND_INS))


def _tidied(text: str) -> str:
    text = re.sub(r"\s+([,.?!;:])", r"\1", collapse(text))
    text = re.sub(r"^[\s,.;:-]+|,(?=[.?!])|([.?!])(?=[.?!]\1)", "", text)
    return re.sub(r"(?:^|(?<=[.?!]\s))[a-zåäö]", lambda match: match.group().upper(), text)


def suggest_without(text: str, findings: Sequence[Finding]) -> str:
    """Put a question that holds personal data without it, readable where rules can make it so.

    Returns
    -------
    str
        "Hon heter Anna Andersson, 19121212-1212, och är rädd, vad gör jag?" becomes "Hon är rädd, vad gör jag?"; a name that
        carries the sentence becomes "personen". Where something is left that no rule takes out, or too little is left to be a
        question, the masked text.
    """
    if not findings:
        return text
    masked = mask(text, findings)
    written = _stand_in(text, findings)
    for pattern, replacement in _rewrites():
        written = pattern.sub(replacement, written)
    written = written.replace(_NAME, "personen").replace(_OWNER, "personens")
    if re.search(_ANY, written):
        return masked
    written = _tidied(written)
    is_question = len(re.findall(r"\w+", written)) >= _FEWEST_WORDS
    return written if is_question and not stops(find_personal_data(written)) else masked
