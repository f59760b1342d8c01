"""Paragraphs that only make sense together: conditions and what is said of them all, rows of a table, a list that goes on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from assistant.answering.focus import Focus, plain_stems
from assistant.answering.lists import asks_for_list
from assistant.answering.stretches import leans_back
from assistant.documents.corpus import Corpus
from assistant.documents.model import Kind, Paragraph
from assistant.text import sentences

_SPEAKS_OF_ALL = re.compile(r"(?:samtliga|alla|dessa|ovanstående) (?:villkor|punkter|krav|kriterier)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\b(?:även|också|dessutom|utöver|ytterligare)\b[^.]*\b(?:följande|nedanstående|punkt\w*)\b", re.I)
_MIN_ROWS_FOUND = 3
"""A question that finds so many rows of one table among the first five, and names none of them, asks for the table."""
_FIRST = 5
_STANDS_OUT = 0.15
"""A row whose share of the question's words is so much above every other row's is asked for by itself."""


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
        A list of conditions with the sentence that says all must be met; a list with the one that goes on with it; the
        rows of a table where the question asks for the table; empty where the paragraph stands by itself.
    """
    section = _section(corpus, paragraph)
    if paragraph.kind is Kind.TABLE_ROW:
        return _table(section, found, focus)
    for first, second in itertools.pairwise(section):
        if paragraph in (first, second) and first.kind is Kind.LIST and _belongs(first, second):
            return (first, second)
    return ()


def antecedent(corpus: Corpus, paragraph: Paragraph) -> Paragraph | None:
    """Give the paragraph that the first words of another one speak of ("Denna typ av lösning"), None where it needs none."""
    if not begins_hanging(paragraph):
        return None
    section = _section(corpus, paragraph)
    place = section.index(paragraph)
    return section[place - 1] if place else None


def begins_hanging(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph's first sentence speaks of what stands before it."""
    begin, end = next(iter(sentences(paragraph.text)), (0, 0))
    return leans_back(paragraph.text[begin:end])


def _section(corpus: Corpus, paragraph: Paragraph) -> list[Paragraph]:
    return [one for one in corpus.document_of(paragraph.id).paragraphs if one.section == paragraph.section]


def _belongs(first: Paragraph, second: Paragraph) -> bool:
    """Tell whether a paragraph speaks of all items of the list before it, or goes on with it."""
    if not first.lead_in and _SPEAKS_OF_ALL.match(second.text):
        return True
    return second.kind is Kind.LIST and bool(_GOES_ON.search(second.lead_in))


def _table(section: Sequence[Paragraph], found: Sequence[str], focus: Focus) -> tuple[Paragraph, ...]:
    rows = [one for one in section if one.kind is Kind.TABLE_ROW]
    ids = {row.id for row in rows}
    named = [row for row in rows if _distinct(row, rows) & focus.weights.keys()]
    shares = sorted((focus.nearness(row.text) for row in rows), reverse=True)
    stands_out = len(shares) > 1 and shares[0] - shares[1] > _STANDS_OUT
    asked_whole = (
        not named
        and (asks_for_list(focus.question) or not stands_out)
        and sum(one in ids for one in found[:_FIRST]) >= _MIN_ROWS_FOUND
    )
    return tuple(rows) if asked_whole else ()


def _distinct(row: Paragraph, rows: Sequence[Paragraph]) -> set[str]:
    """Give the stems of a row's term that tell it from the other rows ("fysiskt", not "våld")."""
    others = {stem for other in rows if other is not row for stem in plain_stems(other.term)}
    return set(plain_stems(row.term)) - others
