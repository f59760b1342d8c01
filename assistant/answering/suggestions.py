"""Questions to go on with: typical questions of neighbouring paragraphs that were not shown."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.documents.corpus import Corpus
from assistant.index.lexical import stems
from assistant.retrieval.search import SearchResult

MAX_SUGGESTIONS = 3
_SAME = 0.6
"""A suggestion that shares this much of its words with the question asked, or with another suggestion, adds nothing."""


def suggestions(corpus: Corpus, shown: Sequence[str], result: SearchResult) -> tuple[str, ...]:
    """Give up to three questions about paragraphs near those shown, the first (plain) question of each stretch."""
    first_question: dict[str, str] = {}
    for question in corpus.questions:
        if question.text.rstrip().endswith("?"):
            first_question.setdefault(question.evidence[0].paragraph_id, question.text)
    near = [hit.paragraph_id for hit in result.hits if hit.paragraph_id not in shown]
    ordered = [*_neighbours(corpus, shown), *near]
    chosen: list[str] = []
    taken = [set(stems(result.query.text))]
    for paragraph_id in ordered:
        text = first_question.get(paragraph_id, "")
        words = set(stems(text))
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
