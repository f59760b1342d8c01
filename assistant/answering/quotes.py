"""Answers that are quotes: the words that answer, then the paragraphs behind them, then the law."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.advice import advice_citation, advice_notice, on_modal_words
from assistant.answering.answer import Citation, Confidence, Retrieved, Status
from assistant.answering.certainty import is_certain
from assistant.answering.citing import quote_of
from assistant.answering.focus import Focus
from assistant.answering.front import front_facts, subject_of
from assistant.answering.lagrum import references_behind, with_standing
from assistant.answering.layout import answer_text, citations_of
from assistant.answering.leading import Leading, lead
from assistant.answering.parts import compares_nothing, documents_named
from assistant.answering.refusals import (
    MISSING,
    NOT_ANSWERED,
    NOT_CERTAIN,
    NOTHING_NEAR,
    TOLD_BY_FORM,
    WHERE_TO_TURN,
    nearest_places,
    what_is_missing,
)
from assistant.answering.sources import Source, supports, without_repeats
from assistant.documents.corpus import Corpus
from assistant.documents.model import Kind, LegalReference
from assistant.law.model import ReferenceStanding
from assistant.retrieval.answerability import Answerability, Verdict
from assistant.retrieval.asked_for import Fact, asked_for, holds
from assistant.retrieval.channels import cited_sections
from assistant.retrieval.contacts import asks_for_somebody_else
from assistant.retrieval.search import Hit, SearchResult

RETRIEVED = 10

_ASKS_READING = re.compile(
    r"\b(?:läs\w*|handb\w*|meddelandeblad\w*|vägledning\w*|länk\w*|\w*material\w*|källa\w*|källor|mer (?:om|info\w*|kunskap)"
    r"|kunskapsstöd\w*|policy|pm|riktlinjer?|jo|böck\w*|bok|hemsid\w*|webb\w*|sajt\w*|litteratur\w*|read\w*|handbook\w*"
    r"|guidance|skrift\w*|fördjup\w*|plugga)\b",
    re.IGNORECASE,
)
"""A question that asks for something to read."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What an answer says, before it is put together with its timings.

    ``lead`` is what the answer begins with that is no quote: that it is uncertain, partial or another municipality's.
    ``shown`` are the sources that the short answer quotes; both are empty where an answer is put together otherwise.
    """

    status: Status
    confidence: Confidence
    answer: str
    citations: tuple[Citation, ...]
    legal_references: tuple[ReferenceStanding, ...]
    references: tuple[LegalReference, ...]
    notices: tuple[str, ...]
    lead: str = ""
    shown: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """What was chosen for an answer: its plan, all sources, and those that the short answer shows."""

    leading: Leading
    sources: tuple[Source, ...]
    shown: tuple[Source, ...]


def compose(result: SearchResult, verdict: Answerability, corpus: Corpus, focus: Focus, on: datetime.date) -> Composed:
    """Put an answer together from what was found.

    Parameters
    ----------
    result
        The search's paragraphs, best first.
    verdict
        Whether they answer the question.
    corpus
        The documents.
    focus
        The question's words with their weights.
    on
        The date that law is judged on.
    """
    of_the_document = _of_the_document(result, corpus)
    if of_the_document:
        return of_the_document
    if of_words := _of_modal_words(result, corpus):
        return of_words
    if verdict.verdict is Verdict.OFF_TOPIC or not result.hits or compares_nothing(result.query.text, corpus):
        return _unanswered(_refusal(result, verdict, corpus))
    if result.query.only_law and not result.query.law & cited_sections(corpus.paragraph(result.hits[0].paragraph_id)):
        return _uncited(result, on)
    result = replace(result, hits=_without_reading_lists(result, corpus))
    if not result.hits:
        return _unanswered(NOT_ANSWERED)
    leading = lead(result, corpus, focus)
    sources = without_repeats([*leading.sources, *supports(result, leading.sources, corpus, focus)])
    shown = [source for source in sources if source.leads]
    if asked_for(result.query.text) is Fact.TELEPHONE and not leading.silent and not _gives_number(result, shown):
        return _unanswered(nearest_places(result, corpus, MISSING[Fact.TELEPHONE]))
    return _composed(result, verdict, corpus, _Said(leading, tuple(sources), tuple(shown)), on)


def _unanswered(words: str) -> Composed:
    """Refuse, with nothing quoted."""
    return Composed(Status.NOT_IN_GUIDELINES, Confidence.LOW, words, (), (), (), (WHERE_TO_TURN,))


def _refusal(result: SearchResult, verdict: Answerability, corpus: Corpus) -> str:
    """Say that a question is not answered; where nothing is near it, the nearest places would only mislead."""
    if not verdict.names_places:
        return NOTHING_NEAR
    said = MISSING[Fact.TELEPHONE] if asked_for(result.query.text) is Fact.TELEPHONE else NOT_ANSWERED
    return nearest_places(result, corpus, said)


def _of_modal_words(result: SearchResult, corpus: Corpus) -> Composed | None:
    """Say that the documents do not explain "ska" and "bör", and quote what they say of how binding rules are."""
    told = on_modal_words(result.query.text, corpus, {corpus.paragraph(hit.paragraph_id).document_id for hit in result.hits})
    if told is None:
        return None
    shown = (told.source,) if told.source else ()
    citations = citations_of(shown)
    words = "\n".join([told.silent, *([answer_text(shown, citations)] if shown else [])])
    return replace(_unanswered(words), citations=citations, notices=(WHERE_TO_TURN, told.read), shown=shown)


def _composed(result: SearchResult, verdict: Answerability, corpus: Corpus, said: _Said, on: datetime.date) -> Composed:
    """Put together what was chosen: the text, what it does not answer, the law behind it, and notices."""
    verdict = replace(verdict, certain=is_certain(verdict, result, said.shown, corpus))
    citations = citations_of(said.sources)
    references = _asked_first(result, [reference for source in said.sources for reference in _behind(source)])
    away = _from_elsewhere(result, said.shown)
    in_part = _answers_a_part(verdict, said.leading)
    silent = said.leading.silent if in_part else ()
    status = _status(verdict, in_part)
    text = answer_text(said.shown, citations, compares=said.leading.compares, named=said.leading.named)
    if away and not verdict.elsewhere:
        status = Status.PARTLY_ANSWERED if status is Status.ANSWERED else status
    lead_words = _lead_words(verdict, status, away, silent)
    rule = advice_citation(said.shown[0].paragraph, said.shown[0].said, corpus, len(citations) + 1)
    return Composed(
        status=status,
        confidence=Confidence.MEDIUM if in_part and verdict.verdict is not Verdict.ANSWERED else _confidence(verdict),
        answer=f"{lead_words}\n{text}" if lead_words else text,
        citations=(*citations, *([rule] if rule else [])),
        legal_references=with_standing(references, on),
        references=tuple(references),
        notices=(*_notices(said, status), *([advice_notice(rule)] if rule else [])),
        lead=lead_words,
        shown=said.shown,
    )


def _lead_words(verdict: Answerability, status: Status, away: str, silent: Sequence[str]) -> str:
    """Give what stands before the quotes: whose rule it is, what is not answered, or that the answer is not certain."""
    if away and not verdict.elsewhere:
        return away
    if silent:
        return f"{' '.join(silent)} Det här står:"
    if status is not Status.ANSWERED:
        if status is Status.NOT_IN_GUIDELINES:
            return f"{what_is_missing(verdict)} Närmast står:"
        return f"{what_is_missing(verdict, in_part=verdict.verdict is not Verdict.ANSWERED)} Det här står:"
    return "" if verdict.certain else NOT_CERTAIN


def _answers_a_part(verdict: Answerability, leading: Leading) -> bool:
    """Tell whether a question of several parts has an answer to one and none to another."""
    if verdict.elsewhere:
        return False
    if verdict.verdict is Verdict.ANSWERED:
        return bool(leading.silent)
    return leading.holds_a_part or (bool(leading.silent) and verdict.missing is not None and leading.holds_the_rest)


def _of_the_document(result: SearchResult, corpus: Corpus) -> Composed | None:
    """Answer what is asked of a document as a whole, from its front matter and its first words."""
    question = result.query.text
    named = documents_named(question, corpus) or result.query.document_ids or _front_found(result, corpus)
    facts = front_facts(question, corpus, named)
    sources = facts[0] if facts else subject_of(question, corpus, named)
    silent = facts[1] if facts else ""
    if not sources:
        return _unanswered(silent) if silent else None
    citations = citations_of(sources)
    text = "\n".join([*([silent] if silent else []), answer_text(sources, citations, named=True)])
    status = Status.PARTLY_ANSWERED if silent else Status.ANSWERED
    return Composed(status, Confidence.HIGH, text, citations, (), (), ())


def _front_found(result: SearchResult, corpus: Corpus) -> frozenset[str]:
    """Give the document whose front matter the search finds first."""
    first = [corpus.paragraph(hit.paragraph_id) for hit in result.hits[:1]]
    return frozenset(paragraph.document_id for paragraph in first if paragraph.kind is Kind.FRONT_MATTER)


def _from_elsewhere(result: SearchResult, shown: Sequence[Source]) -> str:
    """Say that the municipality asked about has no such rule here, where the quotes are another one's."""
    asked = result.query.municipality
    places = dict.fromkeys(source.document.entry.municipality for source in shown)
    if not asked or asked in places:
        return ""
    publishers = " och ".join(dict.fromkeys(source.document.entry.publisher for source in shown))
    return f"Dokumenten från {asked} svarar inte på frågan. Så här står det hos {publishers}:"


