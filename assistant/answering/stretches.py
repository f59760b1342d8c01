"""Stretches of a paragraph, and which sentences cannot stand without the one before or after them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.documents.corpus import Evidence
from assistant.documents.model import Paragraph
from assistant.text import sentences

_NAMES_ITSELF = re.compile(
    r"(?:den|de|det) (?:enskild\w*|våldsuts\w*|utsatt\w*|drabbad\w*|vuxn\w*|person\w*|som|\w+ som)\b"
    r"|det (?:är|blir|kan|ska|bör|behöver|måste|har) (?:(?!då|även|därför|dock|också)\w+ ){0,3}?"
    r"(?:viktig\w*|angelägen?t|bra|möjligt|vikt|vanligt|ovanligt|lämpligt|nödvändigt|väsentligt|tydligt|klart|framgå\w*|finnas"
    r"|framkommit|så att)\b"
    r"|det (?:finns|krävs|går)\b(?!.{0,20}\b(?:då|även|därför|dock|detta|också)\b)",
    re.IGNORECASE,
)
"""Beginnings that look like a reference back and are none: "Den enskilde", "Det är viktigt att"."""
_LEANS_BACK = re.compile(
    r"(?:det|detta|den|denna|de|dem|dessa|då|där|därför|därutöver|därmed|därefter|dessutom|däremot|dock|likaså|sådan[at]?|så"
    r"|ha[nr]|hon|hen|dennes?|deras|dess|hans|hennes|i så fall|i det läget|annars|samma|samtidigt|motsvarande|båda|även"
    r"|samtliga (?:villkor|punkter|krav)|bestämmelserna|paragraferna|möjligheten till detta)\b"
    r"|(?:[^\s,]+ ){1,3}(?:detta|denna|dessa|sådana?|sådant|ovanstående|sådan)\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\b(?:dock|däremot|undantag\w*|om det inte|såvida|förutsatt att|under förutsättning|får inte|gäller inte"
    r"|samtliga villkor|endast)\b",
    re.IGNORECASE,
)
_QUALIFIES = re.compile(
    r"\b(?:detta|det|den|denna|dessa|då) (?:dock|däremot)\b|\A(?:undantag|detta gäller inte)", re.IGNORECASE
)
_ASKS_SOURCE = re.compile(
    r"\b(?:vem|källa\w*|källor\w*|enligt v\w+|rapport\w*|forsk\w*|fotnot\w*|hänvis\w*|var (?:kommer|står)|who|source)\b",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"https?:|www\.|\b(?:SOU|SFS|HSLF-FS|SOSFS|dnr|prop\.|sid\.|rapport|handbok|handlingsplan)|^socialstyrelsen", re.IGNORECASE
)
"""A footnote that only names a source."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The stretch ``full_text[start:end]`` of a paragraph."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What an answer takes of a paragraph: what its short answer says, and what the citation quotes around that.

    ``whole`` is a very long list with its lead-in, of which ``said`` is what the question is about: the short answer says the
    list after that. It is None everywhere else, also where a list is said whole at once.
    """

    said: tuple[Stretch, ...]
    quoted: Stretch
    whole: Stretch | None = None


def units_of(paragraph: Paragraph) -> list[Stretch]:
    """Give the sentences and items of a paragraph and its footnotes."""
    return [Stretch(start, end) for start, end in sentences(paragraph.full_text)]


def is_inside(unit: Stretch, outer: Stretch) -> bool:
    """Tell whether a sentence begins in another stretch."""
    return outer.start <= unit.start < outer.end


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Join those stretches, given in order, that overlap or have nothing but one character between them."""
    found: list[Stretch] = []
    for one in stretches:
        if found and one.start <= found[-1].end + 1:
            found[-1] = Stretch(found[-1].start, max(found[-1].end, one.end))
        else:
            found.append(one)
    return tuple(found)


def overlap(unit: Stretch, evidence: Evidence) -> float:
    """Give how much of the shorter of the two lies in the other, 0 to 1."""
    common = min(unit.end, evidence.end) - max(unit.start, evidence.start)
    shorter = min(unit.end - unit.start, evidence.end - evidence.start)
    return max(0.0, common / shorter) if shorter > 0 else 0.0


def leans_back(sentence: str) -> bool:
    """Tell whether a sentence speaks of what the one before it names ("Detta", "Denna typ av lösning", "… dock …")."""
    if _QUALIFIES.search(sentence):
        return True
    return bool(_LEANS_BACK.match(sentence)) and not _NAMES_ITSELF.match(sentence)


def stands_from(paragraph: Paragraph, units: Sequence[Stretch], at: int) -> int:
    """Give the sentence from which one can be said: itself, or the nearest before it that does not lean back."""
    while at > 0 and leans_back(paragraph.full_text[units[at].start : units[at].end]):
        at -= 1
    return at


def limits(sentence: str) -> bool:
    """Tell whether a sentence limits what the one before it says: an exception or a condition."""
    return bool(_LIMITS.search(sentence))


def with_notes(paragraph: Paragraph, question: str) -> bool:
    """Tell whether a quote includes the footnotes: where they say something, or the question asks for a source."""
    if _ASKS_SOURCE.search(question):
        return True
    return bool(paragraph.footnotes) and not any(_REFERS.search(note.text) for note in paragraph.footnotes)
