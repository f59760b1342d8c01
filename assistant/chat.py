"""The one door for the command line and the web: a question in, an answer out."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.about import danger_notice, reply
from assistant.answering.answer import Answer, Confidence, Mode, Status
from assistant.answering.focus import Weights
from assistant.answering.notices import law_notices, model_notices, query_notices, substance_notices, wording_notices
from assistant.answering.quotes import Composed, compose, retrieved
from assistant.answering.suggestions import Suggestions
from assistant.documents.corpus import Corpus, load_corpus, shipped_corpus_folder
from assistant.index.store import ensure_index
from assistant.law.annotate import annotate
from assistant.privacy import Finding, contacts_in, describe, find_personal_data, mask, stops, suggest_without
from assistant.retrieval.answerability import judge
from assistant.retrieval.search import Searcher, SearchResult
from assistant.settings import Settings
from assistant.text import clean_question

_FOLLOW_UP_WORDS = 7
"""A later question with at most so many words that begins as one is taken as a follow-up."""
_FOLLOW_UP = re.compile(
    r"(?:och|men|eller|gäller (?:det|detta|samma)|vad gäller|hur (?:är|blir) det|varför|när|vem|var står)\b", re.IGNORECASE
)
_POINTS_BACK = re.compile(r"\b(?:det|detta|den|denna|de|dem|dessa|där|då|hon|han|hen|samma|sådan\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation and its answer."""

    question: str
    answer: str = ""


class Assistant:
    """Answers questions from a corpus. Open it with `Assistant.open`; one instance serves any number of threads."""

    def __init__(self, settings: Settings, corpus: Corpus, searcher: Searcher) -> None:
        self.settings = settings
        self.corpus = corpus
        self._searcher = searcher
        self._weights = Weights(corpus)
        self._suggestions = Suggestions(corpus)
        self._contacts = contacts_in(document.source for document in corpus.documents.values())

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
        about = reply(text, [document.entry for document in self.corpus.documents.values()])
        if about:
            return _plain(text, Status.ABOUT, about, start)
        result = self._searcher.search(self.self_contained(text, history))
        found = time.perf_counter()
        composed = compose(
            result, judge(result, self.corpus), self.corpus, self._weights.focus(result.query), on or self.settings.date_today
        )
        return self._finish(text, result, composed, on or self.settings.date_today, start, found)

    def self_contained(self, question: str, history: Sequence[Turn]) -> str:
        """Make a follow-up ("och i Huddinge?") searchable by putting the question it follows in front of it.

        Personal data in earlier turns is masked. A question that stands by itself comes back as it is.
        """
        if not history or len(question.split()) > _FOLLOW_UP_WORDS:
            return question
        if not _FOLLOW_UP.match(question) and not _POINTS_BACK.search(question):
            return question
        earlier = history[-1].question
        earlier = mask(earlier, find_personal_data(earlier, self._contacts))
        return f"{self._without_place(earlier, question)} {question}"

    def _without_place(self, earlier: str, question: str) -> str:
        """Take the municipality out of an earlier question where the new one names a municipality of its own."""
        names = {document.entry.municipality for document in self.corpus.documents.values()} - {""}
        place = re.compile(rf"\s*\b(?:i |från |hos |enligt )?(?:{'|'.join(map(re.escape, sorted(names)))})s?\b", re.IGNORECASE)
        return place.sub("", earlier) if place.search(question) else earlier

    def _finish(
        self, question: str, result: SearchResult, composed: Composed, on: datetime.date, start: float, found: float
    ) -> Answer:
        notices = (
            *([danger] if (danger := danger_notice(question)) else []),
            *query_notices(result.query),
            *composed.notices,
            *substance_notices(composed, on),
            *law_notices(composed, on),
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
            answer=composed.answer,
            citations=composed.citations,
            legal_references=composed.legal_references,
            retrieved=retrieved(result, self.corpus),
            notices=tuple(dict.fromkeys(notices)),
            suggestions=self._suggestions.after(shown or [hit.paragraph_id for hit in result.hits[:2]], result),
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
    danger = danger_notice(question)
    refusal = _plain(mask(question, findings), Status.PERSONAL_DATA, answer, start, [danger] if danger else ())
    return replace(refusal, suggestions=(suggest_without(question, findings),))  # what the page's button sends instead
