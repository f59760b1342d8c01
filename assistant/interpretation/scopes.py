"""Places that are not municipalities: the whole country, a county, outside a place; told apart from those of the source."""

from __future__ import annotations

import re

from assistant.verification.model import Difference, Kind

_AREA = re.compile(r"\b([A-ZÅÄÖ][\wåäö]+?)s? (län|stad|kommun)\b")
_COUNTRY = re.compile(
    r"\b(?:hela landet|i hela Sverige|i Sverige|hela riket|alla kommuner i landet|vilken kommun|alla kommuner(?! i))\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:(?:en )?annan kommun|andra kommuner|var (?:man|hon|han|de) än bor|oavsett bostadsort)\b", re.IGNORECASE
)
_LIVING_HERE = re.compile(r"\b(?:bosatta?|folkbokförda?|skrivna?|bor) i (?:[A-ZÅÄÖ]\w+s? )?(?:stad(?:en)?|kommun(?:en)?)\b")
_NARROWER = re.compile(r"\b(?:[A-ZÅÄÖ]\w+s (?:län|stad|kommun)|(?:i|inom) [A-ZÅÄÖ]\w+|kommunen|länet|stadsdel\w*)\b")
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
    if country and not _COUNTRY.search(paragraph) and (narrow := _NARROWER.search(source) or _NARROWER.search(paragraph)):
        found.append(Difference(Kind.PLACE, country[0], narrow[0]))
    elsewhere, here = _ELSEWHERE.search(claim), _LIVING_HERE.search(source)
    if elsewhere and here:
        found.append(Difference(Kind.PLACE, elsewhere[0], here[0]))
    outside = _OUTSIDE.search(claim)
    if outside and not re.search(r"\butanför\b", source) and re.search(rf"\b(?:i|inom) {re.escape(outside[1])}", paragraph):
        found.append(Difference(Kind.PLACE, outside[0], f"i {outside[1]}"))
    return found
