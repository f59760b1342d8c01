"""May an answer be given plainly? Only where the words that it shows stand on the question.

`assistant.retrieval.answerability` judges, from all that was found, whether the documents answer a question. The answer may
still show the wrong paragraph, or the right one for a question that is only put like it. So a second, smaller model looks at
what is shown alone. evals/fit_certainty.py fits it on answers with and without the right paragraph among those found. More is
asked of a question that leans on a conversation: what it means is a reading, and a wrong one finds something too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.certainty_model import ON_TOPIC_FROM, SUPPORTED, SUPPORTED_FROM, SUPPORTED_FROM_LEANING
from assistant.answering.focus import kinship
from assistant.answering.parts import clauses
from assistant.answering.sources import Source
from assistant.answering.stretches import is_inside, units_of
from assistant.documents.corpus import Corpus
from assistant.index.lexical import stems
from assistant.retrieval.answerability import SAME_QUESTION, Answerability, agreement, logistic
from assistant.retrieval.heads import asked_head
from assistant.retrieval.parties import parties_in
from assistant.retrieval.query import Query, content_words, lexicon_of, understand
from assistant.retrieval.reaching import reached_in
from assistant.retrieval.search import SearchResult
from assistant.retrieval.statements import Statement, statements_of

_ABOUT = re.compile(r"\s*\([^()]*\)\W*\Z")
"""What a follow-up is about stands in brackets behind it: "Och för barn (samordnad individuell plan)?"."""
SAME_WORD = 0.55
"""Two words of which one is a part of the other are of one thing where they have so much of the longer one in common."""


@dataclass(frozen=True, slots=True)
class Support:
    """How well what an answer shows stands on the question: of each figure the best of the paragraphs shown."""

    answered: float
    """Whether the question asks like those that the documents answer (about 1) or not (-1): `Index.like_answered`."""
    question: float
    """Cosine to the nearest typical question of a paragraph shown."""
    score: float
    """Fused score, in tens of standard deviations."""
    agreement: float
    """How far vectors, typical questions and words agree on it."""
    coverage: float
    """Share of the question's content, weighted by rarity, that one sentence said has, or a typical question of it; of a
    question of several parts that of the part with the least, of a follow-up that of its own words."""


def is_certain(verdict: Answerability, result: SearchResult, shown: Sequence[Source], corpus: Corpus) -> bool:
    """Tell whether an answer may be given plainly: the documents answer the question, and what is shown stands on it.

    Parameters
    ----------
    verdict
        What was judged from all that was found.
    result
        What was found.
    shown
        What the short answer shows.
    corpus
        The documents.
    """
    if not verdict.certain or verdict.on_topic < ON_TOPIC_FROM or not is_said(result, shown, corpus):
        return False
    support = support_of(result, shown, corpus)
    least = SUPPORTED_FROM_LEANING if result.leans else SUPPORTED_FROM
    return support is not None and support.coverage > 0 and logistic(support, SUPPORTED) >= least


def is_said(result: SearchResult, shown: Sequence[Source], corpus: Corpus) -> bool:
    """Tell whether what is shown says what the question turns on, the meaning it asks for, and speaks of what it asks by."""
    if not statements_of(corpus).say([source.paragraph.id for source in shown], result.query):
        return False
    if _tells_of_other_party(result.query.text, shown, corpus) or _reaches_nobody_asked(result.query.text, shown, corpus):
        return False
    places = {source.paragraph.id for source in shown}
    same = any(hit.question >= SAME_QUESTION for hit in result.hits if hit.paragraph_id in places)
    head = asked_head(result.query.text)
    if head is None or same:
        return True
    held = frozenset().union(*_held(shown, corpus))
    wanted = stems(lexicon_of(corpus).correct(head))
    return any(stem in held or kinship(stem, held) >= SAME_WORD for stem in wanted)


def support_of(result: SearchResult, shown: Sequence[Source], corpus: Corpus) -> Support | None:
    """Measure how well what is shown stands on the question, None where nothing of it was found by the search."""
    places = {source.paragraph.id for source in shown}
    found = [hit for hit in result.hits if hit.paragraph_id in places]
    if not found:
        return None
    held = _held(shown, corpus)
    return Support(
        answered=result.answered,
        question=max(hit.question for hit in found),
        score=max(hit.score for hit in found) / 10,
        agreement=max(agreement(hit, result.hits) for hit in found),
        coverage=min(statements_of(corpus).coverage(part, held) for part in _parts(result.query, corpus)),
    )


def _parts(query: Query, corpus: Corpus) -> list[Query]:
    """Give the questions in one that each carry a subject, and one that says in brackets what it is about without that too."""
    texts = {*clauses(query.text), _ABOUT.sub("", query.text)} - {query.text}
    parts = [part for text in texts if content_words((part := understand(text, corpus)).terms)]
    return parts or [query]


def _tells_of_other_party(question: str, shown: Sequence[Source], corpus: Corpus) -> bool:
    """Tell whether a question names one side of violence and what is shown, headings and all, the other side alone."""
    asked = parties_in(question)
    told = frozenset().union(*(parties_in(f"{one.around} {one.text}") for one in _said(shown, corpus)))
    return bool(asked and told) and not asked & told


def _reaches_nobody_asked(question: str, shown: Sequence[Source], corpus: Corpus) -> bool:
    """Tell whether a question is of telling, phoning or meeting somebody, and nothing said is of reaching any such person."""
    asked = reached_in(_ABOUT.sub("", question))
    told = [persons for one in _said(shown, corpus) for persons in one.reached]
    return bool(asked) and not any(persons & other for persons in asked for other in told)


def _held(shown: Sequence[Source], corpus: Corpus) -> list[frozenset[str]]:
    """Give, for each sentence or item that is said, the stems of it, its headings and its typical questions."""
    return [one.stems | one.put for one in _said(shown, corpus)]


def _said(shown: Sequence[Source], corpus: Corpus) -> list[Statement]:
    """Give the sentences and items that are said."""
    statements = statements_of(corpus)
    return [
        one
        for source in shown
        for unit, one in zip(units_of(source.paragraph), statements.in_paragraph(source.paragraph.id), strict=True)
        if any(is_inside(unit, stretch) for stretch in source.said)
    ]
