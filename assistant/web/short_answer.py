"""The short answer as HTML: paragraphs and lists, what decides in bold, markers as buttons that open the source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from assistant.answering.answer import Answer, Citation
from assistant.answering.emphasis import emphasised
from assistant.answering.layout import WHOLE_LIST_LINE
from assistant.documents.corpus import Corpus
from assistant.text import find_words
from assistant.web.markup import lines_html, source_url

MARKER = re.compile(r"\[(\d{1,2})\]")
NO_BREAK_SPACE = "&nbsp;"
LONGEST_KEPT_WORD = 24
"""Characters of a word that is kept on one line with its marker; a longer one may have to break on a narrow page."""
ITEM = re.compile(r"^\s*(”?)[-–•]\s+(?=\S)")
"""An item's dash is the page's own sign for a list; a quotation mark before it belongs to the words."""
QUOTE_END = re.compile(r"” \[\d{1,2}\]$")
"""What the last line of a quote ends with."""


def short_answer(corpus: Corpus, answer: Answer) -> str:
    """Give the short answer: paragraphs and lists, numbers and actors in bold, markers as buttons that open the source.

    A very long list is left out, see `whole_lists`: this much is read out when an answer comes.
    """
    return _block(corpus, answer, _parted(answer.answer)[0])


def whole_lists(corpus: Corpus, answer: Answer) -> str:
    """Give the very long lists of which the short answer says what was asked for, each folded under its line."""
    folded = "".join(
        f'<details class="hela-listan"><summary>{escape(line.rstrip(":"))}</summary>'
        f"<div>{_block(corpus, answer, lines)}</div></details>"
        for line, lines in _parted(answer.answer)[1]
    )
    return f'<div class="kort-svar">{folded}</div>' if folded else ""


def _parted(text: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Part an answer into the lines that are shown at once, and the long lists with the line in front of each."""
    shown: list[str] = []
    lists: list[tuple[str, list[str]]] = []
    into = shown
    for line in text.splitlines():
        if WHOLE_LIST_LINE.fullmatch(line):
            lists.append((line, into := []))
            continue
        into.append(line)
        if QUOTE_END.search(line):
            into = shown
    return shown, lists


def _block(corpus: Corpus, answer: Answer, lines: Sequence[str]) -> str:
    """Give lines as paragraphs and lists."""
    by_marker = {citation.marker: citation for citation in answer.citations}
    return lines_html(
        (ITEM.match(line) is not None, _inline(corpus, ITEM.sub(r"\1", line, count=1), by_marker))
        for line in lines
        if line.strip()
    )


def _inline(corpus: Corpus, line: str, by_marker: dict[int, Citation]) -> str:
    html: list[str] = []
    position = 0
    for match in MARKER.finditer(line):
        citation = by_marker.get(int(match[1]))
        if citation is None:
            continue
        before = line[position : match.start()]
        html.append(_with_marker(before.rstrip(" "), NO_BREAK_SPACE if before.endswith(" ") else "", _chip(corpus, citation)))
        position = match.end()
    return "".join((*html, _emphasised(line[position:])))


def _with_marker(text: str, glue: str, chip: str) -> str:
    """Give text with a marker after it that never stands alone on a line: its last word goes with it.

    A space that does not break is not enough, since browsers break a line before any button. A very long word, or one in the
    middle of bold type, is left as it is.
    """
    cut = text.rfind(" ") + 1
    if len(text) - cut > LONGEST_KEPT_WORD or any(start < cut < end for start, end in emphasised(text)):
        return f"{_emphasised(text)}{glue}{chip}"
    return f'{_emphasised(text[:cut])}<span class="ihop">{_emphasised(text[cut:])}{glue}{chip}</span>'


def _emphasised(text: str) -> str:
    """Give text escaped, with what deserves bold type in it."""
    html: list[str] = []
    position = 0
    for start, end in emphasised(text):
        whole = ' class="ihop"' if text[start] in "0+" else ""  # a telephone number is read off: it stays on one line
        html += [escape(text[position:start]), f"<strong{whole}>{escape(text[start:end])}</strong>"]
        position = end
    return "".join((*html, escape(text[position:])))


def place(corpus: Corpus, citation: Citation) -> str:
    """Give the address of a citation's words in their document, escaped."""
    text = corpus.paragraph(citation.paragraph_id).full_text
    return escape(source_url(citation.paragraph_id, find_words(text, citation.quote)))


def _chip(corpus: Corpus, citation: Citation) -> str:
    name = escape(f"Visa källa {citation.marker} i dokumentet: {citation.label}")
    return (
        f'<button type="button" class="chip" data-kalla="{place(corpus, citation)}" aria-label="{name}" title="{name}">'
        f"{citation.marker}</button>"
    )
