"""Questions to go on with: typical questions of neighbouring paragraphs that were not shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from assistant.documents.corpus import Corpus
from assistant.documents.model import Kind
from assistant.index.lexical import stems
from assistant.retrieval.search import SearchResult

MAX_SUGGESTIONS = 3
_SAME = 0.6
"""A suggestion that shares this much of its words with the question asked, or with another suggestion, adds nothing."""
_AROUND = (1, -1, 2, -2, 3)
"""Which paragraphs beside the one shown come first: a reader goes on downwards. Those of its own section come before others."""
_NEAR_HITS = 10
_UNASKED = frozenset({Kind.READING_LIST, Kind.LINK_LIST, Kind.FRONT_MATTER})


class Suggestions:
    """The typical questions of each paragraph, read once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._questions: dict[str, list[str]] = {}
        for question in corpus.questions:
            place = question.evidence[0].paragraph_id
            if question.text.rstrip().endswith("?") and corpus.paragraph(place).kind not in _UNASKED:
                self._questions.setdefault(place, []).append(question.text)
        self._first = {place: texts[0] for place, texts in self._questions.items()}
        self._words = {place: frozenset(stems(text)) for place, text in self._first.items()}

    @property
    def questions(self) -> Mapping[str, Sequence[str]]:
        """Give the typical questions of each paragraph that has some, by its id, the plain one first."""
        return self._questions

    def after(self, shown: Sequence[str], result: SearchResult, earlier: Collection[str] = ()) -> tuple[str, ...]:
        """Give up to three questions that lead to paragraphs near those shown.

        Parameters
        ----------
        shown
            The paragraphs that the answer shows, the most important first.
        result
            What was found for the question.
        earlier
            Paragraphs and questions of earlier turns: what was shown or asked once is not suggested again.

        Returns
        -------
        tuple of str
            Questions of paragraphs beside those shown, of their section first, then of the next ones found; none is like the
            question asked or like another suggestion.
        """
        taken = [frozenset(stems(text)) for text in (result.query.text, *(one for one in earlier if one not in self._first))]
        hits = [hit.paragraph_id for hit in result.hits[:_NEAR_HITS]]
        chosen: list[str] = []
        for paragraph_id in dict.fromkeys([*self._beside(shown), *hits]):
            if paragraph_id in shown or paragraph_id in earlier or paragraph_id not in self._first:
                continue
            words = self._words[paragraph_id]
            if any(len(words & other) > _SAME * min(len(words), max(1, len(other))) for other in taken):
                continue
            chosen.append(self._first[paragraph_id])
            taken.append(words)
            if len(chosen) == MAX_SUGGESTIONS:
                break
        return tuple(chosen)

    def _beside(self, shown: Sequence[str]) -> list[str]:
        """Give the paragraphs around the first two shown, those of the same section before those of the next."""
        around = [one for place in shown[:2] for one in self._around(place)]
        section = {place.rsplit("/", 1)[0] for place in shown[:2]}
        return sorted(around, key=lambda one: one.rsplit("/", 1)[0] not in section)

    def _around(self, place: str) -> Iterator[str]:
        paragraphs = [one.id for one in self._corpus.document_of(place).paragraphs]
        at = paragraphs.index(place)
        yield from (paragraphs[at + step] for step in _AROUND if 0 <= at + step < len(paragraphs))
