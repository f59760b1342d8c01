"""Which legal references a new edition of a document brings, and which it drops, with their standing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assistant.documents.model import Document, LegalReference
from assistant.law.annotate import heading_references
from assistant.law.lookup import all_references
from assistant.law.model import ReferenceStanding
from assistant.law.standing import standing

_Key = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in the law with its standing, and the ids of the paragraphs that cite it; empty where only headings do."""

    standing: ReferenceStanding
    paragraph_ids: tuple[str, ...]


def compare_law(old: Document, new: Document, on: datetime.date) -> tuple[tuple[Cited, ...], tuple[Cited, ...]]:
    """Compare what two editions cite, headings and footnotes too.

    Parameters
    ----------
    old, new
        Documents with their legal references filled in.
    on
        The date that law is judged on.

    Returns
    -------
    tuple of two tuples of Cited
        What only the old edition cites, and what only the new one does, each place in the law once, in reading order.
    """
    before, after = _cited(old), _cited(new)
    return (
        tuple(Cited(standing(one, on), ids) for key, (one, ids) in before.items() if key not in after),
        tuple(Cited(standing(one, on), ids) for key, (one, ids) in after.items() if key not in before),
    )


def reference_key(reference: LegalReference) -> _Key:
    """Give what tells one place in the law from another, however it is written."""
    return (reference.canonical, reference.sfs, reference.paragraph)


def _cited(document: Document) -> dict[_Key, tuple[LegalReference, tuple[str, ...]]]:
    found: dict[_Key, tuple[LegalReference, tuple[str, ...]]] = {}
    rows = [(paragraph.id, all_references(paragraph)) for paragraph in document.paragraphs]
    rows += [("", references) for _, references in heading_references(document)]
    for paragraph_id, references in rows:
        for reference in references:
            first, ids = found.setdefault(reference_key(reference), (reference, ()))
            if paragraph_id and paragraph_id not in ids:
                found[reference_key(reference)] = (first, (*ids, paragraph_id))
    return found
