"""What the templates of Granskning show of a marked answer. Pure functions."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from assistant.answering.lagrum import with_standing
from assistant.documents.corpus import Corpus, neighbours
from assistant.documents.model import Paragraph, label
from assistant.law.standing import standing
from assistant.review.model import Event, KeptAnswer, KeptCitation, Review
from assistant.review.reuse import person_words
from assistant.review.snapshot import quoted_words
from assistant.text import find_words
from assistant.web.document_view import paragraph_html
from assistant.web.evidence_view import LawRow, law_rows
from assistant.web.markup import label_html, lines_html, place_url
from assistant.web.review.words import LOOKS, MARKS, STEPS
from assistant.web.times import moment
from assistant.web.words import STATES, State

ITEM = re.compile(r"^– ?")
MARKER = re.compile(r"\[(\d{1,3})\]")
FIRST_WORDS = 160
"""Characters of a question in a list."""
SHOWN_WHOLE = 360
"""Characters of a paragraph that is shown whole in a list of paragraphs; of a longer one the rest folds."""


@dataclass(frozen=True, slots=True)
class Row:
    """A marked answer in a list."""

    id: int
    question: str
    look: State
    good: int
    wrong: int
    marked_on: str
    reason: str
    status: State


@dataclass(frozen=True, slots=True)
class Happened:
    """A step of the history in words."""

    at: str
    what: str
    who: str
    note: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """A citation beside the answer: the paragraph as the document has it, the quote marked, with its neighbours.

    ``paragraph`` is empty where the documents have it no longer; the quote is then all there is.
    """

    marker: int
    label: Markup
    binding: str
    url: str
    before: Markup
    paragraph: Markup
    after: Markup
    quote: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph that can be chosen for a correction."""

    id: str
    label: Markup
    binding: str
    url: str
    start: str
    rest: str


def row_of(review: Review) -> Row:
    """Give a marked answer as a list shows it."""
    question = review.question if len(review.question) <= FIRST_WORDS else f"{review.question[:FIRST_WORDS].rstrip()} …"
    return Row(
        id=review.id,
        question=question,
        look=LOOKS[review.state],
        good=review.good,
        wrong=review.wrong,
        marked_on=review.created_at[:10],
        reason=review.reason,
        status=STATES[review.answer.status],
    )


def history_of(events: Sequence[Event]) -> tuple[Happened, ...]:
    """Give the history in words, the first step first."""
    return tuple(Happened(moment(one.at), STEPS[one.step], person_words(one.by), one.note, one.reason) for one in events)


def said_of(events: Sequence[Event]) -> tuple[Happened, ...]:
    """Give the marks that came with a note, the newest first: what a supervisor wants to know before anything else."""
    marks = [one for one in events if one.step in MARKS and one.note]
    return history_of(tuple(reversed(marks)))


def answer_html(answer: KeptAnswer) -> Markup:
    """Give the short answer as it was shown; each marker leads to its source on the page."""
    known = {one.marker for one in answer.citations}
    lines = filter(str.strip, answer.text.splitlines())
    return Markup(lines_html((ITEM.match(line) is not None, _linked(ITEM.sub("", line), known)) for line in lines))  # noqa: S704  # escaped


def _linked(line: str, known: set[int]) -> str:
    def link(match: re.Match[str]) -> str:
        number = int(match[1])
        return f'<a class="hanvisning" href="#kalla-{number}">[{number}]</a>' if number in known else match[0]

    return MARKER.sub(link, escape(line))


def law_of(answer: KeptAnswer, on: datetime.date) -> tuple[LawRow, ...]:
    """Give the law that an answer cites with its standing on a day."""
    return law_rows(with_standing((one.reference for one in answer.references), on))


def sources_of(answer: KeptAnswer, corpus: Corpus, on: datetime.date) -> tuple[SourceView, ...]:
    """Give the sources of an answer as they stand in the documents of today."""
    said: dict[int, list[str]] = {}
    for marker, words in quoted_words(answer.text):
        said.setdefault(marker, []).append(words)
    return tuple(_source(one, said.get(one.marker, []), corpus, on) for one in answer.citations)


def _source(kept: KeptCitation, said: Sequence[str], corpus: Corpus, on: datetime.date) -> SourceView:
    """Give a source; marked is what the short answer says word for word where that is one stretch, else the whole quote."""
    nothing = Markup()
    try:
        document = corpus.document_of(kept.paragraph_id)
    except KeyError:
        return SourceView(kept.marker, Markup(label_html(kept.label)), kept.binding, "", nothing, nothing, nothing, kept.quote)  # noqa: S704
    paragraph = corpus.paragraph(kept.paragraph_id)
    text = paragraph.full_text
    span = (find_words(text, said[0]) if len(said) == 1 else None) or find_words(text, kept.quote)
    around = neighbours(document.paragraphs, paragraph.id)
    before, after = (one if one and one.section == paragraph.section else None for one in around)
    return SourceView(
        marker=kept.marker,
        label=Markup(label_html(label(document.entry, paragraph, span[0] if span else 0))),  # noqa: S704  # escaped
        binding=kept.binding,
        url=place_url(paragraph.id, span),
        before=_html(before, None, on),
        paragraph=_html(paragraph, span, on),
        after=_html(after, None, on),
        quote=kept.quote,
    )


def _html(paragraph: Paragraph | None, span: tuple[int, int] | None, on: datetime.date) -> Markup:
    if paragraph is None:
        return Markup()
    return Markup(paragraph_html(paragraph, span, False, lambda reference: standing(reference, on)))  # noqa: S704  # escaped


def piece_of(paragraph_id: str, corpus: Corpus) -> Piece:
    """Give a paragraph as it can be chosen.

    Raises
    ------
    KeyError
        Where the documents have none of that id.
    """
    document, paragraph = corpus.document_of(paragraph_id), corpus.paragraph(paragraph_id)
    text = paragraph.full_text
    cut = len(text) if len(text) <= SHOWN_WHOLE else text.rfind(" ", 0, SHOWN_WHOLE)
    return Piece(
        id=paragraph_id,
        label=Markup(label_html(label(document.entry, paragraph))),  # noqa: S704  # escaped
        binding=document.entry.binding.value,
        url=place_url(paragraph_id),
        start=text[:cut],
        rest=text[cut:],
    )


def documents_in_words(review: Review, corpus: Corpus) -> tuple[str, ...]:
    """Name the documents that a question was asked of, where it was not all of them."""
    known: Mapping[str, str] = {one.entry.id: one.entry.short_title for one in corpus.documents.values()}
    return tuple(known.get(one, one) for one in review.documents)
