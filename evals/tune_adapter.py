"""Chooses the two constants of assistant/index/adapter.py on the development split.

For each pair of constants the vectors of the bundled model are adapted anew, and the development questions are ranked by the
nearest typical question, by the nearest unit of text, and by both. Run: ``python -m evals.tune_adapter``. Nothing of the test
split is seen.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.documents.corpus import load_corpus, shipped_corpus_folder
from assistant.index.adapter import Adapter
from assistant.index.embedding import BundledEmbedder, Role, Vectors
from assistant.index.units import make_question_units, make_units
from assistant.index.vectors import VECTOR_FILE, embed_all, load_vectors, shipped_files
from assistant.settings import load_settings
from evals.suites import Kind, Split, load_suites

REGULARISATIONS = (0.3, 1.0, 3.0, 100.0)
DRAWN = (0.0, 0.3, 0.6, 0.8)
QUESTION_SHARE, UNIT_SHARE = 0.45, 0.3
"""Weights of the two rankings in the third, in about the proportion of `assistant.retrieval.search.Weights`."""

Scores = NDArray[np.float32]


def _best(similarity: Scores, owners: Sequence[int], count: int) -> Scores:
    """Give each paragraph the best similarity among its vectors, as z-scores; one without vectors gets the lowest."""
    best = np.full((len(similarity), count), np.nan, dtype=np.float32)
    for column, owner in enumerate(owners):
        best[:, owner] = np.fmax(best[:, owner], similarity[:, column])
    filled = np.where(np.isnan(best), np.nanmin(best, axis=1, keepdims=True), best)
    scores: Scores = (filled - filled.mean(axis=1, keepdims=True)) / filled.std(axis=1, keepdims=True)
    return scores


def _measure(scores: Scores, wanted: Sequence[frozenset[int]]) -> str:
    order = np.argsort(-scores, axis=1)[:, :10]
    ranks = [
        next((rank for rank, row in enumerate(found, 1) if int(row) in rows), 0)
        for found, rows in zip(order, wanted, strict=True)
    ]
    first, five = np.mean([rank == 1 for rank in ranks]), np.mean([0 < rank <= 5 for rank in ranks])
    return f"{first:.3f} {five:.3f} {np.mean([1 / rank if rank else 0.0 for rank in ranks]):.3f}"


def main(argv: Sequence[str] | None = None) -> int:
    """Print hit@1, hit@5 and MRR@10 for each pair of constants."""
    argparse.ArgumentParser(prog="python -m evals.tune_adapter", description=__doc__).parse_args(argv)
    corpus = load_corpus(shipped_corpus_folder())
    embedder = BundledEmbedder()
    known = load_vectors(shipped_files(load_settings(), VECTOR_FILE))
    units, bank = make_units(corpus), make_question_units(corpus)
    row = {paragraph.id: number for number, paragraph in enumerate(corpus.paragraphs)}
    owners = [unit.paragraph_id for unit in bank]
    asked: Vectors = embed_all(embedder, [unit.text for unit in bank], Role.QUERY, known)
    texts: Vectors = embed_all(embedder, [unit.text for unit in units], Role.PASSAGE, known)
    questions = [one for one in load_suites() if one.split is Split.DEV and one.kind is Kind.ANSWERABLE]
    queries = embedder.embed([one.question for one in questions], Role.QUERY)
    wanted = [frozenset(row[id_] for id_ in one.relevant) for one in questions]
    print(f"{len(questions)} development questions; hit@1 hit@5 MRR@10 by typical question, by text, by both")
    for regularisation, drawn in itertools.product(REGULARISATIONS, DRAWN):
        adapter = Adapter.learn(asked, owners, texts, regularisation)
        moved = adapter.apply(queries, Role.QUERY)
        near_question = _best(moved @ adapter.apply(asked, Role.QUERY).T, [row[owner] for owner in owners], len(row))
        drawn_texts = adapter.draw(adapter.apply(texts, Role.PASSAGE), [unit.paragraph_id for unit in units], drawn)
        near_text = _best(moved @ drawn_texts.T, [row[unit.paragraph_id] for unit in units], len(row))
        both = QUESTION_SHARE * near_question + UNIT_SHARE * near_text
        measured = "   ".join(_measure(scores, wanted) for scores in (near_question, near_text, both))
        print(f"regularisation {regularisation:5}  drawn {drawn:.1f}   {measured}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
