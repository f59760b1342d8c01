"""Full-text search in the documents: every stem of the words, and phrases in quotation marks as they are written.

No model and no ranking: what is shown is every place that has the words, in the order of the documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.documents.corpus import Corpus
from assistant.documents.model import Paragraph, label
from assistant.errors import UsageError
from assistant.index.lexical import stems, words
from assistant.retrieval.facts import function_words
from assistant.text import is_invisible, sentences
from assistant.web.markup import SpanInText
from assistant.web.sources.outline import Place

LONGEST = 200
"""Characters of a search. A sentence that is looked for as a phrase has room; a whole question belongs on Fråga."""
PHRASE = re.compile('["”“„»«]([^"”“„»«]*)["”“„»«]')
WORD = re.compile(r"[^\W_]+")
SHORTEST_PART = 4
"""Letters that a word must have for longer words with it inside to be proposed."""
MOST_PROPOSED = 8
SHOWN_WHOLE = 320
"""Characters of a paragraph that is shown whole: about four lines."""
MOST_SENTENCES = 3
EMPTY = UsageError("Du har inte skrivit något att söka efter.", "Skriv ett eller flera ord, eller en fras inom citattecken.")
TOO_LONG = UsageError(
    f"Sökningen är längre än {LONGEST} tecken.", "Sök på några ord. En hel fråga ställer du på sidan Fråga. Inget är sparat."
)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: stems of single words, and phrases as runs of whole words."""

    stems: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph or heading that has what was looked for; the spans lie in ``text`` and are disjoint."""

    document_id: str
    place_id: str
    section: tuple[str, ...]
    label: str
    text: str
    spans: tuple[SpanInText, ...]
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes
    ----------
    hits
        In reading order.
    has_all
        Whether each hit has all the words; no: none has, and these have the most of them.
    proposals
        Words of the documents that hold a word that was looked for and not found.
    """

    hits: tuple[Hit, ...]
    has_all: bool = True
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Unit:
    """A searchable text: its words folded, their stems, and where each stands."""

    hit: Hit
    words: tuple[str, ...]
    stems: tuple[str, ...]
    spans: tuple[SpanInText, ...]


def read_query(typed: str) -> Query:
    """Read what a user typed.

    Function words count only where nothing else was typed, or within a phrase.

    Raises
    ------
    UsageError
        Where it is empty, has no letter or digit, or is too long. The message does not hold it.
    """
    if len(typed) > LONGEST:
        raise TOO_LONG
    text = "".join(char for char in typed if not is_invisible(char))
    phrases = tuple(filter(None, (tuple(words(found)) for found in PHRASE.findall(text))))
    single = words(PHRASE.sub(" ", text))
    content = [word for word in single if word not in function_words("swedish")]
    wanted = content if content or phrases else single
    if not wanted and not phrases:
        raise EMPTY
    return Query(tuple(dict.fromkeys(stems(" ".join(wanted)))), tuple(dict.fromkeys(phrases)))


class TextSearch:
    """A search over the paragraphs and headings of a corpus."""

    def __init__(self, corpus: Corpus, outlines: Mapping[str, Sequence[Place]]) -> None:
        self._units = tuple(_unit(hit) for hit in _texts(corpus, outlines))
        self._vocabulary = sorted({word for unit in self._units for word in unit.words})

    def find(self, query: Query, documents: frozenset[str] | None = None) -> Found:
        """Find the places that have all words and phrases, or, where none has, those that have the most words.

        Parameters
        ----------
        query
            What is looked for.
        documents
            Only in these; None: in all.
        """
        units = [unit for unit in self._units if documents is None or unit.hit.document_id in documents]
        matched = [(unit.hit, found) for unit in units if (found := _match(unit, query))]
        most = max((count for _, (count, _) in matched), default=0)
        hits = tuple(replace(hit, spans=spans) for hit, (count, spans) in matched if count == most)
        known = {stem for unit in units for stem in unit.stems}
        return Found(hits, most == len(query.stems), tuple(self._proposals(query, known)))

    def _proposals(self, query: Query, known: set[str]) -> Iterator[str]:
        """Give words that hold a stem which stands nowhere by itself: compounds, and other forms."""
        for stem in query.stems:
            if stem not in known and len(stem) >= SHORTEST_PART:
                yield from [word for word in self._vocabulary if stem in word][:MOST_PROPOSED]


def _texts(corpus: Corpus, outlines: Mapping[str, Sequence[Place]]) -> Iterator[Hit]:
    for document in corpus.documents.values():
        places = [place for top in outlines[document.id] for place in top.walk()]
        under = {paragraph_id: place for place in places for paragraph_id in place.section.paragraph_ids}
        said: set[str] = set()
        for place in places:
            if not place.section.paragraph_ids:
                said.add(place.id)
                yield _heading(document.id, place)
        for paragraph in document.paragraphs:
            own = under.get(paragraph.id)
            if own and own.id not in said:
                said.add(own.id)
                yield _heading(document.id, own)
            yield _paragraph(paragraph, label(document.entry, paragraph))


def _heading(document_id: str, place: Place) -> Hit:
    return Hit(document_id, place.id, place.section.path, place.name, place.name, (), is_heading=True)


def _paragraph(paragraph: Paragraph, name: str) -> Hit:
    return Hit(paragraph.document_id, paragraph.id, paragraph.section, name, paragraph.full_text, ())


def _unit(hit: Hit) -> _Unit:
    found = [(words(match.group()), match.span()) for match in WORD.finditer(hit.text)]
    folded = [("".join(parts), span) for parts, span in found if parts]  # "½" folds to two numbers, and is one word here
    own = tuple(word for word, _ in folded)
    return _Unit(hit, own, tuple(stems(" ".join(own))), tuple(span for _, span in folded))


def _match(unit: _Unit, query: Query) -> tuple[int, tuple[SpanInText, ...]] | None:
    """Give how many of the words stand in a unit, and where; None where a phrase is missing or nothing is there."""
    spans: list[SpanInText] = []
    for phrase in query.phrases:
        found = list(_runs(unit.words, phrase))
        if not found:
            return None
        spans += [(unit.spans[at][0], unit.spans[at + len(phrase) - 1][1]) for at in found]
    wanted = set(query.stems)
    spans += [span for stem, span in zip(unit.stems, unit.spans, strict=True) if stem in wanted]
    return (len(wanted.intersection(unit.stems)), _merged(spans)) if spans else None


def _runs(own: Sequence[str], phrase: Sequence[str]) -> Iterator[int]:
    size = len(phrase)
    return (at for at in range(len(own) - size + 1) if own[at] == phrase[0] and tuple(own[at : at + size]) == tuple(phrase))


def _merged(spans: Sequence[SpanInText]) -> tuple[SpanInText, ...]:
    """Give spans in order, those that overlap as one."""
    found: list[SpanInText] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def excerpt(hit: Hit) -> tuple[tuple[int, int], ...]:
    """Give the stretches of a hit's text to show: all of a short one, else the sentences with what was looked for."""
    if len(hit.text) <= SHOWN_WHOLE:
        return ((0, len(hit.text)),)
    found: list[tuple[int, int]] = []
    for start, end in sentences(hit.text):
        if len(found) < MOST_SENTENCES and any(start < last and first < end for first, last in hit.spans):
            found.append((start, end))
    return tuple(found)
