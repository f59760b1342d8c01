"""What simpler searches reach on the same questions: BM25 alone, dense retrieval alone, the nearest typical question alone.

They use the embedding model as it comes, without the adapter, and nothing of `assistant.retrieval`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from assistant.documents.corpus import Corpus
from assistant.index.embedding import Role, make_embedder
from assistant.index.lexical import LexicalIndex, stems
from assistant.index.units import make_question_units, make_units
from assistant.index.vectors import VECTOR_FILE, embed_all, load_vectors, shipped_files
from assistant.settings import Settings
from evals.figures import Figure, figure, ranking_scores
from evals.suites import Kind, Question

_DEPTH = 10

Search = Callable[[str], list[str]]


def baseline_figures(corpus: Corpus, settings: Settings, questions: Sequence[Question]) -> dict[str, dict[str, Figure]]:
    """Rank the paragraphs for every answerable question with each baseline.

    Returns
    -------
    dict
        For each baseline's name the ranking figures of `evals.figures.RANKING`.

    Raises
    ------
    ExternalServiceError
        Where the embedding model cannot be loaded.
    """
    asked = [question for question in questions if question.kind is Kind.ANSWERABLE]
    relevant = {question.id: question.relevant for question in asked}
    found: dict[str, dict[str, Figure]] = {}
    for name, search in _searches(corpus, settings).items():
        scores = ranking_scores(relevant, {question.id: search(question.question) for question in asked})
        figures = {key: figure(list(values.values())) for key, values in scores.items()}
        found[name] = {key: one for key, one in figures.items() if one is not None}
    return found


def _searches(corpus: Corpus, settings: Settings) -> dict[str, Search]:
    embedder = make_embedder(settings)
    known = load_vectors(shipped_files(settings, VECTOR_FILE))
    units, questions = make_units(corpus), make_question_units(corpus)
    unit_vectors = embed_all(embedder, [unit.text for unit in units], Role.PASSAGE, known)
    question_vectors = embed_all(embedder, [unit.text for unit in questions], Role.QUERY, known)
    unit_owners = [unit.paragraph_id for unit in units]
    question_owners = [unit.question.evidence[0].paragraph_id for unit in questions]

    def dense(question: str) -> list[str]:
        return _best(unit_vectors @ embedder.embed([question], Role.QUERY)[0], unit_owners)

    def typical(question: str) -> list[str]:
        return _best(question_vectors @ embedder.embed([question], Role.QUERY)[0], question_owners)

    lexical = LexicalIndex.build([stems(paragraph.full_text) for paragraph in corpus.paragraphs])
    paragraph_ids = [paragraph.id for paragraph in corpus.paragraphs]

    def bm25(question: str) -> list[str]:
        return _best(lexical.scores(stems(question)), paragraph_ids)

    return {"BM25 alone": bm25, "dense alone": dense, "typical questions alone": typical}


def _best(scores: Iterable[float], owners: Sequence[str]) -> list[str]:
    """Give the ten paragraphs with the best score above zero, each once."""
    values = np.asarray(scores)
    ranked = (owners[row] for row in np.argsort(-values, kind="stable") if values[row] > 0)
    return list(dict.fromkeys(ranked))[:_DEPTH]
