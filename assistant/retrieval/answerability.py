"""Is the question answered here at all? Three small logistic models over what the search found.

The first tells answerable questions from other topics, the second from near misses, which ask in the right words for what the
documents do not say. The third tells of a refused question whether it is on the subject: then the nearest words are shown.
The coefficients come from evals/fit_answerability.py, fitted on development questions.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.documents.corpus import Corpus
from assistant.retrieval.answerability_model import (
    ANSWERED,
    CALIBRATION,
    CERTAIN_FROM,
    NEARBY,
    NEARBY_THRESHOLD,
    ON_TOPIC,
    PLACES_FROM,
    RAREST,
    THRESHOLD,
    TOPIC_THRESHOLD,
)
from assistant.retrieval.asked_for import CERTAIN, Fact, Form, asked_for, form_of, holds
from assistant.retrieval.query import Language, Query, content_words, lexicon_of
from assistant.retrieval.search import Hit, SearchResult
from assistant.retrieval.statements import statements_of

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

#: Paragraphs looked at: an answer that is not among the first three will not be quoted.
_TOP = 3

#: Cosine from which a typical question is the same question in nearly the same words. Of 300 near misses in development one
#: comes so near to a typical question, and that one asks for another kind of fact.
SAME_QUESTION = 0.88

#: Words that make another municipality the place somebody lives in or moves to, rather than the one whose rules are asked for.
_MOVES = re.compile(
    r"\b(?:bor|bodde|bott|bosatt\w*|skriven|skrivna|folkbokför\w*|vistas|vistats|flytt\w*|kommer|kom|från|hemkommun\w*"
    r"|överflytt\w*|placer\w*|hos oss|hit|lives?|living|mov(?:e|es|ed|ing)|stay\w*|registered|from)\b",
    re.IGNORECASE,
)

#: A letter, or a number as long as that of a case or a telephone.
_SAYS_SOMETHING = re.compile(r"[^\W\d_]|\d{3}")


class Verdict(StrEnum):
    """What the search makes of a question: answered here, near the subject but not answered, or about something else."""

    ANSWERED = "answered"
    NEAR = "near"
    OFF_TOPIC = "off_topic"


@dataclass(frozen=True, slots=True)
class Answerability:
    """The verdict on a question.

    ``probability`` is the lower of the first two models', 0 to 1, calibrated on the development questions. ``missing`` is the
    kind of thing that is asked for and of which the first paragraphs hold nothing: no such figure at all, no explanation, or
    neither who nor yes or no for the question's subject. It is None where nothing of a kind is asked for, where it is there,
    and where a figure stands there that may be of something else. ``elsewhere`` names municipalities that the question asks
    about and that have no document here. ``certain`` is True where the question may be answered plainly; an answer that is
    not is led in as the nearest that the documents come. ``names_places`` is False where the question is so far from the
    subject that the nearest places would only mislead. ``on_topic`` is the first model's own probability.
    """

    verdict: Verdict
    probability: float
    missing: Fact | None = None
    elsewhere: tuple[str, ...] = ()
    certain: bool = False
    names_places: bool = True
    on_topic: float = 0.0


@dataclass(frozen=True, slots=True)
class Features:
    """What the model looks at, each about 0 to 1 but the z-scored ones."""

    answered: float
    """Whether the question asks like those that the documents answer (about 1) or not (-1): `Index.like_answered`."""
    subject: float
    """How much nearer the question lies to the typical questions than to questions about other things, times ten."""
    question: float
    """Cosine to the nearest typical question of the first paragraphs."""
    dense: float
    """Cosine to the nearest of the first paragraphs."""
    score: float
    """Fused score of the first paragraph, in tens of standard deviations."""
    margin: float
    """How far the first paragraph is before the tenth, in tens of standard deviations."""
    agreement: float
    """`agreement` on the first paragraph."""
    coverage: float
    """Share of the question's content, weighted by rarity, that the first paragraphs or their typical questions have."""
    unknown: float
    """Share of the question's content words that stand nowhere in the corpus."""
    missing: float
    """1 where a thing of a kind is asked for and the first paragraphs hold none of it for the question's subject.

    That is a figure, an actor, or for yes or no a sentence that decides; for explanations see ``unexplained``.
    """
    untold: float
    """1 where the first paragraphs do not say of its subject what the question turns on: that something is decided, paid …"""
    unexplained: float
    """1 where a meaning or signs are asked for and the first paragraphs only have the word."""
    unusual: float
    """1 where a fact with a form of its own is asked for and no typical question near it asks for that kind."""
    elsewhere: float
    """1 where another municipality is asked about and none of ours."""
    english: float
    """1 for English, whose words are found by translation only."""


