"""Forms of Swedish verbs led back to their infinitive, where the stemmer keeps them apart ("beviljats", "inlett", "tagit")."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from assistant.verification.tables import irregular_forms, suppletive_forms, verbs, word_set

_VOWELS = "aeiouyåäö"
_FIRST = ("ar", "ade", "at", "ad", "ats", "ades", "as", "andes")
"""Endings of the first conjugation after the stem: "bevilja", "beviljat", "beviljats"."""
_SECOND = ("er", "te", "de", "t", "ts", "d", "da", "des", "tes")
"""Those of the second: "använda", "använt", "använd", "använts"."""
_NEUTERS = ("ellt", "alt", "ivt", "ernt", "samt", "bart", "ansvarigt", "klart", "öppet")
"""Endings of adjectives and adverbs in -t."""
_ADJECTIVE = 6
"""Letters of the shortest adjective that such an ending is taken off."""
_SHORT = 3
"""Letters of the shortest form that is led back; shorter ones are too often another word."""


@lru_cache(maxsize=1)
def infinitives() -> dict[str, str]:
    """Give the infinitive of each form that can be told; a form that is an infinitive or a noun itself is left out."""
    known = frozenset(verbs()) | word_set("nouns")
    found: dict[str, str] = {}
    for infinitive in verbs():
        for form in _regular(infinitive):
            if form not in known and len(form) > _SHORT:
                found.setdefault(form, infinitive)
    for infinitive in known:
        base = next((infinitive[at:] for at in range(len(infinitive)) if infinitive[at:] in irregular_forms()), "")
        before = infinitive[: len(infinitive) - len(base)]
        forms = (before + form for form in irregular_forms().get(base, ()))
        found.update({form: infinitive for form in forms if form not in verbs()})
    return {form: infinitive for form, infinitive in found.items() if form not in word_set("own_words")}


def base_form(word: str) -> str:
    """Give the form that a word in small letters is compared by, where the stemmer keeps its forms apart.

    The infinitive of a verb ("beviljats"), the positive of an adjective ("grövre"), its form without -t ("internt") or -a.
    """
    if word in infinitives():
        return infinitives()[word]
    if word in suppletive_forms():
        return suppletive_forms()[word]
    if len(word) >= _ADJECTIVE and word.endswith(_NEUTERS):
        return word[:-1]
    return word[:-1] if len(word) >= _ADJECTIVE and word.endswith("ata") and word not in verbs() else word


@lru_cache(maxsize=1)
def supines() -> frozenset[str]:
    """Give the passive supines, which look like finite verbs: "lämnats" after "har"."""
    present = {infinitive[:-1] + "s" for infinitive in verbs() if infinitive.endswith("a")}
    return frozenset(form for form in infinitives() if form.endswith(("ats", "its", "ts"))) - present


def _regular(infinitive: str) -> Iterator[str]:
    """Give the forms that a verb would have in the first and the second conjugation; one of them it has."""
    if not infinitive.endswith("a"):
        yield from (infinitive + ending for ending in ("dde", "tt", "tts", "ddes", "dd", "dda"))
        return
    base = infinitive[:-1]
    yield from (base + ending for ending in _FIRST)
    yield from (_joined(base, ending) for ending in _SECOND)


def _joined(base: str, ending: str) -> str:
    """Join a stem and an ending as Swedish spells them: "använd" and "t" is "använt", "utred" and "t" is "utrett"."""
    if ending[0] in "td":
        if base.endswith("d") and ending[0] == "t":
            base = base[:-1] + ("t" if base[-2:-1] in _VOWELS else "")
        elif base.endswith("d"):
            base = base[:-1] + ("d" if base[-2:-1] in _VOWELS else "")
        elif base.endswith(("nn", "mm")):
            base = base[:-1]
    return base + ending
