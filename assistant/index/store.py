"""The index as the search sees it: open it, ask it, tell its state; `ensure_index` builds a missing one.

An index is bound to the corpus it was built of by the corpus' hash. The texts themselves are not read from the index:
units are made of the corpus in memory, and ids lead from one to the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.documents.corpus import Corpus
from assistant.errors import IndexUnavailableError, StorageError
from assistant.index.adapter import AdaptedEmbedder, Adapter
from assistant.index.chroma import QUESTIONS, UNITS, read_vectors
from assistant.index.embedding import BUNDLED, Embedder, Role, Vectors, make_embedder
from assistant.index.generations import DAMAGED, Generations, Progress, damaged
from assistant.index.lexical import LexicalIndex
from assistant.index.manifest import DISTANCE, FORMAT, Manifest
from assistant.index.subject import Subject
from assistant.index.unanswered import Discriminant
from assistant.index.units import RECIPE, QuestionUnit, Unit, make_question_units, make_units
from assistant.settings import Settings

INDEX_FOLDER = "index"
WORDS_FOLDER = "words"
GRAMS_FOLDER = "grams"

#: Stands for a spread of similarities that is none, where a collection holds one vector.
_LEAST_SPREAD = 1e-6


class IndexState(StrEnum):
    """How an index stands to the corpus and the settings."""

    READY = "ready"
    MISSING = "missing"
    OUTDATED = "outdated"
    OTHER_MODEL = "other_model"
    DAMAGED = "damaged"


_MESSAGES = {
    IndexState.READY: ("Sökindexet är klart att använda.", ""),
    IndexState.MISSING: ("Det finns inget sökindex.", 'Bygg det med "assistant index build".'),
    IndexState.OUTDATED: (
        "Sökindexet är byggt av andra dokument eller av en annan version av programmet.",
        'Bygg det på nytt med "assistant index build".',
    ),
    IndexState.OTHER_MODEL: (
        "Sökindexet är byggt med en annan språkmodell än den som är vald.",
        'Bygg det på nytt med "assistant index build", eller ändra tillbaka ASSISTANT_EMBEDDING_MODEL.',
    ),
    IndexState.DAMAGED: DAMAGED,
}


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The state of an index, with what to say and to do about it in Swedish; ``manifest`` is None where there is none."""

    state: IndexState
    message: str
    advice: str
    folder: Path
    manifest: Manifest | None = None


@dataclass(frozen=True, slots=True)
class Similar:
    """What lies near a query in one collection: rows of `Index.units` or `Index.questions`, best first.

    ``standardised`` are z-scores among the query's similarities to the whole collection: they make two collections comparable.
    """

    rows: NDArray[np.intp]
    similarity: NDArray[np.float32]
    standardised: NDArray[np.float32]


class Index:
    """An open index, all of it in memory: afterwards its files may be replaced or removed."""

    def __init__(self, folder: Path, manifest: Manifest, corpus: Corpus, embedder: AdaptedEmbedder) -> None:
        self.manifest = manifest
        self.embedder = embedder
        self.units: tuple[Unit, ...] = make_units(corpus)
        self.questions: tuple[QuestionUnit, ...] = make_question_units(corpus)
        self.words = _load_lexical(folder / WORDS_FOLDER, len(corpus.paragraphs))
        self.grams = _load_lexical(folder / GRAMS_FOLDER, len(corpus.paragraphs))
        self._subject = Subject.load(folder)
        self._answered = Discriminant.load(folder)
        texts: dict[str, tuple[Unit, ...] | tuple[QuestionUnit, ...]] = {UNITS: self.units, QUESTIONS: self.questions}
        self._vectors = read_vectors(folder, {name: [one.id for one in units] for name, units in texts.items()})

    @classmethod
    def open(cls, settings: Settings, corpus: Corpus) -> Index:
        """Open the index that counts.

        Raises
        ------
        IndexUnavailableError
            Where it is missing, damaged, outdated or of another model.
        ExternalServiceError
            Where the embedding model cannot be loaded.
        """
        found = status(settings, corpus)
        if found.state is not IndexState.READY or found.manifest is None:
            raise IndexUnavailableError(found.message, found.advice)
        return cls.open_folder(found.folder, found.manifest, corpus, make_embedder(settings))

    @classmethod
    def open_folder(cls, folder: Path, manifest: Manifest, corpus: Corpus, embedder: Embedder) -> Index:
        """Open the index in a folder, after making sure that the model is the one it was built with."""
        if (embedder.identity, embedder.dimension) != (manifest.identity, manifest.dimension):
            raise IndexUnavailableError(*_MESSAGES[IndexState.OTHER_MODEL])
        return cls(folder, manifest, corpus, AdaptedEmbedder(embedder, Adapter.load(folder)))

    def embed(self, texts: list[str]) -> tuple[Vectors, Vectors]:
        """Give the vectors of questions, as the model gives them and as they are compared in `similar_units`."""
        return self.embedder.embed(texts, Role.QUERY)

    def on_subject(self, query: Vectors) -> float:
        """Tell how much nearer a question lies to the typical questions than to questions about other things.

        Parameters
        ----------
        query
            The question's vector as the model gives it, shape ``(dimension,)``.

        Returns
        -------
        float
            A difference of cosines, above 0 where the question is nearer to the subject.
        """
        return self._subject.contrast(query)

    def like_answered(self, query: Vectors) -> float:
        """Tell whether a question, ``(dimension,)`` as the model gives it, asks like those answered (about 1) or not (-1)."""
        return self._answered.score(query)

    def similar_units(self, queries: Vectors, limit: int) -> list[Similar]:
        """Give the units nearest to each query."""
        return [_nearest(self._vectors[UNITS], query, limit) for query in queries]

    def similar_questions(self, queries: Vectors, limit: int) -> list[Similar]:
        """Give the typical questions nearest to each query."""
        return [_nearest(self._vectors[QUESTIONS], query, limit) for query in queries]


