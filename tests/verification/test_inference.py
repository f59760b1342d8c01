"""A cross-encoder for inference, tiny and with random weights: what it tells of two texts, and what it may change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.documents.corpus import Corpus
from assistant.errors import ExternalServiceError
from assistant.verification import Evidence, Kind, Verifier
from assistant.verification.inference import Inference, open_inference
from tests.tiny_models import make_cross_encoder

pytestmark = pytest.mark.models

QUOTE = "Polisen utreder och fattar beslut om fingerade personuppgifter."
RIGHT = "Polisen fattar beslut om fingerade personuppgifter."


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cross_encoder(tmp_path_factory.mktemp("nli"), labels=("contradiction", "entailment", "neutral"))


def test_a_model_reads_both_texts(model: Path) -> None:
    assert Inference(str(model)).contradicts("Polisen beslutar.", RIGHT) in {True, False}


def test_a_model_without_a_class_for_contradiction_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExternalServiceError, match="ASSISTANT_NLI_MODEL"):
        Inference(str(make_cross_encoder(tmp_path)))


@pytest.fixture
def cautious(corpus: Corpus, model: Path) -> Verifier:
    return Verifier(corpus, open_inference(str(model)))


def test_probabilities_of_the_three_classes_sum_to_one(model: Path) -> None:
    inferred = Inference(str(model)).infer("Polisen beslutar.", RIGHT)
    assert inferred.entailment + inferred.neutral + inferred.contradiction == pytest.approx(1.0)


def test_probabilities_are_read_by_the_names_of_the_classes_not_by_their_order(tmp_path: Path, model: Path) -> None:
    other = make_cross_encoder(tmp_path, labels=("entailment", "neutral", "contradiction"))  # the same weights
    one, two = (Inference(str(folder)).infer("Polisen beslutar.", RIGHT) for folder in (model, other))
    assert one.contradiction == pytest.approx(two.entailment)
    assert one.entailment == pytest.approx(two.neutral)


def test_a_sentence_that_the_rules_let_stand_is_dropped_where_the_model_does_not_find_that_it_follows(
    cautious: Verifier, rest_on: Callable[[str], Evidence], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Inference, "follows", lambda *_: True)
    assert cautious.verify(RIGHT, [rest_on(QUOTE)]).stands
    monkeypatch.setattr(Inference, "follows", lambda *_: False)
    judgement = cautious.verify(RIGHT, [rest_on(QUOTE)])
    assert not judgement.stands
    assert [one.kind for one in judgement.differences] == [Kind.CONTENT]


def test_no_model_makes_a_sentence_stand_that_the_rules_refuse(
    cautious: Verifier, rest_on: Callable[[str], Evidence], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Inference, "follows", lambda *_: True)
    assert not cautious.verify(RIGHT.replace("Polisen", "Skatteverket"), [rest_on(QUOTE)]).stands


def test_a_sentence_is_dropped_where_the_model_fails(
    cautious: Verifier, rest_on: Callable[[str], Evidence], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bool:
        raise ExternalServiceError("Språkmodellen för slutledning misslyckades.", "Välj en annan.")

    monkeypatch.setattr(Inference, "follows", fail)
    assert not cautious.verify(RIGHT, [rest_on(QUOTE)]).stands


def test_a_model_is_loaded_once_for_all_that_use_it(model: Path) -> None:
    assert open_inference(str(model)) is open_inference(str(model))
    assert open_inference("") is None


def test_a_model_that_fails_does_not_repeat_the_claim(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inference = Inference(str(model))

    def fail(*_: object, **__: object) -> None:
        raise ValueError(RIGHT)

    monkeypatch.setattr(inference._model, "predict", fail)
    with pytest.raises(ExternalServiceError) as error:
        inference.contradicts("Polisen beslutar.", RIGHT)
    assert "fingerade" not in str(error.value)
