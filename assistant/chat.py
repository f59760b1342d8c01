"""The one door for the command line and the web: a question in, an answer out."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import closing
from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answering.about import NO_DECISIONS, asks_to_decide, reply, subject_of_decision
from assistant.answering.answer import Answer, MadeBy, Mode, Status
from assistant.answering.clarify import alternatives
from assistant.answering.danger import DANGER_NOTICE, help_numbers, is_danger, is_only_danger, way_to_help
from assistant.answering.focus import Weights
from assistant.answering.notices import law_notices
from assistant.answering.plain import clarifying, growing, plain_answer, timings, without_personal_data
from assistant.answering.quotes import Composed, compose, retrieved
from assistant.answering.stop import Stop
from assistant.answering.suggestions import MAX_SUGGESTIONS, Suggestions
from assistant.conversation.notices import all_notices
from assistant.conversation.reading import Reader, Reading, Relation
from assistant.conversation.source import told
from assistant.conversation.turns import Turn
from assistant.documents.corpus import Corpus
from assistant.errors import UsageError
from assistant.index.store import ensure_index
from assistant.law.annotate import open_corpus
from assistant.privacy import contacts_in, find_personal_data, stops, suggest_without
from assistant.retrieval.answerability import judge
from assistant.retrieval.search import Searcher
from assistant.settings import Settings
from assistant.text import clean_question

if TYPE_CHECKING:
    from assistant.generation.answer import Generator as Writer
    from assistant.generation.endpoint import Endpoint
    from assistant.generation.renderings import Language, Rendering
    from assistant.review.use import Use

__all__ = ["Assistant", "Step", "Turn"]

_AFTER_DANGER = (
    "När ingen är i omedelbar fara: fråga vad riktlinjerna säger, till exempel om akut skydd eller säkerhetsplanering."
)


@dataclass(frozen=True, slots=True)
class Step:
    """An answer as far as it has come; ``is_whole`` where nothing more comes."""

    answer: Answer
    is_whole: bool = True


class Assistant:
    """Answers questions from a corpus. Open it with `Assistant.open`; one instance serves any number of threads."""

    def __init__(self, settings: Settings, corpus: Corpus, searcher: Searcher) -> None:
        self.settings = settings
        self.corpus = corpus
        self._searcher = searcher
        self._weights = Weights(corpus)
        self._suggestions = Suggestions(corpus)
        self._entries = [document.entry for document in corpus.documents.values()]
        self._way_to_help, self._ways_to_help = (way_to_help(help_numbers(corpus), as_list=one) for one in (False, True))
        self._contacts = contacts_in(document.source for document in corpus.documents.values())
        self._generator = self._open_generator()
        self._reader = self._reader_of(searcher)
        self._documents: frozenset[str] = frozenset()
        self.on_answer: Callable[[Answer], None] = lambda _: None
        """Told of every whole answer before it is given, for counts and logs."""

    def _open_generator(self) -> Writer | None:
        """Give what writes with a language model; None, and nothing of it loaded, where none is set."""
        if not (self.settings.llm_base_url or self.settings.llm_model):
            return None
        from assistant.generation.answer import Generator as Writer
        from assistant.generation.endpoint import Endpoint

        endpoint = Endpoint.from_settings(self.settings)
        return Writer(endpoint, self.settings, self.corpus, self._searcher.vectors_of) if endpoint else None

    def _reader_of(self, searcher: Searcher) -> Reader:
        return Reader(self.corpus, searcher, self._is_talk, self._generator.write_out if self._generator else None)

    @property
    def writes_with(self) -> Endpoint | None:
        """Give the language model that answers are written with; None where answers are quotes."""
        return self._generator.endpoint if self._generator else None

    @property
    def searcher(self) -> Searcher:
        """Give the search, for other parts that read the same index."""
        return self._searcher

    @property
    def renders(self) -> bool:
        """Tell whether answers can be rendered in plain Swedish and in other languages."""
        return bool(self._generator and self._generator.renders)

    def render(self, answer: Answer, language: Language) -> Rendering:
        """Render an answer with the language model, marked as such, sentence beside sentence.

        Raises
        ------
        UsageError
            Where no language model is set for it.
        """
        if not self._generator:
            raise UsageError(
                "Svar kan bara återges på klarspråk eller andra språk med en språkmodell.",
                "Sätt ASSISTANT_LLM_BASE_URL, ASSISTANT_LLM_MODEL och ASSISTANT_LLM_RENDERINGS=true.",
            )
        return self._generator.render(answer, language)

    def _is_talk(self, question: str) -> bool:
        return bool(reply(question, self._entries)) and not asks_to_decide(question)

    @classmethod
    def open(cls, settings: Settings, progress: Callable[[str, float], None] | None = None) -> Assistant:
        """Read the corpus and open its index; a missing default index is built.

        Parameters
        ----------
        settings
            The settings of the process.
        progress
            Called with a Swedish text and the share done (0 to 1) while something takes long.

        Raises
        ------
        CorpusError
            Where a document or the catalogue cannot be used.
        IndexUnavailableError
            Where the index is damaged, of another model, or cannot be built.
        SettingsError
            Where a language model is set by halves, or one on another machine that is not allowed.
        """
        corpus = open_corpus(settings)
        return cls(settings, corpus, Searcher(corpus, ensure_index(settings, corpus, progress), settings))

    def within(self, document_ids: Collection[str]) -> Assistant:
        """Give an assistant that answers from some documents only; it shares everything else with this one.

        Raises
        ------
        UsageError
            Where the corpus has no such document.
        """
        narrowed = copy(self)
        narrowed._searcher = self._searcher.within(document_ids)
        narrowed._reader = self._reader_of(narrowed._searcher)
        narrowed._documents = frozenset(document_ids)
        return narrowed

    def ask(self, question: str, history: Sequence[Turn] = (), on: datetime.date | None = None) -> Answer:
        """Answer a question; see `grow`, whose last step this gives."""
        *_, last = self.grow(question, history, on)
        return last.answer

    def grow(
        self, question: str, history: Sequence[Turn] = (), on: datetime.date | None = None, stop: Stop | None = None
    ) -> Iterator[Step]:
        """Answer a question step by step: with a language model, one step for each sentence that stands; the last is whole.

        Parameters
        ----------
        question
            What the user typed.
        history
            Earlier turns of the conversation, oldest first.
        on
            The date that law is judged on; None: today.
        stop
            Stops the language model at once, from any thread; so does closing the iterator.

        Raises
        ------
        UsageError
            Where the question is empty, has no words, or is too long.
        """
        with closing(self._grow(question, history, on, stop)) as steps:
            for step in steps:
                if step.is_whole:
                    self.on_answer(step.answer)
                yield step

    def _grow(self, question: str, history: Sequence[Turn], on: datetime.date | None, stop: Stop | None) -> Generator[Step]:
        start = time.perf_counter()
        text = clean_question(question)
        findings = find_personal_data(text, self._contacts)
        if stops(findings):
            yield Step(self._marked(without_personal_data(text, findings, start)))
            return
        day = on or self.settings.date_today
        if is_only_danger(text):
            yield Step(self._marked(plain_answer(text, Status.ABOUT, f"{self._ways_to_help}\n{_AFTER_DANGER}", start)))
            return
        if about := reply(text, self._entries):
            yield Step(self._marked(self._about(text, about, day, start)))
            return
        reading = self._reader.read(text, self._without_personal_data(history))
        result = reading.result
        found = time.perf_counter()
        reviewed = self._reviewed if reading.relation is not Relation.SOURCE else None
        if reviewed and (approved := reviewed.approved_answer(reading.text, day)):
            yield Step(self._finish(text, reading, approved.composed, approved.made_by, day, start, found))
            return
        if reading.relation is Relation.ALONE and (choices := alternatives(result, self.corpus, self._suggestions.questions)):
            yield Step(self._marked(clarifying(text, choices, retrieved(result, self.corpus), start, found)))
            return
        composed = compose(result, judge(result, self.corpus), self.corpus, self._weights.focus(result.query), day)
        if reading.relation is Relation.SOURCE:
            composed = told(composed)
        elif self._generator and self._generator.can_write(composed):
            asked = self._impersonal(result.query.text)
            index = self._searcher.index_name
            for growth in self._generator.grow(asked, result, composed, index, day, stop or Stop()):
                made = (growth.composed, growth.made_by)
                whole = growth.is_whole
                yield Step(self._finish(text, reading, *made, day, start, found) if whole else growing(text, *made), whole)
            return
        yield Step(self._finish(text, reading, composed, self._quoted, day, start, found))

    @property
    def _reviewed(self) -> Use | None:
        """Give the approved answers; None, and nothing of them loaded, where no answer was ever marked."""
        if not self.settings.uses_reviews:
            return None
        from assistant.review.use import Use

        return Use(self.settings, self.corpus, self._contacts, self._documents)

    @property
    def _quoted(self) -> MadeBy:
        return MadeBy(Mode.QUOTES, self._searcher.index_name)

    def _marked(self, answer: Answer) -> Answer:
        """Record what an answer without a model was made of."""
        return replace(answer, made_by=self._quoted)

    def _about(self, question: str, words: str, on: datetime.date, start: float) -> Answer:
        """Answer talk; who asks for a decision is shown the rules for it."""
        plain = plain_answer(question, Status.ABOUT, words, start, [self._way_to_help] if is_danger(question) else ())
        subject = subject_of_decision(question) if asks_to_decide(question) else ""
        if not any(character.isalpha() for character in subject):
            return plain
        result = self._searcher.search(subject)
        composed = compose(result, judge(result, self.corpus), self.corpus, self._weights.focus(result.query), on)
        if composed.status is not Status.ANSWERED:
            return plain
        return replace(
            plain,
            answer=f"{NO_DECISIONS} Det här står i riktlinjerna:\n{composed.answer}",
            citations=composed.citations,
            legal_references=composed.legal_references,
            notices=(*plain.notices, *law_notices(composed, on)),
        )

    def self_contained(self, question: str, history: Sequence[Turn]) -> str:
        """Give a question as it is read after earlier turns: a follow-up written out, any other as it is.

        Personal data in earlier turns is taken out. A question after the source of an answer is given as the question
        that the answer was for.
        """
        reading = self._reader.read(question, self._without_personal_data(history))
        return question if reading.relation is Relation.ALONE else reading.text

    def _without_personal_data(self, history: Sequence[Turn]) -> list[Turn]:
        return [Turn(self._impersonal(turn.question), turn.answer) for turn in history]

    def _impersonal(self, question: str) -> str:
        """Give a question without what may be personal data, also where it is too uncertain to stop the question for."""
        findings = find_personal_data(question, self._contacts)
        return suggest_without(question, findings) if findings else question

    def _finish(
        self, asked: str, reading: Reading, composed: Composed, made_by: MadeBy, on: datetime.date, start: float, found: float
    ) -> Answer:
        result = reading.result
        shown = [citation.paragraph_id for citation in composed.citations] or [hit.paragraph_id for hit in result.hits[:2]]
        suggestions = self._suggestions.after(shown, result, reading.earlier)
        close = reviewed.suggested(reading.text) if (reviewed := self._reviewed) else ()
        return Answer(
            question=asked,
            status=composed.status,
            confidence=composed.confidence,
            mode=made_by.mode,
            answer=f"{DANGER_NOTICE}\n{composed.answer}" if is_danger(asked) else composed.answer,
            citations=composed.citations,
            legal_references=composed.legal_references,
            retrieved=retrieved(result, self.corpus),
            notices=all_notices(reading, composed, on, self._way_to_help if is_danger(asked) else ""),
            suggestions=tuple(dict.fromkeys((*close, *suggestions)))[:MAX_SUGGESTIONS],
            timings_ms=timings(start, found, time.perf_counter()),
            made_by=made_by,
        )
