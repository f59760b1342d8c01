"""Whether a legal reference stands on a date, and what took its place.

Everything comes from the facts in ``corpus/law``. Where they hold no evidence the standing is unknown; nothing is guessed.
"""

from __future__ import annotations

import datetime
import re

from assistant.documents.model import LegalReference
from assistant.law.canonical import canonical, in_words
from assistant.law.model import LegalStatus, ReferenceStanding, Successor
from assistant.law.numbers import ORDINALS
from assistant.law.registry import Registry, Statute, shipped_registry
from assistant.law.sections import load_sections
from assistant.law.transitions import Move, load_moves, split_place

PARTLY = "delvis"
"""The extent of a move; where only an old and a new number are known it means "at least in part", which `extent_words` says."""
AT_LEAST_PARTLY = "åtminstone delvis"
NOT_SAID = "ingen uppgift om hur mycket"
PARAGRAPH_PHRASE = re.compile(r"((?:\w+(?:, | och |–))*\w+) (?:stycket|styckena)")


def standing(reference: LegalReference, on: datetime.date) -> ReferenceStanding:
    """Judge a reference on a date.

    Parameters
    ----------
    reference
        What was cited; its ``sfs`` says which law, its ``paragraph`` narrows the successors.
    on
        The date that counts.

    Returns
    -------
    ReferenceStanding
        ``replaced`` has successors, ``repealed`` none that is known; ``unknown`` where the law is not known, where the
        section does not exist in it, or where nothing here shows whether it stood on that date.
    """
    registry = shipped_registry()
    statute = registry.by_number.get(reference.sfs)
    if statute is None:
        return _result(reference, LegalStatus.UNKNOWN)
    sections = load_sections(registry.folder)
    if not sections.may_exist(statute.number, reference.chapter, reference.section):
        return _result(reference, LegalStatus.UNKNOWN)
    status = statute_status(statute, on, registry)
    if status is LegalStatus.IN_FORCE and reference.section is not None:
        section = sections.find(statute.number, reference.chapter, reference.section)
        if section and section.in_force_from and on < section.in_force_from:
            status = LegalStatus.NOT_YET_IN_FORCE
    if status is not LegalStatus.REPEALED:
        return _result(reference, status, url=statute.url)
    successors = successors_of(reference, registry)
    status = LegalStatus.REPLACED if successors else LegalStatus.REPEALED
    return _result(reference, status, successors, statute.url)


def _result(
    reference: LegalReference, status: LegalStatus, successors: tuple[Successor, ...] = (), url: str = ""
) -> ReferenceStanding:
    return ReferenceStanding(reference.canonical, reference.as_written, reference.sfs, status, successors, url)


def statute_status(statute: Statute, on: datetime.date, registry: Registry) -> LegalStatus:
    """Judge a whole statute on a date; `repealed` says nothing yet of successors."""
    if not statute.is_regulation and on.year < int(statute.number[:4]):
        return LegalStatus.NOT_YET_IN_FORCE
    if statute.repealed_on and on >= statute.repealed_on:
        return LegalStatus.REPEALED
    if statute.replaced_by and not statute.repealed_on:
        newer = registry.by_number.get(statute.replaced_by)
        since = (newer.in_force_from or newer.known_since) if newer else None
        return LegalStatus.REPEALED if since and on >= since else LegalStatus.UNKNOWN
    if statute.in_force_from:
        return LegalStatus.IN_FORCE if on >= statute.in_force_from else LegalStatus.NOT_YET_IN_FORCE
    if statute.known_since and on >= statute.known_since:
        return LegalStatus.IN_FORCE
    return LegalStatus.UNKNOWN


def successors_of(reference: LegalReference, registry: Registry) -> tuple[Successor, ...]:
    """Give what took over: all of it, or what the cited stycke went to."""
    statute = registry.by_number.get(reference.sfs)
    newer = registry.by_number.get(statute.replaced_by) if statute else None
    if statute is None or newer is None:
        return ()
    if reference.chapter is None and reference.section is None:
        return (Successor(newer.short_name, newer.number, PARTLY, newer.title),)
    return tuple(_successor(move, registry, reference) for move in moves_from(reference, registry))


def extent_words(one: Successor) -> str:
    """Say how much of the old law, or of the part named, is found in a successor.

    Returns
    -------
    str
        ``helt`` and ``delvis`` only where the comparison table says so. Of a regulation the numbers alone are known, and
        of a whole act only that it was replaced: then it is said that no more than that is known.
    """
    statute = shipped_registry().by_number.get(one.sfs)
    if statute and one.canonical == statute.short_name:
        return NOT_SAID
    return AT_LEAST_PARTLY if statute and statute.is_regulation and one.extent == PARTLY else one.extent


def moves_from(reference: LegalReference, registry: Registry) -> list[Move]:
    """Give the rows of the comparison table for a reference; of a stycke those that speak of it or of the whole section."""
    moves = [move for move in load_moves(registry.folder) if move.old_number == reference.sfs]
    if reference.section is None:
        exact = [move for move in moves if split_place(move.old_place) == (reference.chapter, None)]
        return exact or [move for move in moves if move.old_chapter == reference.chapter]
    found = [move for move in moves if split_place(move.old_place) == (reference.chapter, reference.section)]
    if reference.paragraph is None:
        return found
    return [move for move in found if _speaks_of(move.old_part, reference.paragraph)]


def moves_to(reference: LegalReference, registry: Registry) -> list[Move]:
    """Give the rows of the comparison table that lead to a reference: what the section was before."""
    return [
        move
        for move in load_moves(registry.folder)
        if move.new_number == reference.sfs and split_place(move.new_place) == (reference.chapter, reference.section)
    ]


def _successor(move: Move, registry: Registry, reference: LegalReference) -> Successor:
    newer = registry.by_number.get(move.new_number)
    name = newer.short_name if newer else move.new_number
    part = move.old_part
    if reference.section is None and split_place(move.old_place)[1] is not None:
        part = f"{in_words(None, split_place(move.old_place)[1])} {part}".strip()
    return Successor(canonical(name, *split_place(move.new_place)), move.new_number, move.extent, move.heading, part)


def _speaks_of(part: str, paragraph: str) -> bool:
    """Tell whether "första och andra styckena" speaks of stycke ``2``; a part that names no stycke may."""
    named = paragraphs_in(part)
    return not named or paragraph in named


def paragraphs_in(part: str) -> frozenset[str]:
    """Give the stycken that a phrase names: ``första–tredje styckena`` gives 1, 2 and 3."""
    named: set[str] = set()
    for phrase in PARAGRAPH_PHRASE.findall(part):
        words = [word for word in re.split(r", | och ", phrase) if word]
        for word in words:
            first, _, last = word.partition("–")
            if last in ORDINALS and first in ORDINALS:
                named |= {str(number) for number in range(int(ORDINALS[first]), int(ORDINALS[last]) + 1)}
            elif first in ORDINALS:
                named.add(ORDINALS[first])
    return frozenset(named)
