"""No text, however it is made, makes the grammar slower than its length."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from assistant.documents.corpus import Corpus
from assistant.law.grammar import parse

Make = Callable[[int], str]

PIECES = (
    "1 § ",
    "1 §, ",
    "1 § SoL, ",
    "14 kap. 1 § SoL. ",
    "SoL ",
    "SoL 14:1, ",
    "1–2 §§ ",
    "1–2–3–",
    "2 kap. 1 § och ",
    "1 § 1, ",
    "1 kap. ",
    "kap. ",
    "§",
    "§ 1 ",
    "1:",
    "14:1, ",
    "1 ",
    "1, ",
    "1-",
    "1 och ",
    "1 a–c §§ ",
    "a-",
    "a",
    "7",
    "(",
    ")",
    "(1 § ",
    "(2001:453",
    "(2001:453) ",
    "SoL (2001:453)",
    "lag ",
    "lagen om ",
    "plan- och ",
    "lagen (2009:724) om ",
    "socialtjänstlagen ",
    "samma lag ",
    "1 § samma lag ",
    "lagens ",
    "lagens 3 kap. ",
    "den förstnämnda ",
    "1 § i den sistnämnda lagen ",
    "5 § XYZL ",
    "1 § första stycket ",
    "1 § 2 st. ",
    "1 § punkt 1 ",
    "1 mom. ",
    "1 § 1 mom. ",
    "första och ",
    "JO ",
    "JO dnr 1-2020, ",
    "meddelandeblad ”",
    "prop. ",
    "NJA 2010 s. 15 ",
    "SOSFS 2014:4",
    "SOSFS 2014:4HSLF-FS 2022:39",
    "76 kap. 1 § SOSFS 2014:4HSLF-FS 2022:39 ",
    "HSLF-FS 2022:39 allmänna råd till 5 kap. SOSFS 2014:4 ",
    "\x1b[31m1 §",
    "\u0301",
    "🙂1 § ",
)


def _numbered(words: str) -> Make:
    """Make a text in which every repetition is a new one: nothing that has been seen can be looked up."""
    return lambda count: "".join(
        words.format(n=number, name=f"p{'x' * (number % 7)}q{number}".translate(_LETTERS)) for number in range(count)
    )


_LETTERS = str.maketrans("0123456789", "abcdefghij")

MADE: dict[str, Make] = {
    "names of their own": _numbered("5 § {name}lagen, "),
    "names that are given a number": _numbered("{name}lagen (2009:{n}) och 3 § {name}lagen. "),
    "an act for each section": _numbered("{n} § lagen (1999:{n}), "),
    "sections in a row": _numbered("{n} §, "),
    "a range within a range": lambda count: "1–" * count + "2 §§ SoL",
    "brackets that never close": lambda count: "(SoL 1 § " * count,
    "brackets that close late": lambda count: "(" * count + "1 § SoL" + ")" * count,
    "one long number": lambda count: "9" * count + " § SoL",
    "one long word": lambda count: "lag" * count + "en (2009:724)",
    "a list before a chapter": lambda count: "1, " * count + "4 kap. 1 § SoL",
    "moments before a stycke": lambda count: "1 § " + "1 mom. " * count + "2 st. FL",
    "stycken of one section": lambda count: "1 § " + "första stycket och " * count + "andra stycket FL",
    "signs after a number": lambda count: "1 " + "§" * count + " SoL",
}
MADE |= {repr(piece): (lambda count, piece=piece: piece * count) for piece in PIECES}  # type: ignore[misc]


def _steps(text: str) -> int:
    """Count the calls that reading a text takes: the same number on every machine, however busy it is."""
    steps = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal steps
        steps += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        parse(text)
    finally:
        sys.setprofile(before)
    return steps


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_eight_times_the_text_takes_at_most_some_eight_times_the_steps(make: Make) -> None:
    parse(make(1))
    short, long = _steps(make(40)), _steps(make(320))
    assert long < 9.5 * short + 50  # quadratic growth would be sixty-four times


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_sixteen_times_the_text_takes_nowhere_near_the_square_of_the_time(make: Make) -> None:
    def seconds(count: int) -> float:
        text = make(count)
        start = time.process_time()
        parse(text)
        return time.process_time() - start

    short = min(seconds(100) for _ in range(3))
    assert seconds(1_600) < 16 * short * 4 + 0.1  # a busy machine may be some times slower; the square is 256 times


def test_the_guidelines_are_read_at_a_megabyte_a_second(corpus: Corpus) -> None:
    text = "\n".join(document.source for document in corpus.documents.values())
    parse(text)

    def seconds() -> float:
        start = time.process_time()
        parse(text)
        return time.process_time() - start

    assert min(seconds() for _ in range(5)) < len(text.encode()) / 1_000_000


def test_a_long_chain_of_moments_is_read_and_not_given_up() -> None:
    assert [one.canonical for one in parse("1 § " + "1 mom. " * 5_000 + "2 st. FL")] == ["FL 1"]
