"""Marked answers as files: as evaluation questions, as typical questions, as they are, and their history."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from sqlite3 import Connection
from typing import Any

from assistant.documents.corpus import Corpus
from assistant.review import store
from assistant.review.expiry import changed_sources
from assistant.review.model import KeptAnswer, KeptCitation, Review, State
from assistant.review.snapshot import quoted_words, references_in
from assistant.review.stretches import SourceWords
from assistant.text import collapse

MOST_FACTS = 4
"""An evaluation question has at most so many facts (evals/suites.py)."""


class Form(StrEnum):
    """What an export is for."""

    EVALS = "evals"
    QUESTIONS = "questions"
    ANSWERS = "answers"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is exported: by number, by the day of the first mark (``since`` and after, ``before`` it), all where unset."""

    ids: tuple[int, ...] | None = None
    since: datetime.date | None = None
    before: datetime.date | None = None


def rows(connection: Connection, corpus: Corpus, form: Form, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """Give the rows of a JSONL file.

    Parameters
    ----------
    connection
        In a transaction.
    corpus
        The documents of today, with their legal references.
    form
        ``evals`` and ``questions`` hold answers in use whose quotes stand in the documents, one row a question or a stretch;
        ``answers`` every marked answer; ``history`` every step, and what was erased.
    wanted
        Which of them.

    Yields
    ------
    dict
        ``evals``: a question as ``evals/suites/`` has it. ``questions``: ``document``, ``evidence`` (verbatim words of the
        source) and ``questions``, as ``corpus/questions/`` has them; a question that rests on several paragraphs is one of
        each. Those whose quotes cannot be led back to the source are left out.
    """
    found = store.find_reviews(connection, ids=wanted.ids, since=wanted.since, before=wanted.before)
    match form:
        case Form.HISTORY:
            left = set(store.find_ids(connection, ids=wanted.ids))
            erased = [one for one in wanted.ids or () if one not in left]  # of them the history says that they are
            ids = None if wanted == Wanted() else [*(one.id for one in found), *erased]
            yield from (event.to_dict() for event in store.events(connection, ids))
        case Form.ANSWERS:
            yield from (review.to_dict() for review in found)
        case _:
            in_use = [one for one in found if one.state.is_in_use and not changed_sources(one.answer, corpus)]
            words = SourceWords(corpus)
            yield from _evaluation(in_use, corpus, words) if form is Form.EVALS else _typical(in_use, words)


def _evaluation(reviews: Sequence[Review], corpus: Corpus, words: SourceWords) -> Iterator[dict[str, Any]]:
    for review in reviews:
        found = [(one, words.stretch(one.paragraph_id, quote)) for one, quote in _said(review.answer)]
        stretches = {one.paragraph_id: (one.document_id, text) for one, text in reversed(found) if text}
        places = [one.paragraph_id for one, text in found if text and stretches[one.paragraph_id][1] == text]
        if not places or len(stretches) < len({one.paragraph_id for one, _ in found}):
            continue  # what cannot be led back to its place in full would make a wrong gold answer
        evidence = [[{"document_id": stretches[place][0], "text": stretches[place][1]}] for place in dict.fromkeys(places)]
        groups = [list(words.paragraph_ids(group[0]["document_id"], group[0]["text"])) for group in evidence]
        topic = groups[0][0]
        yield {
            "id": f"review-{review.id}",
            "question": review.question,
            "style": "plain",
            "role": "handläggare",
            "kind": "answerable" if len(groups) == 1 else "multi",
            "topic": topic,
            "split": _split(topic),
            "document_ids": sorted({corpus.document_of(one).id for group in groups for one in group}),
            "evidence": evidence,
            "paragraph_ids": groups,
            "facts": list(dict.fromkeys(quote for _, quote in _said(review.answer)))[:MOST_FACTS],
            "legal_references": _expected(review.answer, groups, corpus),
            "note": f"approved {review.approved_on}" if review.state is State.APPROVED else f"corrected {review.approved_on}",
        }


def _said(answer: KeptAnswer) -> list[tuple[KeptCitation, str]]:
    """Give what the short answer says word for word, with the citation; of running text the quotes whose markers it has."""
    by_marker = {one.marker: one for one in answer.citations}
    quoted = [(by_marker[marker], words) for marker, words in quoted_words(answer.text) if marker in by_marker]
    return quoted or [(one, one.quote) for one in answer.citations if f"[{one.marker}]" in answer.text]


def _expected(answer: KeptAnswer, groups: Sequence[Sequence[str]], corpus: Corpus) -> list[dict[str, str]]:
    """Give the law that every alternative of some group cites; what an answer from one of them could not give is left out."""
    held = [
        set.intersection(*({(ref.canonical, ref.sfs) for ref in references_in([corpus.paragraph(one)])} for one in group))
        for group in groups
    ]
    kept = dict.fromkeys((one.reference.canonical, one.reference.sfs) for one in answer.references)
    return [{"canonical": law[0], "sfs": law[1]} for law in kept if any(law in group for group in held)]


def _split(topic: str) -> str:
    """Give the split of the evaluation that a topic belongs to (evals/suites.py: the lowest bit of its SHA-256)."""
    return "test" if hashlib.sha256(topic.encode()).digest()[-1] % 2 else "dev"


def _typical(reviews: Sequence[Review], words: SourceWords) -> Iterator[dict[str, Any]]:
    asked: dict[tuple[str, str], list[str]] = {}
    for review in reviews:
        for one, quote in _said(review.answer):
            if stretch := words.stretch(one.paragraph_id, collapse(quote)):
                questions = asked.setdefault((one.document_id, stretch), [])
                questions += [] if review.question in questions else [review.question]
    for (document_id, stretch), questions in asked.items():
        yield {"document": document_id, "evidence": stretch, "questions": questions}
