"""What follows a law's number in its title: "lagen (2009:724) *om nationella minoriteter och minoritetsspråk*"."""

from __future__ import annotations

from functools import lru_cache

from assistant.law.registry import Statute
from assistant.law.tokens import Tokens, tokenize

KNOWN_TITLES = 512


def matches(tokens: Tokens, index: int, words: tuple[str, ...]) -> bool:
    """Tell whether words in lower case stand at a token, the last of them perhaps in the genitive."""
    last = index + len(words) - 1
    if last > index and tokens.lower[index:last] != list(words[:-1]):
        return False
    return tokens.low(last) in {words[-1], words[-1] + "s"}


def title_end(tokens: Tokens, after: int, statute: Statute | None) -> int:
    """Give the index after a law's title, where the rest of the title follows the number.

    Only a title that the registry knows, word for word, is taken in: where another one ends, nothing in the text tells.

    Parameters
    ----------
    tokens
        The text.
    after
        The index after the number's closing bracket.
    statute
        The law; None where it is not known.

    Returns
    -------
    int
        ``after`` itself where the title does not follow.
    """
    words = _tail(statute.title, statute.number) if statute else ()
    return after + len(words) if words and matches(tokens, after, words) else after


@lru_cache(maxsize=KNOWN_TITLES)
def _tail(title: str, number: str) -> tuple[str, ...]:
    return tuple(tokenize(title.partition(f"({number})")[2]).lower)
