"""The parts of a question: several questions in one, and the two sides of a comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.focus import Focus, plain_stems
from assistant.answering.stretches import units_of
from assistant.documents.corpus import Corpus
from assistant.documents.model import CatalogueEntry, Document, Kind, Paragraph
from assistant.index.lexical import words
from assistant.retrieval.query import content_words
from assistant.retrieval.search import Hit, SearchResult
from assistant.text import sentences

_QUESTION_WORD = (
    r"(?:till vem|av vem|för vem|med vem|hos vem|vem|vems|vad|hur|när|var|vart|vilk(?:en|et|a)|varför|måste|får|ska|kan"
    r"|behöver|behövs|krävs|gäller|finns|är|har|who|what|how|when|where|which|must|can|may|is|are|does|do)\b"
)
_GOES_ON = (
    r"(?:är|har) (?!(?:jag|du|vi|ni|man|hon|han|hen|den|det|de|dom|en|ett|någo[nt]|nån|\w+et)\b)"
    r"|(?:får|ska|kan|måste|behöver) (?:inte |själv |också )?(?!alla\b)(?:\w+a|få|gå|bo|ge|bli|stå|fly|se|må)\b"
)
"""A verb with no subject after it goes on about the same one and asks nothing: "hon är här men är skriven i Nacka"."""
_JOINT = re.compile(rf"(?:,\s*|\s+)(?:och|samt|men|eller|and)\s+(?={_QUESTION_WORD})(?!{_GOES_ON})|\?\s+", re.IGNORECASE)
_BEGINS = re.compile(_QUESTION_WORD, re.IGNORECASE)
MAX_PARTS = 3
"""More questions than this in one are answered as one."""
_CANDIDATES = 8
CONTEXT = 0.4
"""What a paragraph's score in the search counts for a part of the question, against 1 for the part's own words."""
BETTER_BY = 0.3
"""Another paragraph answers a part where it holds so much more of the part's words than the one that leads."""
ENOUGH = 0.5
"""And where it holds at least this share of them."""

