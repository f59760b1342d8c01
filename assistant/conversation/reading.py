"""Reads a question against the conversation before it: it stands alone, follows up, or asks where the last answer stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.conversation.follow_up import is_follow_up, section_of
from assistant.conversation.source import asks_where
from assistant.conversation.topic import Places, age_of, aged, only_place, topic_of, with_topic
from assistant.conversation.turns import MAX_TURNS, Shown, Turn
from assistant.conversation.wording import signs_of
from assistant.documents.corpus import Corpus
from assistant.retrieval.query import understand
from assistant.retrieval.search import MAX_HITS, Hit, Searcher, SearchResult

SECTION_BIAS = 1.5
DOCUMENT_BIAS = 0.5
"""What a follow-up's paragraphs gain where they stand in the section, and in the document, that was shown; a grid over the
development conversations was flat around them (evals/measure_conversations.py)."""
_CONTEXT_HITS = 2
_FEW = 3
"""An earlier question with at most so many words of its own, answered from the section before, went on about its topic."""


WriteOut = Callable[[str, Sequence[str], str], str | None]
"""Takes a follow-up, the questions before it and the follow-up as the rules write it out; gives a better wording, or None."""


class Relation(StrEnum):
    """How a question stands to the conversation before it."""

    ALONE = "alone"
    FOLLOW_UP = "follow_up"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was read.

    ``text`` is the question written out so that it stands by itself, ``result`` what was found for it. For a question after
    the source ``text`` is the question it asks about. ``earlier`` are the questions asked and the paragraphs shown before.
    """

    relation: Relation
    text: str
    result: SearchResult
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """An earlier question written out, and what it was about."""

    text: str
    topics: tuple[str, ...]


class Reader:
    """Reads questions against their conversations. Keeps nothing of them; safe to call from several threads.

    Parameters
    ----------
    corpus
        The documents.
    searcher
        Searches them.
    is_talk
        Tells a greeting or a question about the assistant from a question to the documents.
    write_out
        Writes a follow-up out in place of the rules (a language model does); None: the rules alone.
    """

    def __init__(
        self, corpus: Corpus, searcher: Searcher, is_talk: Callable[[str], bool], write_out: WriteOut | None = None
    ) -> None:
        self._corpus = corpus
        self._searcher = searcher
        self._is_talk = is_talk
        self._write_out = write_out
        self._shown = Shown(corpus)
        self._places = Places(tuple({one.entry.municipality for one in corpus.documents.values()} - {""}))

    def read(self, question: str, history: Sequence[Turn]) -> Reading:
        """Read a question, cleaned, against earlier turns, oldest first, from which personal data is taken out.

        A first question costs one search, a later one up to three.
        """
        earlier = [one for turn in history for one in (turn.question, *self._shown.in_answer(turn.answer))]
        reading = self._read(question, history, self._write_out)
        leans = reading.relation is Relation.FOLLOW_UP or bool(
            reading.relation is Relation.ALONE and history and signs_of(question).leans
        )
        return replace(reading, result=replace(reading.result, leans=leans), earlier=tuple(earlier))

    def _read(self, question: str, history: Sequence[Turn], write_out: WriteOut | None = None) -> Reading:
        turns = [turn for turn in history[-MAX_TURNS:] if turn.question and not self._is_talk(turn.question)]
        if not turns:
            return Reading(Relation.ALONE, question, self._searcher.search(question))
        if asks_where(question):
            return self._source(turns)
        alone = self._searcher.search(question)
        asked = [turn for turn in turns if not asks_where(turn.question)]
        if not asked:
            return Reading(Relation.ALONE, question, alone)
        said = self._said(asked)
        shown = self._shown_by(turns, said)
        if not is_follow_up(signs_of(question), alone, shown, self._corpus):
            return Reading(Relation.ALONE, question, alone)
        text = self._written_out(question, said)
        if self._replaced(question, said):  # the earlier question asked anew: what is left of this one says nothing
            return Reading(Relation.FOLLOW_UP, text, self._searcher.search(text))
        if write_out:
            text = write_out(question, [turn.question for turn in asked], text) or text
        return Reading(Relation.FOLLOW_UP, text, _merged(alone, self._searcher.search(text), shown))

    def _source(self, turns: Sequence[Turn]) -> Reading:
        """Find again what the last answer showed, and put it first."""
        asked = [turn for turn in turns if not asks_where(turn.question)]
        if not asked:
            last = turns[-1].question
            return Reading(Relation.ALONE, last, self._searcher.search(last))
        before = self._read(asked[-1].question, asked[:-1])
        shown = self._shown.in_answer(turns[-1].answer) or self._shown.in_answer(asked[-1].answer)
        return Reading(Relation.SOURCE, before.text, _first(before.result, shown))

    def _shown_by(self, turns: Sequence[Turn], said: _Said) -> tuple[str, ...]:
        """Give the paragraphs that the last answer showed; where it does not tell, those that its question finds."""
        found = next((found for turn in reversed(turns) if (found := self._shown.in_answer(turn.answer))), ())
        if found and self._shown.in_answer(turns[-1].answer):
            return found
        return tuple(hit.paragraph_id for hit in self._searcher.search(said.text).hits[:_CONTEXT_HITS])

    def _said(self, turns: Sequence[Turn]) -> _Said:
        """Write the earlier questions out, each with the ones before it; give the last.

        No search is spent on them: their wording tells, and that two answers showed the same section.
        """
        said = _Said("", ())
        before: set[str] = set()
        for turn in turns:
            own = topic_of(turn.question)
            sections = {section_of(one) for one in self._shown.in_answer(turn.answer)}
            signs = signs_of(turn.question)
            leans = signs.leans or signs.content <= 1
            if said.text and (leans or (signs.content <= _FEW and sections & before)):
                said = _Said(self._written_out(turn.question, said), tuple(one for one in (own, *said.topics[-1:]) if one))
            else:
                said = _Said(turn.question, (own,) if own else ())
            before = sections
        return said

    def _written_out(self, question: str, said: _Said) -> str:
        if replaced := self._replaced(question, said):
            return replaced
        topics = tuple(map(self._places.without, said.topics)) if self._place_in(question) else said.topics
        return with_topic(question, topics)

    def _replaced(self, question: str, said: _Said) -> str:
        """Ask the earlier question of another municipality or age, where this one asks for nothing else; else nothing."""
        place = self._place_in(question)
        if place and only_place(question, place):
            return self._places.moved(said.text, place)
        age = age_of(question)
        return aged(said.text, age) if age else ""

    def _place_in(self, question: str) -> str:
        query = understand(question, self._corpus)
        return query.municipality or next(iter(query.other_municipalities), "")


