"""What an answer that is taken along says, whatever its form: a pure function from the answer to lines of plain text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from assistant import __version__
from assistant.answering.answer import Answer, Citation, Mode
from assistant.documents.corpus import Corpus
from assistant.law.canonical import spell_out
from assistant.law.model import ReferenceStanding, Successor
from assistant.text import collapse, find_words, visible
from assistant.web.conversations import Shown
from assistant.web.document_view import facts
from assistant.web.law_table import part_words, read_as
from assistant.web.limits import SEARCHED, in_words
from assistant.web.short_answer import ITEM
from assistant.web.words import LEGAL_STATES, NAME, state_of

TITLE = "Vad riktlinjerna säger"
CHECK = "Maskinellt framtaget, kontrollera mot källan."
HASH_SHOWN = 12
"""Characters of a document's checksum that are shown: enough to tell one copy from another."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an answer or a quote; an item stands in a list."""

    text: str
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote with the number it has in the answer, its label and its binding force."""

    marker: int
    label: str
    binding: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """A reference to law as it is written, its standing in words, and what took over."""

    written: str
    standing: str
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """An answer to take along. ``question`` is empty where it is left out; ``law_day`` is the day that law was judged on."""

    day: datetime.date
    question: str
    state: str
    limits: str
    answer: tuple[Line, ...]
    quotes: tuple[Quote, ...]
    law: tuple[Law, ...]
    law_day: datetime.date
    notices: tuple[str, ...]
    documents: tuple[str, ...]
    origin: str

    @property
    def facts(self) -> dict[str, str]:
        """Give what stands at its head, by name; what is empty is left out."""
        rows = {"Datum": self.day.isoformat(), "Fråga": self.question, "Status": self.state, "Avgränsning": self.limits}
        return {name: value for name, value in rows.items() if value}


def note_of(corpus: Corpus, shown: Shown, *, with_question: bool = True) -> Note:
    """Give what an answer says when it is taken along.

    Parameters
    ----------
    corpus
        The documents that it cites.
    shown
        The answer, the day it was given and what it was limited to.
    with_question
        Whether the question stands in it: it is the user's own words, and a record may have no use for them.
    """
    answer = shown.answer
    cited = dict.fromkeys(citation.document_id for citation in answer.citations)
    return Note(
        day=shown.given_on,
        question=_clean(answer.question) if with_question else "",
        state=state_of(answer).words,
        limits=in_words(shown.limits, corpus, SEARCHED),
        answer=tuple(_answer_lines(answer.answer)),
        quotes=tuple(_quote(corpus, citation) for citation in answer.citations),
        law=tuple(_law(reference, read_as(reference, answer.legal_references)) for reference in answer.legal_references),
        law_day=shown.limits.on or shown.given_on,
        notices=tuple(map(_clean, answer.notices)),
        documents=tuple(_document(corpus, document_id) for document_id in cited),
        origin=origin(answer),
    )


def origin(answer: Answer) -> str:
    """Say what made an answer: the program, the index of the documents, and the language model where one wrote."""
    made_by = answer.made_by
    parts = [f"{NAME} {__version__}"]
    if made_by and made_by.index:
        parts.append(f"sökindex {made_by.index}")
    if made_by and answer.mode is Mode.GENERATED and made_by.model:
        parts.append(f"formulerat av språkmodellen {made_by.model} ({made_by.where})")
    return _clean(f"{', '.join(parts)}.")


def _clean(text: str) -> str:
    """Give a text on one line, without characters that show nothing: some of them no document may hold."""
    return collapse(visible(text))


def _answer_lines(text: str) -> Iterator[Line]:
    for line in text.splitlines():
        if line.strip():
            yield Line(_clean(ITEM.sub(r"\1", line, count=1)), ITEM.match(line) is not None)


def _quote(corpus: Corpus, citation: Citation) -> Quote:
    paragraph = corpus.paragraph(citation.paragraph_id)
    span = find_words(paragraph.full_text, citation.quote)
    words = paragraph.full_text[slice(*span)] if span else citation.quote
    items = {collapse(item) for item in paragraph.items}
    lines = [Line(_clean(line), collapse(line) in items) for line in words.split("\n") if line.strip()]
    return Quote(citation.marker, _clean(citation.label), _clean(citation.binding.capitalize()), tuple(lines))


def _law(reference: ReferenceStanding, which: str) -> Law:
    written = f"{reference.as_written} ({which})" if which else reference.as_written
    successors = tuple(_successor(one) for one in reference.replaced_by)
    return Law(_clean(written), LEGAL_STATES[reference.status].words, successors)


def _successor(one: Successor) -> str:
    extent = part_words(one)
    parts = (spell_out(one.canonical, one.sfs), one.heading, f"({extent})" if extent else "")
    return _clean(" ".join(filter(None, parts)))


def _document(corpus: Corpus, document_id: str) -> str:
    entry = corpus.documents[document_id].entry
    return _clean(f"{entry.title}. {facts(entry)} · kopia {entry.sha256[:HASH_SHOWN]}")
