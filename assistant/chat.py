"""The one door for the command line and the web: a question in, an answer out."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Collection, Sequence
from copy import copy
from dataclasses import replace

from assistant.answering.about import NO_DECISIONS, asks_to_decide, reply, subject_of_decision
from assistant.answering.answer import Answer, Confidence, Mode, Status
from assistant.answering.clarify import alternatives, clarification
from assistant.answering.danger import DANGER_NOTICE, help_numbers, is_danger, is_only_danger, way_to_help
from assistant.answering.focus import Weights
from assistant.answering.notices import law_notices, model_notices, query_notices, substance_notices, wording_notices
from assistant.answering.quotes import Composed, compose, retrieved
from assistant.answering.refusals import looked_for
from assistant.answering.suggestions import Suggestions
from assistant.conversation.notices import reading_notices
from assistant.conversation.reading import Reader, Reading, Relation
from assistant.conversation.source import told
from assistant.conversation.turns import Turn
from assistant.documents.corpus import Corpus, load_corpus, shipped_corpus_folder
from assistant.index.store import ensure_index
from assistant.law.annotate import annotate
from assistant.privacy import Finding, contacts_in, describe, find_personal_data, mask, stops, suggest_without
from assistant.retrieval.answerability import judge
from assistant.retrieval.search import Searcher
from assistant.settings import Settings
from assistant.text import clean_question

__all__ = ["Assistant", "Turn"]


_AFTER_DANGER = (
    "När ingen är i omedelbar fara: fråga vad riktlinjerna säger, till exempel om akut skydd eller säkerhetsplanering."
)


class Assistant:
    """Answers questions from a corpus. Open it with `Assistant.open`; one instance serves any number of threads."""

    def __init__(self, settings: Settings, corpus: Corpus, searcher: Searcher) -> None:
        self.settings = settings
        self.corpus = corpus
        self._searcher = searcher
        self._weights = Weights(corpus)
        self._reader = Reader(corpus, searcher, self._is_talk)
        self._suggestions = Suggestions(corpus)
        self._entries = [document.entry for document in corpus.documents.values()]
        self._way_to_help = way_to_help(help_numbers(corpus))
        self._contacts = contacts_in(document.source for document in corpus.documents.values())

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
        """
        corpus = annotate(load_corpus(settings.corpus_dir or shipped_corpus_folder()))
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
        narrowed._reader = Reader(self.corpus, narrowed._searcher, self._is_talk)
        return narrowed

    def ask(self, question: str, history: Sequence[Turn] = (), on: datetime.date | None = None) -> Answer:
        """Answer a question.

        Parameters
        ----------
        question
            What the user typed.
        history
            Earlier turns of the conversation, oldest first.
        on
            The date that law is judged on; None: today.

        Raises
        ------
        UsageError
            Where the question is empty, has no words, or is too long.
        """
        start = time.perf_counter()
        text = clean_question(question)
        findings = find_personal_data(text, self._contacts)
        if stops(findings):
            return _personal_data(text, findings, start)
        day = on or self.settings.date_today
        if is_only_danger(text):
            return _plain(text, Status.ABOUT, f"{self._way_to_help}\n{_AFTER_DANGER}", start)
        if about := reply(text, self._entries):
            return self._about(text, about, day, start)
        reading = self._reader.read(text, self._without_personal_data(history))
        result = reading.result
        found = time.perf_counter()
        if reading.relation is Relation.ALONE and (choices := alternatives(result, self.corpus, self._suggestions.questions)):
            return self._clarify(text, reading, choices, start, found)
        composed = compose(result, judge(result, self.corpus), self.corpus, self._weights.focus(result.query), day)
        if reading.relation is Relation.SOURCE:
            composed = told(composed)
        return self._finish(text, reading, composed, day, start, found)

    def _clarify(self, question: str, reading: Reading, choices: tuple[str, ...], start: float, found: float) -> Answer:
        """Offer concrete questions in place of one that is too general."""
        plain = _plain(question, Status.CLARIFY, clarification(choices), start)
        return replace(
            plain,
            confidence=Confidence.LOW,
            retrieved=retrieved(reading.result, self.corpus),
            suggestions=choices,
            timings_ms=_timings(start, found, time.perf_counter()),
        )

    def _about(self, question: str, words: str, on: datetime.date, start: float) -> Answer:
        """Answer talk; who asks for a decision is shown the rules for it."""
        plain = _plain(question, Status.ABOUT, words, start, [self._way_to_help] if is_danger(question) else ())
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
        cleaned = []
        for turn in history:
            findings = find_personal_data(turn.question, self._contacts)
            cleaned.append(Turn(suggest_without(turn.question, findings) if findings else turn.question, turn.answer))
        return cleaned

    def _finish(
        self, question: str, reading: Reading, composed: Composed, on: datetime.date, start: float, found: float
    ) -> Answer:
        result = reading.result
        notices = (
            *([self._way_to_help] if is_danger(question) else []),
            *reading_notices(reading),
            *query_notices(result.query, composed, on),
            *composed.notices,
            *(looked_for(result.query) if composed.status is Status.NOT_IN_GUIDELINES else ()),
            *substance_notices(composed, on, result.query.legal_references),
            *law_notices(composed, on, result.query.legal_references),
            *wording_notices(composed),
            *model_notices(self.settings),
        )
        shown = [citation.paragraph_id for citation in composed.citations]
        end = time.perf_counter()
        return Answer(
            question=question,
            status=composed.status,
            confidence=composed.confidence,
            mode=Mode.QUOTES,
            answer=f"{DANGER_NOTICE}\n{composed.answer}" if is_danger(question) else composed.answer,
            citations=composed.citations,
            legal_references=composed.legal_references,
            retrieved=retrieved(result, self.corpus),
            notices=tuple(dict.fromkeys(notices)),
            suggestions=self._suggestions.after(
                shown or [hit.paragraph_id for hit in result.hits[:2]], result, reading.earlier
            ),
            timings_ms=_timings(start, found, end),
        )


def _timings(start: float, found: float, end: float) -> dict[str, float]:
    return {
        "retrieve": round((found - start) * 1000, 1),
        "answer": round((end - found) * 1000, 1),
        "total": round((end - start) * 1000, 1),
    }


def _plain(question: str, status: Status, answer: str, start: float, notices: Sequence[str] = ()) -> Answer:
    now = time.perf_counter()
    return Answer(
        question, status, Confidence.HIGH, Mode.QUOTES, answer, notices=tuple(notices), timings_ms=_timings(start, start, now)
    )


def _personal_data(question: str, findings: Sequence[Finding], start: float) -> Answer:
    """Refuse a question with personal data, without repeating the data, and offer it without."""
    answer = (
        f"Frågan innehåller {describe(findings)}. Uppgifterna har inte sparats och inte använts. "
        f"Ta bort dem, eller ställ frågan så här: ”{suggest_without(question, findings)}”"
    )
    notices = [DANGER_NOTICE] if is_danger(question) else ()
    refusal = _plain(mask(question, findings), Status.PERSONAL_DATA, answer, start, notices)
    return replace(refusal, suggestions=(suggest_without(question, findings),))  # what the page's button sends instead
