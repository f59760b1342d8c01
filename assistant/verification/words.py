"""Words of a Swedish text with what is known of each: stem, whether it is a verb, whether it carries matter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.index.lexical import stems
from assistant.text import fold
from assistant.verification.forms import base_form, infinitives
from assistant.verification.tables import (
    finite_forms,
    function_words,
    glue,
    opposite_pairs,
    paraphrase_groups,
    synonym_groups,
    verbs,
    word_set,
)

_WORD = re.compile(r"[^\W_]+(?:[-:’'][^\W_]+)*")
_BORROWED = re.compile(r"\w{2,}(?:erar?|eras|iserar?|iseras)")
"""Verbs that need not be listed: "inventera", "revideras"."""
_MIN_STEM = 4
"""Letters that a stem keeps when an ending that the stemmer leaves is taken off."""
_GENITIVES = ("ens", "ets", "arnas", "ornas", "ernas")
"""Endings of nouns in the genitive, some of which look like verbs in the passive ("utförarens")."""
_ENDINGS = ("ets", "et", "ans", "an", "en", "s")


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Give the stem of a word in small letters: the Swedish stemmer's, without the endings that it leaves ("barnet").

    The forms of a verb that the stemmer keeps apart ("beviljats", "inlett") have the stem of its infinitive.
    """
    word = base_form(word)
    found = stems(word)
    short = "".join(found) or word
    for ending in _ENDINGS:
        if short.endswith(ending) and len(short) - len(ending) >= _MIN_STEM:
            return short[: -len(ending)]
    return short


@lru_cache(maxsize=1)
def _verb_stems() -> frozenset[str]:
    return frozenset(stem(verb) for verb in verbs())


@lru_cache(maxsize=8192)
def is_finite(word: str) -> bool:
    """Tell whether a word in small letters may be the finite verb of a clause, modal verbs left aside."""
    if word in finite_forms():
        return bool(finite_forms()[word])
    if word in word_set("nouns") or not word.endswith(("r", "s")) or word.endswith(_GENITIVES):
        return False
    return word[:-1] in _short_verbs() or _BORROWED.fullmatch(word) is not None or stem(word) in _verb_stems()


@lru_cache(maxsize=1)
def _short_verbs() -> frozenset[str]:
    return frozenset(verb for verb in (*verbs(), *word_set("short_infinitives")) if not verb.endswith("a"))


@lru_cache(maxsize=8192)
def is_infinitive(word: str) -> bool:
    """Tell whether a word in small letters may be an infinitive; "upprättas" may be one and finite too."""
    if word in word_set("short_infinitives"):
        return True
    if word in word_set("nouns") or not word.endswith(("a", "as")):
        return False
    if word.endswith("a") and word in infinitives():
        return False  # "berörda", "föreskrivna"
    return _BORROWED.fullmatch(word) is not None or stem(word) in _verb_stems()


def is_verb(word: str) -> bool:
    """Tell whether a word in small letters may be a finite verb or an infinitive."""
    return is_finite(word) or is_infinitive(word)


@lru_cache(maxsize=8192)
def verb_key(word: str) -> str:
    """Give what forms of one verb share."""
    if word in finite_forms():
        return stem(finite_forms()[word] or word)
    if word.endswith(("r", "s")) and word[:-1] in _short_verbs():
        return stem(word[:-1])
    return stem(word)


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, frozenset[int]]:
    return _by_stem(synonym_groups())


@lru_cache(maxsize=1)
def _paraphrases() -> dict[str, frozenset[int]]:
    return _by_stem(paraphrase_groups())


def _by_stem(groups: Sequence[Sequence[str]]) -> dict[str, frozenset[int]]:
    """Give, by stem, the numbers of the groups that it stands in."""
    found: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for word in group:
            found.setdefault(stem(word), set()).add(number)
    return {key: frozenset(numbers) for key, numbers in found.items()}


def _share_a_group(known: Mapping[str, frozenset[int]], one: str, other: str) -> bool:
    return bool(known.get(one, frozenset()) & known.get(other, frozenset()))


def has_paraphrases(one: str) -> bool:
    """Tell whether a stem stands in any group of data/paraphrases.toml."""
    return one in _paraphrases()


def are_paraphrases(one: str, other: str) -> bool:
    """Tell whether two stems stand in one group of data/paraphrases.toml: near in meaning, not enough where a word decides."""
    return _share_a_group(_paraphrases(), one, other)


@lru_cache(maxsize=4096)
def all_synonyms_of(one: str) -> frozenset[str]:
    """Give the stems that stand in a group with a stem, however short."""
    groups = synonym_groups()
    return frozenset(stem(word) for number in _synonyms().get(one, ()) for word in groups[number]) - {one}


def are_synonyms(one: str, other: str) -> bool:
    """Tell whether two stems stand in one group of data/synonyms.toml."""
    return _share_a_group(_synonyms(), one, other)


@lru_cache(maxsize=4096)
def synonyms_of(one: str) -> frozenset[str]:
    """Give the stems that stand in a group with a stem, long enough to be the end of a compound."""
    return frozenset(other for other in all_synonyms_of(one) if len(other) >= _MIN_STEM)


@lru_cache(maxsize=1)
def opposites() -> dict[str, frozenset[str]]:
    """Give, by stem, the stems that exclude it."""
    found: dict[str, set[str]] = {}
    for one, other in opposite_pairs():
        found.setdefault(stem(one), set()).add(stem(other))
        found.setdefault(stem(other), set()).add(stem(one))
    return {key: frozenset(others) for key, others in found.items()}


@dataclass(frozen=True, slots=True)
class Word:
    """A word at ``start`` up to ``end`` of its text; ``gap`` is what stands between it and the word before.

    ``tells`` is True of all but small words (articles, pronouns, prepositions) and numbers; ``carries`` is True of those of
    them that carry matter: no words of little weight either.
    """

    text: str
    low: str
    stem: str
    start: int
    end: int
    gap: str
    tells: bool
    carries: bool


@lru_cache(maxsize=16384)
def _facts(written: str) -> tuple[str, str, bool, bool]:
    low = fold(written)
    tells = low not in function_words() and not low[:1].isdigit() and len(low) > 1
    return low, verb_key(low), tells, tells and low not in glue()


@lru_cache(maxsize=2048)
def read_words(text: str) -> tuple[Word, ...]:
    """Cut a text into words; linear in its length."""
    found: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        low, key, tells, carries = _facts(match.group())
        found.append(Word(match.group(), low, key, match.start(), match.end(), text[last : match.start()], tells, carries))
        last = match.end()
    return tuple(found)


def shown(words: Sequence[Word]) -> str:
    """Give words as they were written, one space between."""
    return " ".join(word.text for word in words)
