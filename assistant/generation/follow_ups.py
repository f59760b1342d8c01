"""A follow-up written out by a language model so that it stands by itself, and the checks that it asks for nothing new.

What a model writes here is searched for and shown as the question that was read; so it may hold no word that the
conversation does not. Where a check fails, or the model does, the reading by fixed rules stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.errors import ExternalServiceError
from assistant.generation.form import is_plain
from assistant.generation.objects import Model, read_object
from assistant.generation.prompts import inert_line, prompt
from assistant.generation.question_checks import places_in
from assistant.index.lexical import stems, words
from assistant.law.grammar import parse
from assistant.privacy import find_personal_data
from assistant.retrieval.facts import function_words
from assistant.text import collapse, sentences

LONGEST = 300
"""Characters of a question that is written out; those of the rules have 60 on average."""
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"question": {"type": "string", "maxLength": LONGEST}},
    "required": ["question"],
    "additionalProperties": False,
}


def _group(words_: str) -> frozenset[str]:
    return frozenset(words_.split())


_NEGATIONS = _group("inte ej icke aldrig ingen inget inga utan varken not never no without neither nor cannot")
_MODALS = {
    word: kind
    for kind, forms in {
        "must": "ska skall måste skulle must shall",
        "should": "bör borde should ought",
        "may": "får fick may",
        "can": "kan kunna kunde can could",
        "need": "behöver behövs need needs",
        "want": "vill ville want wants",
    }.items()
    for word in forms.split()
}
"""Words that the function words hold and that still decide what is asked."""
_LINKS = _group(
    "sätt gäller gällande görs göras finns sker skett händer ansvarar står menas innebär enligt angående beträffande "
    "samband detta således apply applies happen happens does regarding concerning"
)
"""Words that hold a question together besides the function words."""
_LEANING = _group("också istället däremot ändå ok okej aha jaha exakt precis")
"""Words of a follow-up that need not stand in the question written out, besides the function words."""
_PASSED_OVER = _group("att den det de hon han hen vi man jag barnet personen")
"""Words between a negation and what it denies."""
_WORD = re.compile(r"[^\W_]+")


def rewrite(model: Model, question: str, history: Sequence[str], ruled: str) -> str | None:
    """Let a model write a follow-up out.

    Parameters
    ----------
    model
        The language model.
    question
        The follow-up. One with anything that may be personal data is left to the rules: it is not sent.
    history
        The questions before it, oldest first, with personal data taken out.
    ruled
        The follow-up as the fixed rules write it out.

    Returns
    -------
    str or None
        A question that stands by itself; None where the model gives none that passes, and where it fails.
    """
    if find_personal_data(question):
        return None
    earlier = "\n".join(f"{n}. {inert_line(one)}" for n, one in enumerate(history, start=1))
    asked = prompt("follow_up", earlier=earlier, question=inert_line(question), ruled=inert_line(ruled))
    try:
        reply = model.complete(asked, SCHEMA)
    except ExternalServiceError:
        return None
    written = read_object(reply).get("question")
    if not isinstance(written, str):
        return None
    text = collapse(written)
    return text if is_grounded(text, question, history) else None


def is_grounded(text: str, question: str, history: Sequence[str]) -> bool:
    """Tell whether a question asks what the follow-up asks, in the words of the conversation.

    It is one plain question; every word that carries a subject, every number, section, municipality, modal verb and
    negation stands in the follow-up or before it, those of the follow-up are all kept, and something from before is added.
    """
    if len(text) > LONGEST or not is_plain(text) or not text.endswith("?") or text.count("?") > 1 or len(sentences(text)) != 1:
        return False
    said = (question, *history)
    everything = " ".join(said)
    before = _subject(" ".join(history))
    return (
        _subject(text) <= _subject(everything)
        and _subject(question) - _stems_of(_LEANING) <= _subject(text)
        and bool(_subject(text) & (before - _subject(question)))
        and all(read(question) <= read(text) <= read(everything) for read in (_sections, _numbers, _modals))
        and _places_fit(text, question, everything)
        and _denies_the_same(text, question, said)
    )


def _stems_of(group: frozenset[str]) -> set[str]:
    return {stem for word in group for stem in stems(word)}


def _subject(text: str) -> set[str]:
    """Give the stems of the words that carry a subject."""
    empty = function_words("swedish") | function_words("english") | _LINKS | _NEGATIONS | _MODALS.keys()
    return {stem for word in words(text) if word not in empty for stem in stems(word)}


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def _modals(text: str) -> set[str]:
    return {_MODALS[word] for word in words(text) if word in _MODALS}


def _sections(text: str) -> set[str]:
    return {reference.canonical for reference in parse(text) if reference.section or reference.chapter}


def _places_fit(text: str, question: str, everything: str) -> bool:
    """Tell whether the municipality is the one that the follow-up names; only where it names none may it come from before."""
    own, named = places_in(question), places_in(text)
    return named == own if own else named <= places_in(everything)


def _denies_the_same(text: str, question: str, said: Sequence[str]) -> bool:
    """Tell whether what is denied is what was denied, and nothing that was only denied is now asked without it."""
    denied, affirmed = _polarity(text)
    own_denied, _ = _polarity(question)
    pairs = [_polarity(one) for one in said]
    all_denied = set().union(*(one for one, _ in pairs))
    all_affirmed = set().union(*(one for _, one in pairs))
    return denied <= all_denied and own_denied <= denied and not affirmed & (all_denied - all_affirmed)


def _polarity(text: str) -> tuple[set[str], set[str]]:
    """Give the words that stand after a negation, as stems, and all that do not."""
    tokens = [word.casefold() for word in _WORD.findall(text)]
    denied: set[int] = set()
    for place, token in enumerate(tokens):
        if token in _NEGATIONS:
            after = [i for i in range(place + 1, len(tokens)) if tokens[i] not in _PASSED_OVER]
            denied |= {after[0]} if after else {place}
    stemmed = [stems(token)[0] if stems(token) else token for token in tokens]
    outside = {stem for i, stem in enumerate(stemmed) if i not in denied and tokens[i] not in _NEGATIONS}
    return {stemmed[i] for i in denied}, outside
