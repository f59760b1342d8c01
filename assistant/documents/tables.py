"""Tables whose ruling was lost in the extraction: abbreviations, terms, regulations and telephone lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.documents.lines import Gap, Line

_ABBREVIATION = re.compile(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,8}\s+[A-ZÅÄÖ][a-zåäö]")
_TERM_ROW = re.compile(r"([A-ZÅÄÖ][a-zåäö]+(?: [a-zåäö]+){0,2}) (?:Till exempel|Exempelvis|T\.ex\.) ")
_REGULATION_ROW = re.compile(r"[A-ZÅÄÖ][A-ZÅÄÖ-]{2,9} \d{4}:\d+(?:[A-ZÅÄÖ-]+ \d{4}:\d+)?\s{2,}\S")
_REGULATION = re.compile(r"[A-ZÅÄÖ][A-ZÅÄÖ-]{2,9} \d{4}:\d+")
_TELEPHONE_END = re.compile(r"(?:\+46\s?|0)\d{1,3}\s?[-–]\s?\d[\d ]*\Z")
_MIN_ROWS = 3
_MIN_DIGITS = 8
"""The shortest Swedish telephone number with its area code has eight digits."""


@dataclass(slots=True)
class TermRow:
    """A row of a table of terms: the term and the lines (indices) of term and explanation."""

    term: str
    lines: list[int] = field(default_factory=list)


def is_regulation_row(line: Line) -> bool:
    """Tell whether a line is a row of a list of regulations: its number, a wide gap, its title."""
    return bool(_REGULATION_ROW.match(line.text))


def is_table_row(line: Line) -> bool:
    """Tell whether a line begins as a row of a table of regulations or abbreviations does."""
    return bool(_REGULATION.match(line.text)) or _is_abbreviation(line.text)


def ends_contact(text: str) -> bool:
    """Tell whether words end with a whole telephone number."""
    match = _TELEPHONE_END.search(text)
    return match is not None and sum(character.isdigit() for character in match[0]) >= _MIN_DIGITS


def contact_lines(lines: Sequence[Line], indices: Sequence[int]) -> frozenset[int]:
    """Find the lines of telephone lists: blocks in which at least three lines end with a number."""
    return frozenset(
        i
        for block in _blocks(lines, indices)
        if sum(bool(_TELEPHONE_END.search(lines[k].text)) for k in block) >= _MIN_ROWS
        for i in block
    )


def abbreviation_rows(lines: Sequence[Line], indices: Sequence[int]) -> list[list[int]]:
    """Give the rows of a list of abbreviations, or nothing where the section is none."""
    starts = [i for i in indices if _is_abbreviation(lines[i].text)]
    if len(starts) < _MIN_ROWS or not indices or starts[0] != indices[0]:
        return []
    rows: list[list[int]] = []
    for i in indices:
        if i in starts:
            rows.append([i])
        elif lines[i].starts_lower:
            rows[-1].append(i)
        else:
            return []
    return rows


def _is_abbreviation(text: str) -> bool:
    first = text.split(maxsplit=1)[0]
    return bool(_ABBREVIATION.match(text)) and sum(character.isupper() for character in first) >= 2


def term_rows(lines: Sequence[Line], indices: Sequence[int]) -> list[TermRow]:
    """Give the rows of a table of terms, or nothing where the section is none.

    Where terms stand stacked before their explanations (the extraction went down one column first), the first
    explanation belongs to the first term that has none.
    """
    if sum(bool(_TERM_ROW.match(lines[i].text)) for i in indices) < 2:
        return []
    rows: list[TermRow] = []
    waiting: list[TermRow] = []
    for block in _blocks(lines, indices):
        first = lines[block[0]]
        match = _TERM_ROW.match(first.text)
        if match:
            rows.append(TermRow(match[1], block))
        elif _is_term(first, block):
            rows.append(TermRow(first.text, block))
            waiting.append(rows[-1])
        elif waiting and not first.starts_lower:
            waiting.pop(0).lines.extend(block)
        elif rows:
            rows[-1].lines.extend(block)
        else:
            return []
    return rows


def _is_term(line: Line, block: list[int]) -> bool:
    return len(block) == 1 and line.starts_upper and not line.is_complete and len(line.text.split()) <= 3


def _blocks(lines: Sequence[Line], indices: Sequence[int]) -> list[list[int]]:
    blocks: list[list[int]] = []
    for i in indices:
        if blocks and i == blocks[-1][-1] + 1 and lines[i].gap is Gap.NONE:
            blocks[-1].append(i)
        else:
            blocks.append([i])
    return blocks
