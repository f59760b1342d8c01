"""A question too general for one answer is met with two or three concrete ones, each of another part of the documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.documents.corpus import Corpus
from assistant.index.lexical import stems
from assistant.retrieval.query import Language, Query, content_words
from assistant.retrieval.search import SearchResult

MAX_ALTERNATIVES = 3
_MOST_WORDS = 5
_MOST_CONTENT = 1
"""A question is general where it has at most so many words, and so many that carry a subject."""
_NEAR_QUESTION = 0.65
"""Cosine to a typical question from which the question is that one, however short."""
_NEAR_SCORE = 1.5
"""Another part is as near where its score is at most this far below the best. With these four bounds 14 of the 15
general questions tried were caught, and none of the 298 answerable development questions."""
_PART_DEPTH = 3
_LOOKED_AT = 12
_LONGEST = 100
"""Characters of an alternative: a scenario is read too slowly to choose from."""
LEAD = "Frågan kan gälla flera saker. Menar du någon av de här?"


def alternatives(result: SearchResult, corpus: Corpus, questions: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Give two or three concrete questions where the question asked is too general, otherwise none.

    Parameters
    ----------
    result
        What a search for the question by itself found.
    corpus
        The documents.
    questions
        The typical questions of each paragraph, by its id, the plain one first.

    Returns
    -------
    tuple of str
        Typical questions of the nearest paragraphs, each of another part of the documents; those that share a word with the
        question before others. Where two have the same words, the documents' names are put behind them.
    """
    near = _meant(result)
    if not near:
        return ()
    asked = frozenset(stems(" ".join(content_words(result.query.terms))))
    chosen: dict[str, tuple[str, str]] = {}
    for shares in (True, False):
        for paragraph_id in [hit.paragraph_id for hit in result.hits[:_LOOKED_AT]] if shares else near:
            short = [one for one in questions.get(paragraph_id, ()) if len(one) <= _LONGEST]
            best = max(short, key=lambda one: len(asked & set(stems(one))), default="")
            if best and bool(asked & set(stems(best))) is shares:
                chosen.setdefault(_part(paragraph_id), (paragraph_id, best))
        if len(chosen) > 1:
            break
    return _told_apart(list(chosen.values())[:MAX_ALTERNATIVES], corpus) if len(chosen) > 1 else ()


def is_too_general(result: SearchResult) -> bool:
    """Tell whether a question may mean any of several parts of the documents, from what a search for it by itself found."""
    return bool(_meant(result))


def _meant(result: SearchResult) -> list[str]:
    """Give the paragraphs that a question too general for one answer may mean, none where it is not."""
    if not _is_general(result.query) or not result.hits or result.hits[0].question >= _NEAR_QUESTION:
        return []
    near = [hit.paragraph_id for hit in result.hits if hit.score >= result.hits[0].score - _NEAR_SCORE]
    return near if len({_part(one) for one in near}) > 1 else []


def clarification(questions: Sequence[str]) -> str:
    """Write the short answer that offers the alternatives."""
    return "\n".join([LEAD, *(f"– {question}" for question in questions)])


def _is_general(query: Query) -> bool:
    named = query.legal_references or query.municipality or query.other_municipalities or query.abbreviations
    if named or query.language is not Language.SWEDISH or any(character.isdigit() for character in query.text):
        return False
    return len(query.text.split()) <= _MOST_WORDS and len(content_words(query.terms)) <= _MOST_CONTENT


def _part(paragraph_id: str) -> str:
    return "/".join(paragraph_id.split("/")[:-1][:_PART_DEPTH])


def _told_apart(chosen: Sequence[tuple[str, str]], corpus: Corpus) -> tuple[str, ...]:
    texts = [text for _, text in chosen]
    names = [corpus.document_of(paragraph_id).entry.short_title for paragraph_id, _ in chosen]
    return tuple(
        f"{text.rstrip('?')} ({name})?" if texts.count(text) > 1 else text for text, name in zip(texts, names, strict=True)
    )
