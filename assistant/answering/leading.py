"""What the short answer shows: the paragraph that answers, or one for each part, side or document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answering.focus import Focus
from assistant.answering.parts import ENOUGH, Side, answering, clauses, compared, documents_named, has_siblings
from assistant.answering.refusals import MISSING, TOLD_BY_FORM
from assistant.answering.selection import SHORT_ANSWER
from assistant.answering.sources import (
    CANDIDATES,
    Source,
    beside,
    is_headed,
    led_by,
    merged,
    of_us,
    source_of,
    source_of_whole,
    with_companions,
    without_repeats,
)
from assistant.documents.corpus import Corpus
from assistant.documents.model import Kind
from assistant.retrieval.asked_for import Fact, Form, asked_for, form_of, holds
from assistant.retrieval.contacts import asked_names, asks_for_somebody_else, item_names
from assistant.retrieval.search import Hit, SearchResult

SIDE_SHARE = 0.25
"""A side of a comparison whose best paragraph scores less than this share of the best one has nothing on the matter."""
SHARED_ANSWER = 350
"""Characters of running text that each of several sources says in one short answer."""
_TELLABLE = TOLD_BY_FORM | {Fact.DURATION, Fact.DATE}
"""Kinds of fact of which it is said that a part of the question asks for them in vain."""


@dataclass(frozen=True, slots=True)
class Leading:
    """What leads an answer: the sources, whether they are compared, and what the documents do not say, in Swedish.

    ``holds_the_rest`` is true where the other parts of the question are answered beyond doubt, ``holds_a_part`` where one
    part is, under its own heading in the document that the question names. ``named`` is true where even a single document is
    to be named, as it is one of a series and the question does not say which.
    """

    sources: tuple[Source, ...]
    compares: bool = False
    silent: tuple[str, ...] = ()
    holds_the_rest: bool = False
    holds_a_part: bool = False
    named: bool = False


def lead(result: SearchResult, corpus: Corpus, focus: Focus) -> Leading:
    """Choose what the short answer shows.

    Parameters
    ----------
    result
        What was found; at least one hit.
    corpus
        The documents.
    focus
        The question.

    Returns
    -------
    Leading
        At least one source. A comparison has each side's, a question of several parts each part's where another paragraph
        answers it better; otherwise the best paragraph, beside it another document's that answers about as well.
    """
    sides = compared(result, corpus, focus)
    if sides:
        return _side_by_side(sides, result, corpus, focus)
    parts = clauses(result.query.text)
    if len(parts) > 1:
        return _part_by_part(parts, result, corpus, focus)
    result = led_by(result, corpus, focus)
    named = documents_named(result.query.text, corpus)
    apart = () if named else beside(result, corpus, focus)
    limit = SHARED_ANSWER if apart else SHORT_ANSWER
    best = source_of(result.hits[0], corpus, focus, limit)
    others = (source_of(hit, corpus, focus, limit) for hit in (*of_us(best, result, corpus), *apart))
    sources = _each_with_companions((best, *others), result, corpus, focus)
    ambiguous = not named and has_siblings(best.document.entry, corpus)
    return Leading(sources, named=ambiguous)


def _side_by_side(sides: Sequence[Side], result: SearchResult, corpus: Corpus, focus: Focus) -> Leading:
    best = max(hit.score for hit in result.hits)
    holding = any(side.held >= ENOUGH for side in sides)
    sources: list[Source] = []
    silent = []
    for side in sides:
        if side.whole:
            sources += [source_of_whole(paragraph, corpus) for paragraph in side.whole]
        elif not side.hits or side.hits[0].score < SIDE_SHARE * best or (not side.held and holding):
            silent.append(f"Dokumenten från {side.entry.publisher} säger inget säkert om det.")
        else:
            source = source_of(side.hits[0], corpus, focus, SHARED_ANSWER)
            sources += with_companions(source, result.hits, corpus, focus)
    if not sources:
        sources = [source_of(result.hits[0], corpus, focus)]
    return Leading(tuple(without_repeats(sources)), compares=True, silent=tuple(silent))


def _part_by_part(parts: Sequence[str], result: SearchResult, corpus: Corpus, focus: Focus) -> Leading:
    by_paragraph: dict[str, Source] = {}
    silent = []
    held = 0.0
    holds_a_part = False
    named = documents_named(result.query.text, corpus)
    for words in parts:
        part = focus.part(words)
        fact = asked_for(words)
        number = _number_of(result, corpus) if fact is Fact.TELEPHONE else None
        headed = _under_its_heading(words, result, corpus)
        hit = number or headed or answering(part, result, corpus) or result.hits[0]
        source = source_of(hit, corpus, focus if number else part, SHARED_ANSWER)
        if fact in _TELLABLE and not holds(source.paragraph.full_text, fact):
            silent.append(MISSING[fact])
            continue
        asks_figure = fact is not None and form_of(fact) is Form.FIGURE  # a heading promises no figure
        holds_a_part |= hit is headed and source.document.id in named and not asks_figure
        known = by_paragraph.get(source.paragraph.id)
        by_paragraph[source.paragraph.id] = merged(known, source) if known else source
        held = max(held, part.nearness(source.paragraph.full_text)) if len(part.weights) > 1 else held
    if not by_paragraph:
        by_paragraph[""] = source_of(result.hits[0], corpus, focus)
    first = next(iter(by_paragraph.values()))
    sources = _each_with_companions(by_paragraph.values(), result, corpus, focus)
    ambiguous = not named and has_siblings(first.document.entry, corpus)
    unsaid = tuple(dict.fromkeys(silent))
    return Leading(sources, silent=unsaid, holds_the_rest=held >= ENOUGH, holds_a_part=holds_a_part, named=ambiguous)


def _each_with_companions(sources: Iterable[Source], result: SearchResult, corpus: Corpus, focus: Focus) -> tuple[Source, ...]:
    """Put each source beside the paragraphs it cannot stand without; what two of them take of one paragraph is joined."""
    joined: dict[str, Source] = {}
    for source in sources:
        for one in with_companions(source, result.hits, corpus, focus):
            known = joined.get(one.paragraph.id)
            joined[one.paragraph.id] = merged(known, one) if known else one
    return tuple(joined.values())


def _under_its_heading(words: str, result: SearchResult, corpus: Corpus) -> Hit | None:
    """Find, in the document that answers best, the paragraph whose heading says what a part of the question asks for."""
    best = corpus.document_of(result.hits[0].paragraph_id)
    for hit in result.hits:
        paragraph = corpus.paragraph(hit.paragraph_id)
        if paragraph.document_id == best.id and paragraph.kind is not Kind.CONTACT and is_headed(words, paragraph):
            return hit
    return None


def _number_of(result: SearchResult, corpus: Corpus) -> Hit | None:
    """Find the telephone list that has whom the question names."""
    for hit in result.hits[:CANDIDATES]:
        paragraph = corpus.paragraph(hit.paragraph_id)
        if paragraph.kind is not Kind.CONTACT or asks_for_somebody_else(result.query, paragraph):
            continue
        if any(wanted & name for wanted in asked_names(result.query) for name in item_names(paragraph)):
            return hit
    return None
