"""Does a rendering of a Swedish sentence say the same? Everything that decides a rule is compared, word table by word table.

Nothing here understands a language: a rendering that says the same in words that the tables do not know is refused too, and
its sentence stays in Swedish. Better so than the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Set
from enum import StrEnum

from assistant.generation.form import is_plain
from assistant.generation.rendering_facts import Facts, facts_of, laws_in, names_in
from assistant.generation.tables import Pattern, Terms, Tongue, authorities, exonyms, plain_words, tables
from assistant.text import collapse, fold, sentences


class Fault(StrEnum):
    """Why a rendering is not shown."""

    MISSING = "missing"
    FORM = "form"
    LANGUAGE = "language"
    LENGTH = "length"
    NUMBER = "number"
    REFERENCE = "reference"
    NAME = "name"
    NEGATION = "negation"
    MODALITY = "modality"
    CONTENT = "content"
    MEANING = "meaning"
    SOURCE = "source"


LONGEST = 2_000
"""Characters of the longest rendering that is looked at."""
_LENGTHS = {Tongue.SWEDISH: (0.35, 1.8), Tongue.ENGLISH: (0.5, 2.2), Tongue.FINNISH: (0.45, 2.0)}
"""Shortest and longest rendering, as shares of the sentence's length: the right pairs of evals/renderings.jsonl lie well
within them."""
_SLACK = 30
"""Characters that a short sentence may gain besides: a law's name spelled out, an authority's name explained."""
_MORE_SENTENCES = {Tongue.SWEDISH: 2, Tongue.ENGLISH: 1, Tongue.FINNISH: 1}
_FEW_WORDS = 5
"""In a sentence with fewer words the function words tell no language."""
_FINNISH_ENDS = 0.9
"""Of the words of the Finnish sentences in evals/renderings.toml all but one or two end so, of the Swedish ones six in ten."""
_UNIT_LEFT_OUT = "year"
"""What English may leave unsaid: "under 18" is "under 18 år"."""


def faults(original: str, rendered: str, tongue: Tongue, known_names: Set[str] = frozenset()) -> tuple[Fault, ...]:
    """Compare a rendering with its sentence.

    Parameters
    ----------
    original
        A Swedish sentence.
    rendered
        What a model made of it; Swedish for a plain rendering.
    tongue
        The language that it should be in.
    known_names
        Proper names of the corpus, as written.

    Returns
    -------
    tuple of Fault
        Empty where nothing was found; what is wrong in form comes alone.
    """
    text = collapse(rendered)
    if not text:
        return (Fault.MISSING,)
    if len(text) > LONGEST:
        return (Fault.LENGTH,)
    if not is_plain(text) or text.endswith("?") != original.endswith("?"):
        return (Fault.FORM,)
    if not _is_in(text, original, tongue):
        return (Fault.LANGUAGE,)
    found: list[Fault] = [] if _has_length(original, text, tongue) else [Fault.LENGTH]
    own, other = facts_of(original, Tongue.SWEDISH), facts_of(text, tongue)
    checks = {
        Fault.NUMBER: _same_numbers(own, other),
        Fault.REFERENCE: _same_law(original, text, own, other),
        Fault.NAME: _same_names(original, text, tongue, known_names) and own.acronyms == other.acronyms,
        Fault.NEGATION: _same_negation(original, text, tongue),
        Fault.MODALITY: _same_modals(original, text, tongue),
        Fault.CONTENT: not concepts_lost(original, text, tongue),
    }
    return (*found, *(fault for fault, holds in checks.items() if not holds))


def _is_in(text: str, original: str, tongue: Tongue) -> bool:
    outside = re.sub(r"\([^)]*\)|”[^”]*”", " ", text)
    if tongue is not Tongue.SWEDISH and fold(text) == fold(original):
        return False
    if len(outside.split()) < _FEW_WORDS:
        return True
    counts = {one: len(tables(one).function_words.findall(outside)) for one in Tongue}
    others = max(count for one, count in counts.items() if one is not tongue)
    return counts[tongue] > others or (tongue is Tongue.FINNISH and counts[tongue] == others and _ends_like_finnish(outside))


def _ends_like_finnish(text: str) -> bool:
    """Tell Finnish by its words' last letters: it has few function words, and its words end in a vowel, n, t, s, l or r."""
    ends = [word[-1].casefold() for word in re.findall(r"[^\W\d_]{2,}", text)]
    return sum(end in "aäeioöuynt" for end in ends) >= _FINNISH_ENDS * len(ends)


def _has_length(original: str, text: str, tongue: Tongue) -> bool:
    least, most = _LENGTHS[tongue]
    if not least * len(original) - _SLACK <= len(text) <= most * len(original) + _SLACK:
        return False
    return len(sentences(text)) <= len(sentences(original)) + _MORE_SENTENCES[tongue]


