"""The real searcher over the real corpus, opened once."""

from __future__ import annotations

import pytest

from assistant.documents.corpus import Corpus
from assistant.index.store import ensure_index
from assistant.retrieval.search import Searcher
from assistant.settings import Settings


@pytest.fixture(scope="session")
def searcher(settings: Settings, corpus: Corpus) -> Searcher:
    return Searcher(corpus, ensure_index(settings, corpus), settings)
