"""Why an approval no longer holds: it is old, its paragraphs have changed, or the law they cite has."""

from __future__ import annotations

import contextlib
import datetime

from assistant.documents.corpus import Corpus
from assistant.law.canonical import spell_out
from assistant.law.model import LegalStatus
from assistant.review.model import KeptAnswer, KeptReference, Review
from assistant.review.snapshot import is_tampered_with, kept_reference, text_sha256, unfounded

_WORDS = {
    LegalStatus.IN_FORCE: "gällde",
    LegalStatus.NOT_YET_IN_FORCE: "gällde inte än",
    LegalStatus.REPLACED: "var ersatt",
    LegalStatus.REPEALED: "var upphävt",
    LegalStatus.UNKNOWN: "var okänt",
}


def valid_until(review: Review, valid_days: int) -> datetime.date | None:
    """Give the last day that an approval holds; None for an answer that is not in use."""
    return review.approved_on + datetime.timedelta(days=valid_days) if review.approved_on else None


def reasons(review: Review, corpus: Corpus, law_on: datetime.date, today: datetime.date, valid_days: int) -> tuple[str, ...]:
    """Give why an approved answer must be looked at again, in Swedish; empty where it still holds.

    Parameters
    ----------
    review
        An answer in use.
    corpus
        The documents of today, with their legal references.
    law_on
        The date that the law is judged on.
    today
        The date that the age of the approval is counted to.
    valid_days
        How many days an approval holds (setting ``review_valid_days``).
    """
    until = valid_until(review, valid_days)
    old = (f"Godkännandet gällde till och med {until.isoformat()}.",) if until and today > until else ()
    return (*old, *changed_sources(review.answer, corpus), *changed_law(review.answer, law_on))


def changed_sources(answer: KeptAnswer, corpus: Corpus) -> tuple[str, ...]:
    """Say which cited paragraphs are other ones than when the answer was kept, and what is no longer verbatim."""
    found = ["Svaret är ändrat på annat sätt än genom granskning."] if is_tampered_with(answer) else []
    for one in answer.citations:
        with contextlib.suppress(KeyError):  # a paragraph that is gone is told by `unfounded`
            if text_sha256(corpus.paragraph(one.paragraph_id)) != one.text_sha256:
                found.append(f"Stycket bakom citat [{one.marker}] har ändrats ({one.label}).")
    return tuple(dict.fromkeys((*found, *unfounded(answer, corpus))))


def changed_law(answer: KeptAnswer, on: datetime.date) -> tuple[str, ...]:
    """Say which legal references have another standing on a day than when the answer was kept."""
    found = []
    for kept in answer.references:
        now = kept_reference(kept.reference, on)
        if (now.status, now.replaced_by) != (kept.status, kept.replaced_by):
            found.append(_law_words(kept, now))
    return tuple(dict.fromkeys(found))


def _law_words(before: KeptReference, now: KeptReference) -> str:
    name = spell_out(before.reference.canonical, before.reference.sfs)
    if now.status is before.status:
        return f"Det som motsvarar {name} är ett annat än vid godkännandet."
    return f"Ställningen för {name} har ändrats sedan godkännandet, då det {_WORDS[before.status]}."
