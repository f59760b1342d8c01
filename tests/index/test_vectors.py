from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from assistant.documents.corpus import Corpus
from assistant.errors import CorpusError
from assistant.index.embedding import BundledEmbedder, Role
from assistant.index.subject import background
from assistant.index.units import make_question_units, make_units
from assistant.index.vectors import content_key, embed_all, load_vectors, save_vectors

TOLERANCE = 0.999
"""Cosine between a shipped vector and the model's: rounding costs some 3e-5, another processor's rounding some 1e-4."""


@pytest.fixture(scope="module")
def file(corpus_folder: Path) -> Path:
    return corpus_folder / "vectors" / "bundled.npz"


@pytest.fixture(scope="module")
def texts(corpus: Corpus) -> list[tuple[Role, str]]:
    units = [(Role.PASSAGE, unit.text) for unit in make_units(corpus)]
    return [
        *units,
        *(
            (Role.QUERY, text)
            for text in (*(one.text for one in make_question_units(corpus)), *background(), *corpus.unanswered)
        ),
    ]


def test_every_text_of_the_shipped_corpus_has_a_shipped_vector(file: Path, texts: list[tuple[Role, str]]) -> None:
    known, identity = load_vectors([file]), BundledEmbedder().identity
    missing = [text for role, text in texts if content_key(identity, role, text) not in known]
    assert not missing, "run: python -m evals.build_vectors"


def test_the_shipped_vectors_are_what_the_model_gives(file: Path, texts: list[tuple[Role, str]]) -> None:
    known, embedder = load_vectors([file]), BundledEmbedder()
    for role, text in random.Random(7).sample(texts, 12):  # noqa: S311 (which texts are tried is no secret)
        shipped = known[content_key(embedder.identity, role, text)]
        assert shipped @ embedder.embed([text], role)[0] > TOLERANCE


def test_what_ships_is_under_three_million_bytes(file: Path) -> None:
    assert sum(path.stat().st_size for path in file.parent.iterdir()) < 3_000_000


def test_another_model_role_or_text_has_another_key() -> None:
    keys = {
        content_key(*one)
        for one in [("a", Role.QUERY, "x"), ("b", Role.QUERY, "x"), ("a", Role.PASSAGE, "x"), ("a", Role.QUERY, "y")]
    }
    assert len(keys) == 4


def test_vectors_come_back_as_they_were_saved(tmp_path: Path) -> None:
    key = content_key("m", Role.QUERY, "x")
    vector = np.full(4, 0.5, dtype=np.float32)
    save_vectors(tmp_path / "v.npz", {key: vector})
    np.testing.assert_allclose(load_vectors([tmp_path / "v.npz", tmp_path / "missing.npz"])[key], vector, atol=1e-3)


@pytest.mark.parametrize("content", [b"", b"not a zip file", b"PK\x03\x04 cut"])
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "v.npz").write_bytes(content)
    with pytest.raises(CorpusError, match=r"v\.npz"):
        load_vectors([tmp_path / "v.npz"])


def test_a_file_with_a_garbled_stretch_is_refused(tmp_path: Path) -> None:
    vectors = np.random.default_rng(1).normal(size=(64, 96)).astype(np.float32)
    save_vectors(tmp_path / "v.npz", {content_key("m", Role.QUERY, str(row)): one for row, one in enumerate(vectors)})
    content = bytearray((tmp_path / "v.npz").read_bytes())
    content[42:442] = b"\xff" * 400
    (tmp_path / "v.npz").write_bytes(content)
    with pytest.raises(CorpusError, match=r"v\.npz"):
        load_vectors([tmp_path / "v.npz"])


def test_a_file_with_fewer_vectors_than_keys_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "v.npz", allow_pickle=False, keys=np.zeros((2, 16), dtype=np.uint8), vectors=np.ones((4, 1)))
    with pytest.raises(CorpusError, match=r"v\.npz"):
        load_vectors([tmp_path / "v.npz"])


def test_only_what_is_missing_is_computed() -> None:
    embedder = BundledEmbedder()
    known = {content_key(embedder.identity, Role.QUERY, "känd"): np.zeros(embedder.dimension, dtype=np.float32)}
    done: list[int] = []
    vectors = embed_all(embedder, ["känd", "ny"], Role.QUERY, known, done.append)
    assert not vectors[0].any()
    assert vectors[1].any()
    assert sum(done) == 2
    assert len(known) == 2
