"""Questions to go on with: typical questions of neighbouring paragraphs that were not shown."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.documents.corpus import Corpus
from assistant.index.lexical import stems
from assistant.retrieval.search import SearchResult

MAX_SUGGESTIONS = 3
_SAME = 0.6
"""A suggestion that shares this much of its words with the question asked, or with another suggestion, adds nothing."""


class Suggestions:
    """The first (plain) question of each paragraph, read once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._first: dict[str, tuple[str, frozenset[str]]] = {}
        for question in corpus.questions:
            place = question.evidence[0].paragraph_id
            if question.text.rstrip().endswith("?") and place not in self._first:
                self._first[place] = (question.text, frozenset(stems(question.text)))

    def after(self, shown: Sequence[str], result: SearchResult) -> tuple[str, ...]:
        """Give up to three questions about paragraphs near those shown, none of them like the question asked."""
        near = [hit.paragraph_id for hit in result.hits if hit.paragraph_id not in shown]
        chosen: list[str] = []
        taken = [frozenset(stems(result.query.text))]
        for paragraph_id in [*_neighbours(self._corpus, shown), *near]:
            text, words = self._first.get(paragraph_id, ("", frozenset()))
            if not text or any(len(words & other) > _SAME * len(words) for other in taken):
                continue
            chosen.append(text)
            taken.append(words)
            if len(chosen) == MAX_SUGGESTIONS:
                break
        return tuple(chosen)


def _neighbours(corpus: Corpus, shown: Sequence[str]) -> list[str]:
    """Give the paragraphs right after and before the first one shown, in the same document, that are not shown."""
    if not shown:
        return []
    paragraphs = corpus.document_of(shown[0]).paragraphs
    place = [paragraph.id for paragraph in paragraphs].index(shown[0])
    around = [place + 1, place - 1, place + 2]
    return [paragraphs[i].id for i in around if 0 <= i < len(paragraphs) and paragraphs[i].id not in shown]
