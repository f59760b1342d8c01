"""The product as the evaluation asks it: the answer, and how sure the search was that there is one."""

from __future__ import annotations

from assistant.answering.answer import Answer
from assistant.chat import Assistant
from assistant.documents.corpus import Corpus
from assistant.index.store import Index, ensure_index
from assistant.law.annotate import open_corpus
from assistant.retrieval.answerability import judge
from assistant.retrieval.search import Searcher, SearchResult
from assistant.settings import Settings


class RecordingSearcher(Searcher):
    """A searcher that keeps its last result, so that the evaluation need not search a second time."""

    last: SearchResult | None = None

    def search(self, question: str) -> SearchResult:
        """Search, and keep what was found."""
        self.last = super().search(question)
        return self.last


class Product:
    """The whole chain on the corpus and the models of the settings; open it with `Product.open`."""

    def __init__(self, assistant: Assistant, searcher: RecordingSearcher, index: Index) -> None:
        self.assistant = assistant
        self.searcher = searcher
        self.index = index

    @classmethod
    def open(cls, settings: Settings) -> Product:
        """Read the corpus and open, or build, its index.

        Raises
        ------
        CorpusError, IndexUnavailableError
            As `assistant.chat.Assistant.open`.
        """
        corpus = open_corpus(settings)
        index = ensure_index(settings, corpus)
        searcher = RecordingSearcher(corpus, index, settings)
        return cls(Assistant(settings, corpus, searcher), searcher, index)

    @property
    def corpus(self) -> Corpus:
        """Give the corpus that is asked about."""
        return self.assistant.corpus

    def ask(self, question: str) -> Answer:
        """Answer a question that stands by itself."""
        self.searcher.last = None
        return self.assistant.ask(question)

    def probability(self) -> float | None:
        """Tell how sure the search was that the last question is answered here; None where it was not searched for."""
        return judge(self.searcher.last, self.corpus).probability if self.searcher.last else None
