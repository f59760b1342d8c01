"""Who is in the telephone lists: a question for the number of one of them is answered there, and only there."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from assistant.documents.corpus import Corpus
from assistant.documents.model import Kind, Paragraph
from assistant.index.lexical import stems, words
from assistant.retrieval.asked_for import Fact, asked_for
from assistant.retrieval.facts import function_words
from assistant.retrieval.query import Query, content_words

_SHORT = 3
"""A question for a number with at most so many words besides names somebody; a longer one may describe them."""
_LONG_WORD = 10
"""Words shorter than this are told apart by a single letter."""
_NAMES_SOMEBODY = re.compile(r"\b(?:num(?:ret|mer\w*)|telefon\w*|number)\s+(?:till|för|hos|to|for|of)\b", re.IGNORECASE)


def asked_names(query: Query) -> tuple[frozenset[str], ...]:
    """Give the stems that may name whom a question for a telephone number asks for.

    Returns
    -------
    tuple of frozenset
        The words as asked and, where an abbreviation was explained, with its meaning in its place; empty where the question
        asks for no number or names nobody.
    """
    if asked_for(query.text) is not Fact.TELEPHONE:
        return ()
    asking = function_words("telephone")
    apart = asking | {word for place in (query.municipality, *query.other_municipalities) for word in words(place)}
    asked = [word for word in content_words(tuple(words(query.text))) if word not in apart]
    explained = {short.casefold(): meaning for short, meaning in query.abbreviations}
    spelled_out = [explained.get(word, word) for word in asked]
    names = dict.fromkeys(frozenset(stems(" ".join(chosen))) for chosen in (asked, spelled_out))
    return tuple(name for name in names if name)


def item_names(paragraph: Paragraph) -> list[frozenset[str]]:
    """Give the stems of the name in each item of a telephone list.

    A long word that another item spells with one letter more or less ("Relationsvåldcentrum") counts as both.
    """
    names = [frozenset(stem for stem in stems(item) if not stem.isdigit()) for item in paragraph.items]
    known = frozenset().union(*names)
    return [name | {other for stem in name for other in known if _one_letter_apart(stem, other)} for name in names]


def _one_letter_apart(left: str, right: str) -> bool:
    shorter, longer = sorted((left, right), key=len)
    if len(shorter) < _LONG_WORD or len(longer) != len(shorter) + 1:
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def asks_for_somebody_else(query: Query, paragraph: Paragraph) -> bool:
    """Tell whether a question names somebody whose number it wants and who is not in a telephone list.

    A short name must be in the list whole: "Relationsvåldscentrum Söderort" is nobody there, though other centres are.
    """
    if paragraph.kind is not Kind.CONTACT:
        return False
    asked = asked_names(query)
    short = bool(asked) and min(map(len, asked)) <= _SHORT
    if not asked or not (short or _NAMES_SOMEBODY.search(query.text)):
        return False
    listed = frozenset().union(*item_names(paragraph))
    return not any(name <= listed if short else name & listed for name in asked)


class ContactNames:
    """The names in a corpus's telephone lists, by paragraph."""

    def __init__(self, corpus: Corpus) -> None:
        self._count = len(corpus.paragraphs)
        self._names = {
            row: item_names(paragraph) for row, paragraph in enumerate(corpus.paragraphs) if paragraph.kind is Kind.CONTACT
        }

    def named_in(self, query: Query) -> NDArray[np.float32]:
        """Give 1 for each paragraph that lists, under all the words asked, whom the question wants to reach; 0 for others."""
        found = np.zeros(self._count, dtype=np.float32)
        asked = asked_names(query)
        for row, names in self._names.items():
            found[row] = float(any(wanted <= name for wanted in asked for name in names))
        return found
