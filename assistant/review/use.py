"""What a question asks of the review queue: an approved answer to it, and approved questions much like it.

The one place where trouble with the file ends in an ordinary answer: a question is answered whatever the disk does.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

from assistant.documents.corpus import Corpus
from assistant.errors import AssistantError
from assistant.review.reuse import Approved
from assistant.review.reviews import Reviews
from assistant.settings import Settings

_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")


@dataclass(frozen=True)
class Use:
    """The approved answers as a question meets them.

    ``documents`` are those that the question is asked of, empty where it is all of them; ``contacts`` what is public.
    """

    settings: Settings
    corpus: Corpus
    contacts: frozenset[str]
    documents: Collection[str] = ()

    def approved_answer(self, question: str, on: datetime.date) -> Approved | None:
        """Give the approved answer to a question, None where there is none or the queue cannot be read.

        Parameters
        ----------
        question
            The question so that it stands by itself, after the check for personal data.
        on
            The date that law is judged on.
        """
        return self._try(lambda reviews: reviews.approved_for(question, on, self.documents), None)

    def suggested(self, question: str) -> tuple[str, ...]:
        """Give the approved question most like one, to be asked next; empty where none is, or the queue cannot be read."""
        return self._try(lambda reviews: tuple(one.question for one in reviews.close_to(question, self.documents))[:1], ())

    def _try(self, ask: Callable[[Reviews], _T], nothing: _T) -> _T:
        try:
            return ask(Reviews(self.settings, self.corpus, self.contacts))
        except AssistantError as error:
            _LOG.warning("%s", error)  # in Swedish, for whoever runs the program; no word of the question is in it
            return nothing
