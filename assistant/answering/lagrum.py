"""The legal references behind an answer, with their standing on its date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from assistant.answering.stretches import Stretch
from assistant.documents.model import LegalReference, Paragraph
from assistant.law.model import ReferenceStanding
from assistant.law.standing import standing


def references_behind(paragraph: Paragraph, stretches: Sequence[Stretch], whole: bool) -> tuple[LegalReference, ...]:
    """Give the references to law that a quote rests on; reports, decisions and other sources are no law.

    Parameters
    ----------
    paragraph
        The paragraph that is quoted.
    stretches
        What is quoted of it.
    whole
        True where the references of the rest of its running text count too, after those of the quote. In a list only
        the quoted items' references and the lead-in's count: other items speak of other things.
    """
    law = [ref for ref in paragraph.legal_references if ref.sfs]
    inside = [ref for ref in law if touches(ref, stretches)]
    if not whole:
        return tuple(inside)
    lead = len(paragraph.lead_in)
    rest = [ref for ref in law if ref not in inside and (not paragraph.items or ref.end <= lead)]
    notes = [ref for note in paragraph.footnotes for ref in note.legal_references if ref.sfs]
    return (*inside, *rest, *notes)


def touches(reference: LegalReference, stretches: Sequence[Stretch]) -> bool:
    """Tell whether a reference of a paragraph stands, in part at least, in one of its stretches."""
    return any(reference.start < stretch.end and stretch.start < reference.end for stretch in stretches)


def with_standing(references: Iterable[LegalReference], on: datetime.date) -> tuple[ReferenceStanding, ...]:
    """Judge references on a date; what is the same stycke or punkt, or a section written the same way, is given once."""
    found: dict[tuple[str, str, str | None, str | None], ReferenceStanding] = {}
    for reference in references:
        key = (reference.canonical, reference.sfs, reference.paragraph, reference.item)
        if key not in found:
            found[key] = standing(reference, on)
    unique: dict[tuple[str, str, str], ReferenceStanding] = {}
    for one in found.values():
        unique.setdefault((one.canonical, one.sfs, one.as_written), one)
    return tuple(unique.values())
