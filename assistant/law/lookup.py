"""Looking up law: what a section is, whether it stands, and which paragraphs of the corpus cite it or its other number."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.documents.model import LegalReference, Paragraph, label
from assistant.law.canonical import canonical
from assistant.law.grammar import parse
from assistant.law.model import ReferenceStanding, Successor
from assistant.law.notices import notice
from assistant.law.registry import Registry, Statute, shipped_registry
from assistant.law.sections import load_sections
from assistant.law.standing import PARTLY, moves_from, moves_to, standing
from assistant.law.transitions import split_place

if TYPE_CHECKING:
    from assistant.documents.corpus import Corpus

DIRECT, EARLIER, LATER = "direkt", "tidigare nummer", "nytt nummer"
Place = tuple[str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Citing:
    """A paragraph that cites law; ``relation`` says whether it names the very section, its earlier or its new number."""

    paragraph_id: str
    document_id: str
    label: str
    as_written: str
    canonical: str
    sfs: str
    relation: str


@dataclass(frozen=True, slots=True)
class LawCard:
    """What is known about one place in the law on a date.

    ``heading`` and ``chapter_heading`` are empty where they are not known here. ``predecessors`` are what the section was
    before, ``standing.replaced_by`` what it became. ``notice`` is empty where the law stands.
    """

    reference: LegalReference
    title: str
    binding: str
    standing: ReferenceStanding
    heading: str
    chapter_heading: str
    predecessors: tuple[Successor, ...]
    notice: str
    citing: tuple[Citing, ...]
    source: str


def show(query: str, corpus: Corpus, on: datetime.date) -> tuple[LawCard, ...]:
    """Look up law as a person writes it.

    Parameters
    ----------
    query
        "14 kap. 1 § SoL", "SoL 14:1", "26 kap. 1 § OSL", "SOSFS 2014:4". Where the abbreviation belongs to several statutes
        and no number is given there is a card for each that has the section, today's first.
    corpus
        Documents with their legal references filled in.
    on
        The date that counts.

    Returns
    -------
    tuple of LawCard
        Empty where the query names no law.
    """
    known = shipped_registry()
    references = dict.fromkeys(meanings(query, known))
    return tuple(card(reference, corpus, on, known) for reference in references)


def meanings(query: str, registry: Registry) -> list[LegalReference]:
    """Give what a query may mean: a reference for each statute that bears the abbreviation, today's first."""
    found: list[LegalReference] = []
    for reference in parse(query):
        statute = registry.by_number.get(reference.sfs)
        if statute is None or statute.number in query:
            found.append(reference)
            continue
        namesakes = [replace(reference, sfs=one.number) for one in _namesakes(statute, registry)]
        found += [one for one in namesakes if _may_exist(one, registry)] or namesakes[:1]
    return found


def _may_exist(reference: LegalReference, registry: Registry) -> bool:
    return load_sections(registry.folder).may_exist(reference.sfs, reference.chapter, reference.section)


def _namesakes(statute: Statute, registry: Registry) -> tuple[Statute, ...]:
    for short in statute.abbreviations:
        return registry.by_abbreviation[short]
    for name in statute.names:
        return registry.by_name[name]
    return (statute,)


def card(reference: LegalReference, corpus: Corpus, on: datetime.date, registry: Registry) -> LawCard:
    """Give what is known of the place that a reference names; see `show` for the other arguments."""
    statute = registry.by_number.get(reference.sfs)
    section = None
    if reference.section is not None:
        section = load_sections(registry.folder).find(reference.sfs, reference.chapter, reference.section)
    return LawCard(
        reference=reference,
        title=statute.title if statute else "",
        binding=statute.binding.value if statute else "",
        standing=standing(reference, on),
        heading=section.heading if section else "",
        chapter_heading=section.chapter_heading if section else "",
        predecessors=_predecessors(reference, registry),
        notice=notice(reference, on, ""),
        citing=citing(corpus.paragraphs, reference, corpus),
        source=statute.source if statute else "",
    )


def _short(number: str, registry: Registry) -> str:
    statute = registry.by_number.get(number)
    return statute.short_name if statute else number