def _same_numbers(own: Facts, other: Facts) -> bool:
    if own.telephones != other.telephones or own.months != other.months or own.numbers != other.numbers:
        return False
    if own.spans != other.spans:
        return False
    return all(unit == _UNIT_LEFT_OUT for _, unit in own.counted ^ other.counted)


def _same_law(original: str, text: str, own: Facts, other: Facts) -> bool:
    """Compare sections, statutes and names of laws; a law's Swedish name or its abbreviation stands in the rendering too."""
    if (own.sections, own.statutes, own.ordinals) != (other.sections, other.statutes, other.ordinals):
        return False
    if other.names_law and not own.names_law and not own.acronyms:
        return False
    folded = fold(text)
    missing = [name for name in laws_in(original) if name not in folded]
    return not missing or bool(own.statutes)


def _same_names(original: str, text: str, tongue: Tongue, known: Set[str]) -> bool:
    own = names_in(original, known)
    folded = fold(text)
    for name in own:
        other = exonyms().get(name.casefold())
        if name.casefold() not in folded and not (other and other.search(text)):
            return False
    if any(not _stands_in(name, original) for name in (match[0] for match in authorities().finditer(text))):
        return False
    if tongue is Tongue.ENGLISH:  # English writes much with a capital that is no name
        return True
    return all(_stands_in(name, original) for name in names_in(text, known))


def _stands_in(name: str, original: str) -> bool:
    """Tell whether a name of a rendering stands in the Swedish sentence, by its beginning (endings differ), or by an exonym."""
    folded, source = fold(name), fold(original)
    if any(folded.startswith(word.removesuffix("s")) for word in re.findall(r"\w{3,}", source)) or folded in source:
        return True
    return any(pattern.fullmatch(name) and place in source for place, pattern in exonyms().items())


def _same_negation(original: str, text: str, tongue: Tongue) -> bool:
    own, other = _negations(original, Tongue.SWEDISH), _negations(text, tongue)
    denied = bool(tables(Tongue.SWEDISH).denying.search(original)), bool(tables(tongue).denying.search(text))
    if any(denied) or "varken" in fold(original):
        return (bool(own) or denied[0]) == (bool(other) or denied[1])
    return own == other


def _negations(text: str, tongue: Tongue) -> int:
    words = tables(tongue)
    return len(words.negation.findall(words.no_negation.sub(" ", text)))


def _same_modals(original: str, text: str, tongue: Tongue) -> bool:
    """Compare which of ska, bör, får and kan there are, what is forbidden, and in which order two of them stand."""
    own, other = _modals(original, Tongue.SWEDISH), _modals(text, tongue)
    for name in own:
        if own[name][0] >= 0 and other[name][1] < 0:
            return False
        if other[name][0] >= 0 and own[name][1] < 0:
            return False
    shared = [name for name in own if own[name][0] >= 0 and other[name][0] >= 0]
    return sorted(shared, key=lambda name: own[name][0]) == sorted(shared, key=lambda name: other[name][0])


def _modals(text: str, tongue: Tongue) -> dict[str, tuple[int, int]]:
    """Give for each kind of modal verb where it first stands strictly and loosely, -1 for nowhere."""
    found: dict[str, tuple[int, int]] = {}
    rest = text
    for name, terms in tables(tongue).modals.items():
        found[name] = _first(terms.strong, rest), _first(terms.loose, rest)
        rest = terms.strong.sub(lambda match: "·" * len(match[0]), rest)  # what denies a duty is no duty besides
    return found


def _first(pattern: Pattern, text: str) -> int:
    match = pattern.search(text)
    return match.start() if match else -1


def concepts_lost(original: str, text: str, tongue: Tongue) -> tuple[str, ...]:
    """Name the concepts that stand in one of the two and have no equivalent in the other."""
    own, other = tables(Tongue.SWEDISH).concepts, tables(tongue).concepts
    return tuple(name for name in own if not _agree(own[name], original, other[name], text))


def _agree(own: Terms, original: str, other: Terms, text: str) -> bool:
    if own.strong.search(original) and not other.loose.search(text):
        return False
    return not other.strong.search(text) or bool(own.loose.search(original))


def in_official_words(rendered: str, original: str) -> str:
    """Read a plain rendering's everyday words as the official ones of its sentence, so that it can be verified.

    Only what the table of plain words has is read so, and only where the sentence has the official word and the rendering
    has it not: every other new word is still new.
    """
    for official, plain in plain_words():
        word = official.search(original)
        if word and not official.search(rendered):
            rendered = plain.sub(word[0], rendered, count=1)
    return rendered
