"""Replaced law: a claim may name the section that its source names, or the one that has taken its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.documents.model import LegalReference
from assistant.law.canonical import spell_out
from assistant.law.grammar import parse
from assistant.law.lookup import all_references, meanings, related
from assistant.law.registry import shipped_registry
from assistant.verification.units import Unit

_Place = tuple[str, str | None, str | None]
_NEW_LAW = ("nya socialtjänstlag", "2025:400")


@dataclass(frozen=True, slots=True)
class Renamed:
    """A claim that names today's section, written with the section of its source, and how both are said in a notice."""

    text: str
    notices: tuple[str, ...]


def rename(claim: str, units: Sequence[Unit]) -> Renamed:
    """Write a claim with the sections of its source where it names their successors.

    Returns
    -------
    Renamed
        The claim as it is where it names none. A section of today's law counts only where the comparison table leads to
        it from a section that the source's paragraph cites.
    """
    cited = [reference for unit in units for reference in all_references(unit.paragraph)]
    places: dict[_Place, LegalReference] = {(one.sfs, one.chapter, one.section): one for one in cited if one.section}
    text, notices = claim, []
    for reference in reversed(_sections(claim)):
        known = next(iter(_earlier(reference, claim, frozenset(places))), None)
        if known is None:
            continue
        meant, place = known
        source = places[place]
        text = text[: reference.start] + source.as_written + text[reference.end :]
        today = spell_out(meant.canonical, meant.sfs)
        notices.append(f"Riktlinjen skriver {source.as_written} ({source.sfs}). Det motsvaras i dag av {today}.")
    return Renamed(text, tuple(notices))


@lru_cache(maxsize=256)
def _sections(text: str) -> tuple[LegalReference, ...]:
    return tuple(one for one in parse(text) if one.section)


@lru_cache(maxsize=512)
def _earlier(reference: LegalReference, claim: str, places: frozenset[_Place]) -> tuple[tuple[LegalReference, _Place], ...]:
    return tuple(_find(reference, claim, places))


def _find(reference: LegalReference, claim: str, places: frozenset[_Place]) -> Iterator[tuple[LegalReference, _Place]]:
    registry = shipped_registry()
    written = reference.as_written
    if any(word in claim.lower() for word in _NEW_LAW) and "2025:400" not in written:
        law = written if written.rstrip().endswith(("SoL", "socialtjänstlagen")) else f"{written} SoL"
        written = f"{law} (2025:400)"
    readings = meanings(written, registry)
    if any((one.sfs, one.chapter, one.section) in places for one in readings if one.sfs):
        return  # it names the section of the source itself
    for one in readings:
        for place, relation in related(one, registry).items():
            if place in places and relation == "tidigare nummer":
                yield one, place
