"""The word that a question asks by: the method of "vilken metod", the places of "hur många platser", what "vem kallar" does.

What answers speaks of that very thing, in its own words or in those of the questions it answers. A paragraph that is on the
subject and names another thing of the kind does not: "leds av två gruppledare" does not say how many take part.
"""

from __future__ import annotations

import re

from assistant.retrieval.actors import is_actor
from assistant.retrieval.asked_for import Fact, asked_for
from assistant.retrieval.query import content_words
from assistant.text import fold, sentences

_ADJECTIVE = r"\w+(?:isk[at]?|ell[at]?|ig[at]?|ande|ende)"
_MODAL = r"som|ska|skall|bör|får|kan|måste|har?|är|det|brukar|vill|behöver|egentligen"
_ASKS = re.compile(
    rf"\b(?:vilk(?:en|et|a)(?: (?:annan|annat|andra|olika|typ(?:er)? av|slags|sorts|av|fler|nya?|egna|{_ADJECTIVE}))*"
    rf"|(?P<counts>hur många)(?: (?:olika|fler|{_ADJECTIVE}))*|vems?(?: (?:{_MODAL}))*) (?P<head>\w[\w-]*)",
    re.IGNORECASE,
)
_OWN_FORM = frozenset(Fact) - {Fact.NUMBER, Fact.AUTHORITY, Fact.YES_NO}
UNNAMED = ""
"""The head of a question that counts and does not say what: "hur många i varje grupp"."""


def asked_head(question: str) -> str | None:
    """Give the word, folded, that a question asks by, None where it asks otherwise or by a word that carries no subject.

    Returns
    -------
    str or None
        `UNNAMED` where the question counts without saying what. None too where it asks for an actor or for a thing that is
        told by its form, as an age or signs are: whether those are there is judged by `assistant.retrieval.asked_for`.
    """
    parts = [question[start:end] for start, end in sentences(question)]
    asking = next((part for part in parts if "?" in part), parts[-1] if parts else question)
    found = _ASKS.search(asking)
    if not found:
        return None
    head = fold(found["head"])
    if not content_words((head,)):
        return UNNAMED if found["counts"] else None
    names_actor = is_actor(head) and not found["counts"]
    return None if names_actor or asked_for(question) in _OWN_FORM else head
