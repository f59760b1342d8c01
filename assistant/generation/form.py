"""Is a proposed sentence a plain Swedish sentence? No links, no markup, no marks of ours, no hidden or foreign letters."""

from __future__ import annotations

import re
import unicodedata

from assistant.text import collapse, sentences, visible

LONGEST = 500
"""Characters of a sentence that is shown; the documents' own are seldom over 300."""

_FORBIDDEN = re.compile(
    r"[\[\]{}<>`*#|\\^~@_=]|//|\bwww\b|\b(?:https?|ftp|mailto|javascript|data|file):"
    r"|\b[\w-]{2,}\.(?:com|se|net|org|nu|io|eu|info|biz|app|dev|ai|ru|cn|co|me|fi|no|dk|[a-z]{2,}/)",
    re.IGNORECASE,
)
"""Signs of a link, of markup or of our own markers; the last alternative is a host's name."""
_ENDS = re.compile(r"[.!?]”?\Z")
_LEADS_ON = re.compile(r"(?:\?|[:;,][)”\"'.…\s]*)\Z")
_OWN_WORDS = re.compile(
    r"\b(?:källa|källan|källor|källorna|citatet|beteckning\w*|handle|quote|completeness|json|prompt\w*|system(?:meddelande|prompt)\w*)\b",
    re.I,
)
"""Words about the way in which the model was asked: an answer speaks of guidelines, not of sources with handles."""


def plain_sentences(text: str) -> tuple[str, ...]:
    """Give the sentences of a proposed text, ready to be verified; none where it has a form that is never shown.

    Returns
    -------
    tuple
        Each with its white space collapsed and a full stop at its end.
    """
    shown = collapse(text)
    if not is_plain(shown) or len(shown) > LONGEST or _OWN_WORDS.search(shown):
        return ()
    found = tuple(shown[start:end] for start, end in sentences(shown))
    if any(_LEADS_ON.search(one) for one in found):
        return ()  # a question, or a lead-in without what it leads to
    return tuple(one if _ENDS.search(one) else f"{one}." for one in found)


def is_plain(text: str) -> bool:
    """Tell whether a text has words, and no links, markup, marks of ours, hidden or foreign letters."""
    if visible(text) != text or _FORBIDDEN.search(text):
        return False
    return any(char.isalpha() for char in text) and all(_is_plain(char) for char in text)


def _is_plain(char: str) -> bool:
    """Tell whether a character belongs in Swedish text: Latin letters, plain digits and the usual signs."""
    if char.isalpha():
        return "LATIN" in unicodedata.name(char, "") and unicodedata.normalize("NFKC", char) == char
    if char.isdigit():
        return char.isascii()
    return char in " .,;:!?()-–—/§%&+”’'\"…\u00a0"
