"""An answer in running text: the model's verified sentences in the place of the short answer, the quotes below as ever."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from assistant.answering.answer import Answer, Citation, Confidence, MadeBy, Mode, Status
from assistant.answering.citing import cite
from assistant.answering.lagrum import references_behind, with_standing
from assistant.answering.layout import answer_text, citations_of
from assistant.answering.quotes import Composed
from assistant.answering.sources import Source
from assistant.answering.stop import Stop
from assistant.answering.stretches import Excerpt
from assistant.documents.corpus import Corpus
from assistant.documents.model import Kind
from assistant.errors import UsageError
from assistant.generation.endpoint import Endpoint
from assistant.generation.follow_ups import rewrite
from assistant.generation.handles import Handles
from assistant.generation.notices import written_notices
from assistant.generation.prompts import prompts
from assistant.generation.renderings import Language, Rendering, render_answer
from assistant.generation.reply import Completeness
from assistant.generation.writer import Part, Place, Writer, Written
from assistant.retrieval.search import SearchResult
from assistant.settings import Settings
from assistant.verification.inference import open_inference
from assistant.verification.verifier import Verifier

WriteOut = Callable[[str, Sequence[str], str], str | None]
NOT_RENDERED = ("Språkmodellen får inte återge svar på klarspråk eller andra språk.", "Sätt ASSISTANT_LLM_RENDERINGS=true.")
_HITS = 6
"""Paragraphs that the search found which a model is shown besides those that the quotes are from."""
_MARKER = re.compile(r"\[(\d{1,2})\]")
_WRITTEN = frozenset({Status.ANSWERED, Status.PARTLY_ANSWERED})


@dataclass(frozen=True, slots=True)
class Growth:
    """An answer as far as it has come; the last one of a series is whole."""

    composed: Composed
    made_by: MadeBy
    is_whole: bool


class Generator:
    """Writes answers with a language model; one instance serves any number of threads."""

    def __init__(
        self, endpoint: Endpoint, settings: Settings, corpus: Corpus, embed: Callable[[Sequence[str]], NDArray[np.float32]]
    ) -> None:
        self.endpoint = endpoint
        self._settings = settings
        self._verifier = Verifier(corpus, open_inference(settings.nli_model))
        self._embed = embed
        self._corpus = corpus
        self._writer = Writer(endpoint, self._verifier, settings.llm_context_characters)

    @property
    def write_out(self) -> WriteOut | None:
        """Give what writes follow-ups out; None where the settings leave that to the rules."""
        return partial(rewrite, self.endpoint) if self._settings.llm_follow_ups else None

    @property
    def renders(self) -> bool:
        """Tell whether the settings let the model render answers."""
        return self._settings.llm_renderings

    def render(self, answer: Answer, language: Language) -> Rendering:
        """Render an answer in another language or in plain Swedish; whole whatever the model does.

        Raises
        ------
        UsageError
            Where the settings do not let the model render.
        """
        if not self.renders:
            raise UsageError(*NOT_RENDERED)
        return render_answer(self.endpoint, answer, self._corpus, language, self._verifier, self._embed)

    def can_write(self, composed: Composed) -> bool:
        """Tell whether a model is asked at all: where the guidelines answer, and not for telephone numbers and front matter."""
        kinds = {source.paragraph.kind for source in composed.shown}
        return composed.status in _WRITTEN and bool(kinds) and not kinds & {Kind.CONTACT, Kind.FRONT_MATTER}

    def grow(
        self, question: str, result: SearchResult, composed: Composed, index: str, on: datetime.date, stop: Stop
    ) -> Iterator[Growth]:
        """Give the answer each time a sentence of the model's stands, and at last whole.

        Parameters
        ----------
        question
            The question, self-contained and without personal data.
        result
            What the search found.
        composed
            The answer in quotes: what is shown where nothing that the model writes stands.
        index
            The name of the index, for the record.
        on
            The date that law is judged on.
        stop
            Stops the model at once; what stands by then is the answer.
        """
        first = [source.paragraph.id for source in composed.shown] + [one.paragraph_id for one in composed.citations]
        handles = Handles.draw(
            [*first, *(hit.paragraph_id for hit in result.hits[:_HITS])], self._corpus, self._writer.characters
        )
        written = Written()
        if not handles.shown:
            yield Growth(composed, MadeBy(Mode.QUOTES, index), is_whole=True)
            return
        for _ in self._writer.write(question, handles, written, stop):
            if written.stands:
                yield Growth(with_parts(composed, written.parts, on), self._made_by(written, index), is_whole=False)
        yield Growth(self._whole(composed, written, on), self._made_by(written, index), is_whole=True)

    def _whole(self, composed: Composed, written: Written, on: datetime.date) -> Composed:
        notices = written_notices(written, self.endpoint)
        if not written.stands or written.completeness is Completeness.NOT_ANSWERED:
            confidence = composed.confidence
            if written.completeness is Completeness.NOT_ANSWERED and confidence is Confidence.HIGH:
                confidence = Confidence.MEDIUM
            return replace(composed, notices=(*notices, *composed.notices), confidence=confidence)
        whole = with_parts(composed, written.parts, on)
        partly = written.completeness is not Completeness.COMPLETE or written.trouble or written.is_stopped
        status = Status.PARTLY_ANSWERED if partly and whole.status is Status.ANSWERED else whole.status
        return replace(whole, notices=(*notices, *whole.notices), status=status)

    def _made_by(self, written: Written, index: str) -> MadeBy:
        shown = sum(not part.is_quote for part in written.parts)
        if written.completeness is Completeness.NOT_ANSWERED:
            shown = 0
        return MadeBy(
            mode=Mode.GENERATED if shown else Mode.QUOTES,
            index=index,
            model=self.endpoint.model,
            where=self.endpoint.where,
            prompts=prompts().version,
            shown=shown,
            dropped=dict(written.dropped),
            trouble=str(written.trouble or ""),
            first_sentence_ms=written.first_ms,
        )


def with_parts(composed: Composed, parts: Sequence[Part], on: datetime.date) -> Composed:
    """Put verified parts in the place of the short answer.

    The citations are those of the parts, then the ones that the quotes had and the parts do not. What the short answer
    quotes of a municipality keeps its place, in its own words, where no part speaks of it: a sentence may be true and not
    answer the question, and must not push out what the search found. Where several municipalities speak, each stands under
    its name.
    """
    places = list(dict.fromkeys(place for part in parts for place in part.places))
    cited = [cite(place.document, place.paragraph, place.stretch, marker) for marker, place in enumerate(places, start=1)]
    marker_of = dict(zip(places, (one.marker for one in cited), strict=True))
    silent = _not_spoken_of(composed, places)
    own = citations_of(silent)
    kept = list(
        {(one.paragraph_id, one.quote): one for one in (*own, *composed.citations) if not _holding(one, cited)}.values()
    )
    renumbered = [replace(one, marker=marker) for marker, one in enumerate(kept, start=len(cited) + 1)]
    citations = (*cited, *renumbered)
    blocks = _blocks(parts, marker_of)
    blocks += [(source.document.entry.publisher, _in_own_words(source, citations)) for source in silent]
    several = len({publisher for publisher, _ in blocks}) > 1
    texts = [f"{publisher}: {text}" if several else text for publisher, text in blocks]
    body = "\n\n".join(texts)
    references = [
        reference for place in places for reference in references_behind(place.paragraph, (place.stretch,), whole=True)
    ]
    references += [one for one in composed.references if one not in references]
    return replace(
        composed,
        answer=f"{composed.lead}\n{body}" if composed.lead else body,
        citations=citations,
        references=tuple(references),
        legal_references=with_standing(references, on),
        notices=tuple(_renumbered(notice, composed.citations, citations) for notice in composed.notices),
    )


def _renumbered(notice: str, before: Sequence[Citation], after: Sequence[Citation]) -> str:
    """Give a notice with the markers that its sources have now."""
    now = {}
    for one in before:
        same = [other for other in after if (other.paragraph_id, other.quote) == (one.paragraph_id, one.quote)]
        now[str(one.marker)] = (same or _holding(one, after))[0].marker
    return _MARKER.sub(lambda found: f"[{now.get(found[1], found[1])}]", notice)


def _blocks(parts: Sequence[Part], marker_of: dict[Place, int]) -> list[tuple[str, str]]:
    """Give the text of each run of parts that speak of one publisher's rules, in order."""
    blocks: list[tuple[str, list[str]]] = []
    for part in parts:
        publisher = " och ".join(dict.fromkeys(place.document.entry.publisher for place in part.places))
        markers = " ".join(f"[{marker_of[place]}]" for place in dict.fromkeys(part.places))
        if not blocks or blocks[-1][0] != publisher:
            blocks.append((publisher, []))
        blocks[-1][1].append(_laid_out(part, marker_of) if part.is_quote else f"{part.text} {markers}")
    return [(publisher, _joined(texts)) for publisher, texts in blocks]


