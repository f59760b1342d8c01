"""How long, how much and how often a language model is asked."""

from __future__ import annotations

from dataclasses import dataclass

IDLE_SECONDS = 15.0
"""The longest silence within an answer: a model on an ordinary processor gives several words a second."""

MAX_CHARACTERS = 20_000
"""The longest reply: eight sentences with the words they rest on are some 4,000 characters."""

MAX_TOKENS = 2_000
"""The longest reply that is asked for: those 4,000 characters of Swedish are some 1,600 tokens in the common vocabularies."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one exchange: seconds to the first word, for the whole and between pieces; characters, tokens, retries."""

    first_word: float
    whole: float
    retries: int
    idle: float = IDLE_SECONDS
    characters: int = MAX_CHARACTERS
    tokens: int = MAX_TOKENS
