"""What a cross-encoder for inference may change in a check, and what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.chat import Assistant
from assistant.documents.corpus import Corpus
from assistant.errors import ExternalServiceError
from assistant.interpretation import Interpreter, Verdict
from assistant.retrieval.search import Searcher
from assistant.settings import Settings
from assistant.verification.inference import Inference
from tests.tiny_models import make_cross_encoder

pytestmark = pytest.mark.models

RIGHT = "Polisen fattar beslut om fingerade personuppgifter."
NOTHING = "Parkeringstillstånd för rörelsehindrade söks hos trafikkontoret."


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cross_encoder(tmp_path_factory.mktemp("nli"), labels=("contradiction", "entailment", "neutral"))


@pytest.fixture
def doubtful(assistant: Assistant, searcher: Searcher, settings: Settings, model: Path) -> Interpreter:
    return Interpreter(assistant.corpus, searcher, settings.model_copy(update={"nli_model": str(model)}))


def test_a_model_may_only_make_a_verdict_more_careful(doubtful: Interpreter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Inference, "contradicts", lambda *_: True)
    doubted = doubtful.check(RIGHT)
    assert (doubted.verdict, doubted.unsure) == (Verdict.CONTRADICTED, True)
    assert any("osäkert" in notice for notice in doubted.notices)
    assert doubtful.check(NOTHING).verdict is Verdict.NOT_ADDRESSED
    monkeypatch.setattr(Inference, "contradicts", lambda *_: False)
    assert doubtful.check(RIGHT).verdict is Verdict.SUPPORTED
    assert doubtful.check("Skatteverket beslutar om fingerade personuppgifter.").verdict is Verdict.CONTRADICTED


def test_a_model_that_is_not_there_is_told_when_the_check_is_opened(
    corpus: Corpus, searcher: Searcher, settings: Settings
) -> None:
    with pytest.raises(ExternalServiceError, match="ASSISTANT_NLI_MODEL"):
        Interpreter(corpus, searcher, settings.model_copy(update={"nli_model": "./finns-inte"}))
