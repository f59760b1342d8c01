"""What simpler searches reach on the same questions.

BM25 alone, dense retrieval alone and the nearest typical question alone use nothing of `assistant.retrieval` and the
embedding model as it comes, without the adapter. LlamaIndex's defaults stand in `evals.llamaindex`. The last one is our own
search with an index that was built without typical questions.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.documents.corpus import Corpus
from assistant.index.build import build_index
from assistant.index.embedding import Embedder, Role, Vectors
from assistant.index.lexical import LexicalIndex, stems
from assistant.index.store import Index
from assistant.index.units import make_question_units, make_units
from assistant.index.vectors import VECTOR_FILE, embed_all, load_vectors, shipped_files
from assistant.retrieval.search import Searcher
from assistant.settings import Settings
from assistant.text import clean_question
from evals.llamaindex import llamaindex_default
from evals.systems import DEPTH, Search, System, best


@contextmanager
def baselines(corpus: Corpus, settings: Settings, embedder: Embedder) -> Iterator[list[System]]:
    """Give the baselines, to be measured one after the other; what they built is removed at the end.

    Parameters
    ----------
    embedder
        The embedding model of the settings, already loaded.

    Raises
    ------
    ExternalServiceError
        Where the embedding model cannot be loaded.
    """
    known = load_vectors(shipped_files(settings, VECTOR_FILE))
    with TemporaryDirectory(prefix="assistant-evals-") as folder:
        yield [
            System("BM25", "Ordsökning (BM25 med svensk stamning) bland styckena, inget annat.", bm25(corpus)),
            System("Vektorer", "Närmaste stycke med språkmodellen som den är, inget annat.", dense(corpus, embedder, known)),
            System("Typfrågor", "Närmaste typfråga med språkmodellen som den är.", typical(corpus, embedder, known)),
            System(
                "LlamaIndex",
                "LlamaIndex förval (SentenceSplitter, VectorStoreIndex) med vår språkmodell. En bit rymmer flera stycken.",
                llamaindex_default(corpus, embedder),
            ),
            System(
                "Utan typfrågor",
                "Hela vår sökning med ett index utan typfrågor.",
                without_questions(corpus, settings, Path(folder)),
            ),
        ]


def bm25(corpus: Corpus) -> Search:
    """Give a search by words alone."""
    lexical = LexicalIndex.build([stems(paragraph.full_text) for paragraph in corpus.paragraphs])
    paragraph_ids = [paragraph.id for paragraph in corpus.paragraphs]
    return lambda question: best(lexical.scores(stems(question)), paragraph_ids)


def dense(corpus: Corpus, embedder: Embedder, known: dict[str, Vectors]) -> Search:
    """Give a search for the paragraph whose vector, or whose item's vector, lies nearest."""
    units = make_units(corpus)
    vectors = embed_all(embedder, [unit.text for unit in units], Role.PASSAGE, known)
    owners = [unit.paragraph_id for unit in units]
    return lambda question: best(vectors @ embedder.embed([question], Role.QUERY)[0], owners)


def typical(corpus: Corpus, embedder: Embedder, known: dict[str, Vectors]) -> Search:
    """Give a search for the typical question that lies nearest, and the paragraph that answers it."""
    questions = make_question_units(corpus)
    vectors = embed_all(embedder, [unit.text for unit in questions], Role.QUERY, known)
    owners = [unit.paragraph_id for unit in questions]
    return lambda question: best(vectors @ embedder.embed([question], Role.QUERY)[0], owners)


def without_questions(corpus: Corpus, settings: Settings, folder: Path) -> Search:
    """Give our whole search over an index that was built, in a folder, as if there were no typical questions."""
    # Another hash: what is counted over a corpus (rarity of words) is kept by its hash, and must not reach the product.
    bare = dataclasses.replace(corpus, questions=(), sha256=f"{corpus.sha256} without questions")
    own = settings.model_copy(update={"data_dir": folder})
    build_index(own, bare)
    return whole_search(Searcher(bare, Index.open(own, bare), own))


def whole_search(searcher: Searcher) -> Search:
    """Give our search as one to be measured."""

    def search(question: str) -> list[frozenset[str]]:
        hits = searcher.search(clean_question(question)).hits
        return [frozenset({hit.paragraph_id}) for hit in hits[:DEPTH]]

    return search
