"""How an item names its document, its place in it and law, in running Swedish."""

from __future__ import annotations

from assistant.documents.model import Document, Paragraph
from assistant.law.model import ReferenceStanding

STEM = 6
"""Letters by which a name is found again in another form."""


def document_name(document: Document) -> str:
    """Name a document so that its municipality is plain: "Stockholms riktlinjer"."""
    entry = document.entry
    if entry.kind != "insatsbeskrivning":
        return entry.short_title
    return f"{genitive(entry.publisher)} insatsbeskrivning ”{entry.title.rpartition(': ')[2]}”"


def genitive(name: str) -> str:
    """Give the genitive of a name: ``Huddinge kommun`` → ``Huddinge kommuns``."""
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


def heading_of(paragraph: Paragraph) -> str:
    """Give the heading a paragraph stands under, without a colon at its end."""
    return paragraph.section[-1].rstrip(": ") if paragraph.section else ""


def place_of(document: Document, paragraph: Paragraph) -> str:
    """Name document and heading: "Stockholms riktlinjer, avsnittet ”Uppdrag”"."""
    heading = heading_of(paragraph)
    return f"{document_name(document)}, avsnittet ”{heading}”" if heading else document_name(document)


def named_law(one: ReferenceStanding) -> str:
    """Give a reference to law as it is written, with its statute's number."""
    return one.as_written if one.sfs in one.as_written else f"{one.as_written} ({one.sfs})"


def names(text: str, name: str) -> bool:
    """Tell whether a text names somebody or something in any form, by its first letters: ``Polisen``, ``polisanmälan``."""
    return name.lower()[:STEM] in text.lower()


def lower_first(text: str) -> str:
    """Give a text with a small first letter, unless it begins with a name or an abbreviation."""
    word = text.split(maxsplit=1)[0] if text else ""
    if sum(char.isupper() for char in word) > 1 or word.rstrip("s") in _NAMES:
        return text
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Give a text with a capital first letter."""
    return text[:1].upper() + text[1:]


_NAMES = frozenset(
    {"Skatteverket", "Socialstyrelsen", "Stockholm", "Huddinge", "Origo", "Patriark", "Mikamottagningen", "Sverige"}
)
"""Names that keep their capital inside a sentence."""
