"""Where the words that a model quotes stand in a paragraph: exactly, but for how they are set.

White space, the sort of a quotation mark, apostrophe or dash, and marks that whoever quotes puts around the words are no words:
a model writes "14-18 år" for "14–18 år", and ends with a full stop what it takes from the middle of a sentence. A letter or a
digit is never anything but itself, and what stands between the first and the last word is all there. What is verified and shown
is the paragraph's own text.
"""

from __future__ import annotations

import re

from assistant.text import collapse, find_words

_LIKE = {char: f"[{marks}]" for marks in ('"”“„»«', "'’‘", "\\-–—‑") for char in marks.replace("\\", "")}
_AROUND = " \t\r\n\"”“„»«'’‘.…"


def find_quoted(text: str, words: str) -> tuple[int, int] | None:
    """Find where quoted words begin and end in a text; None where they do not stand in it."""
    exact = find_words(text, words)
    if exact:
        return exact
    wanted = words.strip(_AROUND).split()
    if not wanted:
        return None
    pattern = r"\s+".join("".join(_LIKE.get(char, re.escape(char)) for char in word) for word in wanted)
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text)
    return found.span() if found else None


def as_written(text: str, words: str) -> str:
    """Give quoted words as a text has them, white space collapsed; empty where they do not stand in it."""
    begin, end = find_quoted(text, words) or (0, 0)
    return collapse(text[begin:end])