def _gives_number(result: SearchResult, shown: Sequence[Source]) -> bool:
    """Tell whether the short answer holds a telephone number, and of nobody else than the question names."""
    if any(asks_for_somebody_else(result.query, source.paragraph) for source in shown):
        return False
    quoted = " ".join(quote_of(source.paragraph, stretch) for source in shown for stretch in source.said)
    return holds(quoted, Fact.TELEPHONE)


def _without_reading_lists(result: SearchResult, corpus: Corpus) -> tuple[Hit, ...]:
    """Leave out lists of further reading, which answer only a question that asks for reading."""
    if _ASKS_READING.search(result.query.text):
        return result.hits
    return tuple(hit for hit in result.hits if corpus.paragraph(hit.paragraph_id).kind is not Kind.READING_LIST)


def _uncited(result: SearchResult, on: datetime.date) -> Composed:
    """Say that no document cites the section asked for, and how it stands."""
    asked = result.query.legal_references
    names = ", ".join(dict.fromkeys(reference.as_written for reference in asked))
    standings = with_standing(asked, on)
    return Composed(
        Status.NOT_IN_GUIDELINES,
        Confidence.LOW,
        f"Riktlinjerna hänvisar inte till {names}.",
        (),
        standings,
        asked,
        (WHERE_TO_TURN,),
    )


