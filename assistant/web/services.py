"""What several pages and the API share besides the assistant: the interpretation check and the maker of quizzes."""

from __future__ import annotations

import datetime
import threading
from typing import TYPE_CHECKING

from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.interpretation import Interpreter
    from assistant.quiz.quizmaster import Quizmaster
    from assistant.retrieval.search import Searcher
    from assistant.web.ask_page import Asker


class Services:
    """Opens each part when it is first asked for, and gives the same one to everybody. Safe to use from several threads.

    Opening and using them raises `AssistantError` and nothing else. They are not opened at start: the first answer of the
    page must not wait for what the page does not show.

    Parameters
    ----------
    settings
        The process's settings.
    assistant
        What answers; its corpus and its search are shared where it has a search, else the index is opened once more.
    """

    def __init__(self, settings: Settings, assistant: Asker) -> None:
        self._settings = settings
        self._assistant = assistant
        self._lock = threading.RLock()
        self._searcher: Searcher | None = None
        self._interpreter: Interpreter | None = None
        self._quizmaster: tuple[datetime.date, Quizmaster] | None = None

    @property
    def searcher(self) -> Searcher:
        """Give the search that the assistant uses.

        Raises
        ------
        AssistantError
            Where the assistant has none and the index cannot be opened.
        """
        with self._lock:
            if self._searcher is None:
                self._searcher = getattr(self._assistant, "searcher", None) or self._open_searcher()
            return self._searcher

    def _open_searcher(self) -> Searcher:
        from assistant.index.store import ensure_index
        from assistant.retrieval.search import Searcher

        corpus = self._assistant.corpus
        return Searcher(corpus, ensure_index(self._settings, corpus), self._settings)

    @property
    def interpreter(self) -> Interpreter:
        """Give the interpretation check.

        Raises
        ------
        AssistantError
            Where the index, or a model for inference that is set, cannot be opened.
        """
        with self._lock:
            if self._interpreter is None:
                from assistant.interpretation import Interpreter

                self._interpreter = Interpreter(self._assistant.corpus, self.searcher, self._settings)
            return self._interpreter

    @property
    def quizmaster(self) -> Quizmaster:
        """Give the maker of quizzes; a new one each day, because the law of its items is judged on the day.

        Raises
        ------
        AssistantError
            Where a model for inference is set that cannot be loaded.
        """
        today = self._settings.date_today
        with self._lock:
            if self._quizmaster is None or self._quizmaster[0] != today:
                self._quizmaster = (today, self._open_quizmaster(today))
            return self._quizmaster[1]

    def _open_quizmaster(self, today: datetime.date) -> Quizmaster:
        from assistant.quiz.judging import careful, interpretation_judge, verifier_judge
        from assistant.quiz.quizmaster import Quizmaster

        corpus = self._assistant.corpus
        judge = careful([interpretation_judge(corpus, self._settings), verifier_judge(corpus)])
        return Quizmaster(corpus, today, judge, lambda: self.searcher)
