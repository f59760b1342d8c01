"""What things mean and what they are for: pairs of a name and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answering.stretches import Stretch
from assistant.documents.model import Document, Kind, Paragraph
from assistant.quiz.distractors import content
from assistant.quiz.facts import Statement
from assistant.quiz.lexicon import rivals, unfit
from assistant.quiz.material import Material
from assistant.quiz.naming import document_name, lower_first, names
from assistant.quiz.sections import named_sections
from assistant.verification.words import is_finite

_MEANING = re.compile(r"(?P<name>[A-ZÅÄÖ][\w-]*(?: [\w()-]+){0,4}?) (?P<verb>innebär|handlar om) (?P<said>att .+)\.")
_PURPOSE = re.compile(r"(?P<kind>Syftet|Målet) med (?P<name>[^,.]{4,60}?) är (?P<said>att .+)\.")
_AIMS = re.compile(r"(?P<name>[A-ZÅÄÖ][\w-]*(?: [\wåäö-]+){0,8}?) syftar till (?P<said>att .+)\.")
_SERVICE = re.compile(r"(?P<name>[A-ZÅÄÖ]\w+) (?P<said>(?:erbjuder|är en|vänder sig|hjälper|driver) .+)\.")
_NAME = re.compile(r"(?<=[a-zåäö] )[A-ZÅÄÖ]\w{3,}")
_METHOD = re.compile(r"(?P<name>[A-ZÅÄÖ]{3,}-\w+) (?P<said>är en? .+|är ett .+)")
_GOES_ON = re.compile(r"\b(?:och|samt) (?:används|är|kan|ska|bör)\b")
"""What is said goes on with another sentence, and is no longer the purpose alone."""
_ITEM_TERM = re.compile(r"(?P<name>[A-ZÅÄÖ]{2,6}(?:-\w+)?|SoL) (?P<said>.+)")
_ITEM_SECTION = re.compile(r"(?P<name>[^.]*?\d[^.]*kap\.[^.]*?§§? [A-ZÅÄÖ]\w+)\. (?P<said>.+)")
_ROW = re.compile(r"(?:Till exempel )?(?P<said>.+)")
_SAID = 200
"""Characters of what is said that can be an option."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A name and what is said of it, with where that stands; ``kind`` tells which pairs can stand beside one another."""

    kind: str
    name: str
    said: str
    document: Document
    paragraph: Paragraph
    stretch: Stretch
    statement: str


def pairs(material: Material) -> list[Pair]:
    """Give every pair of the material, in reading order; none whose words tell which belongs to which."""
    found = [*_from_statements(material), *_from_paragraphs(material), *_from_sections(material)]
    return [one for one in found if len(one.said) <= _SAID and not _gives_away(one)]


def tells(one: Pair) -> bool:
    """Tell whether a name tells what is meant without its section.

    "Samtalen" in a guideline of many sections does not; "insatsen" does where the document is on one.
    """
    return not unfit("broad").fullmatch(one.name) or names(document_name(one.document), one.name)


def law_meant(one: Pair) -> str:
    """Say which statute the abbreviation in a section's name means; empty where the name is no section."""
    law = one.name.rsplit(" ", 1)[-1]
    sfs = one.document.entry.law_basis.get(law, "")
    return f" ({law} är här {sfs}.)" if sfs and "§" in one.name else ""


def _gives_away(one: Pair) -> bool:
    if one.kind in {"abbreviation", "method", "ground"}:
        return False
    shared = content(one.name) & content(one.said)
    stems = {word for word in content(one.name) if len(word) >= 5}
    return bool(shared) or any(stem[:5] in one.said.lower() for stem in stems)


def _from_statements(material: Material) -> Iterator[Pair]:
    proper = _proper_names(material)
    for one in material.all_statements:
        if found := _MEANING.fullmatch(one.text):
            yield _pair("meaning", found["name"], found["said"], one)
        elif found := _PURPOSE.fullmatch(one.text):
            yield _pair("purpose", found["name"], found["said"], one)
        elif (found := _AIMS.fullmatch(one.text)) and not _GOES_ON.search(found["said"]):
            yield _pair("purpose", lower_first(found["name"]), found["said"], one)
        elif task := task_of(one):
            yield _pair("task", *task, one)
        elif (found := _SERVICE.fullmatch(one.text)) and found["name"] in proper:
            yield _pair("service", found["name"], found["said"], one)


def _proper_names(material: Material) -> frozenset[str]:
    """Give the words that have a capital in the middle of a sentence, where no other rule gives them one."""
    found = (match for one in material.all_statements for match in _NAME.findall(one.text))
    return frozenset(found)


def _from_sections(material: Material) -> Iterator[Pair]:
    for one in named_sections(material):
        yield _pair("ground", one.shown, one.statement.text.rstrip("."), one.statement)


def task_of(one: Statement) -> tuple[str, str] | None:
    """Give an actor and what it does, where a sentence begins with the two; None for another sentence."""
    first, _, rest = one.text.partition(" ")
    verb = rest.split(maxsplit=1)[0] if rest else ""
    if first not in rivals() or not rest or not (is_finite(verb) or verb in {"ska", "kan", "bör", "måste", "får"}):
        return None
    if re.match(r"(?:bör|ska) vara\b|är\b(?! den myndighet)|behöver\b", rest) or unfit("saying").match(rest):
        return None
    return first, rest.rstrip(".")


def _pair(kind: str, name: str, said: str, one: Statement) -> Pair:
    return Pair(kind, name, said, one.document, one.paragraph, one.stretch, one.text)


def _from_paragraphs(material: Material) -> Iterator[Pair]:
    for paragraph in material.corpus.paragraphs:
        document = material.document_of(paragraph)
        if paragraph.kind is Kind.TABLE_ROW and paragraph.term:
            said = _ROW.fullmatch(paragraph.text.removeprefix(paragraph.term).strip())
            if said:
                whole = Stretch(0, len(paragraph.text))
                yield Pair("form", paragraph.term, said["said"].rstrip("."), document, paragraph, whole, paragraph.text)
        elif paragraph.kind in {Kind.DEFINITION, Kind.LIST} and paragraph.section:
            yield from _from_items(document, paragraph)


def _from_items(document: Document, paragraph: Paragraph) -> Iterator[Pair]:
    start = len(paragraph.lead_in) + 1 if paragraph.lead_in else 0
    for item in paragraph.text[start:].split("\n"):
        stretch = Stretch(start, start + len(item))
        start = stretch.end + 1
        if found := _ITEM_SECTION.fullmatch(item):
            yield Pair("section", found["name"], found["said"], document, paragraph, stretch, item)
        elif found := _METHOD.fullmatch(item):
            yield Pair("method", found["name"], found["said"], document, paragraph, stretch, item)
        elif paragraph.kind is Kind.DEFINITION and (found := _ITEM_TERM.fullmatch(item)):
            yield Pair("abbreviation", found["name"], found["said"], document, paragraph, stretch, item)
