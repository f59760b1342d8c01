"""What can be asked: sentences that stand on their own, terms with their meaning, lists, and lagrum behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answering.stretches import Stretch, leans_back
from assistant.documents.corpus import Corpus
from assistant.documents.model import Document, Kind, LegalReference, Paragraph
from assistant.quiz.lexicon import unfit
from assistant.text import collapse, fold, sentences
from assistant.verification.tables import actor_of

SHORTEST, LONGEST = 35, 250
"""Characters of a sentence that is asked about: a shorter one says too little, a longer one cannot be kept in mind."""

_BARE_AIM = re.compile(r"(?:syftet|målet|målsättningen|tanken|avsikten) (?:är|var)\b", re.IGNORECASE)
_OF_WHAT = re.compile(r"\w+ (?:med|av|för|om) ")
"""A definite noun that says at once of what: "Syftet med utredningen"."""
_DEFINITE = re.compile(r"[A-ZÅÄÖ][a-zåäö]+(?:en|et|n|na|erna|arna|ns|ens|ets)\b")
_BRACKET = re.compile(r"\s*\((?=[^()]*(?:§|kap\.|SOSFS|HSLF-FS|SOU|dnr))[^()]*\)")
_LETTERS = 5
"""Letters that a word and a heading share where the word is what the heading names."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that can be understood alone, given its document and heading.

    ``text`` is the sentence without references to law in brackets; ``quote`` is the sentence as it stands.
    """

    document: Document
    paragraph: Paragraph
    stretch: Stretch
    text: str
    quote: str

    @property
    def references(self) -> tuple[LegalReference, ...]:
        """Give the legal references within the sentence."""
        inside = (ref for ref in self.paragraph.legal_references if self.stretch.start <= ref.start < self.stretch.end)
        return tuple(ref for ref in inside if ref.sfs)


def statement(document: Document, paragraph: Paragraph, start: int, end: int) -> Statement:
    """Give a stretch of a paragraph as a statement."""
    quote = collapse(paragraph.full_text[start:end])
    return Statement(document, paragraph, Stretch(start, end), without_brackets(quote), quote)


def without_brackets(text: str) -> str:
    """Give a sentence without brackets that hold nothing but references to law."""
    return collapse(_BRACKET.sub("", text)).replace(" .", ".").replace(" ,", ",")


def statements(corpus: Corpus) -> tuple[Statement, ...]:
    """Give every sentence of running text and definitions that stands on its own, in reading order, each wording once."""
    found: dict[str, Statement] = {}
    for paragraph in corpus.paragraphs:
        for one in _of(corpus.documents[paragraph.document_id], paragraph):
            found.setdefault(fold(one.text), one)
    return tuple(found.values())


def _of(document: Document, paragraph: Paragraph) -> Iterator[Statement]:
    if paragraph.kind not in {Kind.TEXT, Kind.DEFINITION} or not paragraph.section:
        return
    for number, (start, end) in enumerate(sentences(paragraph.text)):
        one = statement(document, paragraph, start, end)
        if stands_alone(one, is_first=number == 0):
            yield one


def has_merged_law(one: Statement) -> bool:
    """Tell whether tracked changes have run two statutes' numbers into one: "HSLF-FS 2022:39SOSFS 2014:4"."""
    return bool(re.search(r"FS \d{4}:\d+[A-ZÅÄÖ]", one.quote))


def stands_alone(one: Statement, is_first: bool) -> bool:
    """Tell whether a sentence can be understood without the text around it, its heading aside."""
    text = one.text
    if not SHORTEST <= len(text) <= LONGEST or not text.endswith(".") or not text[0].isupper():
        return False
    if leans_back(text) or unfit("pointing").search(text) or _BARE_AIM.match(text) or text.startswith(("Även ", "Att ")):
        return False
    if any(ref.reading and one.stretch.start <= ref.start < one.stretch.end for ref in one.paragraph.legal_references):
        return False
    if has_merged_law(one):
        return False
    return is_first or not _names_what_came_before(one)


def _names_what_came_before(one: Statement) -> bool:
    """Tell whether a sentence begins with a definite noun that neither its heading nor common knowledge explains."""
    first = one.text.split(maxsplit=1)[0]
    if not _DEFINITE.fullmatch(first) or actor_of(first.lower()) or _OF_WHAT.match(one.text):
        return False
    heading = " ".join((*one.paragraph.section[-2:], one.document.entry.title)).lower()
    return first.lower()[:_LETTERS] not in heading
