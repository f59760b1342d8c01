"""Answers that are quotes: the words that answer, then the paragraphs behind them, then the law."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.advice import advice_citation, advice_notice
from assistant.answering.answer import Citation, Confidence, Retrieved, Status
from assistant.answering.citing import cite, quote_of
from assistant.answering.companions import companions
from assistant.answering.focus import Focus
from assistant.answering.lagrum import references_behind, with_standing
from assistant.answering.refusals import MISSING, NOT_ANSWERED, TOLD_BY_FORM, WHERE_TO_TURN, nearest_places, what_is_missing
from assistant.answering.selection import SHORT_ANSWER, Stretch, choose
from assistant.documents.corpus import Corpus
from assistant.documents.model import Document, Kind, LegalReference, Paragraph
from assistant.law.model import ReferenceStanding
from assistant.retrieval.answerability import Answerability, Verdict
from assistant.retrieval.asked_for import Fact, asked_for, holds
from assistant.retrieval.channels import cited_sections
from assistant.retrieval.contacts import asks_for_somebody_else
from assistant.retrieval.search import Hit, SearchResult
from assistant.text import collapse

MAX_SOURCES = 3
"""An answer shows at most so many paragraphs: more is not read under time pressure."""
SUPPORT_LENGTH = 420
"""A supporting quote of running text has at most about so many characters."""
SUPPORT_GAP = 1.5
"""A paragraph supports where its score is at most this far below the best (see evals/tune_quotes.py)."""
PUBLISHER_GAP = 0.8
"""Another municipality's paragraph stands beside the best where its score is at most this far below."""
RETRIEVED = 10
HIGH_PROBABILITY = 0.85
"""From this probability on an answer's confidence is high."""

