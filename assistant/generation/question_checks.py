"""Is a proposed typical question one that a person should be shown? Language, form, and that it asks for its paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.documents.corpus import Corpus
from assistant.documents.model import Document, Paragraph
from assistant.generation.form import is_plain
from assistant.index.lexical import stems, words
from assistant.law.grammar import parse
from assistant.privacy import contacts_in, find_personal_data
from assistant.retrieval.facts import function_words, municipalities
from assistant.retrieval.query import Language, content_words, language_of
from assistant.text import collapse, fold, sentences

SHORTEST = 12
LONGEST = 200
_MOST_SENTENCES = 3
"""A question that begins with a situation has a sentence or two before the one that asks."""
_LETTERS = re.compile(r"[a-zåäöéüA-ZÅÄÖÉÜ]")
_PART = 6
"""Letters that a word and a word of the paragraph must share from the beginning to count as one compound's beginning."""
_SPEAKS_OF_TEXT = re.compile(r"\b(?:stycket|texten|stycke|avsnittet ovan|källan)\b", re.IGNORECASE)


class QuestionChecks:
    """Checks proposed questions against their paragraphs and a corpus' questions; remembers those it let through."""

    def __init__(self, corpus: Corpus, document: Document) -> None:
        self._document = document
        self._contacts = contacts_in(one.source for one in corpus.documents.values())
        self._known = {_key(question.text) for question in corpus.questions}

    def remember(self, questions: Iterable[str]) -> None:
        """Take questions as asked already."""
        self._known |= {_key(question) for question in questions}

    def passed(self, proposed: Iterable[object], paragraph: Paragraph) -> tuple[str, ...]:
        """Give the proposed questions that may be shown, each once, in order; what is no text is passed over."""
        found = []
        for one in proposed:
            text = collapse(one) if isinstance(one, str) else ""
            if self._is_good(text, paragraph) and _key(text) not in self._known:
                self._known.add(_key(text))
                found.append(text)
        return tuple(found)

    def _is_good(self, text: str, paragraph: Paragraph) -> bool:
        if not (SHORTEST <= len(text) <= LONGEST and text.endswith("?") and is_plain(text)):
            return False
        letters = [char for char in text if char.isalpha()]
        if not all(_LETTERS.fullmatch(char) for char in letters) or language_of(text) is not Language.SWEDISH:
            return False
        if len(sentences(text)) > _MOST_SENTENCES or _SPEAKS_OF_TEXT.search(text):
            return False
        return self._asks_for(text, paragraph) and not find_personal_data(text, self._contacts)

    def _asks_for(self, text: str, paragraph: Paragraph) -> bool:
        """Tell whether a question speaks of its paragraph and brings no number, section or municipality of its own."""
        entry = self._document.entry
        around = " ".join((entry.title, entry.short_title, entry.municipality, *paragraph.section, paragraph.full_text))
        if not set(re.findall(r"\d+", text)) <= set(re.findall(r"\d+", around)):
            return False
        if not _sections(text) <= _sections(around) or not places_in(text) <= places_in(around):
            return False
        own, theirs = _subject(text), _subject(around)
        return bool(own & theirs) or any(_shares_beginning(word, theirs) for word in own)


def _key(text: str) -> str:
    return " ".join(sorted(_subject(text))) or fold(text)


def _subject(text: str) -> set[str]:
    return {stem for word in content_words(tuple(words(text))) for stem in stems(word)}


def _shares_beginning(word: str, others: set[str]) -> bool:
    return len(word) >= _PART and any(other.startswith(word[:_PART]) for other in others)


def _sections(text: str) -> set[str]:
    return {reference.canonical.split(" ", 1)[-1] for reference in parse(text) if reference.section or reference.chapter}


def places_in(text: str) -> set[str]:
    """Give the municipalities that a question or text names, but those whose names are ordinary words."""
    known = {name: place for name, place in municipalities().items() if name not in function_words("places")}
    found = (known.get(word) or known.get(word.removesuffix("s")) for word in words(text))
    return {place for place in found if place}
