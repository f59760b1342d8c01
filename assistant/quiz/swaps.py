"""Changes of one deciding word that make a sentence say something else, and leave its grammar as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.quiz.items import Change
from assistant.quiz.lexicon import exchanges, rivals, swaps, terms
from assistant.quiz.naming import STEM, lower_first, names
from assistant.verification.reading import Reading, read
from assistant.verification.verbs import Verb
from assistant.verification.words import is_infinitive

MODAL_OTHERS = {
    "ska": ("bör", "kan"),
    "måste": ("bör", "kan"),
    "bör": ("måste", "kan"),
    "får": ("ska", "bör"),
    "kan": ("ska", "bör"),
}
"""What a modal verb is changed to: never to one of its own force (ska, måste)."""
_NOT_NEEDED = "behöver inte"
_LOOSENED = frozenset({"ska", "måste", "bör"})
_ACTS = re.compile(
    r"(?:social|handlägg|kommun|nämnd|stadsdel|barnhandlägg|polis|åklag|utför|skatteverk|rättsväs|bosättning|vistelse)\w*", re.I
)
"""A "kan" or "får" is a permission where such a one has it; elsewhere it speaks of what may happen."""
_INTENDED = re.compile(r"\b(?:mål\w*|syft\w*|avsikt\w*|tank\w*|vision\w*|innebär|övertygelse\w*)\b", re.I)
_DOCUMENT = re.compile(r"(?:stadens |dessa )?(?:riktlinje\w*|program\w*|handbok\w*|strategi\w*)\b", re.IGNORECASE)
"""A text that "ska ge stöd" is meant to: no demand that somebody could take for a recommendation."""
_BOTH = re.compile(r"\bbåde ((?:\w+ ){0,2}?\w+) och ((?:\w+ ){0,2}?\w+)(?=[.,])")
_DENIED = re.compile(r"\b(?P<verb>är|har|vet|får|ska|bör|måste|kan|gäller|finns|krävs|ingår) inte ")
_KEPT_NOT = re.compile(
    r"inte (?:bara|endast|längre|minst|heller|alltid|nödvändigtvis)|(?:eller|om|är|än) inte\b|inte .*\butan\b", re.I
)
_IS = re.compile(r"\w+ (?:ska |bör |måste )?(?:vara|är|behöver)\b(?! den myndighet)")
"""A sentence on what somebody is, which may be true of others too."""
_NUMBER = re.compile(
    r"(?<![\d:/.-])(?<!och )(?P<number>\d{1,2}|en|ett|två|tre|fyra|sex)"
    r"(?= (?P<measure>år|tillfällen|gruppledare|grader|delar|veckor|dagar|månader|års)\b)"
)
_OTHER_NUMBERS = {
    "år": ("13", "15", "16", "18", "20", "21"),
    "års": ("två", "fyra", "sex"),
    "tillfällen": ("5", "10", "12", "20"),
    "gruppledare": ("tre", "fyra"),
    "grader": ("två", "fyra", "fem"),
    "delar": ("två", "fyra", "fem"),
}
"""Ages are those of the corpus and the ages that law knows; counts are near the right one."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A sentence with one deciding word changed."""

    text: str
    change: Change


def changes_of(text: str) -> tuple[Changed, ...]:
    """Give every change that is known for a sentence, the kinds in a fixed order; none is equal to the sentence."""
    reading = read(text)
    found = [
        *_numbers(text),
        *_actors(text),
        *_terms(text),
        *_limits(text),
        *_exchanged(text),
        *_only_one(text),
        *_without_not(text, reading),
        *_modals(text, reading),
    ]
    unique: dict[str, Changed] = {}
    for one in found:
        if one.text != text:
            unique.setdefault(one.text, one)
    return tuple(unique.values())


def main_modal(reading: Reading) -> Verb | None:
    """Give the modal verb that says how strongly the sentence binds; None where there is none, or no single one."""
    found = [
        verb
        for clause, verb in reading.verbs
        if verb.is_modal and not verb.is_subordinate and not clause.is_condition and verb.word.low in MODAL_OTHERS
    ]
    return found[0] if len(found) == 1 else None


def _replace(text: str, start: int, end: int, words: str) -> str:
    return f"{text[:start]}{words}{text[end:]}"


