"""What deserves bold type in an answer: numbers, ages, telephone numbers, e-mail addresses, authorities."""

from __future__ import annotations

import re

_AUTHORITIES = (
    r"Skatteverket|Polisen|Polismyndigheten|Åklagarmyndigheten|Socialstyrelsen|Socialnämnden|Kriminalvården|Länsstyrelsen"
    r"|Jämställdhetsmyndigheten|Utbildningsförvaltningen|Skolslussen|Bosättningskommunen|Vistelsekommunen|Utföraren"
)
_PATTERN = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:\+46\s?|\b0)\d{1,3}\s?[-–]\s?\d[\d ]{4,}\d"
    r"|(?<=ring )112\b"
    r"|\b\d+(?:[.,]\d+)?\s?(?:år|månader?|veckor?|dagar|dygn|timmar|tillfällen|kronor|procent|%)"
    r"(?:\s+(?:eller äldre|och äldre|eller yngre))?"
    r"|\bmax(?:imalt)?\s+\d+\b"
    rf"|\b(?:{_AUTHORITIES})\b",
)


def emphasised(text: str) -> tuple[tuple[int, int], ...]:
    """Give the stretches of a text that are shown in bold type, as ``(start, end)``, in order and disjoint.

    Telephone numbers, addresses, ages, numbers with a unit, and the authorities that act. The words are not changed.
    """
    return tuple(match.span() for match in _PATTERN.finditer(text))
