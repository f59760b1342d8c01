"""From a model's reply to sentences that stand: each is verified as soon as it is whole, and shown only with its source."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.answering.stop import Stop
from assistant.answering.stretches import Stretch, leans_back, limits, units_of
from assistant.documents.model import Document, Paragraph
from assistant.generation.endpoint import Endpoint, ModelError, Reason
from assistant.generation.form import plain_sentences
from assistant.generation.handles import Handles
from assistant.generation.judge import Judge
from assistant.generation.prompts import inert_line, prompt
from assistant.generation.quoted import as_written, find_quoted
from assistant.generation.reply import SCHEMA, Basis, Completeness, Proposed, ReplyReader
from assistant.text import collapse
from assistant.verification.model import Evidence

HANDLE = "handle"
FORM = "form"
UNSOURCED = "unsourced"
"""Reasons to drop a sentence that are not differences from its source: a handle that was not given, a link or markup, no
source at all."""
QUOTE = "quote"
SHORTEST_WORDS = 12
"""Characters of the words that a sentence rests on: fewer carry nothing that could be checked."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a paragraph that a part of an answer rests on."""

    paragraph: Paragraph
    document: Document = field(compare=False)  # the paragraph's, and not hashable
    stretch: Stretch


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an answer: a verified sentence, or the documents' own words in the place of one that did not stand."""

    text: str
    places: tuple[Place, ...]
    is_quote: bool = False


@dataclass(slots=True)
class Written:
    """What came of a model's reply, filled in while it is read.

    ``dropped`` counts proposed sentences by the reason for which they are not shown. ``trouble`` is why the reply ended
    early or could not be used, None where it was whole. ``first_ms`` is the time to the first verified sentence.
    ``is_stopped`` is True where the user stopped it.
    """

    parts: list[Part] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    completeness: Completeness | None = None
    trouble: Reason | None = None
    first_ms: float | None = None
    is_stopped: bool = False

    @property
    def stands(self) -> bool:
        """Tell whether a sentence of the model's stands."""
        return any(not part.is_quote for part in self.parts)


class Writer:
    """Lets a model write from paragraphs, and lets through what stands."""

    def __init__(self, endpoint: Endpoint, judge: Judge, characters: int) -> None:
        self.endpoint = endpoint
        self._judge = judge
        self.characters = characters

    def write(self, question: str, handles: Handles, written: Written, stop: Stop) -> Iterator[Part]:
        """Ask the model and give each part as soon as it stands.

        Parameters
        ----------
        question
            The question, self-contained and without personal data.
        handles
            The paragraphs that the model may use.
        written
            Filled in on the way.
        stop
            Stops the model at once, from any thread; so does closing the iterator.
        """
        start = time.perf_counter()
        reader = ReplyReader()
        stream = None
        try:
            stream = self.endpoint.stream(prompt("answer", question=inert_line(question), sources=handles.as_text()), SCHEMA)
            stop.calls(stream.cancel)
            for piece in stream:
                proposals = reader.feed(piece)
                if reader.completeness is Completeness.NOT_ANSWERED:
                    break  # the fixed way to say that the sources do not answer; what follows it is not read
                for proposed in proposals:
                    for part in self._judged(proposed, handles, written):
                        if written.first_ms is None and not part.is_quote:
                            written.first_ms = round((time.perf_counter() - start) * 1000, 1)
                        written.parts.append(part)
                        yield part
        except ModelError as error:
            written.trouble = error.reason
        finally:
            if stream is not None:
                stream.cancel()
        written.parts = _with_limits(written.parts)
        written.completeness = reader.completeness
        written.is_stopped = stop.is_stopped
        if stop.is_stopped:
            written.trouble = None
            return
        if written.trouble is None and not reader.is_readable:
            written.trouble = Reason.NONSENSE
            self.endpoint.report(Reason.NONSENSE)

    def _judged(self, proposed: Proposed, handles: Handles, written: Written) -> Iterator[Part]:
        """Give each proposed sentence that stands, the words it rests on where it does not, nothing where it has none."""
        places = _places(proposed.sources, handles)
        for text, reason in self.weigh(proposed, handles, places):
            if reason is None:
                part = Part(_marked_as_quoted(text, places), places)
            else:
                written.dropped[reason] += 1
                part = _quote_instead(places)
            if part.text and not any(_says(shown, part) for shown in written.parts):
                yield part

    def weigh(self, proposed: Proposed, handles: Handles, places: Sequence[Place]) -> Iterator[tuple[str, str | None]]:
        """Give each sentence of what is proposed, and why it is not shown; None where it stands.

        What is proposed is one sentence as a rule, and is weighed whole where its source or its form is at fault. Of several,
        each is judged by itself; one that speaks of a sentence before it falls with that one.
        """
        sentences = plain_sentences(proposed.text)
        fault = _fault(proposed, handles, places) or (None if sentences else FORM)
        if fault:
            yield collapse(proposed.text), fault
            return
        evidence = [
            Evidence(place.paragraph, place.document, as_written(place.paragraph.full_text, basis.words))
            for place, basis in zip(places, proposed.sources, strict=True)
        ]
        reason: str | None = None
        for sentence in sentences:
            reason = (leans_back(sentence) and reason) or self._difference(sentence, evidence)
            yield sentence, reason

    def _difference(self, sentence: str, evidence: Sequence[Evidence]) -> str | None:
        """Give in what a sentence differs from what it rests on; None where it stands."""
        judgement = self._judge.verify(sentence, evidence)
        if judgement.stands:
            return None
        return str(judgement.differences[0].kind) if judgement.differences else "content"


