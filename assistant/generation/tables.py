"""The word tables of ``data/rendering.toml``, read once: what decides a rule, in Swedish, English and Finnish."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

Pattern = re.Pattern[str]


class Tongue(StrEnum):
    """A language of the word tables."""

    SWEDISH = "sv"
    ENGLISH = "en"
    FINNISH = "fi"


@dataclass(frozen=True, slots=True)
class Terms:
    """What names one thing in one language: ``strong`` demands an equivalent in a rendering, ``loose`` counts as one."""

    strong: Pattern
    loose: Pattern


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one language. ``modals`` are in the order in which they are read."""

    negation: Pattern
    no_negation: Pattern
    denying: Pattern
    function_words: Pattern
    numbers: tuple[Pattern, ...]
    months: tuple[Pattern, ...]
    units: dict[str, Pattern]
    modals: dict[str, Terms]
    concepts: dict[str, Terms]


def words_pattern(expression: str) -> Pattern:
    """Give an expression that matches whole words only, without regard to case."""
    return re.compile(rf"(?<![^\W_])(?:{expression})(?![^\W_])", re.IGNORECASE)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    text = resources.files("assistant.generation.data").joinpath("rendering.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _terms(row: dict[str, str], tongue: Tongue) -> Terms:
    return Terms(words_pattern(row[tongue]), words_pattern(row.get(f"{tongue}_loose", row[tongue])))


def _patterns(expressions: Sequence[str]) -> tuple[Pattern, ...]:
    return tuple(map(words_pattern, expressions))


@lru_cache(maxsize=3)
def tables(tongue: Tongue) -> Tables:
    """Give the tables of a language."""
    data = _data()
    return Tables(
        negation=words_pattern(data["negation"][tongue]),
        no_negation=words_pattern(data["no_negation"][tongue]),
        denying=words_pattern(data["denying"][tongue]),
        function_words=words_pattern(data["function_words"][tongue]),
        numbers=_patterns(data["numbers"][tongue]),
        months=_patterns(data["months"][tongue]),
        units={name: re.compile(rf"(?:{row[tongue]})(?![^\W_])", re.IGNORECASE) for name, row in data["units"].items()},
        modals={row["name"]: _terms(row, tongue) for row in data["modal"]},
        concepts={name: _terms(row, tongue) for name, row in data["concepts"].items()},
    )


@lru_cache(maxsize=1)
def authorities() -> Pattern:
    """Give the authorities and services whose names stay Swedish."""
    return words_pattern(rf"(?:{_data()['names']['authorities']})s?")


@lru_cache(maxsize=1)
def exonyms() -> dict[str, Pattern]:
    """Give the other languages' own names of Swedish places, by the Swedish name folded."""
    return {name.casefold(): words_pattern(expression) for name, expression in _data()["exonyms"].items()}


@lru_cache(maxsize=1)
def plain_words() -> tuple[tuple[Pattern, Pattern], ...]:
    """Give pairs of an official word and what a plain rendering may say for it."""
    return tuple((words_pattern(row["official"]), words_pattern(row["plain"])) for row in _data()["plain"])
