"""Places that are not municipalities: the whole country, a county, outside a place; told apart from those of the source."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.verification.model import Difference, Kind

_AREA = re.compile(r"\b([A-ZÅÄÖ][\wåäö]+?)s? (län|stad|kommun)\b")
_COUNTRY = re.compile(
    r"\b(?:hela landet|i hela Sverige|i Sverige|hela riket|alla kommuner i landet|vilken kommun|alla kommuner(?! i))\b",
    re.IGNORECASE,
)
_PLAIN_COUNTRY = "i sverige"
"""Stresses no width: another sentence of the paragraph that names a place does not stand against it."""
_ELSEWHERE = re.compile(
    r"\b(?:(?:en )?annan kommun|andra kommuner|var (?:man|hon|han|de) än bor|oavsett bostadsort)\b", re.IGNORECASE
)
_AWAY = re.compile(
    r"\b(?:annan|andra|annat) (?:\w+ )?(?:kommun\w*|ort\w*|stad|städer|stadsdel\w*|län|land|länder)\b|\butomlands\b",
    re.IGNORECASE,
)
_AWAY_TOO = re.compile(
    rf"{_AWAY.pattern}|\b(?:utanför|utlandet|överflytt\w*|flytta\w*|flyttning|hemkommun\w*|bosättningskommun\w*"
    r"|vistelsekommun\w*|samtliga kommuner|alla kommuner)\b",
    re.IGNORECASE,
)
_LIVING_HERE = re.compile(r"\b(?:bosatta?|folkbokförda?|skrivna?|bor) i (?:[A-ZÅÄÖ]\w+s? )?(?:stad(?:en)?|kommun(?:en)?)\b")
_NARROWER = re.compile(r"\b(?:[A-ZÅÄÖ]\w+s (?:län|stad|kommun)|(?:i|inom) [A-ZÅÄÖ]\w+|kommunen|länet|stadsdel\w*)\b")
_LIVES = re.compile(
    r"\b(?:bosatta?|folkbokförda?|skriv(?:en|na)|bor|boende|hemma) i "
    r"((?:[Kk]ommunen|[Ss]taden|länet)\b|(?:(?!Sverige)[A-ZÅÄÖ][\wåäö]+)(?: (?:stad|kommun|län))?)"
)
_OUTSIDE = re.compile(r"\butanför ([A-ZÅÄÖ]\w+|kommunen|staden|länet)\b")


def compare(claim: str, source: str, paragraph: str) -> list[Difference]:
    """Find places that a claim speaks of and its source limits otherwise.

    Parameters
    ----------
    claim
        The claim.
    source
        The sentence or item that it is laid beside.
    paragraph
        The whole paragraph, which may limit the place in another sentence.
    """
    found: list[Difference] = []
    theirs = {(name, area): match for match in _AREA.finditer(source) for name, area in [match.groups()]}
    for match in _AREA.finditer(claim):
        name, area = match.groups()
        other = next((one[0] for (same, kind), one in theirs.items() if same == name and kind != area), "")
        foreign = next((one[0] for (_, kind), one in theirs.items() if kind == area == "län"), "")
        if (name, area) not in theirs and (other := other or foreign):
            found.append(Difference(Kind.PLACE, match[0], other))
    country = _COUNTRY.search(claim)
    narrow = _NARROWER.search(source)
    if country and not narrow and country[0].lower() != _PLAIN_COUNTRY:
        narrow = _NARROWER.search(paragraph)
    if country and narrow and not _COUNTRY.search(paragraph):
        found.append(Difference(Kind.PLACE, country[0], narrow[0]))
    elsewhere, here = _ELSEWHERE.search(claim), _LIVING_HERE.search(source)
    if elsewhere and here:
        found.append(Difference(Kind.PLACE, elsewhere[0], here[0]))
    elif towns := _lives_elsewhere(claim, source):
        found.append(Difference(Kind.PLACE, *towns))
    outside = _OUTSIDE.search(claim)
    if outside and not re.search(r"\butanför\b", source) and re.search(rf"\b(?:i|inom) {re.escape(outside[1])}", paragraph):
        found.append(Difference(Kind.PLACE, outside[0], f"i {outside[1]}"))
    return found


def adds_place(claim: str, paragraphs: Iterable[str]) -> bool:
    """Tell whether a claim is about another town or land, and none of the paragraphs is: its other words are too common."""
    return bool(_AWAY.search(claim)) and not any(_AWAY_TOO.search(paragraph) for paragraph in paragraphs)


def _lives_elsewhere(claim: str, source: str) -> tuple[str, str] | None:
    """Give where somebody lives in the claim, and in its source, where these are two towns; a county has its towns."""
    own, theirs = _LIVES.search(claim), _LIVES.search(source)
    if own is None or theirs is None:
        return None
    towns = [_town(match[1]) for match in (own, theirs)]
    if not towns[0] or not towns[1] or towns[0] == towns[1] or theirs[1].endswith("län"):
        return None
    return own[0], theirs[0]


def _town(name: str) -> str:
    """Give the name of a town without its "s" and what it is; none for "kommunen", which may be any."""
    first = name.split()[0]
    return first.lower().removesuffix("s") if first[:1].isupper() and not first.startswith(("Kommun", "Staden")) else ""