def _confidence(verdict: Answerability) -> Confidence:
    if verdict.certain:
        return Confidence.HIGH
    return Confidence.MEDIUM if verdict.verdict is Verdict.ANSWERED else Confidence.LOW


def retrieved(result: SearchResult, corpus: Corpus) -> tuple[Retrieved, ...]:
    """Give the ten best paragraphs, best first."""
    return tuple(
        Retrieved(hit.paragraph_id, corpus.paragraph(hit.paragraph_id).full_text, round(float(hit.score), 4))
        for hit in result.hits[:RETRIEVED]
    )


def _status(verdict: Answerability, answers_a_part: bool) -> Status:
    if answers_a_part:
        return Status.PARTLY_ANSWERED
    if verdict.verdict is not Verdict.ANSWERED:
        return Status.NOT_IN_GUIDELINES
    partly = verdict.elsewhere or verdict.missing in TOLD_BY_FORM
    return Status.PARTLY_ANSWERED if partly else Status.ANSWERED


def _asked_first(result: SearchResult, references: Sequence[LegalReference]) -> list[LegalReference]:
    """Put the sections that the question names before the others."""
    return sorted(references, key=lambda reference: (reference.sfs, reference.canonical) not in result.query.law)


def _behind(source: Source) -> tuple[LegalReference, ...]:
    """Give the law behind a source: first that of the words that the short answer says."""
    return references_behind(source.paragraph, source.said if source.leads else source.quoted, whole=source.leads)


def _notices(said: _Said, status: Status) -> tuple[str, ...]:
    found = [WHERE_TO_TURN] if status is Status.NOT_IN_GUIDELINES else []
    if len({source.document.entry.publisher for source in said.shown}) > 1:
        found.append("Dokumenten kommer från olika kommuner och kan skilja sig åt. Följ din egen kommuns riktlinje.")
    if any(source.paragraph.kind is Kind.CONTACT for source in said.sources):
        found.append("Kontrollera att telefonnumret fortfarande gäller: det står som i dokumentet.")
    return tuple(found)
