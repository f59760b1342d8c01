"""What the corpus teaches about words: how they are spelled, and what its abbreviations stand for."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.index.lexical import stems, words
from assistant.retrieval.facts import abbreviations, function_words

if TYPE_CHECKING:
    from assistant.documents.corpus import Corpus

_LETTERS = string.ascii_lowercase + "åäöé"

#: Shorter words have too many neighbours at one letter's distance; what is longer is no word, and costs time.
_SHORTEST_CORRECTED, _LONGEST_CORRECTED = 5, 40

_IN_BRACKETS = re.compile(r"((?:[^\s()]+ ){1,6})\(([A-ZÅÄÖ]{2,6})\)")
_TABLE_ROW = re.compile(r"^([A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,5}) (\S.{5,})$")
_TABLE_HEADING = "förkortning"
_NUMBER = re.compile(r"\s*\(\d{4}:\d+\)")
_REMARK = re.compile(r"\s*[,;].*$")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a corpus: how often each stands in documents and typical questions, and its abbreviations."""

    frequency: Counter[str]
    stems: frozenset[str]
    abbreviations: dict[str, str]

    @classmethod
    def of(cls, corpus: Corpus) -> Lexicon:
        """Read the lexicon of a corpus."""
        frequency: Counter[str] = Counter()
        for paragraph in corpus.paragraphs:
            frequency.update(words(paragraph.full_text))
            frequency.update(words(" ".join(paragraph.section)))
        for question in corpus.questions:
            frequency.update(words(question.text))
        return cls(frequency, frozenset(stems(" ".join(frequency))), abbreviations() | dict(defined_abbreviations(corpus)))

    def correct(self, word: str) -> str:
        """Give the known word one letter away from a word that stands nowhere in the corpus.

        Returns
        -------
        str
            The most frequent such word; the word itself where another form of it is known, where it is too short or a number,
            and where it has no such neighbour.
        """
        if not _SHORTEST_CORRECTED <= len(word) <= _LONGEST_CORRECTED or not word.isalpha():
            return word
        if word in self.frequency or stems(word)[0] in self.stems:
            return word
        neighbours = [other for other in set(_one_edit(word)) if other in self.frequency]
        return max(neighbours, key=lambda other: (self.frequency[other], other), default=word)


def defined_abbreviations(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Find the abbreviations that the documents explain, in a table of abbreviations or as "Evidensbaserad praktik (EBP)".

    Yields
    ------
    tuple of str
        The abbreviation in capitals and the words it stands for.
    """
    for paragraph in corpus.paragraphs:
        for match in _IN_BRACKETS.finditer(paragraph.text):
            if meaning := _initialised(match[1].split(), match[2]):
                yield match[2], meaning
    for paragraph in corpus.paragraphs:  # a table of abbreviations has the last word
        if paragraph.section and _TABLE_HEADING in paragraph.section[-1].casefold():
            for row in paragraph.items or (paragraph.text,):
                if found := _TABLE_ROW.match(row):
                    yield found[1].upper(), _REMARK.sub("", _NUMBER.sub("", found[2]))


def _initialised(before: list[str], abbreviation: str) -> str:
    """Give the shortest run of words up to the bracket in which the abbreviation's letters stand in order."""
    for start in range(len(before) - 1, -1, -1):
        phrase = " ".join(before[start:])
        letters = iter(phrase.casefold())
        if before[start] in function_words("swedish"):
            continue
        if before[start][:1].casefold() == abbreviation[0].casefold() and all(
            letter in letters for letter in abbreviation.casefold()
        ):
            return phrase.strip('”"“,. ')
    return ""


def _one_edit(word: str) -> Iterator[str]:
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
