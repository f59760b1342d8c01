"""Replaced law: a claim may name the section that its source names, or the one that has taken its place."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.documents.model import LegalReference
from assistant.law.canonical import spell_out
from assistant.law.grammar import parse
from assistant.law.lookup import EARLIER, all_references, meanings, related
from assistant.law.model import LegalStatus
from assistant.law.registry import shipped_registry
from assistant.law.standing import standing
from assistant.text import listed
from assistant.verification.model import Difference, Kind
from assistant.verification.units import Unit

_Place = tuple[str, str | None, str | None]
_NEW_LAW = ("nya socialtjänstlag", "2025:400")


@dataclass(frozen=True, slots=True)
class AsOf:
    """The date that law is judged on, and how a notice says it: "i dag", "den 2024-03-01"."""

    date: datetime.date
    words: str = "i dag"

    @classmethod
    def of(cls, on: datetime.date | None, today: datetime.date) -> AsOf:
        """Give the date asked for, or today."""
        return cls(today) if on is None or on == today else cls(on, f"den {on.isoformat()}")


@dataclass(frozen=True, slots=True)
class Renamed:
    """A claim that names the later section, written with the section of its source, what a notice says, and what differs."""

    text: str
    notices: tuple[str, ...]
    differences: tuple[Difference, ...] = ()


def rename(claim: str, units: Sequence[Unit], as_of: AsOf) -> Renamed:
    """Write a claim with the sections of its source where it names their successors.

    Returns
    -------
    Renamed
        The claim as it is where it names none. A later section counts only where the comparison table leads to it from a
        section that the source's paragraph cites, and where its law is in force on the date. Where the claim names the
        source's own section and that has been replaced, the notice says by what.
    """
    cited = [reference for unit in units for reference in all_references(unit.paragraph)]
    places: dict[_Place, LegalReference] = {(one.sfs, one.chapter, one.section): one for one in cited if one.section}
    text = claim
    notices: list[str] = []
    differences: list[Difference] = []
    for reference in reversed(_sections(claim)):
        known = _known(reference, claim, frozenset(places))
        if known is None:
            continue
        meant, place = known
        source = places[place]
        if (meant.sfs, meant.chapter, meant.section) == place:
            notices += _replaced(source, as_of)
        elif standing(meant, as_of.date).status is LegalStatus.NOT_YET_IN_FORCE:
            notices.append(f"{spell_out(meant.canonical, meant.sfs)} gällde inte {as_of.words}. {_writes(source)}")
            differences.append(Difference(Kind.REFERENCE, reference.as_written, source.as_written))
        else:
            text = text[: reference.start] + source.as_written + text[reference.end :]
            later = spell_out(meant.canonical, meant.sfs)
            notices.append(f"{_writes(source)} Det motsvaras {as_of.words} av {later}.")
    return Renamed(text, tuple(notices), tuple(differences))


def _writes(source: LegalReference) -> str:
    return f"Riktlinjen skriver {source.as_written} ({source.sfs})."


def _replaced(source: LegalReference, as_of: AsOf) -> Iterator[str]:
    """Say what has taken the place of a section that both the claim and its source name."""
    judged = standing(source, as_of.date)
    if judged.status is LegalStatus.REPLACED:
        later = list(dict.fromkeys(spell_out(one.canonical, one.sfs) for one in judged.replaced_by))
        yield f"{_writes(source)} Det motsvaras {as_of.words} av {listed(later)}."
    elif judged.status is LegalStatus.NOT_YET_IN_FORCE:
        yield f"{source.as_written} ({source.sfs}) gällde inte {as_of.words}."


@lru_cache(maxsize=256)
def _sections(text: str) -> tuple[LegalReference, ...]:
    return tuple(one for one in parse(text) if one.section)


@lru_cache(maxsize=512)
def _known(reference: LegalReference, claim: str, places: frozenset[_Place]) -> tuple[LegalReference, _Place] | None:
    """Give which place of a source a reference names, itself or by a later number; None where it names none."""
    registry = shipped_registry()
    written = reference.as_written
    if any(word in claim.lower() for word in _NEW_LAW) and "2025:400" not in written:
        law = written if written.rstrip().endswith(("SoL", "socialtjänstlagen")) else f"{written} SoL"
        written = f"{law} (2025:400)"
    readings = meanings(written, registry)
    for one in readings:
        if one.sfs and (one.sfs, one.chapter, one.section) in places:
            return one, (one.sfs, one.chapter, one.section)  # it names the section of the source itself
    for one in readings:
        for place, relation in related(one, registry).items():
            if place in places and relation == EARLIER:
                return one, place
    return None
