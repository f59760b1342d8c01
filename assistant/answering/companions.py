"""Paragraphs that only make sense together: conditions and what is said of all of them, the rows of a table."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from assistant.answering.focus import Focus
from assistant.documents.corpus import Corpus
from assistant.documents.model import Kind, Paragraph
from assistant.index.lexical import stems

_SPEAKS_OF_ALL = re.compile(r"(?:samtliga|alla|dessa|ovanstående) (?:villkor|punkter|krav|kriterier)\b", re.IGNORECASE)
_MIN_ROWS_FOUND = 3
"""A question that finds so many rows of one table among the first five, and names none of them, asks for the table."""
_FIRST = 5


def companions(corpus: Corpus, paragraph: Paragraph, found: Sequence[str], focus: Focus) -> tuple[Paragraph, ...]:
    """Give the paragraphs to be quoted whole in place of one, in reading order.

    Parameters
    ----------
    corpus
        The documents.
    paragraph
        The paragraph that answers best.
    found
        Ids of the paragraphs found, best first.
    focus
        The question.

    Returns
    -------
    tuple of Paragraph
        A list of conditions with the sentence that says all must be met; the rows of a table where the question asks for
        the table; empty where the paragraph stands by itself.
    """
    document = corpus.document_of(paragraph.id)
    section = [one for one in document.paragraphs if one.section == paragraph.section]
    if paragraph.kind is Kind.TABLE_ROW:
        return _table(section, found, focus)
    place = section.index(paragraph)
    for first, second in itertools.pairwise(section):
        together = first.kind is Kind.LIST and not first.lead_in and _SPEAKS_OF_ALL.match(second.text)
        if together and section[place] in (first, second):
            return (first, second)
    return ()


def _table(section: Sequence[Paragraph], found: Sequence[str], focus: Focus) -> tuple[Paragraph, ...]:
    rows = [one for one in section if one.kind is Kind.TABLE_ROW]
    ids = {row.id for row in rows}
    named = [row for row in rows if _distinct(row, rows) & focus.weights.keys()]
    asked_whole = not named and sum(one in ids for one in found[:_FIRST]) >= _MIN_ROWS_FOUND
    return tuple(rows) if asked_whole else ()


def _distinct(row: Paragraph, rows: Sequence[Paragraph]) -> set[str]:
    """Give the stems of a row's term that tell it from the other rows ("fysiskt", not "våld")."""
    others = {stem for other in rows if other is not row for stem in stems(other.term)}
    return set(stems(row.term)) - others
