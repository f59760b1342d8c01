"""References to what is no statute: preparatory works, decisions of JO, cases, meddelandeblad."""

from __future__ import annotations

from assistant.documents.model import LegalReference
from assistant.law.tokens import DASHES, Tokens

PREPARATORY = {"prop": "prop.", "sou": "SOU", "ds": "Ds", "bet": "bet.", "rskr": "rskr."}
CASE_SERIES = frozenset({"NJA", "HFD", "RÅ", "AD", "RH", "MÖD", "MIG", "RK"})
CASE_WORDS = frozenset({"s", "ref", "nr", "not"})
QUOTES = frozenset({"”", "“", '"', "»", "«"})
TITLE_REACH = 40  # tokens of the longest title of a meddelandeblad, and some
DNR_REACH = 14  # tokens from "JO" to "dnr": "JO:s beslut den 7 december 2020, dnr" is eleven
JO_WORDS = frozenset({"jo", "jo-beslut", "jo-beslutet"})
STARTERS = frozenset(PREPARATORY) | JO_WORDS | {"meddelandeblad"} | {series.lower() for series in CASE_SERIES}


def read_source(tokens: Tokens, index: int) -> tuple[list[LegalReference], int] | None:
    """Read a reference to a source that is no statute.

    Returns
    -------
    tuple of list of LegalReference and int, or None
        The references (``sfs`` is empty: they are no statutes) and the index after them; None where there is none.
    """
    low = tokens.low(index)
    if low not in STARTERS:
        return None
    if low in PREPARATORY:
        return _preparatory(tokens, index, PREPARATORY[low])
    if low in JO_WORDS:
        return _decision(tokens, index)
    if low == "meddelandeblad":
        return _bulletin(tokens, index)
    return _case(tokens, index)


def _reference(tokens: Tokens, name: str, first: int, after: int) -> LegalReference:
    start, end = tokens.starts[first], tokens.ends[after - 1]
    return LegalReference(name, tokens.text[start:end], start, end)


def _preparatory(tokens: Tokens, index: int, series: str) -> tuple[list[LegalReference], int] | None:
    if series in {"SOU", "Ds"} and tokens.word(index) not in {"SOU", "Ds"}:
        return None
    read = _session_number(tokens, tokens.skip_stop(index + 1))
    if read is None:
        return None
    number, after = read
    if tokens.word(after) == "," and tokens.low(after + 1) in {"s", "sid"}:
        after += 1
    page = tokens.skip_stop(after + 1)
    if tokens.low(after) in {"s", "sid"} and tokens.is_number(page):
        after = page + 1
    return [_reference(tokens, f"{series} {number}", index, after)], after


def _session_number(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """Read ``1995:15``, ``2017/18:105`` or ``1996/97:NU11``."""
    if not tokens.is_number(index) or len(tokens.word(index)) != 4:
        return None
    number, after = tokens.word(index), index + 1
    if tokens.word(after) == "/" and tokens.is_number(after + 1):
        number, after = f"{number}/{tokens.word(after + 1)}", after + 2
    if tokens.word(after) != ":":
        return None
    after += 1
    if tokens.is_number(after):
        return f"{number}:{tokens.word(after)}", after + 1
    if tokens.word(after).isalpha() and tokens.is_number(after + 1) and tokens.is_glued(after + 1):
        return f"{number}:{tokens.word(after)}{tokens.word(after + 1)}", after + 2
    return None


def _decision(tokens: Tokens, index: int) -> tuple[list[LegalReference], int] | None:
    """Read ``JO:s beslut den 7 december 2020, dnr 4454-2019`` and ``JO dnr 1-2020 och 2-2020``."""
    at = index + 1
    if _dnr(tokens, at) is None:
        limit = index + DNR_REACH
        while at < limit and tokens.low(at) != "dnr":
            if tokens.word(at) in {"", ";", ")"} or (tokens.word(at) == "." and tokens.word(at + 1)[:1].isupper()):
                return None
            at += 1
        if at == limit:
            return None
        at = tokens.skip_stop(at + 1)
    numbers: list[str] = []
    after = at
    while (read := _dnr(tokens, at)) is not None:
        numbers.append(read[0])
        after = read[1]
        at = after + 1 if tokens.low(after) in {",", "och", "samt"} else len(tokens)
    if not numbers:
        return None
    return [_reference(tokens, f"JO {number}", index, after) for number in numbers], after


def _dnr(tokens: Tokens, index: int) -> tuple[str, int] | None:
    year = tokens.word(index + 2)
    if tokens.is_number(index) and tokens.word(index + 1) in DASHES and tokens.is_number(index + 2) and len(year) == 4:
        return f"{tokens.word(index)}-{year}", index + 3
    return None


def _bulletin(tokens: Tokens, index: int) -> tuple[list[LegalReference], int] | None:
    """Read ``Meddelandeblad 2/2012`` and, after its title, ``meddelandeblad ”Nya bestämmelser” nr. 5/2021``."""
    at = index + 1
    if tokens.word(at) in QUOTES:
        at = next((at for at in range(at + 1, at + TITLE_REACH) if tokens.word(at) in QUOTES), at) + 1
        at += tokens.word(at) == ","
        if tokens.low(at) != "nr":
            return None
    if tokens.low(at) == "nr":
        at = tokens.skip_stop(at + 1)
    year = tokens.word(at + 2)
    if tokens.is_number(at) and tokens.word(at + 1) == "/" and tokens.is_number(at + 2) and len(year) == 4:
        return [_reference(tokens, f"Meddelandeblad {tokens.word(at)}/{year}", index, at + 3)], at + 3
    return None


def _case(tokens: Tokens, index: int) -> tuple[list[LegalReference], int] | None:
    """Read ``NJA 2010 s. 15``, ``HFD 2015 ref. 5`` and ``RH 2001:3``."""
    series, year = tokens.word(index), tokens.word(index + 1)
    if series not in CASE_SERIES or not tokens.is_number(index + 1) or len(year) != 4:
        return None
    if tokens.word(index + 2) == ":" and tokens.is_number(index + 3):
        return [_reference(tokens, f"{series} {year}:{tokens.word(index + 3)}", index, index + 4)], index + 4
    word = tokens.low(index + 2)
    number = tokens.skip_stop(index + 3)
    if word not in CASE_WORDS or not tokens.is_number(number):
        return None
    label = word if word == "nr" else f"{word}."
    return [_reference(tokens, f"{series} {year} {label} {tokens.word(number)}", index, number + 1)], number + 1