def judge(result: SearchResult, corpus: Corpus) -> Answerability:
    """Judge whether the paragraphs found answer the question.

    Returns
    -------
    Answerability
        The thresholds were chosen so that nearly all answerable development questions pass.
    """
    if not result.hits or _is_empty(result.query):
        return Answerability(Verdict.OFF_TOPIC, 0.0, names_places=False)
    features = features_of(result, corpus)
    on_topic, answered = logistic(features, ON_TOPIC), logistic(features, ANSWERED)
    elsewhere = () if result.query.municipality else result.query.other_municipalities
    fact = asked_for(result.query.text)
    missing = _missing(features, fact, result, corpus)
    probability = min(on_topic, answered)
    passes = answered >= THRESHOLD or (not missing and _asked_before(result, fact))
    nearby = logistic(features, NEARBY)
    if on_topic < TOPIC_THRESHOLD or not passes or missing in CERTAIN or (elsewhere and not _MOVES.search(result.query.text)):
        verdict = Verdict.NEAR if nearby >= NEARBY_THRESHOLD else Verdict.OFF_TOPIC
    else:
        verdict = Verdict.ANSWERED
    sure = probability >= CERTAIN_FROM and not (elsewhere or missing or features.untold)
    certain = verdict is Verdict.ANSWERED and sure
    return Answerability(verdict, _calibrated(probability), missing, elsewhere, certain, nearby >= PLACES_FROM, on_topic)


def features_of(result: SearchResult, corpus: Corpus, rarest: Mapping[str, float] = RAREST) -> Features:
    """Give what the model looks at for a search result that is not empty.

    ``rarest`` is, for each `Form`, where the rarer words of a question begin of which one must stand beside what it asks for.
    """
    query, hits = result.query, result.hits
    first = hits[:_TOP]
    fact = asked_for(query.text)
    statements = statements_of(corpus)
    held = fact is None or statements.hold([hit.paragraph_id for hit in first], fact, query, rarest[form_of(fact)])
    explains = fact is not None and form_of(fact) is Form.EXPLANATION
    return Features(
        answered=result.answered,
        subject=result.subject * 10,
        question=max(hit.question for hit in first),
        dense=max(hit.dense for hit in first),
        score=hits[0].score / 10,
        margin=(hits[0].score - hits[min(9, len(hits) - 1)].score) / 10,
        agreement=agreement(hits[0], hits),
        coverage=statements.coverage(query, (statements.of[hit.paragraph_id] for hit in first)),
        unknown=_unknown(query, corpus),
        missing=float(not held and not explains),
        unexplained=float(not held and explains),
        untold=float(not statements.tell([hit.paragraph_id for hit in first], query)),
        unusual=float(_is_figure(fact) and all(asked_for(hit.matched_question) is not fact for hit in first)),
        elsewhere=float(bool(query.other_municipalities) and not query.municipality),
        english=float(query.language is Language.ENGLISH),
    )


def feature_names() -> tuple[str, ...]:
    """Give the names of the features in the order of the coefficients."""
    return tuple(field.name for field in fields(Features))


def logistic(features: DataclassInstance, model: tuple[float, ...]) -> float:
    """Give the probability that a model, its intercept first, has for features, the fields of a dataclass in order."""
    intercept, *coefficients = model
    logit = intercept + sum(weight * value for weight, value in zip(coefficients, astuple(features), strict=True))
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, logit))))


def _is_empty(query: Query) -> bool:
    """Tell whether a question has neither a word, nor a number of some length, nor a section of law: "2+2", "???"."""
    return not query.legal_references and not _SAYS_SOMETHING.search(query.text)


def _calibrated(score: float) -> float:
    """Give the share of questions with a score that the documents answer, as the development questions had it."""
    slope, intercept = CALIBRATION
    odds = math.log(min(max(score, 1e-6), 1 - 1e-6)) - math.log(1 - min(max(score, 1e-6), 1 - 1e-6))
    return round(1.0 / (1.0 + math.exp(-(slope * odds + intercept))), 4)


def _missing(features: Features, fact: Fact | None, result: SearchResult, corpus: Corpus) -> Fact | None:
    """Give the kind of thing that is asked for and not there, where that may be said."""
    if features.unexplained or (features.untold and fact is Fact.AUTHORITY):
        return fact
    return fact if features.missing and _is_sure(fact, result, corpus) else None


def _is_sure(fact: Fact | None, result: SearchResult, corpus: Corpus) -> bool:
    """Tell whether it may be said that a kind of thing is missing: a figure, only where none stands there of anything else."""
    if fact is None or not _is_figure(fact):
        return True
    return not any(holds(corpus.paragraph(hit.paragraph_id).full_text, fact) for hit in result.hits[:_TOP])


def _is_figure(fact: Fact | None) -> bool:
    """Tell whether a kind is put in figures or set words; who decides, and yes or no, can be asked and said in other ways."""
    return fact is not None and form_of(fact) is Form.FIGURE


def _asked_before(result: SearchResult, fact: Fact | None) -> bool:
    """Tell whether a typical question of the first paragraphs is the same question and asks for the same kind of fact."""
    near = [asked_for(hit.matched_question) for hit in result.hits[:_TOP] if hit.question >= SAME_QUESTION]
    return any(other is fact or not (_is_figure(fact) or _is_figure(other)) for other in near)


def agreement(first: Hit, hits: tuple[Hit, ...]) -> float:
    """Give how far vectors, typical questions and words agree on a paragraph: the mean of one over its rank in each."""
    ranks = (
        1 + sum(hit.dense > first.dense for hit in hits),
        1 + sum(hit.question > first.question for hit in hits),
        1 + sum(hit.lexical > first.lexical for hit in hits),
    )
    return sum(1 / rank for rank in ranks) / len(ranks)


def _unknown(query: Query, corpus: Corpus) -> float:
    wanted = content_words(query.terms)
    frequency = lexicon_of(corpus).frequency
    return sum(word not in frequency for word in wanted) / len(wanted) if wanted else 0.0
