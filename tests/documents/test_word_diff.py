from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.word_diff import Piece, compare_words


def test_the_words_that_changed_stand_alone() -> None:
    pieces = compare_words("Nämnden ska utreda inom 14 dagar.", "Nämnden bör utreda inom 14 dagar.")
    assert pieces == (
        Piece("Nämnden ", "Nämnden ", False),
        Piece("ska ", "bör ", True),
        Piece("utreda inom 14 dagar.", "utreda inom 14 dagar.", False),
    )


def test_a_mark_is_a_word_of_its_own() -> None:
    assert [piece for piece in compare_words("Vi ska.", "Vi ska, kanske.") if piece.has_changed] == [
        Piece("", ", kanske", True)
    ]


def test_white_space_is_no_change() -> None:
    assert not any(piece.has_changed for piece in compare_words("Vi ska\nutreda", "Vi  ska utreda "))


@given(st.text("abc .,\n§å1", max_size=60), st.text("abc .,\n§å1", max_size=60))
def test_the_pieces_hold_both_wordings_whole(old: str, new: str) -> None:
    pieces = compare_words(old, new)
    assert "".join("".join(piece.new for piece in pieces).split()) == "".join(new.split())
    assert "".join("".join(piece.old for piece in pieces).split()) == "".join(old.split())


def test_wordings_without_anything_in_common_take_no_time() -> None:
    start = time.perf_counter()
    pieces = compare_words("och " * 50_000 + "slut", "eller en " * 25_000 + "början")
    assert [piece.has_changed for piece in pieces] == [True]
    assert time.perf_counter() - start < 5
