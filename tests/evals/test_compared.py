"""Models that the caller names are measured in the same table; tried with tiny ones made here."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from assistant.chat import Assistant
from assistant.documents.corpus import Corpus
from assistant.errors import ExternalServiceError
from assistant.index.store import Index
from assistant.settings import Settings
from evals.compared import cross_encoders, embedding_model, shown
from evals.suites import Kind, Split, load_suites
from evals.systems import measure
from tests.tiny_models import make_cross_encoder, make_embedding_model

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def few(corpus: Corpus) -> Corpus:
    return dataclasses.replace(corpus, questions=corpus.questions[::40], unanswered=())


def test_an_embedding_model_in_a_folder_is_measured_alone_and_in_the_whole_search(
    few: Corpus, settings: Settings, tmp_path: Path
) -> None:
    asked = [one for one in load_suites() if one.split is Split.DEV and one.kind is Kind.ANSWERABLE][:10]
    folder = make_embedding_model(tmp_path)
    with embedding_model(str(folder), few, settings) as systems:
        measured = {system.name: measure(system, asked) for system in systems}
    assert set(measured) == {"model, vektorer", "model, hela sökningen"}
    for one in measured.values():
        assert one is not None
        assert one.figures["hit_at_5"].n == len(asked)


def test_a_cross_encoder_in_a_folder_reads_the_first_paragraphs_again(
    assistant: Assistant, settings: Settings, tmp_path: Path
) -> None:
    asked = [one for one in load_suites() if one.split is Split.DEV and one.kind is Kind.ANSWERABLE][:3]
    index = Index.open(settings, assistant.corpus)
    (system,) = cross_encoders([str(make_cross_encoder(tmp_path))], assistant.corpus, index, settings)
    measured = measure(system, asked)
    assert system.name == "omrankning: cross"
    assert measured is not None
    assert measured.figures["hit_at_5"].n == 3


def test_a_model_that_is_not_there_is_told(corpus: Corpus, settings: Settings, tmp_path: Path) -> None:
    with (
        pytest.raises(ExternalServiceError, match="finns inte"),
        embedding_model(str(tmp_path / "saknas"), corpus, settings),
    ):
        pass


def test_no_path_of_the_machine_is_shown(tmp_path: Path) -> None:
    assert shown(str(tmp_path / "min-modell")) == "min-modell"
    assert shown("intfloat/multilingual-e5-base") == "intfloat/multilingual-e5-base"
