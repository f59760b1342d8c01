"""Search: every way of searching, fused into one order of paragraphs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.documents.corpus import Corpus, Evidence
from assistant.errors import ExternalServiceError, UsageError
from assistant.index.store import Index
from assistant.index.units import heading_line
from assistant.privacy import without_masks
from assistant.retrieval.channels import Channels, ChannelSearch, Rows, Scores
from assistant.retrieval.contacts import ContactNames
from assistant.retrieval.query import Query, understand
from assistant.retrieval.rerank import CANDIDATES, Reranker
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each channel counts; the mean of the best draws of evals/tune_weights.py on the development questions.

    ``contact`` lifts a telephone list that has the name asked for; like ``law`` and ``place`` it is set by hand: it speaks in
    few questions and is right whenever it does. ``sentence_discount`` is what the z-score of one sentence of a scenario has
    to give up beside the whole.
    """

    dense: float = 0.28
    question: float = 0.37
    words: float = 0.39
    grams: float = 0.29
    law: float = 0.8
    place: float = 1.0
    contact: float = 4.0
    sentence_discount: float = 1.0


DEFAULT_WEIGHTS = Weights()

#: Hits in a result, where the corpus has them.
MAX_HITS = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph that was found.

    Attributes
    ----------
    score
        The fused score, comparable within one result.
    dense, question
        Cosine similarity to the paragraph (or its best item) and to the best typical question, 0 to 1.
    lexical
        BM25 of the question's words.
    question_evidence
        What that typical question asks for; empty where none is near.
    item
        The item of a long list that lies nearest, None where the paragraph is not searched item by item.
    matched_question
        The typical question that lies nearest, empty where none is near.
    """

    paragraph_id: str
    score: float
    dense: float
    lexical: float
    question: float
    question_evidence: tuple[Evidence, ...]
    item: int | None
    matched_question: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The question as understood and the paragraphs found, best first.

    ``subject`` tells how far the question is on the subject (above 0: it is), ``answered`` whether it asks like the questions
    that the documents answer (about 1) or like those they do not (about -1). ``leans`` is True where the question leans on a
    conversation, so that what it was searched for is one reading of it.
    """

    query: Query
    hits: tuple[Hit, ...]
    subject: float = 0.0
    answered: float = 0.0
    leans: bool = False


class Searcher:
    """Searches one corpus through its index. Safe to call from several threads.

    Raises
    ------
    ExternalServiceError
        Where a reranking model is set that cannot be loaded.
    """

    def __init__(self, corpus: Corpus, index: Index, settings: Settings, weights: Weights = DEFAULT_WEIGHTS) -> None:
        self.corpus = corpus
        self._index = index
        self._weights = weights
        self._channels = ChannelSearch(corpus, index)
        self._contacts = ContactNames(corpus)
        self._within: NDArray[np.bool_] | None = None
        self._reranker = Reranker(settings.reranker_model) if settings.reranker_model else None

    def within(self, document_ids: Collection[str]) -> Searcher:
        """Give a searcher that finds nothing outside some documents; it shares everything else with this one.

        Raises
        ------
        UsageError
            Where the corpus has no such document.
        """
        unknown = next((one for one in document_ids if one not in self.corpus.documents), None)
        if unknown is not None:
            raise UsageError("Det finns inget dokument med det id:t.", f"Välj bland: {', '.join(self.corpus.documents)}.")
        narrowed = copy(self)
        narrowed._within = np.array([one.document_id in document_ids for one in self.corpus.paragraphs])
        return narrowed

    def search(self, question: str) -> SearchResult:
        """Find the paragraphs that answer a question.

        Parameters
        ----------
        question
            The question, cleaned (`assistant.text.clean_question`).

        Returns
        -------
        SearchResult
            At least 30 hits where the documents searched have as many paragraphs, best first.

        Raises
        ------
        IndexUnavailableError
            Where the index cannot be read any more.
        ExternalServiceError
            Where the reranking model fails.
        """
        query = understand(without_masks(question), self.corpus)
        channels = self.channels(query)
        scores = fuse(channels, self._weights) + np.float32(self._weights.contact) * self._contacts.named_in(query)
        order = np.argsort(-scores, kind="stable")
        order = (order if self._within is None else order[self._within[order]])[:MAX_HITS]
        if self._reranker:
            scores, order = self._rerank(self._reranker, query, scores, order)
        return SearchResult(
            query, tuple(self._hit(channels, scores, int(row)) for row in order), channels.subject, channels.answered
        )

    @property
    def index_name(self) -> str:
        """Name the index for a record: the beginning of the corpus' hash, and the embedding model."""
        manifest = self._index.manifest
        return f"{manifest.corpus_sha256[:12]} {manifest.identity}"

    def vectors_of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give the vectors of short texts as the embedding model gives them for questions, ``(texts, dimension)``."""
        return self._index.embed(list(texts))[0]

    def channels(self, query: Query) -> Channels:
        """Give what every way of searching says about every paragraph; for `search` and for choosing the weights."""
        return self._channels.run(query, self._weights.sentence_discount)

    def _rerank(self, reranker: Reranker, query: Query, scores: Scores, order: Rows) -> tuple[Scores, Rows]:
        first = order[:CANDIDATES]
        paragraphs = [self.corpus.paragraphs[row] for row in first]
        texts = [f"{heading_line(self.corpus.document_of(one.id).entry, one)}\n{one.full_text}" for one in paragraphs]
        try:
            added = reranker.scores(query.text, texts)
        except Exception:  # whatever torch raises, the question must not be in it
            raise ExternalServiceError(
                "Omrankningen misslyckades.", "Ta bort ASSISTANT_RERANKER_MODEL eller välj en annan."
            ) from None
        scores = scores.copy()
        scores[first] += added + max(0.0, float(-added.min()))  # none of those read again falls behind those that were not
        return scores, order[np.argsort(-scores[order], kind="stable")]

    def _hit(self, channels: Channels, scores: Scores, row: int) -> Hit:
        unit, asked = int(channels.dense.row[row]), int(channels.question.row[row])
        question = self._index.questions[asked].question if asked >= 0 else None
        return Hit(
            paragraph_id=self.corpus.paragraphs[row].id,
            score=round(float(scores[row]), 4),
            dense=float(channels.dense.similarity[row]),
            lexical=float(channels.bm25[row]),
            question=float(channels.question.similarity[row]),
            question_evidence=question.evidence if question else (),
            item=self._index.units[unit].item if unit >= 0 else None,
            matched_question=question.text if question else "",
        )


def fuse(channels: Channels, weights: Weights) -> Scores:
    """Add up the channels, weighted: one score a paragraph. Weighted z-scores did better than reciprocal ranks."""
    total: Scores = (
        np.float32(weights.dense) * channels.dense.score
        + np.float32(weights.question) * channels.question.score
        + np.float32(weights.words) * channels.words
        + np.float32(weights.grams) * channels.grams
        + np.float32(weights.law) * channels.law
        + np.float32(weights.place) * channels.place
    )
    return total
