"""The facts in ``data/``, read once: municipalities, abbreviations, function words, English words of the subject."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


def _read(name: str) -> str:
    return files("assistant.retrieval.data").joinpath(name).read_text(encoding="utf-8")


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(_read(name))


@lru_cache(maxsize=1)
def municipalities() -> dict[str, str]:
    """Give the names of Sweden's 290 municipalities, by the name in small letters."""
    return {line.casefold(): line for line in _read("municipalities.txt").splitlines() if line}


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Give what abbreviations stand for that no document explains, by the abbreviation in capitals."""
    return {key.upper(): str(value) for key, value in _table("abbreviations.toml")["expansions"].items()}


@lru_cache(maxsize=1)
def everyday_terms() -> dict[str, str]:
    """Give the terms that documents explain, by everyday words for them in small letters."""
    return {str(key): str(value) for key, value in _table("abbreviations.toml")["terms"].items()}


@lru_cache(maxsize=1)
def capital_abbreviations() -> frozenset[str]:
    """Give the abbreviations that are ordinary words in small letters, as "jo" is."""
    return frozenset(_table("abbreviations.toml")["case"])


@lru_cache(maxsize=1)
def glossary() -> dict[str, str]:
    """Give the Swedish words for English words of the subject."""
    return {str(key): str(value) for key, value in _table("glossary.toml")["terms"].items()}


_ENGLISH_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))
_SHORTEST_ENGLISH = 3


def translated(word: str) -> str:
    """Give the Swedish words for an English word of the subject, inflected or not; empty where there are none."""
    if word in glossary():
        return glossary()[word]
    stems = (word.removesuffix(ending) + instead for ending, instead in _ENGLISH_ENDINGS if word.endswith(ending))
    return next((glossary()[stem] for stem in stems if len(stem) >= _SHORTEST_ENGLISH and stem in glossary()), "")


@lru_cache(maxsize=16)
def function_words(group: str) -> frozenset[str]:
    """Give a group of data/words.toml.

    Groups are ``swedish``, ``english``, ``shared``, ``places``, ``telephone``, ``yes_no``, ``pointing``, ``relations`` and
    ``comparing``.
    """
    return frozenset(_table("words.toml")[group].split())


@lru_cache(maxsize=4)
def actor_words(group: str) -> frozenset[str]:
    """Give a group of data/actors.toml: ``heads`` that take endings, ``fixed`` words, and ``none``, which name no actor."""
    return frozenset(_table("actors.toml")[group].split())


@lru_cache(maxsize=1)
def deed_words() -> dict[str, re.Pattern[str]]:
    """Give the groups of data/deeds.toml: what a question can turn on, by name, each as a pattern of its words."""
    return {str(name): _any_word(str(listed)) for name, listed in _table("deeds.toml").items()}


def _any_word(listed: str) -> re.Pattern[str]:
    """Give the pattern of a list of words of the data."""
    return re.compile("|".join(map(_word, listed.split())), re.IGNORECASE)


def _word(word: str) -> str:
    """Give the pattern of a word of the data: "beslut" begins words, "*avgift" stands in them, "antar=" is one."""
    begins = "" if word.startswith("*") else r"\b"
    ends = r"\b" if word.endswith("=") else r"\w*"
    return begins + re.escape(word.strip("*=")).replace("_", r"\s+") + ends


@lru_cache(maxsize=1)
def reaching_words() -> dict[str, re.Pattern[str]]:
    """Give patterns of the words of data/reaching.toml for reaching somebody and for being reached."""
    table = _table("reaching.toml")
    return {name: _any_word(table[name]) for name in ("reaches", "contacts", "is_reached")}


@lru_cache(maxsize=1)
def persons() -> dict[str, re.Pattern[str]]:
    """Give patterns of the words for persons in data/reaching.toml, by group."""
    return {str(name): _any_word(str(listed)) for name, listed in _table("reaching.toml")["persons"].items()}
