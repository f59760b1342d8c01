"""Small tools for text that every other part may use. Stands below all of them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from assistant.errors import UsageError

MAX_QUESTION = 4_000
"""The longest question, in characters after cleaning: some 600 words, a long scenario and no more."""

_COMPOSITION = 4
"""Composing (NFC) makes at most four code points one, so a text over four times the limit is too long in any case."""

_EXAMPLE = "Skriv en fråga om riktlinjerna, till exempel: Vem upprättar genomförandeplanen?"

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""

# Code points that show nothing although their category says otherwise (Unicode's Default_Ignorable_Code_Point, and
# the blank braille pattern and the keycap frame, which leave a blank or a bare digit behind).
_SHOWS_NOTHING = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u20e3\u2800\u3164\uffa0"
    + "".join(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)


def collapse(text: str) -> str:
    """Give the text with each run of white space as one space, and none at its ends."""
    return " ".join(text.split())


def find_words(text: str, words: str) -> tuple[int, int] | None:
    """Find where words stand in a text, whatever white space parts them there; None where they do not."""
    wanted = words.split()
    found = re.search(r"\s+".join(map(re.escape, wanted)), text) if wanted else None
    return found.span() if found else None


def listed(words: Sequence[str], conjunction: str = "och") -> str:
    """Join words as Swedish lists them: ``a, b och c``; none give an empty string."""
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}" if len(words) > 1 else "".join(words)


def plain_cell(cell: str) -> str:
    """Give a cell that no spreadsheet takes for a formula (OWASP, CSV injection): an apostrophe goes in front of one."""
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell


def fold(text: str) -> str:
    """Give the text in the form that is compared: compatibility characters made plain (NFKC), no case."""
    return unicodedata.normalize("NFKC", text).casefold()


@lru_cache(maxsize=4096)
def is_invisible(char: str) -> bool:
    """Tell whether a character shows nothing: control, direction mark, zero-width, surrogate, unassigned.

    White space is not invisible in this sense: it parts words.
    """
    if char.isspace():
        return False
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Cn"} or char in _SHOWS_NOTHING


def visible(text: str) -> str:
    """Give a text without what shows nothing or steers a terminal: control, direction and zero-width characters."""
    hidden = {ord(char) for char in set(text) if is_invisible(char)}
    return text.translate(dict.fromkeys(hidden)) if hidden else text


def clean_question(raw: str) -> str:
    """Give a question as the rest of the program may see it.

    Returns
    -------
    str
        The question composed (NFC), without control, direction and zero-width characters, white space collapsed.
        A glyph from a font's private area (a bullet in text copied from a PDF) becomes a space.

    Raises
    ------
    UsageError
        The question is empty, has no letter or digit, or is longer than `MAX_QUESTION`. The message does not hold it.
    """
    shown = "".join(" " if unicodedata.category(char) == "Co" else char for char in raw if not is_invisible(char))
    question = collapse(shown)
    if not question:
        raise UsageError("Frågan är tom.", _EXAMPLE)
    # Composing is quadratic on long runs of combining marks, so the length is tried before it too.
    if len(question) <= _COMPOSITION * MAX_QUESTION:
        question = unicodedata.normalize("NFC", question)
    if len(question) > MAX_QUESTION:
        limit = f"{MAX_QUESTION:,}".replace(",", " ")
        raise UsageError(f"Frågan är längre än {limit} tecken.", "Korta den, eller dela den i flera frågor.")
    if not any(char.isalnum() for char in question):
        raise UsageError("Frågan har inga bokstäver eller siffror.", _EXAMPLE)
    return question


# What may end a sentence: the stop, then any closing quotation marks or brackets, then white space in the same line.
_STOP = re.compile(r"(?<![.!?…])(?P<stop>[.!?…]++)(?P<closers>[\"'”’»)\]]*+)[^\S\n\r]++")
_LINE = re.compile(r"[^\n\r]+")
_OPENERS = "\"'“”‘’«»([{-–—•·*\uf0b7 \t"
_QUOTE_OR_BRACKET = re.compile(r"[()\[\]”“\"»«]")
_OPENED_BY = {")": "(", "]": "["}
_COVER_LIMIT = 400
"""How far a bracket or quotation may run, in characters; one that is longer has lost its other half."""

# Abbreviations that stand before something, and so never end a sentence. Those that are also whole words ("bil", "par",
# "ex", "min") are not here.
_LEADS_ON = re.compile(
    r"adj|ang|anm|avd|avs|bet|bl|ca|cit|diarienr|dnr|doc|dr|ds|dvs|enl|ev|exkl|fig|forts|fr|förf|förk|förordn|inkl|jfr|jmf|"
    r"jur|kap|kl|lagr|ledn|lfd|mom|motsv|nr|näml|pkt|proc|prof|prop|ref|resp|sg|sid|skr|spec|tel|tfn|ung|urspr|utg|vol|övers",
    re.IGNORECASE,
)
# Abbreviations that may stand last: a sentence ends after them only where a new one plainly begins.
_MAY_END = re.compile(
    r"(?:^|[\s(])(?:m\.\s?m|m\.\s?fl|o\.\s?s\.\s?v|o\.\s?dyl|o\.\s?d|e\.\s?d|e\.\s?dyl|f\.\s?f|osv|etc|mfl|mm|ff|st|str|"
    r"tr|kr|tkr|mkr|mnkr)\.$",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?:\w{1,2}\.)+\w{1,2}")
_SPACED_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:t\.\s?ex|bl\.\s?a|s\.\s?k|d\.\s?v\.\s?s|p\.\s?g\.\s?a|fr\.\s?o\.\s?m|t\.\s?o\.\s?m|f\.\s?d)\.$",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"[^\s(\"“”'«»/]+$")
_TAIL = 24
"""Characters before a stop in which an abbreviation is looked for; the longest is some ten."""
_LONG_WORD = 4
"""A stop before a small letter ends a sentence only after a word this long: a shorter one is taken for an abbreviation."""


def _covered(line: str) -> list[tuple[int, int]]:
    """Find the stretches of a line that stand within brackets or quotation marks that close again, in order."""
    covered: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    still_open: Counter[str] = Counter()
    for match in _QUOTE_OR_BRACKET.finditer(line):
        mark, at = match.group(), match.start()
        opener = _OPENED_BY.get(mark, "”")  # a Swedish quotation begins and ends with the same mark
        is_quote = mark not in "()[]"
        if mark in "([" or (is_quote and not still_open["”"] and (at == 0 or line[at - 1].isspace() or line[at - 1] in "([")):
            opener = mark if mark in "([" else "”"
            opened.append((opener, at))
            still_open[opener] += 1
            continue
        while still_open[opener]:
            kind, start = opened.pop()
            still_open[kind] -= 1
            if kind == opener:
                if at - start <= _COVER_LIMIT:
                    covered.append((start, at))
                break
    return sorted(covered)


def _first_word(rest: str) -> str:
    word = rest.lstrip(_OPENERS)
    return word.split(maxsplit=1)[0] if word else ""


def _begins_sentence(word: str) -> bool:
    """Tell whether a word after an abbreviation begins a sentence: ``Det`` does, ``SoL``, ``OSL`` and ``JO:s`` do not."""
    return word[:1].isupper() and not any(char.isupper() for char in word[1:])


def _ends(line: str, match: re.Match[str], begin: int) -> bool:
    """Tell whether a sentence that began at ``begin`` ends at this stop."""
    following = _first_word(line[match.end() : match.end() + 40])
    if not following or not following[0].isalnum():
        return False
    if "!" in match["stop"] or "?" in match["stop"]:
        return not following[0].islower() or not match["closers"]
    tail = line[max(begin, match.start() - _TAIL) : match.start()]
    word = found.group() if (found := _LAST_WORD.search(tail)) else ""
    with_stop = tail + "."
    if _MAY_END.search(with_stop):
        return _begins_sentence(following)
    if _SPACED_ABBREVIATION.search(with_stop) or _LEADS_ON.fullmatch(word):
        return False
    if (len(word) == 1 and word.isalpha()) or (_DOTTED.fullmatch(word) and not word[-1].isdigit()):
        return False
    if word.isdigit() and match.start() - len(word) - begin <= 1:
        return False  # the number of a list item: "1. Text"
    if following[0].islower():
        return len(word) >= _LONG_WORD and word.isalpha() and match["stop"] == "." and not match["closers"]
    return True


def _sentences_of_line(line: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    covered = _covered(line)
    begin, at = 0, 0
    inside = -1
    for match in _STOP.finditer(line):
        while at < len(covered) and covered[at][0] < match.start():
            inside = max(inside, covered[at][1])
            at += 1
        if match.start() + len(match.group().rstrip()) <= inside or not _ends(line, match, begin):
            continue
        found.append((begin, match.end()))
        begin = match.end()
    return [*found, (begin, len(line))]


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Find the sentences of Swedish running text.

    A new line ends a sentence (list items stand on lines of their own). A sentence does not end inside an abbreviation
    (``prop.``, ``kap.``, ``t.ex.``, ``dnr``), a bracket or a quotation, nor where the next word has a small letter after a
    short word. After ``m.m.``, ``osv.`` or ``st.`` it ends only where a word with one capital, its first, follows.

    Returns
    -------
    tuple
        ``(start, end)`` in code points, in order and disjoint, without white space at either end; every character that
        is not white space is in exactly one.
    """
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        for start, end in _sentences_of_line(line.group()):
            part = line.group()[start:end]
            if stripped := part.strip():
                left = line.start() + start + len(part) - len(part.lstrip())
                found.append((left, left + len(stripped)))
    return tuple(found)
