"""Ordering: steps of a case, parts that a sentence names in their order, age limits from the lowest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from assistant.answering.stretches import Stretch
from assistant.documents.model import Document, Paragraph
from assistant.quiz.compose import Draft, Source, compose
from assistant.quiz.facts import Statement, statement
from assistant.quiz.items import Claim, Item, ItemType
from assistant.quiz.lexicon import steps, taken_together
from assistant.quiz.makers.shared import right_claim, shuffled
from assistant.quiz.material import Material
from assistant.quiz.naming import document_name, heading_of, lower_first, upper_first
from assistant.text import collapse, sentences

_FEWEST, _MOST = 3, 4


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of a case: its heading, its place among the steps, and the sentence that it is known by."""

    heading: str
    place: int
    source: Source
    quote: str


def make(material: Material, rng: Random) -> Iterator[Item]:
    """Give items on the steps of a case, in several selections, and on parts and ages."""
    found = [*_processes(material, rng), *_parts(material, rng), *_ages(material, rng)]
    yield from shuffled(found, rng)


def _processes(material: Material, rng: Random) -> Iterator[Item]:
    for document in material.corpus.documents.values():
        every = [step for step in _steps(document) if material.may_ask(step.source.paragraph)]
        rest = shuffled(every, rng)
        while len(rest) >= _FEWEST:
            chosen = sorted(_compatible(rest), key=lambda step: step.place)
            if len(chosen) >= _FEWEST:
                yield compose(_process_draft(document, chosen, rng), material.on)
            rest = [step for step in rest if step not in chosen] if len(chosen) >= _FEWEST else []


def _compatible(rest: Sequence[_Step]) -> list[_Step]:
    chosen: list[_Step] = []
    for step in rest:
        if len(chosen) < _MOST and not any(
            {steps()[step.place], steps()[one.place]} <= group for one in chosen for group in taken_together()
        ):
            chosen.append(step)
    return chosen


def _steps(document: Document) -> list[_Step]:
    """Give the sections whose headings name steps of a case, if the document has them in the order of the case."""
    found: dict[int, _Step] = {}
    for paragraph in document.paragraphs:
        heading = heading_of(paragraph).lower()
        place = next((number for number, name in enumerate(steps()) if heading.startswith(name)), -1)
        if place >= 0 and place not in found and paragraph.number is not None:
            one = _sentence_on(document, paragraph, steps()[place])
            found[place] = _Step(heading_of(paragraph), place, Source.of(one), one.quote)
    return list(found.values()) if list(found) == sorted(found) else []


def _sentence_on(document: Document, paragraph: Paragraph, step: str) -> Statement:
    """Give the first sentence of a section's first paragraph that names its step, else the first one."""
    found = [statement(document, paragraph, start, end) for start, end in sentences(paragraph.text)]
    return next((one for one in found if step in one.quote.lower()), found[0])


def _process_draft(document: Document, chosen: Sequence[_Step], rng: Random) -> Draft:
    headings = tuple(step.heading for step in chosen)
    return Draft(
        type=ItemType.ORDERING,
        question=f"I vilken ordning kommer stegen i ett ärende enligt {document_name(document)}? Börja med det första.",
        options=tuple(_mixed(headings, rng)),
        key=headings,
        reason=f"Rätt ordning: {', '.join(headings)}. Riktlinjerna beskriver stegen i den ordningen.",
        sources=tuple(step.source for step in chosen),
        objective="Veta i vilken ordning stegen i ett ärende kommer.",
        claims=tuple(Claim(step.quote, True, (step.source.paragraph.id,), verbatim=True) for step in chosen),
    )


def _mixed(values: Sequence[str], rng: Random) -> list[str]:
    """Give the values in another order than their own."""
    found = shuffled(values, rng)
    return found if found != list(values) else [*found[1:], found[0]]


_PARTS = re.compile(r"(?P<name>[A-ZÅÄÖ][^,.]{3,40}?) består av (?P<parts>\w[^.]+)\.")
_AGE = re.compile(r"(?P<least>\d{1,2}) år eller äldre|över (?P<over>\d{1,2}) år|mellan (?P<low>\d{1,2}) och \d{1,2} år")
_FOR_WHOM = re.compile(r"välkomna|vänder sig till|^Den enskilde är")


def _parts(material: Material, rng: Random) -> Iterator[Item]:
    """Ask for the order of the parts that a step of a case consists of."""
    for one in material.statements:
        found = _PARTS.fullmatch(one.text)
        names = tuple(upper_first(part.strip()) for part in re.split(r", | och ", found["parts"])) if found else ()
        if found and len(names) >= _FEWEST and any(step in found["name"].lower() for step in steps()):
            yield compose(_parts_draft(one, found["name"], names, rng), material.on)


def _parts_draft(one: Statement, name: str, names: tuple[str, ...], rng: Random) -> Draft:
    document = document_name(one.document)
    return Draft(
        type=ItemType.ORDERING,
        question=f"{name} består enligt {document} av flera delar. Sätt dem i den ordning de görs.",
        options=tuple(_mixed(names, rng)),
        key=names,
        reason=f"Rätt ordning: {', '.join(names)}.",
        sources=(Source.of(one),),
        objective=f"Veta vilka delar {lower_first(name)} består av, och i vilken ordning.",
        claims=(right_claim(one),),
    )


def _ages(material: Material, rng: Random) -> Iterator[Item]:
    """Ask for the order of services by the lowest age that they are for."""
    by_age: dict[int, list[tuple[str, Source]]] = {}
    for paragraph in material.paragraphs:
        document = material.document_of(paragraph)
        for start, end in sentences(paragraph.text):
            text = paragraph.text[start:end]
            found = _AGE.search(text)
            if found and _FOR_WHOM.search(text) and _is_on_a_service(document, paragraph):
                age = int(found["least"] or found["over"] or found["low"])
                by_age.setdefault(age, []).append(
                    (_service(document, paragraph), Source(document, paragraph, Stretch(start, end)))
                )
    if len(by_age) >= _FEWEST:
        chosen = [rng.choice(by_age[age]) for age in sorted(by_age)]
        yield compose(_ages_draft(chosen, sorted(by_age), rng), material.on)


def _is_on_a_service(document: Document, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is on the service that its heading or its document names."""
    return document.entry.kind == "insatsbeskrivning" or heading_of(paragraph).split()[0] in paragraph.text


def _service(document: Document, paragraph: Paragraph) -> str:
    return document.entry.title.rpartition(": ")[2] if document.entry.kind == "insatsbeskrivning" else heading_of(paragraph)


def _ages_draft(chosen: Sequence[tuple[str, Source]], ages: Sequence[int], rng: Random) -> Draft:
    names = tuple(name for name, _ in chosen)
    publishers = dict.fromkeys(source.document.entry.publisher for _, source in chosen)
    told = ", ".join(f"{name} ({age} år)" for name, age in zip(names, ages, strict=True))
    return Draft(
        type=ItemType.ORDERING,
        question=f"Sätt verksamheterna i {' och '.join(publishers)} i ordning efter lägsta ålder, den lägsta först.",
        options=tuple(_mixed(names, rng)),
        key=names,
        reason=f"Rätt ordning: {told}.",
        sources=tuple(source for _, source in chosen),
        objective="Veta från vilken ålder olika verksamheter och insatser gäller.",
        claims=tuple(Claim(_quote(source), True, (source.paragraph.id,), verbatim=True) for _, source in chosen),
    )


def _quote(source: Source) -> str:
    return collapse(source.paragraph.full_text[source.stretch.start : source.stretch.end])
