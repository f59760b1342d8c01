"""What the documents say of what, sentence by sentence: whether a thing of a kind stands there for the subject asked about.

A number of days somewhere in three paragraphs answers nothing. It counts where it stands in a sentence, or an item of a list
with its lead-in and headings, that also has one of the rarer words of the question. The words of the typical questions that ask
for a thing of the same kind in that sentence count as its own: people do not ask in the words of the documents.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from assistant.documents.corpus import Corpus, TypicalQuestion
from assistant.documents.model import Paragraph
from assistant.index.lexical import stems, words
from assistant.retrieval.actors import actors_in, actors_of
from assistant.retrieval.asked_for import Fact, asked_for, asking_words, holds
from assistant.retrieval.deeds import Deed, deeds_asked, deeds_in
from assistant.retrieval.facts import everyday_terms, translated
from assistant.retrieval.meanings import asked_term, defined
from assistant.retrieval.query import Language, Query, content_words
from assistant.retrieval.reaching import reached_in
from assistant.text import sentences

#: Share of a term, by rarity, that a sentence must say the meaning of: "skyddat boende" is not explained by "boende".
DEFINED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or an item of a list, the stems of what it speaks of, and those it is asked with for a thing of a kind.

    ``put`` are the stems of all typical questions that it answers, ``reached`` whom it or they speak of reaching
    (`reached_in`), ``around`` is what stands over it: headings and lead-in.
    """

    text: str
    paragraph: Paragraph
    around: str
    stems: frozenset[str]
    asked: Mapping[Fact, frozenset[str]]
    put: frozenset[str]
    reached: tuple[frozenset[str], ...]

    def speaks_of(self, subject: frozenset[str], fact: Fact) -> bool:
        """Tell whether a statement, where it is asked for a thing of a kind, speaks of a subject; any does of an empty one."""
        return not subject or bool(subject & self.stems) or bool(subject & self.asked.get(fact, frozenset()))


class Statements:
    """The statements of a corpus, how rare each stem is, and the stems of each paragraph and its typical questions."""

    def __init__(self, corpus: Corpus) -> None:
        self.of = {one.id: set(stems(" ".join((*one.section, one.full_text)))) for one in corpus.paragraphs}
        self._questions: defaultdict[str, list[TypicalQuestion]] = defaultdict(list)
        for question in corpus.questions:
            found = stems(question.text)
            for place in question.evidence:
                self.of[place.paragraph_id].update(found)
            for paragraph_id in {place.paragraph_id for place in question.evidence}:
                self._questions[paragraph_id].append(question)
        self._frequency = Counter(stem for stems_of in self.of.values() for stem in stems_of)
        self._corpus = corpus
        self._actors = actors_of(corpus)
        self._statements: dict[str, tuple[Statement, ...]] = {}

    def read_all(self) -> None:
        """Read the statements of every paragraph now (some two seconds), not when a question first needs them."""
        for paragraph in self._corpus.paragraphs:
            self.in_paragraph(paragraph.id)

    def rarity(self, stem: str) -> float:
        """Give the logarithm of the number of paragraphs over that of those with a stem."""
        return math.log((len(self.of) + 1) / (self._frequency[stem] + 0.5))

    def coverage(self, query: Query, held: Iterable[Set[str]]) -> float:
        """Give the largest share of a question's content, weighted by rarity, that is in one of some sets of stems, 0 to 1.

        A half where it has none: nothing but function words, or an English question without a word of the subject.
        """
        weights = {stem: self.rarity(stem) for stem in stems(" ".join(content_words(query.terms)))}
        total = sum(weights.values())
        if total <= 0:
            return 0.5
        return max((sum(weights[stem] for stem in weights.keys() & one) for one in held), default=0.0) / total

    def hold(self, paragraph_ids: Iterable[str], fact: Fact, query: Query, rarest: float) -> bool:
        """Tell whether paragraphs hold a thing of a kind for the subject of a question.

        Parameters
        ----------
        paragraph_ids
            The paragraphs looked at.
        fact
            The kind asked for.
        query
            The question. An actor that it names itself is not who it asks for.
        rarest
            Where the rarer words of the question begin, 0 to 1 from the most common one: a statement needs one of them. A
            question without a word of a subject takes any statement.
        """
        if fact is Fact.MEANING:
            return self.define(paragraph_ids, query)
        statements = [one for paragraph_id in paragraph_ids for one in self.in_paragraph(paragraph_id)]
        asking = frozenset(stems(" ".join(asking_words(query.text, fact))))
        subject = self._rarer(frozenset(stems(" ".join(content_words(query.terms)))) - asking, rarest)
        named = frozenset(words(query.text)) if fact is Fact.AUTHORITY else frozenset()
        return any(one.speaks_of(subject, fact) and self._holds(one.text, fact, named) for one in statements)

    def say(self, paragraph_ids: Iterable[str], query: Query) -> bool:
        """Tell whether paragraphs say what a question turns on, and the meaning where it asks for one."""
        places = list(paragraph_ids)
        return self.tell(places, query) and (not asked_term(query.text) or self.define(places, query))

    def define(self, paragraph_ids: Iterable[str], query: Query) -> bool:
        """Tell whether paragraphs say the meaning of the word that a question asks it of; false where it asks of none."""
        statements = [one for paragraph_id in paragraph_ids for one in self.in_paragraph(paragraph_id)]
        return any(self._defines(statements, term) for term in _terms(query))

    def _defines(self, statements: Iterable[Statement], term: frozenset[str]) -> bool:
        """Tell whether a statement says what a term means, or the greater part of it by rarity; none does of an empty one."""
        whole = sum(map(self.rarity, term))
        return whole > 0 and any(
            sum(map(self.rarity, defined(one.text, one.paragraph, term))) >= DEFINED_SHARE * whole for one in statements
        )

    def tell(self, paragraph_ids: Iterable[str], query: Query) -> bool:
        """Tell whether paragraphs say, of anything else that a question names, what it turns on; true where that is nothing.

        What it turns on (`deeds`) must stand in a sentence, its headings or its lead-in, as a typical question is not the
        document's word; the subject may be in the words of the typical questions of that sentence.
        """
        carrying = frozenset(stems(" ".join(content_words(query.terms))))
        statements = [one for paragraph_id in paragraph_ids for one in self.in_paragraph(paragraph_id)]
        return all(_told(deed, carrying, statements) for deed in deeds_asked(query.text))

    def _holds(self, text: str, fact: Fact, named: frozenset[str]) -> bool:
        return bool(actors_in(text, self._actors) - named) if fact is Fact.AUTHORITY else holds(text, fact)

    def _rarer(self, found: frozenset[str], rarest: float) -> frozenset[str]:
        """Give the rarer stems, from the share ``rarest`` of them on, 0 to 1 from the most common one."""
        wanted = {stem: self.rarity(stem) for stem in found}
        if not wanted:
            return frozenset()
        least = sorted(wanted.values())[min(int(rarest * len(wanted)), len(wanted) - 1)]
        return frozenset(stem for stem, rarity in wanted.items() if rarity >= least)

    def in_paragraph(self, paragraph_id: str) -> tuple[Statement, ...]:
        """Give the statements of a paragraph and its footnotes, one for each sentence or item, in order."""
        if paragraph_id not in self._statements:
            paragraph, title = self._corpus.paragraph(paragraph_id), self._corpus.document_of(paragraph_id).entry.title
            self._statements[paragraph_id] = tuple(_statements(paragraph, title, self._questions[paragraph_id]))
        return self._statements[paragraph_id]


