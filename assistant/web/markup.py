"""Small pieces of HTML that answers and sources share. Everything that is not ours is escaped here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from itertools import groupby, pairwise
from operator import itemgetter
from urllib.parse import quote as percent_encode
from urllib.parse import urlencode, urlsplit

from assistant.documents.model import Kind, LegalReference, Paragraph
from assistant.web.words import State

SpanInText = tuple[int, int]
LinkTo = Callable[[LegalReference], str]
"""Gives the address of a legal reference's own page, empty where it has none."""
MARK_ANCHOR = "markering"
"""The name, within a page of the document reader, of the first marked words."""
OFFSET_DIGITS = 9
"""No paragraph is a thousand million characters long."""
NO_SIGNS: Mapping[int, str] = {}

# Drawn on a 16 × 16 grid with strokes, so that they take the colour of the words beside them.
ICONS: Mapping[str, str] = {
    "check": "M3 8.5l3.2 3.2L13 4.8",
    "half": "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M8 2.5v11M5.2 4.2v7.6",
    "search": "M7 2.8a4.2 4.2 0 1 0 0 8.4a4.2 4.2 0 1 0 0-8.4M10.2 10.2L13.4 13.4",
    "question": "M5.6 6a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.9M8 12.6v.2",
    "shield": "M8 2l5 1.8v3.8c0 3-2 5.2-5 6.4c-3-1.2-5-3.4-5-6.4V3.8z",
    "stop": "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M4.2 4.2l7.6 7.6",
    "info": "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M8 7.4v3.4M8 5v.2",
    "arrow": "M2.5 8h10.4M9 4l4 4l-4 4",
    "back": "M13.5 8H3.1M7 4L3 8l4 4",
    "copy": "M5.5 5.5V2.5h8v8h-3M2.5 5.5h8v8h-8z",
    "filter": "M2.5 3.5h11M4.5 8h7M6.5 12.5h3",
    "previous": "M3.5 10l4.5-4.5L12.5 10",
    "next": "M3.5 6l4.5 4.5L12.5 6",
    "printer": "M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z",
    "document": "M4 1.8h5.2L12.5 5v9.2H4zM9 2v3.2h3.2M6 8.2h4.4M6 10.8h4.4",
}
UNBREAKABLE = re.compile(r"(?<=\bs\.) (?=ca |\d)|(?<=\bca) (?=\d)|(?<=\d) (?=st\.)")


def icon(name: str) -> str:
    """Give an icon that screen readers pass over; words always stand beside it."""
    return f'<svg class="ikon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="{ICONS[name]}"/></svg>'


def state_html(state: State, tag: str = "span") -> str:
    """Give a status as icon and words; the colour only repeats what they say."""
    return f'<{tag} class="status ton-{state.tone}">{icon(state.icon)}<span>{escape(state.words)}</span></{tag}>'


def as_block(html: str) -> str:
    """Give HTML that a Markdown component passes through untouched: one block, without a line break.

    Line breaks become character references; in text they are white space, in attributes (what is copied) line breaks.
    """
    return html.replace("\r", "").replace("\n", "&#10;")


def inline(text: str, span: SpanInText, highlight: SpanInText | None, signs: Mapping[int, str] = NO_SIGNS) -> str:
    """Give ``text[start:end]`` escaped, with the highlight marked, and signs (HTML, by offset) put in between."""
    start, end = span
    marked = (max(start, highlight[0]), min(end, highlight[1])) if highlight else (end, end)
    cuts = sorted({start, end, *(cut for cut in (*signs, *marked) if start <= cut <= end)})
    parts = [signs.get(start, "")]
    for left, right in pairwise(cuts):
        piece = escape(text[left:right])
        parts.append(f"<mark>{piece}</mark>" if marked[0] <= left and right <= marked[1] else piece)
        parts.append(signs.get(right, ""))
    return "".join(parts)


def page_mark(page: int, estimated: bool = False) -> str:
    """Give the mark that stands where a page of the document begins."""
    return f'<span class="sida"><span class="dold">Här börjar </span>s. {"ca " if estimated else ""}{page}</span>'


def lines_html(lines: Iterable[tuple[bool, str]]) -> str:
    """Give lines of HTML as paragraphs, and those that are items (True) as lists."""
    html = ""
    for is_item, group in groupby(lines, key=itemgetter(0)):
        tag = "li" if is_item else "p"
        inside = "".join(f"<{tag}>{line}</{tag}>" for _, line in group)
        html += f"<ul>{inside}</ul>" if is_item else inside
    return html


def body_html(
    paragraph: Paragraph, highlight: SpanInText | None, with_pages: bool = True, link_to: LinkTo | None = None
) -> str:
    """Give a paragraph: lines of prose as paragraphs, items as a list, footnotes after them.

    ``highlight`` holds offsets in the paragraph's ``full_text`` and may run across all of these. With ``link_to`` each
    legal reference is a link.
    """
    lines: list[tuple[bool, str]] = []
    position = 0
    signs = _linked(_signs(paragraph, with_pages), paragraph.text, paragraph.legal_references, link_to)
    items = {" ".join(item.split()) for item in paragraph.items}
    for line in paragraph.text.split("\n"):
        span = (position, position + len(line))
        position = span[1] + 1
        if line.strip():
            lines.append((" ".join(line.split()) in items, inline(paragraph.text, span, highlight, signs)))
    return lines_html(lines) + _footnotes(paragraph, highlight, link_to)


