"""Multiple choice: what a list names, or which sentences of a section are right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from random import Random

from assistant.answering.stretches import leans_back
from assistant.documents.model import Kind, Paragraph
from assistant.quiz.compose import Draft, Source, compose
from assistant.quiz.distractors import form_of, is_apart
from assistant.quiz.facts import Statement, without_brackets
from assistant.quiz.items import Claim, Item, ItemType
from assistant.quiz.makers.shared import one_a_kind, right_claim, shuffled, told, wrong_claim
from assistant.quiz.material import Material
from assistant.quiz.naming import document_name, heading_of, lower_first, place_of, upper_first
from assistant.text import sentences

_ITEM = 120
"""Characters of a list's item that can be an option."""
_RIGHT, _WRONG = 3, 3
_FEWEST_RIGHT = 2
_FEWEST_WRONG = 2
_FORMS = frozenset({"att + infinitive", "att + clause", "infinitive", "law", "the person", "question"})
"""Forms that tell what kind of thing an item names; among bare nouns a stranger would be seen at once."""
_SENTENCES, _FEWEST_SENTENCES = 4, 3
_HEADED = re.compile(r"Villkor\b")
"""A heading that says by itself what its list is."""
_ABOUT_PAPER = re.compile(
    r"https?:|\bSOSFS\b|HSLF|[Hh]andbok|[Vv]ägledning|[Rr]iktlinjer|[Pp]rogram\b|[Ss]trategi|[Hh]andlingsplan|\(\d{4}\)|[Mm]eddelandeblad|[Ss]tödmaterial|^\d+\.|^[a-d]\)|\d{2}-\d{3}|§"
)


def make(material: Material, rng: Random) -> Iterator[Item]:
    """Give items on lists and items on the sentences of a section, one of each in turn as long as both last."""
    lists, sections = _lists(material, rng), _sections(material, rng)
    while True:
        found = [item for item in (next(lists, None), next(sections, None)) if item is not None]
        if not found:
            return
        yield from found


def list_items(paragraph: Paragraph) -> tuple[str, ...]:
    """Give the items of a list that can be options: no documents, telephones, long texts or headings of a form."""
    if paragraph.kind is not Kind.LIST or not paragraph.section or any(item.isupper() for item in paragraph.items):
        return ()
    items = (item.rstrip(" .;,").removesuffix(" och") for item in paragraph.items)
    return tuple(item for item in items if len(item) <= _ITEM and not _ABOUT_PAPER.search(item) and form_of(item) in _FORMS)


def _lead(paragraph: Paragraph) -> str:
    """Give the sentence that introduces a list, its "Det" written out as the heading; empty where there is none."""
    if not paragraph.lead_in:
        return ""
    start, end = sentences(paragraph.lead_in)[-1]
    lead = without_brackets(paragraph.lead_in[start:end]).rstrip(".:")
    if re.match(r"Det (?:kan|innebär|handlar)\b", lead):
        return heading_of(paragraph) + lead.removeprefix("Det")
    return "" if leans_back(lead) or re.match(r"Sådana\b", lead) else lead


def _lists(material: Material, rng: Random) -> Iterator[Item]:
    pool = [(paragraph, item) for paragraph in material.corpus.paragraphs for item in list_items(paragraph)]
    for paragraph in shuffled(material.paragraphs, rng):
        items = list_items(paragraph)
        if len(items) < _FEWEST_RIGHT or not (_lead(paragraph) or _HEADED.match(heading_of(paragraph))):
            continue
        right = rng.sample(items, min(_RIGHT, len(items)))
        forms = {form_of(item) for item in items}
        wrong: list[str] = []
        for source, other in shuffled(pool, rng):
            fit = _as_form(other, forms)
            here = (source.document_id, source.section) == (paragraph.document_id, paragraph.section)
            if fit and not here and len(wrong) < _WRONG and is_apart(fit, paragraph.full_text, (*items, *wrong)):
                wrong.append(fit)
        if len(wrong) >= _FEWEST_WRONG:
            yield compose(_list_draft(material, paragraph, right, wrong, rng), material.on)


def _as_form(item: str, forms: set[str]) -> str:
    """Give an item in one of the forms: "Att ge …" becomes "ge …" beside infinitives; empty where it has none of them."""
    form = form_of(item)
    if form in forms:
        return item
    if form == "att + infinitive" and "infinitive" in forms:
        return item.split(maxsplit=1)[1]
    return f"att {lower_first(item)}" if form == "infinitive" and "att + infinitive" in forms else ""


def _list_draft(material: Material, paragraph: Paragraph, right: list[str], wrong: list[str], rng: Random) -> Draft:
    document = material.document_of(paragraph)
    lead = _lead(paragraph)
    place = place_of(document, paragraph)
    asked = f"Vilka av alternativen nämns i {place}? {lead}:" if lead else f"Vilka av punkterna står i {place}?"
    claim = f"{lead}: " if lead else ""
    return Draft(
        type=ItemType.MULTIPLE_CHOICE,
        question=asked,
        options=tuple(shuffled([upper_first(one) for one in (*right, *wrong)], rng)),
        key=tuple(upper_first(one) for one in right),
        reason="Bara de rätta alternativen står i källans lista; de andra är hämtade ur andra listor.",
        sources=(Source.whole(document, paragraph),),
        objective=f"Veta vad som hör till ”{heading_of(paragraph)}” enligt {document_name(document)}.",
        claims=(
            *(Claim(one, True, (paragraph.id,), verbatim=True) for one in right),
            *(Claim(claim + one, False, (paragraph.id,), only_here=True) for one in wrong),
        ),
    )


def _sections(material: Material, rng: Random) -> Iterator[Item]:
    """Ask which of the sentences of one section are right: two as they stand, two with a deciding word changed."""
    by_section: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for one in material.statements:
        by_section[(one.document.id, *one.paragraph.section)].append(one)
    for group in shuffled(list(by_section.values()), rng):
        mixed = [one for one in shuffled(group, rng) if material.changes(one)] if len(group) >= _FEWEST_SENTENCES else []
        for start in range(0, len(mixed), _SENTENCES):
            chosen = mixed[start : start + _SENTENCES]
            if len(chosen) >= _FEWEST_SENTENCES:
                yield compose(_section_draft(material, chosen, rng), material.on)


def _section_draft(material: Material, chosen: list[Statement], rng: Random) -> Draft:
    right, wrong = chosen[:2], chosen[2:]
    changed = [next(one_a_kind(material.changes(one), rng)) for one in wrong]
    return Draft(
        type=ItemType.MULTIPLE_CHOICE,
        question=f"Vilka av påståendena stämmer med {place_of(chosen[0].document, chosen[0].paragraph)}?",
        options=tuple(shuffled([*(one.text for one in right), *(one.text for one in changed)], rng)),
        key=tuple(one.text for one in right),
        reason=" ".join(told(one.change, "I ett felaktigt påstående") for one in changed),
        sources=tuple(Source.of(one) for one in chosen),
        objective=f"Veta vad som gäller enligt avsnittet ”{heading_of(chosen[0].paragraph)}”.",
        claims=(
            *(right_claim(one) for one in right),
            *(wrong_claim(one, other.text) for one, other in zip(wrong, changed, strict=True)),
        ),
        changed=tuple(one.change for one in changed),
    )