def _modals(text: str, reading: Reading) -> Iterator[Changed]:
    verb = main_modal(reading)
    if verb is None or _INTENDED.search(text[: verb.word.start]) or text[verb.word.end :].startswith(" strävan"):
        return
    if _DOCUMENT.match(text):
        return
    word, after = verb.word, reading.words[verb.at + 1 :]
    following = after[0].low if after else ""
    denied = following == "inte"
    if word.low in {"kan", "får"} and not denied and not _ACTS.match(_subject(text, word.start, text[word.end :])):
        return
    if denied:
        if _KEPT_NOT.search(text):
            return
        if word.low in {"får", "kan", "bör"}:
            yield Changed(
                _replace(text, word.start, after[0].end, word.text), Change("negation", word.text, f"{word.text} inte")
            )
        return
    if following == "kunna":
        return
    for other in MODAL_OTHERS[word.low]:
        yield Changed(_replace(text, word.start, word.end, other), Change("modality", other, word.text))
    if word.low in _LOOSENED and is_infinitive(following) and not text[: word.start].lower().startswith(("alla ", "all ")):
        yield Changed(_replace(text, word.start, word.end, _NOT_NEEDED), Change("modality", _NOT_NEEDED, word.text))


def _subject(text: str, start: int, after: str) -> str:
    """Give the word that is most likely the subject: the one before the verb, or after it where the sentence is inverted."""
    before = text[:start].split()
    if before and _ACTS.match(before[0]) and len(before) <= 4:
        return before[0]
    return after.split(maxsplit=1)[0] if after.split() else ""


def _without_not(text: str, reading: Reading) -> Iterator[Changed]:
    if text.lower().count(" inte ") != 1 or _KEPT_NOT.search(text):
        return
    if any(clause.is_condition and clause.negations for clause in reading.clauses):
        return
    if found := re.search(r"\bbehöver inte\b", text):
        yield Changed(_replace(text, found.start(), found.end(), "måste"), Change("negation", "måste", "behöver inte"))
    elif found := _DENIED.search(text):
        words = _replace(text, found.start(), found.end(), f"{found['verb']} ")
        yield Changed(words, Change("negation", found["verb"], f"{found['verb']} inte"))


def _limits(text: str) -> Iterator[Changed]:
    for swap in swaps():
        found = list(re.finditer(rf"(?<!\w){re.escape(swap.words)}(?!\w)", text))
        if len(found) != 1:
            continue
        start, end = found[0].span()
        before = text[:start].split()
        if (before and before[-1] in swap.not_after) or (swap.words == "endast" and " inte " in text):
            continue
        for other in swap.others:
            yield Changed(_replace(text, start, end, other), Change(swap.kind, other, swap.words))


def _exchanged(text: str) -> Iterator[Changed]:
    for pair in exchanges():
        one, other = (_either(pair.one).search(text), _either(pair.other).search(text))
        if one is None or other is None:
            continue
        first, second = sorted((one, other), key=lambda found: found.start())
        middle = text[first.end() : second.start()]
        if middle.strip() in {"och", "eller", "samt", ","}:
            continue
        swapped = (
            text[: first.start()]
            + _cased(second.group(), first)
            + middle
            + _cased(first.group(), second)
            + text[second.end() :]
        )
        yield Changed(swapped, Change(pair.kind, second.group(), first.group()))


def _either(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[{words[0].upper()}{words[0].lower()}]{re.escape(words[1:])}(?!\w)")


def _cased(words: str, place: re.Match[str]) -> str:
    return words[0].upper() + words[1:] if place.start() == 0 else lower_first(words)


def _only_one(text: str) -> Iterator[Changed]:
    found = _BOTH.search(text)
    if found and " men " not in text and not is_infinitive(found[1].split()[0].lower()):
        yield Changed(
            _replace(text, *found.span(), f"endast {found[1]}"), Change("condition", f"endast {found[1]}", found.group())
        )


def _numbers(text: str) -> Iterator[Changed]:
    found = list(_NUMBER.finditer(text))
    if len(found) != 1:
        return
    number = found[0]
    for other in _OTHER_NUMBERS.get(number["measure"], ()):
        if other != number["number"]:
            change = Change("number", f"{other} {number['measure']}", number[0] + f" {number['measure']}")
            yield Changed(_replace(text, number.start(), number.end(), other), change)


def _actors(text: str) -> Iterator[Changed]:
    first = text.split(maxsplit=1)[0]
    if _IS.match(text) or text.lower().count(first.lower()[:STEM]) > 1:
        return
    for other in rivals().get(first, ()):
        if not names(text, other):
            yield Changed(other + text[len(first) :], Change("actor", other, first))


def _terms(text: str) -> Iterator[Changed]:
    for group in terms():
        found = [match for word in group for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)]
        if len(found) != 1:
            continue
        term = found[0]
        if not re.search(r"\b(?:en|ett)(?: \w+)? $", text[: term.start()], re.IGNORECASE):
            continue
        for other in group:
            if not names(text, other):
                yield Changed(_replace(text, *term.span(), other), Change("content", other, term.group()))
