"""Says where a section that a guideline cites by name and number is another rule in today's act of that name."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from assistant.documents.model import LegalReference
from assistant.law.canonical import in_words
from assistant.law.model import LegalStatus
from assistant.law.registry import Registry, Statute, shipped_registry
from assistant.law.sections import load_sections
from assistant.law.standing import moves_from, statute_status
from assistant.law.transitions import split_place


def namesakes(
    asked: Iterable[LegalReference],
    cited: Sequence[LegalReference],
    on: datetime.date,
    subject: str,
) -> tuple[str, ...]:
    """Tell what today's act has under a number that was asked for and that the guideline means in an older act.

    Parameters
    ----------
    asked
        The sections that a question names.
    cited
        The references behind its answer.
    on
        The date that counts.
    subject
        Who cites: "Riktlinjen".

    Returns
    -------
    tuple of str
        One notice a section. None where the question gives the older act's number, where the rule has kept its number,
        or where the facts do not show what today's section is about.
    """
    known = shipped_registry()
    found: dict[str, None] = {}
    for reference in asked:
        for older in cited:
            if (older.chapter, older.section) == (reference.chapter, reference.section) and reference.section is not None:
                found.setdefault(_notice(reference, older, on, subject, known))
    return tuple(text for text in found if text)


def _notice(asked: LegalReference, older: LegalReference, on: datetime.date, subject: str, registry: Registry) -> str:
    today, before = registry.by_number.get(asked.sfs), registry.by_number.get(older.sfs)
    if today is None or before is None or not _took_over(today, before, on, registry):
        return ""
    section = load_sections(registry.folder).find(today.number, asked.chapter, asked.section or "")
    if section is None or not section.heading:
        return ""
    here = (asked.chapter, asked.section)
    if any(split_place(move.new_place) == here for move in moves_from(older, registry)):
        return ""
    place = in_words(*here)
    about = section.heading.split(" / ")[-1]
    chapter = f" (i kapitlet {section.chapter_heading})" if section.chapter_heading else ""
    name = today.short_name
    return (
        f"{place} {name} är i dag en annan regel: i {name} ({today.number}) handlar paragrafen om ”{about}”{chapter}. "
        f"{subject} menar {place} i den äldre lagen, {name} ({before.number})."
    )


def _took_over(today: Statute, before: Statute, on: datetime.date, registry: Registry) -> bool:
    """Tell whether one act stands on a date and has taken the place, and the name, of another that does not."""
    return before.replaced_by == today.number and statute_status(today, on, registry) is LegalStatus.IN_FORCE
