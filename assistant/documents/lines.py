"""Lines of a text that was extracted from PDF, with what their white space says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

BULLETS = "•●▪◦\uf0b7\uf0a7"
_LINE = re.compile(r"[^\n\r]*(?:\r\n|\n|\r|\Z)")
_NUMBERED = re.compile(r"(\d{1,3})\.\s+(?=\S)")
_LETTERED = re.compile(r"[a-zåäö]\)\s+(?=\S)")
_LINK = re.compile(r"(?:https?://|tel:|mailto:)\S+\Z")
_TERMINAL = re.compile(r"[.!?:;][”\"')\]]*\Z|[.!?][”\"')\]]*\s*\)\s*\.?\Z")


class Gap(IntEnum):
    """What lies between a line and the one before it."""

    NONE = 0
    EMPTY = 1
    SPACED = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank. ``start`` and ``end`` cut ``text`` (stripped) out of the source."""

    start: int
    end: int
    text: str
    indent: int
    trailing: int
    gap: Gap
    form_feed: bool

    @property
    def glyph(self) -> bool:
        """Tell whether the line begins with a bullet that survived the extraction."""
        return self.text[0] in BULLETS

    @property
    def number(self) -> int | None:
        """Give the number of a line such as ``12. Om du planerar``, otherwise None."""
        match = _NUMBERED.match(self.text)
        return int(match[1]) if match else None

    @property
    def lettered(self) -> bool:
        """Tell whether the line begins with ``a)``."""
        return bool(_LETTERED.match(self.text))

    @property
    def is_link_target(self) -> bool:
        """Tell whether the line is nothing but an address, as extraction leaves at the foot of a page."""
        return self.indent == 0 and bool(_LINK.match(self.text))

    @property
    def starts_upper(self) -> bool:
        """Tell whether the first letter is a capital."""
        for character in self.text:
            if character.isalpha():
                return character.isupper()
        return False

    @property
    def starts_lower(self) -> bool:
        """Tell whether the line begins with a small letter."""
        return self.text[0].islower()

    @property
    def is_complete(self) -> bool:
        """Tell whether the line ends as a sentence or a lead-in does."""
        return bool(_TERMINAL.search(self.text[-8:]))


def split_lines(source: str) -> list[Line]:
    """Cut a source text into its lines that are not blank; blank ones are remembered as the gap before the next."""
    lines: list[Line] = []
    gap = Gap.NONE
    form_feed = False
    for match in _LINE.finditer(source):
        raw = match[0].rstrip("\r\n")
        text = raw.strip()
        form_feed = form_feed or "\f" in raw
        if text:
            leading = len(raw) - len(raw.lstrip())
            start = match.start() + leading
            before = gap if lines else Gap.NONE
            lines.append(Line(start, start + len(text), text, leading, len(raw) - leading - len(text), before, form_feed))
            gap, form_feed = Gap.NONE, False
        elif match[0]:
            gap = max(gap, Gap.SPACED if raw else Gap.EMPTY)
    return lines


def normalise(text: str) -> str:
    """Give a line's words for comparison: white space collapsed, case folded."""
    return " ".join(text.split()).casefold()
