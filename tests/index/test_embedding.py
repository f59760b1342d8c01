from __future__ import annotations

import importlib.util
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from assistant.errors import ExternalServiceError
from assistant.index.embedding import (
    MAX_CHARACTERS,
    BundledEmbedder,
    Role,
    SentenceTransformerEmbedder,
    _Engines,
    looks_like_folder,
    make_embedder,
    needs_e5_prefixes,
    tidy,
)
from assistant.settings import load_settings


@pytest.fixture(scope="module")
def bundled() -> BundledEmbedder:
    return BundledEmbedder()


def test_a_vector_has_length_one_and_the_models_dimension(bundled: BundledEmbedder) -> None:
    vectors = bundled.embed(["Vem beslutar om fingerade personuppgifter?", "hej"], Role.QUERY)
    assert vectors.shape == (2, bundled.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_a_question_and_its_answer_lie_nearer_than_another_question(bundled: BundledEmbedder) -> None:
    asked, other = bundled.embed(["Vem gör en orosanmälan?", "Vad kostar en tågbiljett?"], Role.QUERY)
    answer = bundled.embed(["Handläggaren ska göra en orosanmälan när ett barn kan fara illa."], Role.PASSAGE)[0]
    assert asked @ answer > other @ answer


def test_a_question_is_not_embedded_as_a_passage(bundled: BundledEmbedder) -> None:
    query, passage = (bundled.embed(["skyddat boende"], role)[0] for role in (Role.QUERY, Role.PASSAGE))
    assert query @ passage < 0.999


@pytest.mark.parametrize("text", ["", "\0", "a\0b", "\ud800", "våld " * 20_000, "🤷" * 4_000, "\u202e" * 100])
def test_no_text_brings_the_engine_down(bundled: BundledEmbedder, text: str) -> None:
    assert np.isfinite(bundled.embed([text], Role.QUERY)).all()


def test_several_at_once_get_the_vectors_that_each_gets_alone(bundled: BundledEmbedder) -> None:
    texts = [f"Får hon skydd i {nights} nätter och vem beslutar om det?" for nights in range(12)]
    alone = bundled.embed(texts, Role.QUERY)
    with ThreadPoolExecutor(6) as threads:
        together = list(threads.map(lambda text: bundled.embed([text], Role.QUERY)[0], texts))
    np.testing.assert_array_equal(alone, together)


@pytest.mark.parametrize("has_room", [True, False])
def test_more_askers_than_engines_wait_for_one(has_room: bool) -> None:
    opened: list[object] = []

    def open_engine() -> Any:
        if opened and not has_room:
            raise MemoryError
        opened.append(object())
        return opened[-1]

    engines = _Engines(open_engine)
    seen: list[object] = []
    most_at_once = 0

    def work() -> None:
        nonlocal most_at_once
        with engines.one() as engine:
            assert engine not in seen
            seen.append(engine)
            most_at_once = max(most_at_once, len(seen))
            time.sleep(0.02)
            seen.remove(engine)

    workers = [Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=10)
    assert not any(worker.is_alive() for worker in workers)
    assert most_at_once == len(opened) == (2 if has_room else 1)


def test_a_text_is_cut_and_freed_of_nul() -> None:
    assert tidy("a\0b") == "a b"
    assert len(tidy("x" * 100_000)) == MAX_CHARACTERS


def test_a_model_without_the_extra_is_refused_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ExternalServiceError, match="models") as caught:
        make_embedder(load_settings(embedding_model="intfloat/multilingual-e5-base"))
    assert caught.value.exit_code == 4


def test_a_folder_that_does_not_exist_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(ExternalServiceError, match="ASSISTANT_EMBEDDING_MODEL"):
        make_embedder(load_settings(embedding_model=str(tmp_path / "saknas")))


@pytest.mark.parametrize(
    ("name", "prompts", "expected"),
    [
        ("intfloat/multilingual-e5-base", {}, True),
        ("/models/e5_large", {"query": ""}, True),
        ("intfloat/multilingual-e5-large-instruct", {}, False),
        ("own/e5-with-prompts", {"query": "fråga: "}, False),
        ("KBLab/sentence-bert-swedish-cased", {}, False),
        ("acme/one5x", {}, False),
    ],
)
def test_only_e5_models_without_prompts_get_e5_prefixes(name: str, prompts: dict[str, str], expected: bool) -> None:
    model: Any = SimpleNamespace(prompts=prompts)
    assert needs_e5_prefixes(name, model) is expected


@pytest.mark.parametrize(("name", "expected"), [("a/b", False), ("model", False), ("/a/b", True), ("./m", True), ("~/m", True)])
def test_a_name_on_the_hub_is_told_from_a_folder(name: str, expected: bool) -> None:
    assert looks_like_folder(name) is expected


@pytest.mark.models
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # torch and transformers warn about themselves
def test_a_model_in_a_folder_is_used(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path)
    embedder = SentenceTransformerEmbedder(str(folder))
    vectors = embedder.embed(["våld i nära relation", "stöd"], Role.PASSAGE)
    assert vectors.shape == (2, embedder.dimension)
    assert embedder.identity == str(folder)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)


def tiny_model(folder: Path) -> Path:
    """Make a model of a few thousand weights; what it says means nothing."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    words = folder / "vocab.txt"
    words.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "våld", "stöd", "i", "nära"]), encoding="utf-8")
    base, target = folder / "base", folder / "model"
    config = BertConfig(vocab_size=9, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16)
    BertModel(config).save_pretrained(base)
    BertTokenizerFast(vocab_file=str(words)).save_pretrained(base)
    SentenceTransformer(modules=[Transformer(str(base)), Pooling(16)]).save(str(target))
    return target