def _nearest(vectors: Vectors, query: Vectors, limit: int) -> Similar:
    """Compare with every vector: exact, and at 2,500 of them ten times faster than an approximate search in the store."""
    if not len(vectors):
        empty = np.empty(0, dtype=np.float32)
        return Similar(np.empty(0, dtype=np.intp), empty, empty)
    similarity: Vectors = vectors @ query
    rows = np.argsort(-similarity, kind="stable")[:limit]
    standardised = (similarity[rows] - similarity.mean()) / max(similarity.std(), np.float32(_LEAST_SPREAD))
    return Similar(rows, similarity[rows], standardised)


def status(settings: Settings, corpus: Corpus) -> IndexStatus:
    """Tell how the index stands to the corpus and the settings, from its manifest; its files are tried by opening it."""
    generations = generations_of(settings)
    try:
        folder = generations.current()
        manifest = Manifest.load(folder) if folder else None
    except IndexUnavailableError:
        return _status(IndexState.DAMAGED, generations.folder)
    if folder is None or manifest is None:
        return _status(IndexState.MISSING, generations.folder)
    return _status(_compare(manifest, settings, corpus), folder, manifest)


def ensure_index(settings: Settings, corpus: Corpus, progress: Progress | None = None) -> Index:
    """Open the index; where the bundled model's is missing or outdated, build it first from the vectors that ship.

    Raises
    ------
    IndexUnavailableError
        Where it is damaged, of another model, cannot be built here, or is missing and would take another model long to build.
    ExternalServiceError
        Where the embedding model cannot be loaded.
    """
    state = status(settings, corpus).state
    if settings.embedding_model == BUNDLED and state in {IndexState.MISSING, IndexState.OUTDATED}:
        from assistant.index.build import build_index

        try:
            build_index(settings, corpus, progress, only_if_needed=True)
        except StorageError as error:
            raise IndexUnavailableError(f"Sökindexet går inte att bygga. {error.message}", error.advice) from None
    return Index.open(settings, corpus)


def generations_of(settings: Settings) -> Generations:
    """Give the place of the index in the data folder."""
    return Generations(settings.data_dir / INDEX_FOLDER)


def _compare(manifest: Manifest, settings: Settings, corpus: Corpus) -> IndexState:
    if manifest.embedding_model != settings.embedding_model:
        return IndexState.OTHER_MODEL
    built = (manifest.layout, manifest.recipe, manifest.distance, manifest.corpus_sha256)
    return IndexState.READY if built == (FORMAT, RECIPE, DISTANCE, corpus.sha256) else IndexState.OUTDATED


def _status(state: IndexState, folder: Path, manifest: Manifest | None = None) -> IndexStatus:
    message, advice = _MESSAGES[state]
    return IndexStatus(state, message, advice, folder, manifest)


def _load_lexical(folder: Path, paragraphs: int) -> LexicalIndex:
    lexical = LexicalIndex.load(folder)
    if len(lexical) != paragraphs:
        raise damaged()
    return lexical