def _statements(paragraph: Paragraph, title: str, questions: list[TypicalQuestion]) -> Iterator[Statement]:
    """Give the statements of a paragraph; each speaks of its headings and its document's title too."""
    around = " ".join((title, *paragraph.section, paragraph.lead_in))
    asked = [(asked_for(one.text), set(stems(one.text)), reached_in(one.text), one.evidence) for one in questions]
    text = paragraph.full_text
    for start, end in sentences(text):
        of: defaultdict[Fact, set[str]] = defaultdict(set)
        put: set[str] = set()
        reached = list(reached_in(text[start:end]))
        for fact, found, persons, places in asked:
            if any(one.paragraph_id == paragraph.id and one.start < end and one.end > start for one in places):
                put |= found
                reached += persons
                if fact:
                    of[fact] |= found
        own = frozenset((*stems(around), *stems(text[start:end])))
        by_fact = {fact: frozenset(found) for fact, found in of.items()}
        yield Statement(text[start:end], paragraph, around, own, by_fact, frozenset(put), tuple(reached))


def _told(deed: Deed, carrying: frozenset[str], statements: Iterable[Statement]) -> bool:
    """Tell whether a statement speaks of a deed and of any other word of the question."""
    subject = carrying - frozenset(stems(" ".join(deed.words)))
    return any(
        deed.names & deeds_in(f"{one.around} {one.text}") and (not subject or subject & (one.stems | one.put))
        for one in statements
    )


def _terms(query: Query) -> tuple[frozenset[str], ...]:
    """Give the stems of what a question asks the meaning of: as asked, or in Swedish, and what abbreviations stand for.

    An everyday word for a term that the documents explain is one more reading.
    """
    asked = words(asked_term(query.text))
    if query.language is Language.ENGLISH:
        asked = [word for each in asked for word in (translated(each) or each).split()]
    explained = (meaning for short, meaning in query.abbreviations if short.casefold() in asked)
    everyday = (everyday_terms()[word] for word in asked if word in everyday_terms())
    readings = (" ".join(content_words(tuple(asked))), *explained, *everyday)
    return tuple(frozenset(stems(reading)) for reading in readings)


_known: dict[str, Statements] = {}


def statements_of(corpus: Corpus) -> Statements:
    """Give the statements of a corpus, read once in a process."""
    if corpus.sha256 not in _known:
        _known.clear()
        _known[corpus.sha256] = Statements(corpus)
    return _known[corpus.sha256]
