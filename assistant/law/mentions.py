"""How the laws of a text are named: a mention of a law, the numbers of statutes, and the words that names are made of."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.law.registry import Statute
from assistant.law.tokens import Tokens

FIRST_SFS_YEAR, LAST_SFS_YEAR = 1600, 2100
SERIES = re.compile(r"[A-ZÅÄÖ]{1,7}(?:-FS|FS)")
ABBREVIATION = re.compile(r"[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,5}[A-ZÅÄÖ][a-zåäö]?")
LAW_ENDINGS = tuple(
    stem + ending
    for stem in ("lag", "balk", "förordning", "kungörelse", "stadga", "instruktion", "ordning")
    for ending in ("", "en", "n", "s", "ens", "ns")
)
DEFINITE_ENDINGS = tuple(ending for ending in LAW_ENDINGS if ending.endswith(("en", "ens", "ans")))
NAME_ENDINGS = (*LAW_ENDINGS, "-")
UNNAMED = frozenset(
    {"lag", "lagen", "lagens", "balk", "balken", "balkens", "förordning", "förordningen", "förordningens", "kungörelsen"}
    | {"stadgan", "instruktionen", "ordningen", "ordning", "instruktion", "stadga", "kungörelse", "lags", "stadgans"}
)
BACK_WORDS = frozenset({"samma", "nämnda", "sagda"})
BACK_LAWS = frozenset({"lag", "balk", "förordning", "kungörelse", "stadga", "föreskrift", "föreskrifter", "författning"})
NAMED_WORDS = frozenset({"förstnämnda", "sistnämnda"})
OWN_WORDS = frozenset({"denna", "den"})


class Mention(NamedTuple):  # a tuple for the same reason as `assistant.law.numbers.Place`
    """A law as it is named in a text: tokens ``first`` up to ``after``, offsets ``start`` up to ``end``.

    ``sfs`` is empty where the law is unknown. ``stands_alone`` tells whether the mention is a reference by itself,
    ``points_back`` whether it only points to a law named before ("samma lag"). ``namesakes`` are the statutes that share
    the name, where nothing but today's use chose among them.
    """

    first: int
    after: int
    start: int
    end: int
    name: str
    sfs: str
    statute: Statute | None = None
    stands_alone: bool = True
    sections_without_sign: bool = False
    points_back: bool = False
    namesakes: tuple[Statute, ...] = ()


NO_LAW = Mention(0, 0, 0, 0, "", "")


def is_series(word: str) -> bool:
    """Tell a series of statutes or regulations: ``SOSFS``, ``KVFS``; in small letters only those that people type."""
    return SERIES.fullmatch(word) is not None or word.lower() in {"sfs", "sosfs", "hslf-fs"}


def read_sfs_number(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """Read ``2001:453`` or, of an old statute, ``1736:0123 s. 2``: the number and the index after it."""
    if not (tokens.is_number(index) and tokens.at[index + 1] == ":" and tokens.is_number(index + 2)):
        return None
    year = tokens.at[index]
    if len(year) != 4 or not FIRST_SFS_YEAR <= int(year) < LAST_SFS_YEAR or len(tokens.at[index + 2]) > 5:
        return None
    number, after = f"{year}:{tokens.at[index + 2]}", index + 3
    if tokens.low_at[after] == "s" and tokens.at[after + 1] == "." and tokens.is_number(after + 2):
        page = tokens.at[after + 2]
        if len(page) == 1:
            return f"{number} s.{page}", after + 3
    return number, after


def read_bracketed_number(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """Read ``(2001:453)``: the number and the index after the closing bracket."""
    if tokens.at[index] != "(":
        return None
    read = read_sfs_number(tokens, index + 1)
    if read is None or tokens.at[read[1]] != ")":
        return None
    return read[0], read[1] + 1