def _joined(texts: Sequence[str]) -> str:
    """Join sentences to running text; a quote stands on lines of its own."""
    joined = ""
    for before, text in zip(("", *texts), texts, strict=False):
        apart = text.startswith("”") or before.startswith("”")
        joined += ("\n" if apart else " ") * bool(joined) + text
    return joined


def _laid_out(part: Part, marker_of: dict[Place, int]) -> str:
    place = part.places[0]
    source = Source(True, place.paragraph, place.document, (Excerpt((place.stretch,), place.stretch),))
    return answer_text([source], [replace(citations_of([source])[0], marker=marker_of[place])])


def _not_spoken_of(composed: Composed, places: Sequence[Place]) -> list[Source]:
    """Give the sources of the quotes of each publisher of whose quotes none of the parts rests on a word."""
    spoken = {source.document.entry.publisher for source in composed.shown if _rests_on(places, source)}
    return [source for source in composed.shown if source.document.entry.publisher not in spoken]


def _rests_on(places: Sequence[Place], source: Source) -> bool:
    return any(
        place.paragraph.id == source.paragraph.id
        and any(place.stretch.start < quoted.end and quoted.start < place.stretch.end for quoted in source.quoted)
        for place in places
    )


def _in_own_words(source: Source, citations: Sequence[Citation]) -> str:
    quotes = {one.quote for one in citations_of([source])}
    own = [one for one in citations if one.paragraph_id == source.paragraph.id and one.quote in quotes]
    return answer_text([source], own)


def _holding(one: Citation, others: Sequence[Citation]) -> list[Citation]:
    """Give those of the other citations that stand in a citation's words, or hold them: the same place, cut otherwise."""
    return [
        other
        for other in others
        if other.paragraph_id == one.paragraph_id and (one.quote in other.quote or other.quote in one.quote)
    ]
