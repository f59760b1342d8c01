"""Is a question a follow-up, or a new topic? A small logistic model over its wording and what a search for it finds."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import astuple, dataclass

from assistant.conversation.wording import Signs
from assistant.documents.corpus import Corpus
from assistant.retrieval.query import Language, content_words, lexicon_of
from assistant.retrieval.search import SearchResult

THRESHOLD = 0.5
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


def section_of(paragraph_id: str) -> str:
    """Give the section's part of a paragraph id."""
    return paragraph_id.rsplit("/", 1)[0]


def _behind(alone: SearchResult, shown: Collection[str]) -> float:
    sections = {section_of(one) for one in shown}
    scores = [hit.score for hit in alone.hits if section_of(hit.paragraph_id) in sections]
    return max(scores) - alone.hits[0].score if scores else _FARTHEST
