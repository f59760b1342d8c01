"""A text with its disguises removed: what the rules look at.

Digits of any script are ASCII, dashes are hyphens, compatibility characters are plain, characters that show nothing are
gone, marks are composed with their letters and white space is one character. Each character knows where it came from.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from assistant.text import is_invisible

_ORDINARY = frozenset("".join(map(chr, range(0x21, 0x7F))).translate({ord("`"): None}) + "åäöÅÄÖé§")
"""What stands for itself in nearly every Swedish text; asked first, for speed."""

_LINE_BREAKS = "\n\r\v\f\x85\u2028\u2029"
_LOOK_LIKE_HYPHENS = "\u2043\u2212\u02d7\u00af\u30fc\u2500"
_LOOK_LIKE_APOSTROPHES = "’‘ʼ´`"


@dataclass(frozen=True, slots=True)
class View:
    """A text to search, and for each of its characters the stretch of the original it stands for."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Give the stretch of the original that ``text[start:end]`` stands for."""
        return self.starts[start], self.ends[end - 1]


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """Give what a character is compared as; a line break for white space that ends a line and for bullets."""
    if char in _LINE_BREAKS or unicodedata.category(char) == "Co":
        return "\n"
    if is_invisible(char):
        return ""
    if char in _LOOK_LIKE_APOSTROPHES:
        return "'"
    return "".join(_plain_part(part) for part in unicodedata.normalize("NFKC", char))


def _plain_part(part: str) -> str:
    if part.isspace():
        return " "
    if part.isdecimal():
        return str(unicodedata.decimal(part))
    if part in _LOOK_LIKE_HYPHENS or unicodedata.category(part) == "Pd":
        return "-"
    return part


def make_view(text: str) -> View:
    """Remove a text's disguises; linear in its length (composing is done a pair at a time)."""
    shown: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, char in enumerate(text):
        if char in _ORDINARY:
            shown.append(char)
            starts.append(at)
            ends.append(at + 1)
            continue
        for part in _plain(char):
            if shown and part in " \n" and shown[-1] in " \n":
                shown[-1] = "\n" if part == "\n" else shown[-1]
                ends[-1] = at + 1
                continue
            if shown and unicodedata.combining(part):
                composed = unicodedata.normalize("NFC", shown[-1] + part)
                if len(composed) == 1:
                    shown[-1], ends[-1] = composed, at + 1
                    continue
            shown.append(part)
            starts.append(at)
            ends.append(at + 1)
    return View("".join(shown), tuple(starts), tuple(ends))
