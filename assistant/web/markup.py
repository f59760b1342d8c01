"""Small pieces of HTML that answers and sources share. Everything that is not ours is escaped here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from itertools import pairwise
from urllib.parse import quote as percent_encode
from urllib.parse import urlencode, urlsplit

from assistant.documents.model import Kind, Paragraph
from assistant.web.words import State

SpanInText = tuple[int, int]
NO_SIGNS: Mapping[int, str] = {}

# Drawn on a 16 × 16 grid with strokes, so that they take the colour of the words beside them.
ICONS: Mapping[str, str] = {
    "check": "M3 8.5l3.2 3.2L13 4.8",
    "half": "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M8 5v3.5l2.2 1.6",
    "search": "M7 2.8a4.2 4.2 0 1 0 0 8.4a4.2 4.2 0 1 0 0-8.4M10.2 10.2L13.4 13.4",
    "question": "M5.6 6a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.9M8 12.6v.2",
    "shield": "M8 2l5 1.8v3.8c0 3-2 5.2-5 6.4c-3-1.2-5-3.4-5-6.4V3.8z",
    "stop": "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M4.2 4.2l7.6 7.6",
    "info": "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M8 7.4v3.4M8 5v.2",
    "arrow": "M2.5 8h10.4M9 4l4 4l-4 4",
    "back": "M13.5 8H3.1M7 4L3 8l4 4",
    "copy": "M5.5 5.5V2.5h8v8h-3M2.5 5.5h8v8h-8z",
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


def body_html(paragraph: Paragraph, highlight: SpanInText | None, with_pages: bool = True) -> str:
    """Give a paragraph: lines of prose as paragraphs, items as a list, footnotes after them.

    ``highlight`` holds offsets in the paragraph's ``full_text`` and may run across all of these.
    """
    html: list[str] = []
    position, in_list = 0, False
    signs = _signs(paragraph, with_pages)
    items = {" ".join(item.split()) for item in paragraph.items}
    for line in paragraph.text.split("\n"):
        span = (position, position + len(line))
        position = span[1] + 1
        if not line.strip():
            continue
        is_item = " ".join(line.split()) in items
        if is_item != in_list:
            html.append("<ul>" if is_item else "</ul>")
            in_list = is_item
        tag = "li" if is_item else "p"
        html.append(f"<{tag}>{inline(paragraph.text, span, highlight, signs)}</{tag}>")
    html.append("</ul>" if in_list else "")
    return "".join(html) + _footnotes(paragraph, highlight)


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


def _footnotes(paragraph: Paragraph, highlight: SpanInText | None) -> str:
    rows = []
    position = len(paragraph.text)
    for note in paragraph.footnotes:
        span = (position + 1, position + 1 + len(note.text))
        position = span[1]
        text = inline(paragraph.full_text, span, highlight)
        rows.append(f'<li><span class="fotnot-nr">{escape(note.number)}</span> {text}</li>')
    return f'<ol class="fotnoter" aria-label="Fotnoter">{"".join(rows)}</ol>' if rows else ""


def label_html(label: str) -> str:
    """Give a source's label escaped, without a line break between "s." and the page or a number and "st."."""
    return escape(UNBREAKABLE.sub("\u00a0", label))


def source_url(paragraph_id: str, span: SpanInText | None) -> str:
    """Give the address of a paragraph in its document; it holds places, never words."""
    query = f"?{urlencode({'fran': span[0], 'till': span[1]})}" if span else ""
    return f"kalla/{percent_encode(paragraph_id)}{query}"


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
