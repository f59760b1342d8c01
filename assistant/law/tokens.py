"""Words, numbers and signs of a text with their offsets: what the citation grammar reads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate

# One letter stands alone so that "8 a-c §§" is read as a range of letters; every alternative is linear in its input.
TOKEN = re.compile(r"([0-9]+|[^\W\d_](?![^\W\d_])|[^\W\d_]+(?:-[^\W\d_]+)*-?|\S)")

FIRST_YEAR = 1500  # no chapter, section or punkt has a number this high; years do
LONGEST_NUMBER = 4  # digits of a chapter, section or punkt
FARTHEST_LOOK = 8  # tokens that a rule reads past its own without asking whether the text has them

DIGITS = frozenset("0123456789")
SECTION_SIGN = "§"
CHAPTER_WORDS = frozenset({"kap", "kapitel", "kapitlet"})
JOINING_WORDS = frozenset({"och", "eller", "samt", "respektive", "resp", "jämte"})
DASHES = frozenset({"-", "–", "—", "‑"})
RANGE_SIGNS = DASHES | {"t", "till"}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text. Past the end, every look-up gives an empty word.

    ``at`` and ``low_at`` are ``words`` and ``lower`` with empty words behind them, for the rules that read most: a list is
    read several times as fast as a method is called. ``numerals`` are the words that can number a chapter or a section.
    """

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    numerals: frozenset[str]
    at: list[str] = field(init=False, repr=False)
    low_at: list[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Put empty words behind the text's own."""
        behind = [""] * FARTHEST_LOOK
        object.__setattr__(self, "at", self.words + behind)
        object.__setattr__(self, "low_at", self.lower + behind)

    def __len__(self) -> int:
        """Count the tokens."""
        return len(self.words)

    def word(self, index: int) -> str:
        """Give the token as written, empty past the end."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def low(self, index: int) -> str:
        """Give the token in lower case, empty past the end."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def is_number(self, index: int) -> bool:
        """Tell whether the token is a run of digits."""
        return self.at[index][:1] in DIGITS

    def is_glued(self, index: int) -> bool:
        """Tell whether nothing, not even a space, stands between the token and the one before it."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def skip_stop(self, index: int) -> int:
        """Give the index after a full stop that is glued to the token before, as in ``kap.``; otherwise the same index."""
        return index + 1 if self.at[index] == "." and self.is_glued(index) else index


def tokenize(text: str) -> Tokens:
    """Cut a text into words, numbers and single signs; linear in its length."""
    pieces = TOKEN.split(text)  # gap, token, gap, token, …, gap
    offsets = list(accumulate(map(len, pieces)))
    seen = {word: word for word in pieces[1::2]}  # a word is kept once, however often it stands in the text
    words = list(map(seen.__getitem__, pieces[1::2]))
    lowered = {word: word.lower() for word in seen}
    numerals = frozenset(word for word in seen if word[0] in DIGITS and len(word) <= LONGEST_NUMBER and int(word) < FIRST_YEAR)
    return Tokens(text, words, list(map(lowered.__getitem__, words)), offsets[:-1:2], offsets[1::2], numerals)
