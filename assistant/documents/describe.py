"""A document as the JSON object that ``assistant corpus list --json`` and the API promise."""

from __future__ import annotations

from typing import Any

from assistant.documents.model import Document


def document_row(document: Document) -> dict[str, Any]:
    """Describe a document as the catalogue and the reading of it do; ``date`` is None where the document has none."""
    entry = document.entry
    return {
        "id": entry.id,
        "title": entry.title,
        "title_derived": entry.title_derived,
        "publisher": entry.publisher,
        "kind": entry.kind,
        "binding": entry.binding.value,
        "date": entry.date.isoformat() if entry.date else None,
        "dnr": entry.dnr,
        "law_basis": dict(entry.law_basis),
        "pages": document.pages,
        "paragraphs": len(document.paragraphs),
        "note": entry.note,
    }