def _fault(proposed: Proposed, handles: Handles, places: Sequence[Place]) -> str | None:
    """Give what is wrong with the sources of a sentence; None where nothing is."""
    if not proposed.sources:
        return UNSOURCED
    if any(handles[basis.handle] is None for basis in proposed.sources):
        return HANDLE
    return QUOTE if len(places) < len(proposed.sources) else None


def _places(sources: Sequence[Basis], handles: Handles) -> tuple[Place, ...]:
    """Find the words that a sentence rests on; those that stand nowhere are left out."""
    found = []
    for basis in sources:
        shown = handles[basis.handle]
        stretch = _stretch(shown.paragraph, basis.words) if shown else None
        if shown and stretch:
            found.append(Place(shown.paragraph, shown.document, stretch))
    return tuple(found)


def _stretch(paragraph: Paragraph, words: str) -> Stretch | None:
    """Find words in a paragraph, and give the whole sentences or items around them, with what these lean back on.

    A quote of half a sentence can hide a "not"; so the citation always has the whole of it, and in a list the lead-in.
    """
    found = find_quoted(paragraph.full_text, words) if len(collapse(words)) >= SHORTEST_WORDS else None
    if found is None:
        return None
    begin, end = found
    units = units_of(paragraph)
    touched = [n for n, unit in enumerate(units) if unit.start < end and begin < unit.end]
    first = touched[0]
    if paragraph.items and len(paragraph.lead_in) < units[touched[-1]].end <= len(paragraph.text):
        return Stretch(0, len(paragraph.text))  # in a list: the whole of it, with the lead-in
    while first and leans_back(paragraph.full_text[units[first].start : units[first].end]):
        first -= 1
    return Stretch(units[first].start, units[touched[-1]].end)


def _quote_instead(places: Sequence[Place]) -> Part:
    """Give the documents' own words in the place of a sentence that does not stand; empty where there are none."""
    if not places:
        return Part("", ())
    place = places[0]
    words = collapse(place.paragraph.full_text[place.stretch.start : place.stretch.end])
    return Part(f"”{words}”", (place,), is_quote=True)


def _marked_as_quoted(text: str, places: Sequence[Place]) -> str:
    """Put a sentence in quotation marks where it is its source's own: what a document says is not said in our voice.

    Of words that the source goes on after, the full stop is ours and stands outside the marks.
    """
    sources = [collapse(place.paragraph.full_text[place.stretch.start : place.stretch.end]) for place in places]
    words = text.rstrip(".")
    if any(re.search(rf"{re.escape(words)}(?:[.!]|\Z)", source) for source in sources):
        return f"”{text}”"
    return f"”{words}”." if any(words in source for source in sources) else text


def _with_limits(parts: Sequence[Part]) -> list[Part]:
    """Put after a sentence what limits it in its paragraph ("Detta gäller dock inte …"), where no part says that."""
    whole: list[Part] = []
    for part in parts:
        whole.append(part)
        for place in () if part.is_quote else part.places:
            limit = _limit_after(place)
            spoken = [one for other in (*parts, *whole) for one in other.places if one.paragraph.id == place.paragraph.id]
            if limit and not any(one.stretch.start < limit.end and limit.start < one.stretch.end for one in spoken):
                whole.append(_quote_instead([replace(place, stretch=limit)]))
    return whole


def _limit_after(place: Place) -> Stretch | None:
    """Find the sentences right after a place that limit it."""
    text = place.paragraph.full_text
    after = [
        unit for unit in units_of(place.paragraph) if unit.start >= place.stretch.end and unit.end <= len(place.paragraph.text)
    ]
    end = 0
    while end < len(after) and limits(text[after[end].start : after[end].end]):
        end += 1
    return Stretch(after[0].start, after[end - 1].end) if end else None


def _says(shown: Part, part: Part) -> bool:
    """Tell whether a part says nothing new: the same words, or a quote that a part before it rests on already."""
    if collapse(shown.text).casefold() == collapse(part.text).casefold():
        return True
    return part.is_quote and part.places[0] in shown.places
