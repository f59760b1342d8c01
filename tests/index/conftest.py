"""A small corpus, so that building an index takes a second."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.documents.corpus import Corpus
from assistant.settings import Settings, load_settings

SMALL = "huddinge-vald-riktlinjer"


@pytest.fixture(scope="session")
def small(corpus: Corpus) -> Corpus:
    questions = tuple(one for one in corpus.questions if one.document_id == SMALL)
    return Corpus({SMALL: corpus.documents[SMALL]}, questions, "small")


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    return load_settings(data_dir=tmp_path)


@pytest.fixture
def heard() -> list[tuple[str, float]]:
    return []


@pytest.fixture
def listen(heard: list[tuple[str, float]]) -> Callable[[str, float], None]:
    return lambda text, fraction: heard.append((text, fraction))
