"""Whom a question asks to reach: may I phone the man, must the father be told, shall I talk to her alone.

To tell the wrong person is the most dangerous thing that can come of a wrong answer on violence. The words around it are the
same whoever is told, so a sentence answers only where it speaks of reaching the same person (data/reaching.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.retrieval.facts import persons, reaching_words

_AFTER = 5
"""The one who is reached is named within so many words of what is done: "ta kontakt på nytt med den våldsutsatta"."""
_BEFORE = 6
"""The same for one who is told: "den andra vårdnadshavaren ska i detta skede genast underrättas"."""
_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*|[.,;:?!]")
_CLAUSE = frozenset([".", ",", ";", ":", "?", "!", "att", "om", "när", "innan", "medan", "som", "utan", "eller", "men", "så"])
"""Where a clause ends, and with it what may be said of the deed."""
_OWNED = {"hans": "using", "hennes": "exposed"}
"""Of "sambon" and "partnern", who may be either: "hans sambo" is not the one who uses violence, "hennes" not who is exposed."""
_WITH = frozenset(["med", "till", "hos", "with", "to"])
_NEXT = 2
"""A noun reaches somebody where one of these follows it so closely: "kontakt nu med pappan"."""
_LEARNING = frozenset({"veta", "reda"})
_MAY = frozenset(["få", "får", "fick", "fått"])


@lru_cache(maxsize=2_048)
def reached_in(text: str) -> tuple[frozenset[str], ...]:
    """Give, for each time that a text speaks of reaching somebody, the groups of persons it may be, in order.

    Returns
    -------
    tuple of frozenset of str
        Names of the groups in data/reaching.toml. Empty where nobody is reached.
    """
    return tuple(_reached([token.casefold() for token in _TOKEN.findall(text)]))


def _reached(tokens: list[str]) -> Iterator[frozenset[str]]:
    for place, token in enumerate(tokens):
        after = tokens[place + 1 : place + 1 + _AFTER]
        if _matches("reaches", token) or (_matches("contacts", token) and _WITH & set(after[:_NEXT])):
            yield from _first(after)
        elif _matches("is_reached", token) and (token not in _LEARNING or _MAY & set(tokens[max(0, place - _BEFORE) : place])):
            yield from _first(tokens[max(0, place - _BEFORE) : place][::-1])


def _first(tokens: list[str]) -> Iterator[frozenset[str]]:
    """Give the groups of the first person among tokens of one clause, if there is one."""
    for place, token in enumerate(tokens):
        if token in _CLAUSE:
            return
        if groups := _groups(token):
            beside = tokens[max(0, place - 1) : place + 2]  # an owner stands before or, read backwards, after
            yield groups - frozenset(side for owner, side in _OWNED.items() if owner in beside and len(groups) > 1)
            return


@lru_cache(maxsize=4_096)
def _groups(token: str) -> frozenset[str]:
    return frozenset(name for name, pattern in persons().items() if pattern.fullmatch(token))


@lru_cache(maxsize=4_096)
def _matches(kind: str, token: str) -> bool:
    return bool(reaching_words()[kind].fullmatch(token))
