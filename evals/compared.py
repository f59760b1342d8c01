"""Models that the caller names, measured in the same table: embedding models and cross-encoders of sentence-transformers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.documents.corpus import Corpus
from assistant.index.build import build_index
from assistant.index.embedding import looks_like_folder
from assistant.index.store import Index
from assistant.retrieval.search import Searcher
from assistant.settings import Settings
from evals.baselines import dense, whole_search
from evals.systems import System


@contextmanager
def embedding_model(name: str, corpus: Corpus, settings: Settings) -> Iterator[list[System]]:
    """Build an index with an embedding model and give two systems: its vectors alone, and our whole search with it.

    Parameters
    ----------
    name
        A sentence-transformers name or folder, as the setting ``ASSISTANT_EMBEDDING_MODEL`` takes.

    Raises
    ------
    ExternalServiceError
        Where the extra ``models`` is not installed or the model cannot be loaded.
    """
    with TemporaryDirectory(prefix="assistant-evals-") as folder:
        own = settings.model_copy(update={"data_dir": Path(folder), "embedding_model": name})
        build_index(own, corpus)
        index = Index.open(own, corpus)
        label = shown(name)
        yield [
            System(f"{label}, vektorer", "Närmaste stycke med modellen som den är.", dense(corpus, index.embedder.model, {})),
            System(
                f"{label}, hela sökningen",
                "Hela vår sökning med den här modellen i stället för den medföljande; vikterna är valda för den medföljande.",
                whole_search(Searcher(corpus, index, own)),
            ),
        ]


def cross_encoders(names: Sequence[str], corpus: Corpus, index: Index, settings: Settings) -> Iterator[System]:
    """Give our whole search with each cross-encoder reading the first paragraphs again, as ``ASSISTANT_RERANKER_MODEL``.

    Raises
    ------
    ExternalServiceError
        Where the extra ``models`` is not installed or a model cannot be loaded.
    """
    for name in names:
        own = settings.model_copy(update={"reranker_model": name})
        note = "Hela vår sökning, och modellen läser om de första styckena."
        yield System(f"omrankning: {shown(name)}", note, whole_search(Searcher(corpus, index, own)))


def shown(name: str) -> str:
    """Give a model's name for the report; of a folder its last part, so that no path of the machine is told."""
    return Path(name).name if looks_like_folder(name) else name
