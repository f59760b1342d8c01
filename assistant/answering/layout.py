"""The short answer as text: quotes with their markers, lists as lists, each document's words under its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.answer import Citation
from assistant.answering.citing import cite
from assistant.answering.sources import Source
from assistant.answering.stretches import Excerpt, Stretch
from assistant.documents.model import CatalogueEntry, Kind, Paragraph
from assistant.text import collapse

WHOLE_LIST_LINE = re.compile(r"Hela listan, \d+ punkter \(s\. (?:ca )?\d+(?:–\d+)?\):")
"""The line of ours in front of a very long list, whose items asked for are said before it."""
_NUMBERED = re.compile(r"\d{1,2}[.)] ")


def citations_of(sources: Sequence[Source]) -> tuple[Citation, ...]:
    """Cite what is quoted of each source, numbered in order."""
    pairs = [(source, stretch) for source in sources for stretch in source.quoted]
    return tuple(cite(source.document, source.paragraph, stretch, n) for n, (source, stretch) in enumerate(pairs, start=1))


def answer_text(shown: Sequence[Source], citations: Sequence[Citation], *, compares: bool = False, named: bool = False) -> str:
    """Write the short answer.

    Parameters
    ----------
    shown
        The sources that lead, in order.
    citations
        The answer's citations; those of the sources shown come first, in the same order.
    compares
        True where the sources are the sides of a comparison: then each side's law is named.
    named
        True where even a single document is to be named, as the question may mean another one of its series.

    Returns
    -------
    str
        Quotes in quotation marks with markers ``[1]``; where several documents speak, each under its name.
    """
    documents = list(dict.fromkeys(source.document.id for source in shown))
    if len(documents) < 2 and not named:
        return "\n".join(_piece(source, citations) for source in shown)
    entries = {source.document.id: source.document.entry for source in shown}
    by_publisher = len({entry.publisher for entry in entries.values()}) == len(documents) and not named
    parts = []
    for document in documents:
        name = _name(entries[document], by_publisher, compares)
        first, *rest = (source for source in shown if source.document.id == document)
        name = f"{name}, {first.heading}" if first.heading else name
        pieces = [_piece(replace(first, heading=""), citations), *(_piece(source, citations) for source in rest)]
        parts.append(_under(name, "\n".join(pieces)))
    return "\n\n".join(parts)


def _name(entry: CatalogueEntry, by_publisher: bool, compares: bool) -> str:
    name = entry.publisher if by_publisher else entry.short_title
    law = entry.law_basis.get("SoL", "")
    return f"{name} (bygger på SoL {law})" if compares and law else name


def _piece(source: Source, citations: Sequence[Citation]) -> str:
    own = [citation.marker for citation in citations if citation.paragraph_id == source.paragraph.id]
    words = "\n".join(_said(source, excerpt, marker) for excerpt, marker in zip(source.excerpts, own, strict=False))
    return _under(source.heading, words) if source.heading else words


def _under(name: str, words: str) -> str:
    """Put a name before words; a list begins on a line of its own."""
    return f"{name}:\n{words}" if words.startswith("”–") else f"{name}: {words}"


def _said(source: Source, excerpt: Excerpt, marker: int) -> str:
    """Write what is said of one excerpt; after what is asked of a very long list, the whole list under a line of ours."""
    lines = [f"{_laid_out(source, stretch)} [{marker}]" for stretch in excerpt.said]
    if excerpt.whole:
        lines += [_whole_list_line(source.paragraph, excerpt.whole), f"{_laid_out(source, excerpt.whole)} [{marker}]"]
    return "\n".join(lines)


def _whole_list_line(paragraph: Paragraph, whole: Stretch) -> str:
    first, last = paragraph.page_at(whole.start), paragraph.page_at(whole.end - 1)
    pages = f"{first}–{last}" if last > first else str(first)
    about = "ca " if paragraph.page_estimated else ""
    return f"Hela listan, {len(paragraph.items)} punkter (s. {about}{pages}):"


def _laid_out(source: Source, stretch: Stretch) -> str:
    """Write a quote in quotation marks, a list as a list."""
    paragraph = source.paragraph
    text = paragraph.full_text[stretch.start : stretch.end]
    lines = [collapse(line) for line in text.split("\n")]
    in_list = bool(paragraph.items) and paragraph.kind is not Kind.FRONT_MATTER and stretch.end > len(paragraph.lead_in) + 1
    if not in_list:
        return f"”{' '.join(lines)}”"
    lead = 1 if paragraph.lead_in and stretch.start < len(paragraph.lead_in) else 0
    return "”" + "\n".join([*lines[:lead], *(_item(line) for line in lines[lead:])]) + "”"


def _item(line: str) -> str:
    """Put a dash before an item that has no number of its own."""
    return line if _NUMBERED.match(line) else f"– {line}"