_ASKS_READING = re.compile(
    r"\b(?:läs\w*|handb\w*|meddelandeblad\w*|vägledning\w*|länk\w*|\w*material\w*|källa\w*|källor|mer (?:om|info\w*|kunskap)"
    r"|kunskapsstöd\w*|policy|pm|riktlinjer?|jo|böck\w*|bok|hemsid\w*|webb\w*|sajt\w*|litteratur\w*|read\w*|handbook\w*"
    r"|guidance|skrift\w*|fördjup\w*|plugga)\b",
    re.IGNORECASE,
)
"""A question that asks for something to read."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What an answer says, before it is put together with its timings."""

    status: Status
    confidence: Confidence
    answer: str
    citations: tuple[Citation, ...]
    legal_references: tuple[ReferenceStanding, ...]
    references: tuple[LegalReference, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Source:
    """A paragraph that an answer quotes, and what it quotes of it; ``leads`` where the short answer shows it."""

    leads: bool
    paragraph: Paragraph
    document: Document
    stretches: tuple[Stretch, ...]


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
    if verdict.verdict is Verdict.OFF_TOPIC or not result.hits:
        return Composed(
            Status.NOT_IN_GUIDELINES, _confidence(verdict), nearest_places(result, corpus), (), (), (), (WHERE_TO_TURN,)
        )
    if result.query.only_law and not result.query.law & cited_sections(corpus.paragraph(result.hits[0].paragraph_id)):
        return _uncited(result, on)
    result = replace(result, hits=_without_reading_lists(result, corpus))
    if not result.hits:
        return Composed(Status.NOT_IN_GUIDELINES, Confidence.LOW, NOT_ANSWERED, (), (), (), (WHERE_TO_TURN,))
    beside = _beside(result, corpus)
    sources = _sources(result, beside, corpus, focus)
    if asked_for(result.query.text) is Fact.TELEPHONE and not _gives_number(result, sources):
        text = nearest_places(result, corpus, MISSING[Fact.TELEPHONE])
        return Composed(Status.NOT_IN_GUIDELINES, Confidence.LOW, text, (), (), (), (WHERE_TO_TURN,))
    citations = _citations(sources)
    shown = [source for source in sources if source.leads]
    references = _asked_first(result, [ref for source in sources for ref in _behind(source)])
    answered = verdict.verdict is Verdict.ANSWERED
    away = _from_elsewhere(result, shown)
    rule = advice_citation(shown[0].paragraph, shown[0].stretches, corpus, len(citations) + 1)
    text = _answer_text(shown, citations)
    return Composed(
        status=Status.PARTLY_ANSWERED if answered and away else _status(verdict),
        confidence=_confidence(verdict),
        answer=f"{away}\n{text}" if answered and away else _with_what_is_missing(verdict, text),
        citations=(*citations, *([rule] if rule else [])),
        legal_references=with_standing(references, on),
        references=tuple(references),
        notices=(*_notices(sources, shown, answered), *([advice_notice(rule)] if rule else [])),
    )


def _from_elsewhere(result: SearchResult, shown: Sequence[_Source]) -> str:
    """Say that the municipality asked about has no such rule here, where the quotes are another one's."""
    asked = result.query.municipality
    places = dict.fromkeys(source.document.entry.municipality for source in shown)
    if not asked or asked in places:
        return ""
    publishers = " och ".join(dict.fromkeys(source.document.entry.publisher for source in shown))
    return f"Dokumenten från {asked} svarar inte på frågan. Så här står det hos {publishers}:"


def _gives_number(result: SearchResult, sources: Sequence[_Source]) -> bool:
    """Tell whether the short answer holds a telephone number, and of nobody else than the question names."""
    shown = [source for source in sources if source.leads]
    if any(asks_for_somebody_else(result.query, source.paragraph) for source in shown):
        return False
    quoted = " ".join(quote_of(source.paragraph, stretch) for source in shown for stretch in source.stretches)
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


def _with_what_is_missing(verdict: Answerability, text: str) -> str:
    """Put in front of the quotes what the documents do not say, where the question asks for it."""
    status = _status(verdict)
    if status is Status.ANSWERED:
        return text
    after = "Närmast står:" if status is Status.NOT_IN_GUIDELINES else "Det här står:"
    return f"{what_is_missing(verdict)} {after}\n{text}"


def _confidence(verdict: Answerability) -> Confidence:
    if verdict.verdict is Verdict.ANSWERED and verdict.probability >= HIGH_PROBABILITY:
        return Confidence.HIGH
    return Confidence.MEDIUM if verdict.verdict is Verdict.ANSWERED else Confidence.LOW


def retrieved(result: SearchResult, corpus: Corpus) -> tuple[Retrieved, ...]:
    """Give the ten best paragraphs, best first."""
    return tuple(
        Retrieved(hit.paragraph_id, corpus.paragraph(hit.paragraph_id).full_text, round(float(hit.score), 4))
        for hit in result.hits[:RETRIEVED]
    )


def _beside(result: SearchResult, corpus: Corpus) -> tuple[Hit, ...]:
    """Find another municipality's paragraph that answers about as well, where the question names no municipality."""
    if result.query.municipality:
        return ()
    best = result.hits[0]
    home = corpus.document_of(best.paragraph_id).entry.municipality
    for hit in result.hits[1:]:
        if hit.score < best.score - PUBLISHER_GAP:
            break
        if corpus.document_of(hit.paragraph_id).entry.municipality != home:
            return (hit,)
    return ()


def _sources(result: SearchResult, beside: Sequence[Hit], corpus: Corpus, focus: Focus) -> list[_Source]:
    """Choose the paragraphs of an answer and what is quoted of each, those of the short answer first."""
    best = result.hits[0]
    found = [_source(best, True, corpus, focus), *(_source(hit, True, corpus, focus) for hit in beside)]
    whole = companions(corpus, corpus.paragraph(best.paragraph_id), [hit.paragraph_id for hit in result.hits], focus)
    if whole:
        found = [_Source(True, one, corpus.document_of(one.id), (Stretch(0, len(one.text)),)) for one in whole]
    taken = {source.paragraph.id for source in found}
    for hit in result.hits[1:RETRIEVED]:
        supports = hit.score >= best.score - SUPPORT_GAP and corpus.paragraph(hit.paragraph_id).kind is not Kind.CONTACT
        if supports and hit.paragraph_id not in taken and len(found) < MAX_SOURCES:
            found.append(_source(hit, False, corpus, focus))
    return _without_repeats(found)


def _source(hit: Hit, leads: bool, corpus: Corpus, focus: Focus) -> _Source:
    paragraph = corpus.paragraph(hit.paragraph_id)
    stretches = choose(paragraph, focus, hit.question_evidence, SHORT_ANSWER if leads else SUPPORT_LENGTH)
    return _Source(leads, paragraph, corpus.document_of(hit.paragraph_id), stretches)


def _status(verdict: Answerability) -> Status:
    if verdict.verdict is not Verdict.ANSWERED:
        return Status.NOT_IN_GUIDELINES
    partly = verdict.elsewhere or verdict.missing in TOLD_BY_FORM
    return Status.PARTLY_ANSWERED if partly else Status.ANSWERED


def _asked_first(result: SearchResult, references: Sequence[LegalReference]) -> list[LegalReference]:
    """Put the sections that the question names before the others."""
    return sorted(references, key=lambda reference: (reference.sfs, reference.canonical) not in result.query.law)


def _without_repeats(sources: Sequence[_Source]) -> list[_Source]:
    """Leave out a paragraph whose quoted words another one of the answer has already."""
    seen: set[str] = set()
    kept = []
    for source in sources:
        words = " ".join(quote_of(source.paragraph, stretch) for stretch in source.stretches).casefold()
        if words not in seen:
            kept.append(source)
        seen.add(words)
    return kept


def _citations(sources: Sequence[_Source]) -> tuple[Citation, ...]:
    pairs = [(source, stretch) for source in sources for stretch in source.stretches]
    return tuple(cite(source.document, source.paragraph, stretch, n) for n, (source, stretch) in enumerate(pairs, start=1))


def _behind(source: _Source) -> tuple[LegalReference, ...]:
    return references_behind(source.paragraph, source.stretches, whole=source.leads)


def _answer_text(shown: Sequence[_Source], citations: Sequence[Citation]) -> str:
    """Write the short answer: the quotes with their markers, each under its publisher where there are two."""
    parts = []
    publishers = {source.document.entry.publisher for source in shown}
    for source in shown:
        own = [citation for citation in citations if citation.paragraph_id == source.paragraph.id]
        pieces = [
            f"{_laid_out(source, stretch)} [{citation.marker}]" for stretch, citation in zip(source.stretches, own, strict=True)
        ]
        heading = f"{source.document.entry.publisher}: " if len(publishers) > 1 else ""
        parts.append(heading + "\n".join(pieces))
    return ("\n\n" if len(publishers) > 1 else "\n").join(parts)


def _laid_out(source: _Source, stretch: Stretch) -> str:
    """Write a quote in quotation marks, a list as a list."""
    text = source.paragraph.full_text[stretch.start : stretch.end]
    lines = [collapse(line) for line in text.split("\n")]
    if len(lines) == 1 or not source.paragraph.items:
        return f"”{' '.join(lines)}”"
    lead = 1 if source.paragraph.lead_in and stretch.start < len(source.paragraph.lead_in) else 0
    return "”" + "\n".join([*lines[:lead], *(f"– {line}" for line in lines[lead:])]) + "”"


def _notices(sources: Sequence[_Source], shown: Sequence[_Source], answered: bool) -> tuple[str, ...]:
    found = [] if answered else [WHERE_TO_TURN]
    if len({source.document.entry.publisher for source in shown}) > 1:
        found.append("Dokumenten kommer från olika kommuner och kan skilja sig åt. Följ din egen kommuns riktlinje.")
    if any(source.paragraph.kind is Kind.CONTACT for source in sources):
        found.append("Kontrollera att telefonnumret fortfarande gäller: det står som i dokumentet.")
    return tuple(found)
