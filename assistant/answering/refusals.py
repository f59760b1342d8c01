"""What is said where the documents do not answer: plainly, with the nearest places, and where to turn."""

from __future__ import annotations

from assistant.documents.corpus import Corpus
from assistant.documents.model import label
from assistant.retrieval.answerability import Answerability
from assistant.retrieval.asked_for import Fact
from assistant.retrieval.query import Query, content_words
from assistant.retrieval.search import SearchResult

_PLACES = 3
_WORDS = 12
NOT_ANSWERED = "Riktlinjerna svarar inte på frågan."
NOTHING_NEAR = "Riktlinjerna svarar inte på frågan, och sökningen hittar inget som ligger nära den."
NOT_CERTAIN = "Det här är det närmaste riktlinjerna kommer. Kontrollera att det svarar på frågan."
"""What leads in an answer that is probable but not certain."""
NEAREST = "Riktlinjerna ger inget säkert svar på frågan."
NEAREST_IN_PART = "Riktlinjerna ger inget säkert svar på hela frågan."
MISSING = {
    Fact.AMOUNT: "Riktlinjerna anger inget belopp.",
    Fact.DURATION: "Riktlinjerna anger ingen tid.",
    Fact.NUMBER: "Riktlinjerna anger inget sådant antal.",
    Fact.TELEPHONE: "Riktlinjerna anger inget sådant telefonnummer.",
    Fact.DATE: "Riktlinjerna anger inget datum.",
    Fact.HOURS: "Riktlinjerna anger inga tider.",
    Fact.ADDRESS: "Riktlinjerna anger ingen adress.",
    Fact.AGE: "Riktlinjerna anger ingen sådan ålder.",
    Fact.AUTHORITY: "Riktlinjerna säger inte vem som ansvarar för det.",
    Fact.SIGNS: "Riktlinjerna räknar inte upp sådana tecken.",
    Fact.MEANING: "Riktlinjerna förklarar inte vad det betyder.",
    Fact.YES_NO: "Riktlinjerna svarar varken ja eller nej på det.",
}
"""What is said where a question asks for a kind of fact that the nearest paragraphs do not hold."""
TOLD_BY_FORM = frozenset({Fact.AMOUNT, Fact.TELEPHONE, Fact.HOURS, Fact.ADDRESS, Fact.AGE})
"""Kinds of fact that cannot be said without their form; a number of days can also be "så länge behovet finns"."""
WHERE_TO_TURN = "Fråga din arbetsledare, eller sök i lagen och i Socialstyrelsens handböcker."


def what_is_missing(verdict: Answerability, in_part: bool = False) -> str:
    """Say what the documents do not say: nothing of the municipality asked about, or no fact of the kind asked for.

    ``in_part`` is true where a part of the question is answered.
    """
    if verdict.elsewhere:
        return f"Här finns inga riktlinjer från {' eller '.join(verdict.elsewhere)}."
    if verdict.missing:
        return MISSING[verdict.missing]
    return NEAREST_IN_PART if in_part else NEAREST


def looked_for(query: Query) -> tuple[str, ...]:
    """Say which words were searched for, as they were understood: corrected, translated, abbreviations explained."""
    words = tuple(dict.fromkeys(content_words(query.terms)))[:_WORDS]
    return (f"Sökningen gällde orden: {', '.join(words)}.",) if words else ()


def nearest_places(result: SearchResult, corpus: Corpus, said: str = NOT_ANSWERED) -> str:
    """Say that the question is not answered, and name the three nearest places instead of quoting them."""
    places = []
    for hit in result.hits[:_PLACES]:
        paragraph = corpus.paragraph(hit.paragraph_id)
        places.append(label(corpus.document_of(hit.paragraph_id).entry, paragraph))
    if not places:
        return said
    return f"{said} Närmast i dokumenten: {'; '.join(places)}."
