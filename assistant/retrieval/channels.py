"""What each way of searching says about every paragraph, before they are fused."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.documents.corpus import Corpus
from assistant.documents.model import Paragraph
from assistant.index.embedding import Vectors
from assistant.index.lexical import grams, stems
from assistant.index.store import Index, Similar
from assistant.law.lookup import all_references
from assistant.retrieval.query import Query

Scores = NDArray[np.float32]
Rows = NDArray[np.intp]

#: Nearest vectors asked for: enough that what is left out could not have come among the first thirty paragraphs.
UNIT_LIMIT = 300
QUESTION_LIMIT = 600

#: What a paragraph gets of the score of a typical question that it answers only the second part of.
_SECOND_PLACE = 0.8

_NONE = -1


@dataclass(frozen=True, slots=True)
class Nearest:
    """For every paragraph the nearest vector that belongs to it: z-score, cosine, and its row, -1 where none is near."""

    score: Scores
    similarity: Scores
    row: Rows

    def better_of(self, other: Nearest, discount: float) -> Nearest:
        """Take each paragraph's better score of two, the other's less a discount."""
        wins = other.score - discount > self.score
        return Nearest(
            np.where(wins, other.score - discount, self.score),
            np.where(wins, other.similarity, self.similarity),
            np.where(wins, other.row, self.row),
        )


#: How much more a cited section counts in a question that is nothing but that section: then nothing else is asked for.
ONLY_LAW = 8.0


@dataclass(frozen=True, slots=True)
class Channels:
    """Scores of all paragraphs in reading order, one array a channel.

    ``words`` and ``grams`` are z-scores of BM25, ``bm25`` is the raw score of words; ``law`` and ``place`` are 0 or 1.
    ``subject`` and ``answered`` are of the whole question, see `Index.on_subject` and `Index.like_answered`.
    """

    dense: Nearest
    question: Nearest
    words: Scores
    grams: Scores
    law: Scores
    place: Scores
    bm25: Scores
    subject: float
    answered: float


class ChannelSearch:
    """Computes the channels of questions over one corpus and index."""

    def __init__(self, corpus: Corpus, index: Index) -> None:
        self._index = index
        rows = {paragraph.id: row for row, paragraph in enumerate(corpus.paragraphs)}
        self._unit_owners = np.array([[rows[unit.paragraph_id] for unit in index.units]], dtype=np.intp)
        self._question_owners = _owners(
            [[rows[one.paragraph_id] for one in unit.question.evidence] for unit in index.questions]
        )
        self._documents = np.array([paragraph.document_id for paragraph in corpus.paragraphs])
        self._cited = [cited_sections(paragraph) for paragraph in corpus.paragraphs]

    def run(self, query: Query, discount: float) -> Channels:
        """Search for a question in every way; sentences of a scenario count as well as the whole, less a discount."""
        raw, vectors = self._index.embed(list(query.parts))
        units = self._index.similar_units(vectors, UNIT_LIMIT)
        questions = self._index.similar_questions(vectors, QUESTION_LIMIT)
        dense = [_best(found, self._unit_owners, len(self._cited)) for found in units]
        asked = [_best(found, self._question_owners, len(self._cited)) for found in questions]
        return self._with_words(query, _best_part(dense, discount), _best_part(asked, discount), raw[0])

    def _with_words(self, query: Query, dense: Nearest, question: Nearest, raw: Vectors) -> Channels:
        asked = " ".join(query.terms)
        bm25 = self._index.words.scores(stems(asked))
        found = np.float32(ONLY_LAW if query.only_law else 1.0)
        return Channels(
            dense=dense,
            question=question,
            words=_standardise(bm25),
            grams=_standardise(self._index.grams.scores(grams(asked))),
            law=np.array([bool(query.law & cited) for cited in self._cited], dtype=np.float32) * found,
            place=np.isin(self._documents, list(query.document_ids)).astype(np.float32),
            bm25=bm25,
            subject=self._index.on_subject(raw),
            answered=self._index.like_answered(raw),
        )


def cited_sections(paragraph: Paragraph) -> frozenset[tuple[str, str]]:
    """Give the sections of law that a paragraph or its footnotes cite, as ``(sfs, canonical)``."""
    references = all_references(paragraph)
    return frozenset((reference.sfs, reference.canonical) for reference in references if reference.section or reference.chapter)


def _owners(places: list[list[int]]) -> Rows:
    """Give a line of paragraphs for the first place of each question, one for the second and so on, -1 where it has none."""
    width = max(map(len, places), default=0)
    return np.array([[*own, *[_NONE] * (width - len(own))] for own in places], dtype=np.intp).reshape(len(places), width).T


def _best(similar: Similar, owners: Rows, size: int) -> Nearest:
    """Give each paragraph its best z-score, the cosine of that and the row it came from.

    A paragraph that nothing near belongs to gets the lowest score that was found.

    Parameters
    ----------
    owners
        The paragraphs that each row belongs to, in lines: those of the first place, of the second and so on, -1 for none.
    """
    floor, low = (values.min() if len(values) else np.float32(0) for values in (similar.standardised, similar.similarity))
    score = np.full(size, floor, dtype=np.float32)
    cosine = np.full(size, low, dtype=np.float32)
    row = np.full(size, _NONE, dtype=np.intp)
    for rank, owner_of in enumerate(owners):
        values = floor + np.float32(1.0 if rank == 0 else _SECOND_PLACE) * (similar.standardised - floor)
        found, first = np.unique(owner_of[similar.rows], return_index=True)  # best first: the first of a paragraph is its best
        better = (found != _NONE) & (values[first] >= score[found])
        found, first = found[better], first[better]
        score[found], cosine[found], row[found] = values[first], similar.similarity[first], similar.rows[first]
    return Nearest(score, cosine, row)


def _standardise(values: Scores) -> Scores:
    spread = float(values.std())
    centred: Scores = values - values.mean()
    return centred / spread if spread > 0 else centred


def _best_part(parts: list[Nearest], discount: float) -> Nearest:
    best = parts[0]
    for part in parts[1:]:
        best = best.better_of(part, discount)
    return best
