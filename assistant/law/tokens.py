"""Words, numbers and signs of a text with their offsets: what the citation grammar reads."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

# One letter stands alone so that "8 a-c §§" is read as a range of letters; every alternative is linear in its input.
TOKEN = re.compile(r"[0-9]+|[^\W\d_](?![^\W\d_])|[^\W\d_]+(?:-[^\W\d_]+)*-?|\S")

DIGITS = frozenset("0123456789")
SECTION_SIGN = "§"
CHAPTER_WORDS = frozenset({"kap", "kapitel", "kapitlet"})
JOINING_WORDS = frozenset({"och", "eller", "samt", "respektive", "resp", "jämte"})
DASHES = frozenset({"-", "–", "—", "‑"})
RANGE_SIGNS = DASHES | {"t", "till"}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text. Past the end, every look-up gives an empty word."""

    text: str
    words: list[str]
    lower: list[str]
    starts: array[int]
    ends: array[int]

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
        return 0 <= index < len(self.words) and self.words[index][0] in DIGITS

    def is_glued(self, index: int) -> bool:
        """Tell whether nothing, not even a space, stands between the token and the one before it."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def skip_stop(self, index: int) -> int:
        """Give the index after a full stop that is glued to the token before, as in ``kap.``; otherwise the same index."""
        return index + 1 if self.word(index) == "." and self.is_glued(index) else index


def tokenize(text: str) -> Tokens:
    """Cut a text into words, numbers and single signs; linear in its length."""
    starts, ends = array("q"), array("q")
    words: list[str] = []
    seen: dict[str, str] = {}  # a word is kept once, however often it stands in the text
    for match in TOKEN.finditer(text):
        start, end = match.span()
        starts.append(start)
        ends.append(end)
        word = text[start:end]
        words.append(seen.setdefault(word, word))
    lowered = {word: word.lower() for word in seen}
    return Tokens(text, words, [lowered[word] for word in words], starts, ends)
