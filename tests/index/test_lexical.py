from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexUnavailableError
from assistant.index.lexical import LexicalIndex, grams, stems, words

TEXTS = ["Hotbildsbedömning görs av polisen.", "Barn har rätt till skolgång.", "En orosanmälan ska göras genast."]


def test_words_are_folded_and_parted_by_punctuation() -> None:
    assert words("14 kap. 1 § SoL, id-handlingar") == ["14", "kap", "1", "sol", "id", "handlingar"]


def test_inflected_words_are_found() -> None:
    index = LexicalIndex.build([stems(text) for text in TEXTS])
    assert index.scores(stems("polis")).argmax() == 0


def test_parts_of_compounds_and_misspelled_words_are_found_by_their_letters() -> None:
    index = LexicalIndex.build([grams(text) for text in TEXTS])
    assert index.scores(grams("hotbild")).argmax() == 0
    assert index.scores(grams("orosanmälann")).argmax() == 2


def test_unknown_words_score_nothing() -> None:
    index = LexicalIndex.build([stems(text) for text in TEXTS])
    assert not index.scores(stems("xylofon")).any()
    assert not index.scores([]).any()


def test_an_index_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    index = LexicalIndex.build([stems(text) for text in TEXTS])
    index.save(tmp_path)
    loaded = LexicalIndex.load(tmp_path)
    assert len(loaded) == len(TEXTS)
    np.testing.assert_allclose(loaded.scores(stems("barn")), index.scores(stems("barn")))


@pytest.mark.parametrize("content", [b"", b"null", b"[]", b"{}", b"\xff\xfe"])
@pytest.mark.parametrize("name", ["params.index.json", "data.csc.index.npy"])
def test_a_damaged_file_is_a_damaged_index(tmp_path: Path, name: str, content: bytes) -> None:
    LexicalIndex.build([stems(text) for text in TEXTS]).save(tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(IndexUnavailableError, match="skadat"):
        LexicalIndex.load(tmp_path)
