"""When two questions are the same, and when two that are alike must not be taken for one another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from assistant.law.grammar import parse
from assistant.retrieval.facts import municipalities
from assistant.text import collapse, fold
from assistant.verification.model import Kind
from assistant.verification.quantities import quantities
from assistant.verification.tables import actor_of, phrases
from assistant.verification.words import Word, are_synonyms, opposites, read_words

_END = " .?!…"
"""What may end a question without changing it."""
_SPELLINGS = {"skall": "ska", "sthlm": "stockholm", "staden": "stockholm", "gbg": "göteborg"}
_PRONOUNS = {
    word: name
    for name, words in (
        ("hon", "hon henne hennes"),
        ("han", "han honom hans"),
        ("hen", "hen hens"),
        ("jag", "jag mig min mitt mina"),
        ("vi", "vi oss vår vårt våra"),
        ("du", "du dig din ditt dina"),
        ("de", "de dem deras dom"),
    )
    for word in words.split()
}
"""Who a pronoun means differs from question to question, but not between two that differ in nothing else."""
_ASKS = frozenset(
    {"vem", "vems", "vad", "när", "var", "vart", "hur", "varför", "vilken", "vilket", "vilka"}
    | {"who", "what", "when", "where", "why", "how", "which"}
)
_AGE = re.compile(r"(?:o?myndig|minderårig|vux(?:en|n)|tonåring|spädbarn|barn|ung(?!er)|äld|yng|gam(?:mal|la)|pensionär)\w*")
"""Words for an age that hold no number; what begins like one ("barnahus") is compared too, on both sides alike."""
_OTHER_PHRASES = ("restriction", "time", "bounds")


def question_key(question: str) -> str:
    """Give the form in which questions are compared: composed (NFC), without case, white space and the marks at the end.

    Word order, spelling and every other mark count: "Får polisen …" and "Polisen får …" are two questions.
    """
    return collapse(unicodedata.normalize("NFC", question).casefold()).rstrip(_END)


@lru_cache(maxsize=4096)
def content_of(question: str) -> frozenset[str]:
    """Give the stems of the words that carry a question's matter."""
    return frozenset(word.stem for word in read_words(question) if word.carries)


def similarity(one: str, other: str) -> float:
    """Give how much of their matter two questions share, 0 to 1: Dice's coefficient over stems, synonyms counted as the same.

    Two that have no word in common are 0, whatever their synonyms.
    """
    mine, theirs = content_of(one), content_of(other)
    common = len(mine & theirs)
    if not common:
        return 0.0
    kin = _kin(mine - theirs, theirs - mine) + _kin(theirs - mine, mine - theirs)
    return (2 * common + kin) / (len(mine) + len(theirs))


def _kin(mine: frozenset[str], theirs: frozenset[str]) -> int:
    """Count the stems that have a synonym on the other side."""
    return sum(any(are_synonyms(stem, other) for other in theirs) for stem in mine)


def deciding_differences(one: str, other: str) -> frozenset[Kind]:
    """Tell in which deciding words two questions differ.

    Returns
    -------
    frozenset of Kind
        Numbers and ages, municipalities, negations, modal verbs, actors (pronouns too), sections of law, conditions and
        times, compared in the order in which they stand: who does what to whom is asked by it. ``CONTENT`` where they ask
        for another thing ("vem", "när") or a word excludes one of the other's.
    """
    mine, theirs = _deciding(one), _deciding(other)
    found = {kind for kind in mine if mine[kind] != theirs[kind]}
    if _excludes(content_of(one) - content_of(other), content_of(other) - content_of(one)):
        found.add(Kind.CONTENT)
    return frozenset(found)


def _excludes(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Tell whether a word of one question excludes one of the other: "offentlig" and "hemlig", "möjlig" and "omöjlig"."""
    return any(
        opposites().get(stem, frozenset()) & theirs or f"o{stem}" in theirs or (stem[:1] == "o" and stem[1:] in theirs)
        for stem in mine
    )


def _deciding(question: str) -> dict[Kind, tuple[str, ...]]:
    words = read_words(question)
    lows = [_SPELLINGS.get(word.low, word.low) for word in words]
    references = parse(question)
    spans = tuple((one.start, one.end) for one in references)
    free = [at for at, word in enumerate(words) if not any(start <= word.start < end for start, end in spans)]
    return {
        Kind.NUMBER: (
            *(f"{one.kind} {one.value} {one.measure} {one.bound}" for one in quantities(question, spans)),
            *(word.stem for word in words if _AGE.fullmatch(word.low)),
        ),
        Kind.PLACE: tuple(place for low in lows if (place := _place(low))),
        Kind.NEGATION: _phrases(lows, "negation"),
        Kind.MODALITY: (*_phrases(lows, "modality"), *_phrases(lows, "modal_nouns")),
        Kind.ACTOR: tuple(actor for at in free if (actor := _actor(lows[at], words[at]))),
        Kind.REFERENCE: tuple(f"{one.canonical} {one.sfs} {one.paragraph} {one.item}" for one in references),
        Kind.CONDITION: tuple(part for group in _OTHER_PHRASES for part in _phrases(lows, group)),
        Kind.CONTENT: tuple(low for low in lows if low in _ASKS),
    }


def _place(low: str) -> str:
    """Give the municipality that a word may name, whatever its case and genitive; "vara" counts too, on both sides alike."""
    known = municipalities()
    return next((known[name] for name in (low, low.removesuffix("s")) if name in known), "")


def _phrases(lows: Sequence[str], group: str) -> tuple[str, ...]:
    return tuple(" ".join(lows[one.first : one.after]) for one in phrases(group).find(lows))


def _actor(low: str, word: Word) -> str:
    """Give the actor that a word names, by its stem: two words of one class may still be two people."""
    return _PRONOUNS.get(low) or (word.stem if actor_of(fold(low)) else "")