def _signs(paragraph: Paragraph, with_pages: bool) -> dict[int, str]:
    """Give what stands inside a paragraph's text without being its text: page marks and footnote numbers."""
    numbers: dict[int, list[str]] = {}
    for note in paragraph.footnotes:
        at = len(paragraph.text[: note.mark].rstrip())  # at the word, not after the space behind it
        numbers.setdefault(at, []).append(escape(note.number))
    signs = {at: f'<sup class="fotnot-nr">{", ".join(marks)}</sup>' for at, marks in numbers.items()}
    for offset, page in paragraph.page_starts if with_pages else ():
        if offset > 0:
            signs[offset] = f"{signs.get(offset, '')}{page_mark(page)} "
    return signs


def _linked(
    signs: Mapping[int, str], text: str, references: Sequence[LegalReference], link_to: LinkTo | None, start: int = 0
) -> dict[int, str]:
    """Give signs with the tags of links around references beside them; ``start`` is where the text stands.

    Of references that overlap (merged tracked changes) the first is a link. One that runs on to a new line is none.
    """
    found = dict(signs)
    reached = 0
    for one in sorted(references, key=lambda reference: reference.start):
        address = link_to(one) if link_to else ""
        if not address or one.start < reached or "\n" in text[one.start : one.end]:
            continue
        reached = one.end
        first, last = start + one.start, start + one.end
        found[first] = f'{found.get(first, "")}<a class="lagrumslank" href="{escape(address)}">'
        found[last] = f"</a>{found.get(last, '')}"
    return found


def _footnotes(paragraph: Paragraph, highlight: SpanInText | None, link_to: LinkTo | None) -> str:
    rows = []
    position = len(paragraph.text)
    for note in paragraph.footnotes:
        span = (position + 1, position + 1 + len(note.text))
        position = span[1]
        text = inline(paragraph.full_text, span, highlight, _linked({}, note.text, note.legal_references, link_to, span[0]))
        rows.append(f'<li><span class="fotnot-nr">{escape(note.number)}</span> {text}</li>')
    return f'<ol class="fotnoter" aria-label="Fotnoter">{"".join(rows)}</ol>' if rows else ""


def label_html(label: str) -> str:
    """Give a source's label escaped, without a line break between "s." and the page or a number and "st."."""
    return escape(UNBREAKABLE.sub("\u00a0", label))


def source_url(paragraph_id: str, span: SpanInText | None) -> str:
    """Give the address of a paragraph in its document; it holds places, never words."""
    query = f"?{urlencode({'fran': span[0], 'till': span[1]})}" if span else ""
    return f"kalla/{percent_encode(paragraph_id)}{query}"


def read_span(start: str, end: str) -> SpanInText | None:
    """Read the offsets of an address; None where they are no places in a text."""
    if not (start.isascii() and start.isdecimal() and end.isascii() and end.isdecimal()):
        return None
    if max(len(start), len(end)) > OFFSET_DIGITS or int(start) >= int(end):
        return None
    return int(start), int(end)


def place_url(paragraph_id: str, span: SpanInText | None = None) -> str:
    """Give the address of a paragraph in the document reader, where the span is marked and scrolled to.

    Parameters
    ----------
    paragraph_id
        The paragraph.
    span
        Offsets in the paragraph's ``full_text``; None points the paragraph out and marks nothing. The address holds
        places, never words.
    """
    if span is None:
        return f"{section_url(paragraph_id)}#{percent_encode(anchor_of(paragraph_id))}"
    return f"{section_url(paragraph_id)}?{urlencode({'fran': span[0], 'till': span[1]})}#{MARK_ANCHOR}"


def section_url(place_id: str) -> str:
    """Give the address of a document or of a section's own page in the document reader."""
    return f"/kallor/{percent_encode(place_id)}"


def anchor_of(place_id: str) -> str:
    """Give a paragraph's or a section's name within its document's page: its id, with a letter in the document's place.

    The letter keeps it apart from the page's own names: a heading may be called "Innehåll".
    """
    return f"d/{place_id.partition('/')[2]}"


def is_web_address(url: str) -> bool:
    """Tell whether an address may be a link: encrypted web, nothing else (no ``javascript:``)."""
    return urlsplit(url).scheme == "https"


def kind_note(kind: Kind) -> str:
    """Say what a paragraph is where it has no number; empty where it has."""
    notes = {
        Kind.FRONT_MATTER: "Försättsuppgifter",
        Kind.CONTACT: "Kontakt",
        Kind.READING_LIST: "Läslista",
        Kind.LINK_LIST: "Länklista",
    }
    return notes.get(kind, "")
