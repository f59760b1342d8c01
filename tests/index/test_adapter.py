from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexUnavailableError
from assistant.index.adapter import Adapter
from assistant.index.embedding import Role, Vectors

DIMENSION = 6


@pytest.fixture
def noisy() -> tuple[Vectors, list[str], Vectors]:
    """Questions about two paragraphs that differ in the first axis, all of them noisy along the last one."""
    random = np.random.default_rng(0)
    owners = ["a", "b"] * 40
    questions = np.zeros((80, DIMENSION), dtype=np.float32)
    questions[:, 0] = [1.0 if owner == "a" else -1.0 for owner in owners]
    questions[:, -1] = 3 * random.standard_normal(80)
    passages = np.eye(DIMENSION, dtype=np.float32)[:2]
    return questions, owners, passages


def test_directions_in_which_questions_of_one_paragraph_differ_count_less(noisy: tuple[Vectors, list[str], Vectors]) -> None:
    questions, owners, passages = noisy
    adapter = Adapter.learn(questions, owners, passages)
    before, after = questions - questions.mean(axis=0), adapter.apply(questions, Role.QUERY)
    assert abs(after[:, -1]).mean() / abs(after[:, 0]).mean() < abs(before[:, -1]).mean() / abs(before[:, 0]).mean()
    assert np.allclose(np.linalg.norm(after, axis=1), 1, atol=1e-5)


def test_a_paragraph_is_drawn_towards_its_questions(noisy: tuple[Vectors, list[str], Vectors]) -> None:
    questions, owners, passages = noisy
    adapter = Adapter.learn(questions, owners, passages)
    vectors = adapter.apply(passages, Role.PASSAGE)
    drawn = adapter.draw(vectors, ["b", "without questions"])
    assert drawn[0] @ adapter.centroids["b"] > vectors[0] @ adapter.centroids["b"]
    assert np.allclose(drawn[1], vectors[1], atol=1e-6)


def test_what_is_saved_gives_the_same_vectors(noisy: tuple[Vectors, list[str], Vectors], tmp_path: Path) -> None:
    questions, owners, passages = noisy
    adapter = Adapter.learn(questions, owners, passages)
    adapter.save(tmp_path)
    assert np.array_equal(Adapter.load(tmp_path).apply(questions, Role.QUERY), adapter.apply(questions, Role.QUERY))


def test_a_corpus_without_questions_keeps_its_vectors_apart_from_their_mean() -> None:
    passages = np.eye(DIMENSION, dtype=np.float32)
    adapter = Adapter.learn(np.empty((0, DIMENSION), dtype=np.float32), [], passages)
    assert adapter.centroids == {}
    assert np.argmax(adapter.apply(passages, Role.PASSAGE), axis=1).tolist() == list(range(DIMENSION))


@pytest.mark.parametrize("content", [b"", b"no archive", None])
def test_a_damaged_adapter_is_a_damaged_index(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "adapter.npz").write_bytes(content)
    with pytest.raises(IndexUnavailableError):
        Adapter.load(tmp_path)