def _merged(alone: SearchResult, whole: SearchResult, shown: Collection[str]) -> SearchResult:
    """Order paragraphs by what both searches say and by nearness to what was shown.

    The follow-up's own words tell its sentence, the words it was written out with its subject: the mean of both did better
    than either. Where the question names a municipality, nearness to another one's document counts nothing.
    """
    own, other = ({hit.paragraph_id: hit for hit in result.hits} for result in (alone, whole))
    lowest_own, lowest = (min(hit.score for hit in result.hits) for result in (alone, whole))
    sections = {section_of(one) for one in shown}
    documents = {one.split("/", 1)[0] for one in shown}
    wanted = whole.query.document_ids

    def score(paragraph_id: str) -> float:
        mean = (
            (own[paragraph_id].score if paragraph_id in own else lowest_own)
            + (other[paragraph_id].score if paragraph_id in other else lowest)
        ) / 2
        if wanted and paragraph_id.split("/", 1)[0] not in wanted:
            return mean
        near = SECTION_BIAS * (section_of(paragraph_id) in sections)
        return mean + near + DOCUMENT_BIAS * (paragraph_id.split("/", 1)[0] in documents)

    hits = [_nearer(own.get(one), other.get(one), score(one)) for one in dict.fromkeys((*other, *own))]
    hits.sort(key=lambda hit: -hit.score)
    return SearchResult(
        whole.query, tuple(hits[:MAX_HITS]), max(alone.subject, whole.subject), max(alone.answered, whole.answered)
    )


def _nearer(one: Hit | None, other: Hit | None, score: float) -> Hit:
    """Take the hit whose typical question lies nearer, with a score."""
    found = max((hit for hit in (one, other) if hit), key=lambda hit: hit.question)
    dense = max(hit.dense for hit in (one, other) if hit)
    return replace(found, score=round(score, 4), dense=dense)


def _first(result: SearchResult, shown: Sequence[str]) -> SearchResult:
    """Put the paragraphs that were shown first, in their order, with no lower score than any other's."""
    known = {hit.paragraph_id: hit for hit in result.hits}
    best = result.hits[0].score if result.hits else 0.0
    first = [replace(known[one], score=max(best, known[one].score)) for one in shown if one in known]
    return replace(result, hits=(*first, *(hit for hit in result.hits if hit.paragraph_id not in shown)))
