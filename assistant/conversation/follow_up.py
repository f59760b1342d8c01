"""Is a question a follow-up, or a new topic? A small logistic model over its wording and what a search for it finds."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import astuple, dataclass

from assistant.answering.clarify import is_too_general
from assistant.answering.focus import plain_stems
from assistant.answering.parts import has_siblings
from assistant.conversation.wording import Signs
from assistant.documents.corpus import Corpus
from assistant.index.lexical import words
from assistant.retrieval.query import Language, content_words, lexicon_of
from assistant.retrieval.search import SearchResult

THRESHOLD = 0.5
_ASKED_BEFORE = 0.76
"""Cosine to a typical question from which a question is put as one that stands alone: of the development follow-ups that lean
by no word and find another section first, the one that comes nearest has 0.74."""
_NAME = 2
"""A heading of so many words that carry a subject ("Skyddat boende") names what a question is about; one word may be said of
much else."""
_REACH = -5.0
"""As far behind the best may the shown paragraphs be, in the search's score, and still be what a general question is put to;
the farthest of the development follow-ups that lean by no word and have one word of their own is 4.5 behind."""
_MOST_CONTENT = 6
_FARTHEST = -10.0
_INTERCEPT = 10.67
_WEIGHTS = (1.86, 0.73, 1.74, 0.95, -3.58, 0.67, -0.78, -2.18)
"""Fitted by evals/fit_follow_up.py on the development split of the conversations, in the order of `Features`."""


@dataclass(frozen=True, slots=True)
class Features:
    """What the model looks at. The first five are `Signs`, 0 or 1 but for the number of words that carry a subject."""

    opens: float
    closes: float
    points: float
    person: float
    content: float
    near: float
    """How far the best paragraph of the sections shown before is behind the best of all when the question is asked by
    itself, 0 or less: a follow-up often finds its section alone, a new topic finds another."""
    subject: float
    """How far the question by itself is on the subject of the documents, times ten."""
    unknown: float
    """Content words that stand nowhere in the corpus: what nobody spoke of before is new."""


def features_of(signs: Signs, alone: SearchResult, shown: Collection[str], corpus: Corpus) -> Features:
    """Give the features of a question.

    Parameters
    ----------
    signs
        What its wording says.
    alone
        What a search for the question by itself finds.
    shown
        The paragraphs that the last answer showed.
    """
    swedish = alone.query.language is Language.SWEDISH
    frequency = lexicon_of(corpus).frequency
    unknown = sum(word not in frequency for word in content_words(alone.query.terms)) if swedish else 0
    return Features(
        opens=float(signs.opens),
        closes=float(signs.closes),
        points=float(signs.points),
        person=float(signs.person),
        content=float(min(signs.content, _MOST_CONTENT)),
        near=max(_FARTHEST, _behind(alone, shown)),
        subject=max(-0.5, min(1.0, 10 * alone.subject)),
        unknown=float(unknown),
    )


def probability(features: Features) -> float:
    """Give how probable it is that a question is a follow-up, 0 to 1."""
    logit = _INTERCEPT + sum(weight * value for weight, value in zip(_WEIGHTS, astuple(features), strict=True))
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, logit))))


def is_follow_up(signs: Signs, alone: SearchResult, shown: Collection[str], corpus: Corpus) -> bool:
    """Tell a follow-up from a question that stands alone; the parameters are those of `features_of`.

    The model decides, but for questions in whose wording nothing leans. One that names what it is about and finds it elsewhere
    stands alone, and so does one that may mean several things, of which the paragraphs shown say nothing: it is asked back.
    """
    if probability(features_of(signs, alone, shown, corpus)) < THRESHOLD:
        return False
    if signs.leans:
        return True
    if signs.content >= _NAME:
        return not _names_another(alone, shown, corpus)
    return signs.person or not is_too_general(alone) or _has_something(alone, shown, corpus)


def _names_another(alone: SearchResult, shown: Collection[str], corpus: Corpus) -> bool:
    """Tell whether a question finds another section than was shown, and asks as the documents are asked or by its heading."""
    best = alone.hits[0]
    if section_of(best.paragraph_id) in {section_of(one) for one in shown}:
        return False
    heading = _subject_stems(" ".join(corpus.paragraph(best.paragraph_id).section[-1:]))
    named = len(heading) >= _NAME and heading <= set(plain_stems(alone.query.text))
    return named or best.question >= _ASKED_BEFORE


def _has_something(alone: SearchResult, shown: Collection[str], corpus: Corpus) -> bool:
    """Tell whether the sections shown are near what a question finds, or hold the word that it asks for.

    Of a document in a series, which is about one thing, every section counts.
    """
    if _behind(alone, shown) > _REACH:
        return True
    asked = _subject_stems(" ".join(alone.query.terms))
    sections = {section_of(one) for one in shown}
    whole = {one.id for one in map(corpus.document_of, shown) if has_siblings(one.entry, corpus)}
    own = [one for one in corpus.paragraphs if section_of(one.id) in sections or one.document_id in whole]
    return any(asked & set(plain_stems(" ".join((*one.section, one.full_text)))) for one in own)


def _subject_stems(text: str) -> set[str]:
    return set(plain_stems(" ".join(content_words(tuple(words(text))))))


def section_of(paragraph_id: str) -> str:
    """Give the section's part of a paragraph id."""
    return paragraph_id.rsplit("/", 1)[0]


def _behind(alone: SearchResult, shown: Collection[str]) -> float:
    sections = {section_of(one) for one in shown}
    scores = [hit.score for hit in alone.hits if section_of(hit.paragraph_id) in sections]
    return max(scores) - alone.hits[0].score if scores else _FARTHEST
