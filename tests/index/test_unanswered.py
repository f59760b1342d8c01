from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.documents.corpus import Corpus, load_corpus
from assistant.errors import CorpusError, IndexUnavailableError
from assistant.index.embedding import Vectors
from assistant.index.unanswered import Discriminant
from assistant.text import fold

DIMENSION = 24


def cloud(seed: int, shift: float, count: int = 200) -> Vectors:
    """Questions that differ in every direction and, from one side to the other, in the first."""
    numbers = np.random.default_rng(seed).normal(size=(count, DIMENSION)) * np.linspace(0.2, 1.0, DIMENSION)
    numbers[:, 0] += shift
    return numbers.astype(np.float32)


def test_questions_it_has_not_seen_are_told_apart_by_the_direction_that_differs() -> None:
    discriminant = Discriminant.learn(cloud(1, 0.8), cloud(2, -0.8))
    answered = [discriminant.score(one) for one in cloud(3, 0.8)]
    unanswered = [discriminant.score(one) for one in cloud(4, -0.8)]
    assert np.mean(np.array(answered) > 0) > 0.95
    assert np.mean(np.array(unanswered) < 0) > 0.95


def test_the_side_with_more_questions_does_not_pull_the_border() -> None:
    few = Discriminant.learn(cloud(1, 0.8, 2_000), cloud(2, -0.8, 100))
    assert abs(np.mean([few.score(one) for one in (*cloud(3, 0.8), *cloud(4, -0.8))])) < 0.1


def test_without_unanswered_questions_every_question_gets_the_same() -> None:
    neutral = Discriminant.learn(cloud(1, 0.8), np.empty((0, DIMENSION), dtype=np.float32))
    assert neutral.score(cloud(2, 9.0)[0]) == neutral.score(cloud(3, -9.0)[0])


@pytest.mark.parametrize("others", [200, 0])
def test_it_comes_back_as_it_was_saved(tmp_path: Path, others: int) -> None:
    learnt = Discriminant.learn(cloud(1, 0.8), cloud(2, -0.8)[:others])
    learnt.save(tmp_path)
    question = cloud(5, 0.0)[0]
    assert Discriminant.load(tmp_path).score(question) == pytest.approx(learnt.score(question))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half a file", None])
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes | None) -> None:
    if content is None:
        np.savez(tmp_path / "answered.npz", allow_pickle=False, direction=np.zeros(3))
    else:
        (tmp_path / "answered.npz").write_bytes(content)
    with pytest.raises(IndexUnavailableError, match="skadat"):
        Discriminant.load(tmp_path)


def test_the_unanswered_questions_of_the_corpus_are_many_and_no_typical_question(corpus: Corpus) -> None:
    assert len(corpus.unanswered) >= 200
    assert len({fold(one) for one in corpus.unanswered}) == len(corpus.unanswered)
    assert not {fold(one) for one in corpus.unanswered} & {fold(one.text) for one in corpus.questions}


def test_a_corpus_without_them_is_read(tmp_path: Path, corpus_folder: Path) -> None:
    folder = _copy(corpus_folder, tmp_path)
    (folder / "questions" / "unanswered.txt").unlink()
    assert load_corpus(folder).unanswered == ()


def test_a_list_of_them_that_is_no_text_is_told(tmp_path: Path, corpus_folder: Path) -> None:
    folder = _copy(corpus_folder, tmp_path)
    (folder / "questions" / "unanswered.txt").write_bytes(b"\xff\xfe\x00half")
    with pytest.raises(CorpusError, match=r"unanswered\.txt"):
        load_corpus(folder)


def test_another_list_makes_another_corpus(tmp_path: Path, corpus_folder: Path, corpus: Corpus) -> None:
    folder = _copy(corpus_folder, tmp_path)
    with (folder / "questions" / "unanswered.txt").open("a", encoding="utf-8") as file:
        file.write("Vad heter handläggarens katt?\n")
    assert load_corpus(folder).sha256 != corpus.sha256


def _copy(corpus_folder: Path, target: Path) -> Path:
    return Path(shutil.copytree(corpus_folder, target / "corpus"))
