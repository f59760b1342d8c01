"""The facts in ``data/``, read once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Swap:
    """Deciding words, what may take their place, and the words after which they are left alone."""

    kind: str
    words: str
    others: tuple[str, ...]
    not_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two phrases that change places."""

    kind: str
    one: str
    other: str


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return tomllib.loads(files("assistant.quiz.data").joinpath("words.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def swaps() -> tuple[Swap, ...]:
    """Give the words that may be exchanged for others, in the order of the file."""
    rows = _words()["swap"]
    return tuple(Swap(row["kind"], row["words"], tuple(row["others"]), tuple(row.get("not_after", ()))) for row in rows)


@lru_cache(maxsize=1)
def exchanges() -> tuple[Exchange, ...]:
    """Give the pairs of phrases that may change places."""
    return tuple(Exchange(row["kind"], row["one"], row["other"]) for row in _words()["exchange"])


@lru_cache(maxsize=1)
def rivals() -> dict[str, tuple[str, ...]]:
    """Give for each actor, with a capital, those that may be named wrongly in its place."""
    return {name: tuple(others) for name, others in _words()["rivals"].items()}


@lru_cache(maxsize=1)
def terms() -> tuple[tuple[str, ...], ...]:
    """Give the groups of words of one kind and form."""
    return tuple(tuple(group) for group in _words()["terms"].values())


@lru_cache(maxsize=8)
def unfit(name: str) -> re.Pattern[str]:
    """Give what finds the words that make a sentence, a question or an answer unfit; addresses always do."""
    words = "".join(_words()["unfit"][name].split("\n"))
    return re.compile(rf"\b(?:{words})\b|https?:|\d{{2}}-\d{{3}}", re.IGNORECASE)


@lru_cache(maxsize=1)
def steps() -> tuple[str, ...]:
    """Give the headings of the steps of a case, small letters, in the order in which they are taken."""
    return tuple(_words()["process"]["steps"])


@lru_cache(maxsize=1)
def taken_together() -> tuple[frozenset[str], ...]:
    """Give the groups of steps whose order among themselves is not fixed."""
    return tuple(frozenset(group) for group in _words()["process"]["together"])
