"""A stretch of a paragraph as a citation."""

from __future__ import annotations

from assistant.answering.answer import Citation
from assistant.answering.stretches import Stretch
from assistant.documents.model import Document, Paragraph, label
from assistant.text import collapse


def quote_of(paragraph: Paragraph, stretch: Stretch) -> str:
    """Give the words of a stretch, white space collapsed."""
    return collapse(paragraph.full_text[stretch.start : stretch.end])


def cite(document: Document, paragraph: Paragraph, stretch: Stretch, marker: int) -> Citation:
    """Cite a stretch; the page is where the quote begins."""
    entry = document.entry
    return Citation(
        marker=marker,
        paragraph_id=paragraph.id,
        document_id=entry.id,
        document_title=entry.title,
        section=paragraph.section,
        paragraph=paragraph.number,
        page=paragraph.page_at(stretch.start),
        page_estimated=paragraph.page_estimated,
        binding=str(entry.binding),
        label=label(entry, paragraph, stretch.start),
        quote=quote_of(paragraph, stretch),
        text=paragraph.full_text,
    )
