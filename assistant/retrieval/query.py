"""Understanding a question: its language, abbreviations, misspellings, places and legal references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.documents.corpus import Corpus
from assistant.documents.model import CatalogueEntry, LegalReference
from assistant.index.lexical import words
from assistant.law.grammar import parse
from assistant.law.lookup import asked_law
from assistant.retrieval.facts import capital_abbreviations, function_words, municipalities, translated
from assistant.retrieval.lexicon import Lexicon
from assistant.text import sentences


class Language(StrEnum):
    """The language a question is asked in."""

    SWEDISH = "sv"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the search understands it.

    Attributes
    ----------
    text
        The question as asked, cleaned.
    parts
        What is embedded, abbreviations explained: the whole question first and, where it has several sentences, the sentences.
    terms
        The words of word search: folded, corrected, abbreviations and English words of the subject translated.
    corrections
        ``(asked, read as)`` for each word taken for a misspelling.
    abbreviations
        ``(abbreviation, meaning)`` for each abbreviation that was explained.
    municipality
        The municipality whose documents the question asks for, empty where it names none or several.
    document_ids
        The documents of that municipality.
    other_municipalities
        Municipalities that the question names and the corpus has no document of.
    legal_references
        Sections of law that the question names.
    law
        ``(sfs, canonical)`` of every name under which those sections may be cited, their earlier and newer numbers too.
    only_law
        True where the question is nothing but sections of law ("19 kap. 1 § SoL").
    notices
        What a user should be told about how the question was understood, in Swedish.
    """

    text: str
    parts: tuple[str, ...]
    terms: tuple[str, ...]
    language: Language = Language.SWEDISH
    corrections: tuple[tuple[str, str], ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
    municipality: str = ""
    document_ids: frozenset[str] = frozenset()
    other_municipalities: tuple[str, ...] = ()
    legal_references: tuple[LegalReference, ...] = ()
    law: frozenset[tuple[str, str]] = frozenset()
    only_law: bool = False
    notices: tuple[str, ...] = ()


#: Texts embedded for one question; each takes some 13 ms.
MAX_PARTS = 4

#: A sentence shorter than this ("Hon är rädd.") says too little to search for by itself.
_SHORTEST_PART = 4

#: What people in the field call a municipality; the only "stad" of the corpus is Stockholm.
_NICKNAMES = {"sthlm": "stockholm", "staden": "stockholm", "gbg": "göteborg", "gothenburg": "göteborg"}

#: Municipalities that are also ordinary words or names: these count only as "i Vara" or "Vara kommun".
_AMBIGUOUS = function_words("places")
_BEFORE_PLACE = frozenset({"i", "från", "till", "in", "inom", "from"})
_AFTER_PLACE = frozenset({"kommun", "kommuns", "kommunen", "stad", "stads", "municipality"})
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def understand(question: str, corpus: Corpus) -> Query:
    """Read what a question says besides its words.

    Parameters
    ----------
    question
        The question, cleaned (`assistant.text.clean_question`).
    """
    lexicon = lexicon_of(corpus)
    language = language_of(question)
    explained = tuple(_abbreviations(question, lexicon))
    terms, corrections = _terms(question, language, lexicon, explained)
    own, others = _municipalities(question, corpus)
    references = tuple(reference for reference in parse(question) if reference.section or reference.chapter)
    municipality = own[0] if len(own) == 1 else ""
    entries = [document.entry for document in corpus.documents.values() if document.entry.municipality == municipality]
    return Query(
        text=question,
        parts=_parts(question, explained),
        terms=terms,
        language=language,
        corrections=corrections,
        abbreviations=explained,
        municipality=municipality,
        document_ids=frozenset(entry.id for entry in entries),
        other_municipalities=others,
        legal_references=references,
        law=asked_law(question) if references else frozenset(),
        only_law=bool(references) and not _besides(question, references),
        notices=tuple(_notices(municipality, entries, others)),
    )


_lexicons: dict[str, Lexicon] = {}


def lexicon_of(corpus: Corpus) -> Lexicon:
    """Give the lexicon of a corpus, read once in a process."""
    if corpus.sha256 not in _lexicons:
        _lexicons.clear()
        _lexicons[corpus.sha256] = Lexicon.of(corpus)
    return _lexicons[corpus.sha256]


def language_of(question: str) -> Language:
    """Tell English from Swedish by function words; a question without any is Swedish."""
    found = set(words(question)) - function_words("shared")
    english = len(found & function_words("english"))
    return Language.ENGLISH if english > len(found & function_words("swedish")) else Language.SWEDISH


def content_words(terms: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words that carry the subject."""
    empty = function_words("swedish") | function_words("english")
    return tuple(term for term in terms if term not in empty and len(term) > 1)


def _besides(question: str, references: tuple[LegalReference, ...]) -> tuple[str, ...]:
    """Give the words of a question that carry a subject and stand outside its legal references."""
    outside = "".join(
        " " if any(reference.start <= i < reference.end for reference in references) else character
        for i, character in enumerate(question)
    )
    return content_words(tuple(words(outside)))


def _abbreviations(question: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    for word in dict.fromkeys(_TOKEN.findall(question)):
        key = word.upper()
        if key in lexicon.abbreviations and (word == key or key not in capital_abbreviations()):
            yield word, lexicon.abbreviations[key]


def _parts(question: str, explained: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    texts = [question[start:end] for start, end in sentences(question)]
    long_enough = [text for text in texts if len(text.split()) >= _SHORTEST_PART]
    if len(texts) < 2:
        long_enough = []
    # Where a scenario has more sentences than there is time for, those that ask come first.
    chosen = sorted(long_enough, key=lambda text: "?" not in text)[: MAX_PARTS - 1]
    return tuple(_explain(text, explained) for text in (question, *chosen))


def _explain(text: str, explained: tuple[tuple[str, str], ...]) -> str:
    for word, meaning in explained:
        text = re.sub(rf"\b{re.escape(word)}\b", lambda match, meaning=meaning: f"{match[0]} ({meaning})", text, count=1)  # type: ignore[misc]
    return text


def _terms(
    question: str, language: Language, lexicon: Lexicon, explained: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    asked = words(question)
    added = [term for _, meaning in explained for term in words(meaning)]
    if language is Language.ENGLISH:
        # English words would only match by accident ("man", "fall"); names and translated words of the subject are kept.
        names = [word for word in words(" ".join(re.findall(r"(?<!^)\b[A-ZÅÄÖ]\w+", question))) if word in lexicon.frequency]
        swedish = [term for word in asked for term in translated(word).split()]
        return (*names, *swedish, *added), ()
    corrected = [lexicon.correct(word) for word in asked]
    corrections = tuple((word, other) for word, other in zip(asked, corrected, strict=True) if word != other)
    return (*corrected, *added), corrections


def _municipalities(question: str, corpus: Corpus) -> tuple[list[str], tuple[str, ...]]:
    own = {document.entry.municipality for document in corpus.documents.values()} - {""}
    named = dict.fromkeys(_places(question))
    return [name for name in named if name in own], tuple(name for name in named if name not in own)


def _places(question: str) -> Iterator[str]:
    known = municipalities()
    tokens = _TOKEN.findall(question)
    folded = [token.casefold() for token in tokens]
    for i, token in enumerate(tokens):
        after = folded[i + 1] if i + 1 < len(tokens) else ""
        for name in (f"{folded[i]} {after}", folded[i]):
            base = _NICKNAMES.get(name) or _NICKNAMES.get(name.removesuffix("s")) or name
            place = known.get(base) or known.get(base.removesuffix("s"))
            if place and (place.casefold() not in _AMBIGUOUS or _in_place(token, folded[i - 1] if i else "", after)):
                yield place
                break


def _in_place(token: str, before: str, after: str) -> bool:
    return token[0].isupper() and (before in _BEFORE_PLACE or after in _AFTER_PLACE)


def _notices(municipality: str, entries: list[CatalogueEntry], others: tuple[str, ...]) -> Iterator[str]:
    if municipality:
        yield f"Frågan nämner {municipality}. Dokument från {entries[0].publisher} går före andra i sökningen."
    if others:
        yield f"Det finns inga riktlinjer från {' eller '.join(others)} här."
