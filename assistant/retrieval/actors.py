"""Who may decide, answer for something or be turned to: authorities, boards, courts, units and roles.

Most are told by how their names end (data/actors.toml). The rest a corpus teaches: whom its telephone lists name, and the
abbreviations that stand for an actor.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.documents.corpus import Corpus
from assistant.documents.model import Kind
from assistant.index.lexical import words
from assistant.retrieval.facts import actor_words, capital_abbreviations
from assistant.retrieval.query import lexicon_of

_ENDINGS = r"(?:en|n|et|t|er|r|ar|or|erna|rna|arna|orna|na|a)?"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    heads = "|".join(re.escape(head.removesuffix("a")) for head in sorted(actor_words("heads")))
    fixed = "|".join(re.escape(word) for word in sorted(actor_words("fixed")))
    none = "|".join(re.escape(word) for word in sorted(actor_words("none")))
    return re.compile(rf"(?!(?:{none}){_ENDINGS}\Z)\w*(?:(?:{heads}){_ENDINGS}|(?:{fixed}))")


@lru_cache(maxsize=16_384)
def is_actor(word: str) -> bool:
    """Tell whether a word, folded, is put as the name of an actor."""
    return _pattern().fullmatch(word) is not None


def actors_in(text: str, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """Give the words of a text, folded, that name an actor by their ending or are among those known by name."""
    return frozenset(word for word in words(text) if word in known or is_actor(word))


def actors_of(corpus: Corpus) -> frozenset[str]:
    """Give the actors, folded, that a corpus knows by name only.

    Returns
    -------
    frozenset of str
        The first word of each item of its telephone lists ("Origo") and abbreviations of an actor ("RVT").
    """
    listed = {
        words(item)[0]
        for paragraph in corpus.paragraphs
        if paragraph.kind is Kind.CONTACT
        for item in paragraph.items
        if words(item)
    }
    explained = lexicon_of(corpus).abbreviations.items()
    short = {short for short, meaning in explained if short not in capital_abbreviations() and actors_in(meaning)}
    return frozenset(listed | {name.casefold() for name in short})
