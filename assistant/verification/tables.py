"""The facts in ``data/``, read once, and phrases found by them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=8)
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("assistant.verification.data").joinpath(name).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found among words: its class, and the words ``first`` up to ``after``."""

    name: str
    first: int
    after: int


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases with their classes, by their first word, the longest first."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    @classmethod
    def of(cls, classes: Mapping[str, str]) -> Phrases:
        """Read classes written as ``name = "one phrase | another"``."""
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, phrases in classes.items():
            for phrase in phrases.split("|"):
                if words := tuple(phrase.split()):
                    found.setdefault(words[0], []).append((words, name))
        return cls({first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()})

    def find(self, words: Sequence[str]) -> Iterator[Found]:
        """Find the phrases in words of small letters, from the left, none within another."""
        at = 0
        while at < len(words):
            for phrase, name in self.by_first.get(words[at], ()):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    yield Found(name, at, at + len(phrase))
                    at += len(phrase)
                    break
            else:
                at += 1


@lru_cache(maxsize=8)
def phrases(group: str) -> Phrases:
    """Give a group of data/words.toml: ``modality``, ``modal_nouns``, ``negation``, ``restriction``, ``time``, ``bounds``."""
    return Phrases.of(_table("words.toml")[group])


@lru_cache(maxsize=1)
def rests_on() -> dict[str, frozenset[str]]:
    """Give the modal classes of a source that a modal class of a sentence may rest on."""
    return {name: frozenset(others) for name, others in _table("words.toml")["rests_on"].items()}


@lru_cache(maxsize=8)
def limits(name: str) -> frozenset[str]:
    """Give classes of restrictions and times by what is asked of them: a row of ``limits`` in data/words.toml."""
    return frozenset(_table("words.toml")["limits"][name].split())


@lru_cache(maxsize=64)
def same_limit(name: str) -> frozenset[str]:
    """Give the classes of restrictions and times that come to the same as one, itself among them."""
    return frozenset(_table("words.toml")["same_limit"].get(name, [name]))


@lru_cache(maxsize=8)
def values(group: str) -> dict[str, str]:
    """Give a table of words with one value each: ``numbers``, ``ordinals``, ``months``."""
    return dict(_table("words.toml")[group])


@lru_cache(maxsize=1)
def units() -> dict[str, str]:
    """Give the measure that a word names: ``dagar`` → ``day``."""
    return {word: name for name, row in _table("words.toml")["units"].items() for word in row.replace("|", " ").split()}


@lru_cache(maxsize=1)
def glue() -> frozenset[str]:
    """Give the words that carry little matter of their own, small words among them."""
    return function_words() | frozenset(_table("words.toml")["glue"]["words"].split())


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Give the articles, pronouns, prepositions, conjunctions and auxiliary verbs."""
    return frozenset(_table("words.toml")["glue"]["small"].split())


@lru_cache(maxsize=32)
def word_set(name: str) -> frozenset[str]:
    """Give a set of words of data/grammar.toml."""
    return frozenset(_table("grammar.toml")["sets"][name].split())


@lru_cache(maxsize=1)
def finite_forms() -> dict[str, str]:
    """Give the infinitives of irregular finite verbs, empty for a word that looks like one and is none."""
    return dict(_table("grammar.toml")["finite"])


@lru_cache(maxsize=1)
def irregular_forms() -> dict[str, tuple[str, ...]]:
    """Give the participles and supines of verbs that no rule gives; verbs that end in one of these have them too."""
    return {infinitive: tuple(forms.split()) for infinitive, forms in _table("grammar.toml")["irregular"].items()}


@lru_cache(maxsize=1)
def suppletive_forms() -> dict[str, str]:
    """Give the words that forms of another beginning belong to: "större" to "stor"."""
    return {form: word for word, forms in _table("grammar.toml")["suppletive"].items() for form in forms.split()}


@lru_cache(maxsize=1)
def verbs() -> tuple[str, ...]:
    """Give the infinitives that are known."""
    return tuple(files("assistant.verification.data").joinpath("verbs.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=1)
def _actor_words() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    whole: dict[str, str] = {}
    beginnings: list[tuple[str, str]] = []
    for name, row in _table("actors.toml")["classes"].items():
        for word in row.split():
            if word.endswith("*"):
                beginnings.append((word[:-1], name))
            else:
                whole.setdefault(word, name)
    return whole, tuple(sorted(beginnings, key=lambda pair: -len(pair[0])))


_NO_ACTORS = ("partnerkontakt", "partnervåld", "individuell")
"""Compounds that begin with an actor's name and name a thing."""


@lru_cache(maxsize=4096)
def actor_of(word: str) -> str:
    """Give the class of an actor that a word in small letters names, empty where it names none."""
    whole, beginnings = _actor_words()
    if word.startswith(_NO_ACTORS):
        return ""
    if word in whole:
        return whole[word]
    return next((name for beginning, name in beginnings if word.startswith(beginning)), "")


@lru_cache(maxsize=64)
def stands_for(name: str) -> frozenset[str]:
    """Give the actors of a source that an actor of a sentence may stand for, itself among them."""
    return frozenset((name, *_table("actors.toml")["stands_for"].get(name, ())))


def are_one(name: str, other: str) -> bool:
    """Tell whether one of two actors may stand for the other."""
    return other in stands_for(name) or name in stands_for(other)


@lru_cache(maxsize=1)
def roles() -> dict[str, str]:
    """Give the role that a small word gives the actor after it."""
    return {word: role for role, row in _table("actors.toml")["roles"].items() for word in row.split()}


@lru_cache(maxsize=1)
def synonym_groups() -> tuple[tuple[str, ...], ...]:
    """Give the groups of words that stand for one another."""
    return tuple(tuple(group.split()) for group in _table("synonyms.toml")["groups"])


@lru_cache(maxsize=1)
def paraphrase_groups() -> tuple[tuple[str, ...], ...]:
    """Give the groups of officialese and plain Swedish, looser than the synonyms."""
    return tuple(tuple(group.split()) for group in _table("paraphrases.toml")["groups"])


@lru_cache(maxsize=1)
def light_words() -> frozenset[str]:
    """Give the words that weigh little in a retelling: those that join, point, or stand for a verb of more weight."""
    return frozenset(_table("paraphrases.toml")["light"].split())


@lru_cache(maxsize=1)
def everyday_words() -> frozenset[str]:
    """Give the commonest words of everyday Swedish."""
    return frozenset(_table("paraphrases.toml")["everyday"].split())


@lru_cache(maxsize=1)
def idioms() -> Phrases:
    """Give the set phrases that say what one word says; their class is the words that they stand for."""
    by_meaning: dict[str, list[str]] = {}
    for phrase, meaning in _table("paraphrases.toml")["idioms"].items():
        by_meaning.setdefault(meaning, []).append(phrase)
    return Phrases.of({meaning: " | ".join(rows) for meaning, rows in by_meaning.items()})


@lru_cache(maxsize=1)
def opposite_pairs() -> tuple[tuple[str, ...], ...]:
    """Give the pairs of words that exclude each other."""
    return tuple(tuple(pair.split()) for pair in _table("synonyms.toml")["opposites"])
