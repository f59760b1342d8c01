"""``assistant tune`` with a tiny model: what is trained on, what is written, and that a failure leaves nothing behind."""

from __future__ import annotations

import dataclasses
import errno
import importlib.util
import json
import shutil
from collections import namedtuple
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.documents.corpus import Corpus
from assistant.errors import ExternalServiceError, StorageError, UsageError
from assistant.index import tuning
from assistant.index.embedding import Role, make_embedder
from assistant.index.tuning import METADATA_FILE, Pair, Plan, pairs_of, tune
from assistant.settings import load_settings
from evals.suites import load_suites
from tests.tiny_models import SIZE, make_embedding_model

Usage = namedtuple("Usage", "total used free")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_embedding_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def few(corpus: Corpus) -> Corpus:
    """Give the corpus with few typical questions, among them some that two paragraphs answer."""
    several = [question for question in corpus.questions if len(question.evidence) > 1][:8]
    return dataclasses.replace(corpus, questions=(*corpus.questions[:40], *several))


def test_only_typical_questions_are_trained_on_and_none_of_the_evaluation(corpus: Corpus) -> None:
    asked = {pair.question.casefold() for pair in pairs_of(corpus)}
    assert asked == {question.text.casefold() for question in corpus.questions}
    assert asked.isdisjoint(question.question.casefold() for question in load_suites())


def test_a_question_is_trained_towards_the_text_that_answers_it(corpus: Corpus) -> None:
    for pair, question in list(zip(pairs_of(corpus), corpus.questions, strict=True))[::50]:
        section = corpus.paragraph(question.evidence[0].paragraph_id).section
        assert not section or section[-1] in pair.passage


@pytest.mark.models
def test_no_batch_holds_two_pairs_that_share_a_paragraph() -> None:
    from assistant.index.training import EvidenceSampler

    evidence = [frozenset({str(row % 5), f"q{row}"}) for row in range(23)] + [frozenset({"0", "1"})]
    sampler = EvidenceSampler(evidence, dataset=range(24), batch_size=4, drop_last=False, seed=1)
    batches = list(sampler)
    assert len(sampler) == len(batches)
    for batch in batches:
        together = [one for row in batch for one in evidence[row]]
        assert len(together) == len(set(together))
    rows = [row for batch in batches for row in batch]
    assert len(rows) == len(set(rows))


@pytest.mark.models
def test_a_tuned_model_is_a_folder_that_the_setting_takes(few: Corpus, tiny: Path, tmp_path: Path) -> None:
    out = tmp_path / "own" / "tuned"
    steps: list[str] = []
    tuned = tune(few, Plan(str(tiny), out, batch_size=8, learning_rate=0.01), lambda text, _fraction: steps.append(text))
    assert tuned.pairs == len(few.questions)
    assert any("Tränar" in step for step in steps)
    made, base = (make_embedder(load_settings(embedding_model=str(folder))) for folder in (out, tiny))
    assert made.dimension == SIZE
    question = ["Vem ska upprätta genomförandeplanen?"]
    assert not np.allclose(made.embed(question, Role.QUERY), base.embed(question, Role.QUERY), atol=1e-4)
    written = json.loads((out / METADATA_FILE).read_text(encoding="utf-8"))
    assert (written["base"], written["corpus_sha256"], written["pairs"]) == (tiny.name, few.sha256, len(few.questions))
    assert "inte tränad på utvärderingens frågor" in (out / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in out.parent.iterdir()] == ["tuned"]


@pytest.mark.models
def test_the_same_plan_gives_the_same_model(few: Corpus, tiny: Path, tmp_path: Path) -> None:
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        tune(few, Plan(str(tiny), folder, batch_size=8, learning_rate=0.01))
    first, second = (make_embedder(load_settings(embedding_model=str(folder))).embed(["hej"], Role.QUERY) for folder in folders)
    np.testing.assert_allclose(first, second, atol=1e-6)


@pytest.mark.models
def test_an_e5_model_keeps_its_prefixes_under_any_folder_name(few: Corpus, tiny: Path, tmp_path: Path) -> None:
    base = shutil.copytree(tiny, tmp_path / "multilingual-e5-tiny")
    tune(few, Plan(str(base), tmp_path / "min-modell", batch_size=8))
    settings = json.loads((tmp_path / "min-modell" / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    assert settings["prompts"] == {"query": "query: ", "document": "passage: "}


def test_a_folder_that_exists_is_not_touched(few: Corpus, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with pytest.raises(UsageError, match="finns redan"):
        tune(few, Plan("any", tmp_path / "mine"))
    assert list((tmp_path / "mine").iterdir()) == []


def test_the_bundled_model_cannot_be_trained(few: Corpus, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="multilingual-e5-small"):
        tune(few, Plan("bundled", tmp_path / "out"))


def test_without_the_extra_the_advice_says_what_to_install(
    few: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ExternalServiceError, match=r"handlaggarassistenten\[models,tune\]"):
        tune(few, Plan("any", tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.models
def test_a_base_model_that_is_not_there_is_told(few: Corpus, tmp_path: Path) -> None:
    with pytest.raises(ExternalServiceError, match="--base"):
        tune(few, Plan("ingen/sadan-modell", tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_may_not_be_written_is_told(few: Corpus, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageError, match="skriva"):
        tune(few, Plan("any", tmp_path / "file" / "out"))


@pytest.mark.models
def test_a_disk_that_is_full_is_told_before_the_training(
    few: Corpus, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(1, 1, 0))
    with pytest.raises(StorageError, match="Disken"):
        tune(few, Plan(str(tiny), tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.models
@pytest.mark.parametrize(
    ("raised", "seen"),
    [
        (KeyboardInterrupt(), KeyboardInterrupt),
        (OSError(errno.ENOSPC, "full"), StorageError),
        (RuntimeError("out of memory"), ExternalServiceError),
    ],
)
def test_an_end_in_the_middle_leaves_nothing_behind(
    few: Corpus,
    tiny: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    raised: BaseException,
    seen: type[BaseException],
) -> None:
    def stop(_model: object, _pairs: Sequence[Pair], _plan: Plan, folder: Path, *_rest: Any) -> None:
        folder.mkdir()
        (folder / "weights").write_text("half", encoding="utf-8")
        raise raised

    monkeypatch.setattr("assistant.index.training.train", stop)
    with pytest.raises(seen):
        tune(few, Plan(str(tiny), tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.models
def test_a_disk_that_fills_up_while_writing_leaves_nothing_behind(
    few: Corpus, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_tuned: object) -> str:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("assistant.index.training.train", lambda *_: None)
    monkeypatch.setattr(tuning, "_readme", full)
    with pytest.raises(StorageError, match="skriva modellen"):
        tune(few, Plan(str(tiny), tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []
