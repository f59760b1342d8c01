"""An approved answer, put together again from the documents of today."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.answer import Citation, Confidence, MadeBy, Mode
from assistant.answering.lagrum import with_standing
from assistant.answering.quotes import Composed
from assistant.documents.corpus import Corpus
from assistant.documents.model import Kind, LegalReference
from assistant.review.model import KeptAnswer, Person, Review, State
from assistant.review.snapshot import bare_text, citation_of, references_in

NOTE = "Granskarens anteckning"
"""What a reviewer's note begins with where it is shown: it is never part of the answer."""


@dataclass(frozen=True, slots=True)
class Approved:
    """An approved answer as it is used again: what it says, and what it was made by."""

    review_id: int
    composed: Composed
    made_by: MadeBy


def approved(review: Review, corpus: Corpus, on: datetime.date) -> Approved:
    """Put an answer in use together.

    Parameters
    ----------
    review
        An answer in use for which `assistant.review.expiry.reasons` gives nothing: its quotes stand in the documents.
    corpus
        The documents of today.
    on
        The date that law is judged on.
    """
    kept = review.answer
    found = [citation_of(one.marker, one.paragraph_id, one.quote, corpus) for one in kept.citations]
    citations = tuple(one for one in found if one is not None)
    references = _references(kept, corpus)
    composed = Composed(
        status=kept.status,
        confidence=Confidence.HIGH,
        answer=bare_text(kept.text),
        citations=citations,
        legal_references=with_standing(references, on),
        references=references,
        notices=(*review_notices(review), *_source_notices(citations, corpus)),
    )
    return Approved(review.id, composed, replace(kept.made_by, mode=Mode.APPROVED))


def _references(kept: KeptAnswer, corpus: Corpus) -> tuple[LegalReference, ...]:
    """Give the references as they stand in the documents, with our remarks on how they are read; else as they were kept."""
    standing = {
        (one.canonical, one.sfs, one.as_written): one
        for one in references_in(corpus.paragraph(citation.paragraph_id) for citation in kept.citations)
    }
    references = (one.reference for one in kept.references)
    return tuple(standing.get((one.canonical, one.sfs, one.as_written), one) for one in references)


def review_notices(review: Review) -> tuple[str, ...]:
    """Say who approved an answer, and when, and give the note, as a note."""
    if review.approved_on is None or review.approved_by is None:
        return ()
    verb = "rättat" if review.state is State.CORRECTED else "granskat"
    said = f"Svaret är {verb} och godkänt {review.approved_on.isoformat()} av {person_words(review.approved_by)}."
    return (said, f"{NOTE}: {review.note}") if review.note else (said,)


def person_words(person: Person | None) -> str:
    """Give a person in words: the role, and the name where one is kept; the program itself where there is none."""
    if person is None:
        return "verktyget"
    return f"{person.role.value} {person.name}".strip()


def _source_notices(citations: Sequence[Citation], corpus: Corpus) -> tuple[str, ...]:
    """Say what a reader must know of the sources whoever approved them: several municipalities, telephone numbers."""
    found = []
    if len({corpus.document_of(one.paragraph_id).entry.publisher for one in citations}) > 1:
        found.append("Citaten kommer från olika kommuner, som kan ha olika regler. Följ din egen kommuns riktlinje.")
    if any(corpus.paragraph(one.paragraph_id).kind is Kind.CONTACT for one in citations):
        found.append("Kontrollera att telefonnumret fortfarande gäller: det står som i dokumentet.")
    return tuple(found)