_COMPARES = re.compile(
    r"\b(?:skilln\w*|skilj\w*|skiljer|olik\w*|jämför\w*|kontra|vs|versus|respektive|likhet\w*|både|båda|bägge|samma"
    r"|differen\w*|compare\w*|both)\b",
    re.IGNORECASE,
)
_COMPARING = frozenset(
    plain_stems(
        "skillnad skillnaden skillnader skiljer skilja sig åt olika jämför jämfört jämförelse med kontra vs versus respektive"
        " likheter likhet både båda bägge samma mellan säger gäller ser ut stad kommun riktlinjer riktlinje insats insatsen"
        " insatser insatserna sak difference between compare compared både och individuell individuellt enskilt"
    )
)
_TELLING = ("Omfattning", "Villkor")
ASPECT = 2.0
"""What holding the words that sides are compared in counts, in the search's score."""
_SHORTEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: the document, and the paragraphs found in it, best first.

    ``whole`` holds what tells services apart (conditions, extent) where the question names nothing to compare them in,
    ``held`` the share of the words to compare them in that its best paragraph holds.
    """

    entry: CatalogueEntry
    hits: tuple[Hit, ...]
    whole: tuple[Paragraph, ...] = ()
    held: float = 1.0


def clauses(question: str) -> tuple[str, ...]:
    """Split a question that asks several things; one that asks one thing comes back whole.

    Returns
    -------
    tuple of str
        ``("Hur länge får hon bo där", "vem betalar")``: at most three, without the sentences that only tell.
    """
    asked = [question[start:end] for start, end in sentences(question)]
    asked = [text for text in asked if "?" in text] or asked[-1:]
    found = [part.strip(" ?") for text in asked for part in _JOINT.split(text)]
    found = [part for part in found if len(part.split()) > 1]
    several = 1 < len(found) <= MAX_PARTS and all(_BEGINS.search(part) for part in found)
    return tuple(found) if several else (question,)


def answering(part: Focus, result: SearchResult, corpus: Corpus) -> Hit | None:
    """Find the paragraph that answers a part of a question better than the one that answers best on the whole.

    Returns
    -------
    Hit or None
        None where the leading paragraph does as well, or none holds enough of the part's words.
    """
    if not part.weights:
        return None
    best = result.hits[0]

    def held(hit: Hit) -> float:
        return part.nearness(_with_headings(corpus.paragraph(hit.paragraph_id)))

    def score(hit: Hit) -> float:
        fitting = _sentence_bonus(part, corpus.paragraph(hit.paragraph_id))
        return held(hit) + fitting + CONTEXT * hit.score / max(best.score, 0.1)

    chosen = max(result.hits[:_CANDIDATES], key=score)
    if chosen is best or held(chosen) < max(ENOUGH, held(best) + BETTER_BY):
        return None
    return chosen


def _with_headings(paragraph: Paragraph) -> str:
    return " ".join((*paragraph.section, paragraph.full_text))


def _sentence_bonus(part: Focus, paragraph: Paragraph) -> float:
    texts = [paragraph.full_text[unit.start : unit.end] for unit in units_of(paragraph)]
    return max((part.bonus(text) for text in texts), default=0.0)


def compared(result: SearchResult, corpus: Corpus, focus: Focus) -> tuple[Side, ...]:
    """Give the sides of a comparison between municipalities or between two documents.

    Returns
    -------
    tuple of Side
        In the order of the catalogue; empty where the question compares nothing, or only one side is here.
    """
    question = result.query.text
    documents = list(corpus.documents.values())
    entries = _named(question, [document.entry for document in documents], bool(_COMPARES.search(question)))
    own = set(plain_stems(" ".join((*(entry.title for entry in entries), *(entry.municipality for entry in entries)))))
    aspect = replace(focus, weights={stem: one for stem, one in focus.weights.items() if not _is_name(stem, own)})
    sides = []
    for group in _by_place(entries):
        ids = {entry.id for entry in group}
        found = [hit for hit in result.hits if corpus.paragraph(hit.paragraph_id).document_id in ids and _counts(hit, corpus)]
        whole = () if aspect.weights or len(group) > 1 else _telling(corpus.documents[group[0].id])
        hits = sorted(found, key=lambda hit: -_on_aspect(hit, aspect, corpus))
        entry = corpus.document_of(hits[0].paragraph_id).entry if hits else group[0]
        held = aspect.nearness(_with_headings(corpus.paragraph(hits[0].paragraph_id))) if hits and aspect.weights else 1.0
        sides.append(Side(entry, tuple(hits), whole, held))
    return tuple(sides) if len(sides) > 1 else ()


def compares_nothing(question: str, corpus: Corpus) -> bool:
    """Tell whether a question compares words that carry no subject, as "ska" and "bör", and no documents either.

    Then whatever the search finds was found by "skillnaden" and "riktlinjerna" alone.
    """
    carrying = plain_stems(" ".join(content_words(tuple(words(question)))))
    if not _COMPARES.search(question) or set(carrying) - _COMPARING:
        return False
    return len(_named(question, [document.entry for document in corpus.documents.values()], compares=True)) < 2


def _is_name(stem: str, own: set[str]) -> bool:
    """Tell whether a word names the sides or says that they are compared, rather than in what."""
    return stem in own | _COMPARING or any(_head(stem, name) for name in own)


def _on_aspect(hit: Hit, aspect: Focus, corpus: Corpus) -> float:
    return hit.score + ASPECT * aspect.nearness(_with_headings(corpus.paragraph(hit.paragraph_id)))


def _counts(hit: Hit, corpus: Corpus) -> bool:
    return corpus.paragraph(hit.paragraph_id).kind not in {Kind.READING_LIST, Kind.LINK_LIST, Kind.FRONT_MATTER}


def _telling(document: Document) -> tuple[Paragraph, ...]:
    """Give what two services are told apart by: how much there is, and the conditions with what is said of them all."""
    chosen: list[Paragraph] = []
    for heading in _TELLING:
        chosen += [one for one in document.paragraphs if one.section[-1:] == (heading,) and one.kind.is_counted]
    return tuple(chosen)


def documents_named(question: str, corpus: Corpus) -> frozenset[str]:
    """Give the documents that a question names by a word which only their title has, as "samtalsgruppen"."""
    entries = [document.entry for document in corpus.documents.values()]
    return frozenset(entry.id for entry in _by_title(question, entries, _SHORTEST_NAME))


def has_siblings(entry: CatalogueEntry, corpus: Corpus) -> bool:
    """Tell whether a document is one of a series: others of its kind come from the same publisher."""
    entries = (document.entry for document in corpus.documents.values())
    return any(one.kind == entry.kind and one.publisher == entry.publisher and one.id != entry.id for one in entries)


def _named(question: str, entries: Sequence[CatalogueEntry], compares: bool) -> list[CatalogueEntry]:
    """Find the documents that are set side by side: of several municipalities, or with words that only their titles have."""
    asked = set(plain_stems(question))
    places = {entry.municipality for entry in entries if set(plain_stems(entry.municipality)) & asked}
    if len(places) > 1:
        return [entry for entry in entries if entry.municipality in places]
    return _by_title(question, entries) if compares else []


def _by_title(question: str, entries: Sequence[CatalogueEntry], shortest: int = 1) -> list[CatalogueEntry]:
    """Find the documents of a series that a question names by a word of at least so many letters."""
    asked = [stem for stem in plain_stems(question) if len(stem) >= shortest]
    found = []
    for entry in entries:
        siblings = [one for one in entries if one.kind == entry.kind and one.publisher == entry.publisher and one is not entry]
        others = {stem for sibling in siblings for stem in plain_stems(sibling.title)}
        alone = set(content_words(tuple(set(plain_stems(entry.title)) - others)))
        if siblings and any(stem in alone or any(_head(stem, name) for name in alone) for stem in asked):
            found.append(entry)
    return found


def _head(word: str, name: str) -> bool:
    """Tell whether a word is what a compound in a title ends with ("grupp" of "samtalsgrupp")."""
    return len(word) >= _SHORTEST_NAME and name.endswith(word)


def _by_place(entries: Sequence[CatalogueEntry]) -> list[list[CatalogueEntry]]:
    """Group documents into sides: by municipality where there are several, else one by one."""
    places = dict.fromkeys(entry.municipality for entry in entries)
    if len(places) > 1:
        return [[entry for entry in entries if entry.municipality == place] for place in places]
    return [[entry] for entry in entries]