def related(reference: LegalReference, registry: Registry) -> dict[Place, str]:
    """Give the places that are the same law under its own, its earlier or its new number, and how each is related."""
    places: dict[Place, str] = {(reference.sfs, reference.chapter, reference.section): DIRECT}
    if reference.section is not None:
        for move in moves_from(reference, registry):
            places.setdefault((move.new_number, *split_place(move.new_place)), LATER)
        for move in moves_to(reference, registry):
            places.setdefault((move.old_number, *split_place(move.old_place)), EARLIER)
    elif reference.chapter is None:
        statute = registry.by_number.get(reference.sfs)
        if statute and statute.replaced_by:
            places[statute.replaced_by, None, None] = LATER
        for older in _replaced_by(reference, registry):
            places[older.number, None, None] = EARLIER
    return places


def _replaced_by(reference: LegalReference, registry: Registry) -> list[Statute]:
    """Give the statutes that the statute named took the place of."""
    return [statute for statute in registry.statutes if reference.sfs and statute.replaced_by == reference.sfs]


def _predecessors(reference: LegalReference, registry: Registry) -> tuple[Successor, ...]:
    if reference.section is not None:
        return tuple(
            Successor(
                canonical(_short(move.old_number, registry), *split_place(move.old_place)),
                move.old_number,
                move.extent,
                "",
                move.old_part,
            )
            for move in moves_to(reference, registry)
        )
    if reference.chapter is not None:
        return ()
    return tuple(Successor(old.short_name, old.number, PARTLY, old.title) for old in _replaced_by(reference, registry))


def asked_law(text: str) -> frozenset[tuple[str, str]]:
    """Give every name under which the law that a question names may be cited in a guideline.

    Parameters
    ----------
    text
        A question, "19 kap 1 § SoL" or "vad säger 2 a kap. 10 § SoL?".

    Returns
    -------
    frozenset of (sfs, canonical)
        Each section asked for, in every statute that bears the name and has it, and under its earlier and new numbers.
        Laws named without a section are left out.
    """
    known = shipped_registry()
    names = {(one.sfs, one.canonical) for one in meanings(text, known) if one.chapter or one.section}
    for reference in meanings(text, known):
        if reference.section is not None:
            names |= {(sfs, canonical(_short(sfs, known), *place)) for sfs, *place in related(reference, known)}
    return frozenset(names)


def citing(paragraphs: Iterable[Paragraph], reference: LegalReference, corpus: Corpus) -> tuple[Citing, ...]:
    """Find the paragraphs that cite a section, the chapter or law it names, or its other number in an older or newer act.

    Returns
    -------
    tuple of Citing
        Direct citations first, then reading order; one for a paragraph and a relation.
    """
    places = related(reference, shipped_registry())
    found: dict[tuple[str, str], Citing] = {}
    for paragraph in paragraphs:
        for one in all_references(paragraph):
            relation = _relation(one, reference, places)
            if relation and (paragraph.id, relation) not in found:
                name = label(corpus.documents[paragraph.document_id].entry, paragraph)
                found[paragraph.id, relation] = Citing(
                    paragraph.id, paragraph.document_id, name, one.as_written, one.canonical, one.sfs, relation
                )
    return tuple(sorted(found.values(), key=lambda one: one.relation != DIRECT))


def _relation(one: LegalReference, wanted: LegalReference, places: dict[Place, str]) -> str:
    if not wanted.sfs:  # no statute that is known: only its name tells it from another
        return DIRECT if one.canonical == wanted.canonical else ""
    relation = places.get((one.sfs, one.chapter, one.section), "")
    if not relation and wanted.chapter is None and wanted.section is None:
        relation = places.get((one.sfs, None, None), "")  # an act is cited wherever one of its sections is
    if relation or one.sfs != wanted.sfs:
        return relation
    if wanted.section is None and wanted.chapter in {None, one.chapter}:
        return DIRECT
    return ""


def all_references(paragraph: Paragraph) -> tuple[LegalReference, ...]:
    """Give the references of a paragraph and of its footnotes."""
    return (*paragraph.legal_references, *(one for note in paragraph.footnotes for one in note.legal_references))
