"""The claims of a statement: its sentences, and main clauses joined by "och", "men", "samt" or ", medan"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.text import collapse, sentences
from assistant.verification.reading import read
from assistant.verification.verbs import CONDITIONAL, MODALS, SUBORDINATORS
from assistant.verification.words import Word, is_finite, is_verb, read_words

MOST = 8
"""Claims of one statement that are judged; what follows belongs to the last of them."""
_JOINERS = frozenset({"och", "men", "samt", "medan"})
_SETS_BESIDE = "medan"
"""Joins two claims after a comma only; without one it says when."""
_PRONOUNS = frozenset({"de", "den", "det", "han", "hon", "hen", "denna", "dessa", "detta", "där", "då", "dit", "man"})
_BEFORE_VERB = frozenset(
    {"i", "enligt", "vid", "under", "efter", "före", "inför", "på", "för", "hos", "genom", "då", "där", "därefter"}
)
_NOT_BEGINNING = (frozenset({"inte", "bara", "endast", "enbart", "utan"}) | CONDITIONAL | SUBORDINATORS) - {"då"}
_FEWEST = 2
"""Words on each side of a cut that tell something."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: its words as the user wrote them, and the same with the subject that it shares with the one before."""

    text: str
    alone: str
    leans: bool


def split(statement: str) -> tuple[Claim, ...]:
    """Cut a statement into claims.

    Returns
    -------
    tuple of Claim
        At least one, in order. A condition stays with its clause, and what has no finite verb of its own is never cut off.
    """
    found: list[Claim] = []
    for start, end in sentences(statement):
        for text in _clauses(collapse(statement[start:end])):
            found.append(_claim(text, found[-1] if found else None))
    if not found:
        return (Claim(statement, statement, False),)
    if len(found) > MOST:
        rest = " ".join(one.text for one in found[MOST - 1 :])
        found[MOST - 1 :] = [Claim(rest, rest, True)]
    return tuple(found)


def _claim(text: str, before: Claim | None) -> Claim:
    words = read_words(text)
    if before is None or not words:
        return Claim(text, text, False)
    if is_finite(words[0].low) or words[0].low in MODALS:
        subject = _subject(before.alone)
        return Claim(text, f"{subject} {text}" if subject else text, True)
    leans = any(word.low in _PRONOUNS for word in words[:3])
    return Claim(text, text, leans)


def _subject(text: str) -> str:
    """Give the words before the finite verb of a sentence that begins with its subject."""
    words = read_words(text)
    main = [verb for _, verb in read(text).verbs if verb.is_finite and not verb.is_subordinate]
    if not main or main[0].at == 0 or words[0].low in _NOT_BEGINNING | _BEFORE_VERB:
        return ""
    return text[: words[main[0].at].start].strip()


def _clauses(sentence: str) -> list[str]:
    words = read_words(sentence)
    for at in range(1, len(words) - 1):
        if words[at].low not in _JOINERS:
            continue
        left, right = sentence[: words[at].start].rstrip(" ,;"), sentence[words[at].end :].strip()
        comma = "," in words[at].gap or ";" in words[at].gap
        if words[at].low == _SETS_BESIDE and not comma:
            continue
        if _stands(left, words[:at], comma) and _begins(right, words[at + 1 :], comma):
            return [left, *_clauses(right)]
    return [sentence]


def _stands(text: str, words: Sequence[Word], comma: bool) -> bool:
    """Tell whether what stands before a joining word is a whole main clause."""
    if sum(word.tells for word in words) < _FEWEST or not _has_main_verb(text):
        return False
    if comma:
        return True
    last = [verb for _, verb in read(text).verbs][-1]
    return not is_verb(words[-1].low) and not last.is_subordinate and not read(text).clauses[-1].is_condition


def _begins(text: str, words: Sequence[Word], comma: bool) -> bool:
    """Tell whether what stands after a joining word is a main clause of its own; without a comma it begins with its verb."""
    if words[0].low in _NOT_BEGINNING or sum(word.tells for word in words) < _FEWEST:
        return False
    verb_first = is_finite(words[0].low) or words[0].low in MODALS
    return (comma or verb_first) and _has_main_verb(text)


def _has_main_verb(text: str) -> bool:
    reading = read(text)
    return any(verb.is_finite and not verb.is_subordinate and not clause.is_condition for clause, verb in reading.verbs)
