"""Notices that stand below an answer: what the law, the question and the settings give reason to say."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.answer import Status
from assistant.answering.quotes import Composed
from assistant.documents.model import LegalReference
from assistant.law.binding import modalities
from assistant.law.canonical import spell_out
from assistant.law.changes import Change, changes_for
from assistant.law.model import LegalStatus
from assistant.law.namesakes import namesakes
from assistant.law.notices import SUBJECT, notice, notices
from assistant.law.standing import standing
from assistant.retrieval.query import Query
from assistant.text import collapse

MAX_LAW_NOTICES = 3
"""More than so many notices about law are not read: the rest is named in one line, and told in the table of references."""
MAX_NAMED = 6
"""So many sections that line names at most."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is to be said of law, in order of weight: the notice, and the sections it is about."""

    text: str
    names: tuple[str, ...]


def substance_notices(composed: Composed, on: datetime.date, asked: Sequence[LegalReference] = ()) -> tuple[str, ...]:
    """Say where newer law overtakes the words of the short answer, and not only their section numbers.

    Notes on other words of a cited paragraph are no less due, but stand after the law behind the short answer: see
    `law_notices`.
    """
    return tuple(one.text for one in _substance(composed, on, asked)[0][: _most(composed)])


def law_notices(composed: Composed, on: datetime.date, asked: Sequence[LegalReference] = ()) -> tuple[str, ...]:
    """Say which of the references no longer stand, and how merged tracked changes were read.

    The sections that a question names (``asked``) come first, then the law behind the short answer's own words, then notes on
    other words that are quoted, then the law of the other quotes, and last what the answer does not turn on. With the notes of
    `substance_notices` they are at most `MAX_LAW_NOTICES`, one below a refusal; the sections of the rest are named in one line.
    """
    near, quoted, far = _substance(composed, on, asked)
    own, others = _of_references(composed, on, asked)
    room = max(0, _most(composed, asked) - len(near))
    ordered = [*own, *quoted, *others, *far]
    rest = [*near[_most(composed) :], *ordered[room:]]
    return (*(one.text for one in ordered[:room]), *_rest(rest))


def _most(composed: Composed, asked: Sequence[LegalReference] = ()) -> int:
    """Give how many notices about law are written out: of words that do not answer one is enough."""
    return 1 if composed.status is Status.NOT_IN_GUIDELINES and not asked else MAX_LAW_NOTICES


def _rest(left: Sequence[_Told]) -> tuple[str, ...]:
    """Name the sections whose notices are not written out."""
    names = tuple(dict.fromkeys(name for one in left for name in one.names))
    if not names:
        return ()
    more = " med flera" if len(names) > MAX_NAMED else ""
    return (f"Kontrollera också {', '.join(names[:MAX_NAMED])}{more}: lagen är ändrad eller hänvisningen oklar.",)


def _of_references(composed: Composed, on: datetime.date, asked: Sequence[LegalReference]) -> tuple[list[_Told], list[_Told]]:
    """Give the notices on references: on those asked for or in the short answer's words, and on the others."""
    first: dict[tuple[str, str], LegalReference] = {}
    for reference in composed.references:
        first.setdefault((reference.sfs, reference.canonical), reference)
    answer, quotes = collapse(composed.answer), [citation.quote for citation in composed.citations]
    named = {reference.canonical for reference in asked}
    ordered = sorted(first.values(), key=lambda one: (one.canonical not in named, _distance(one, answer, quotes)))
    subject = SUBJECT if composed.citations else ""
    by_text: dict[str, list[str]] = {text: [] for text in notices(ordered, on, subject)}
    near: set[str] = set()
    for reference in ordered:
        text = notice(reference, on, subject)
        if text in by_text:
            by_text[text].append(_name(reference))
            near |= {text} if reference.canonical in named or not _distance(reference, answer, quotes) else set()
    told = [_Told(text, tuple(names)) for text, names in by_text.items()]
    return [one for one in told if one.text in near], [one for one in told if one.text not in near]


def _name(reference: LegalReference) -> str:
    written = collapse(reference.as_written)
    return written if reference.sfs in written else f"{written} ({reference.sfs})"


def _distance(reference: LegalReference, answer: str, quotes: Sequence[str]) -> int:
    """Give how far a reference stands from the short answer: in its words, in another quote, or elsewhere."""
    written = collapse(reference.as_written)
    if written in answer:
        return 0
    return 1 if any(written in quote for quote in quotes) else 2


def _substance(
    composed: Composed, on: datetime.date, asked: Sequence[LegalReference]
) -> tuple[list[_Told], list[_Told], list[_Told]]:
    """Give the notices on what the short answer turns on, on other quoted words, and on the rest of the paragraphs.

    Of two that show the same sections the nearer one is enough.
    """
    texts = {citation.paragraph_id: citation.text for citation in composed.citations}
    answer, quotes = collapse(composed.answer), [citation.quote for citation in composed.citations]
    places: tuple[list[Change], list[Change], list[Change]] = ([], [], [])
    for paragraph_id, text in texts.items():
        for change in changes_for(paragraph_id, on):
            beside = _is_beside(change, text, composed, asked)
            away = 0 if change.quote in answer else 1 if any(change.quote in quote for quote in quotes) else 2
            places[2 if beside else away].append(change)
    seen: set[tuple[str, str]] = set()
    told: tuple[list[_Told], list[_Told], list[_Told]] = ([], [], [])
    for place, changes in zip(told, places, strict=True):
        for change in changes:
            sections = {(change.sfs, one) for one in change.law}
            if sections and sections <= seen:
                continue
            seen |= sections
            place.append(_Told(change.note, tuple(_section_of(one, change.sfs) for one in change.law)))
    return told


def _section_of(canonical: str, sfs: str) -> str:
    """Name a section that a note on substance rests on; a whole law ("SFS 2024:79") stands for itself."""
    return canonical if canonical.startswith("SFS ") else spell_out(canonical, sfs)


def _is_beside(change: Change, text: str, composed: Composed, asked: Sequence[LegalReference]) -> bool:
    """Tell whether a note is about another item of a list than the one whose law was asked for."""
    named = {reference.canonical for reference in asked}
    line = next((collapse(line) for line in text.splitlines() if change.quote in collapse(line)), "")
    cited = {reference.canonical for reference in composed.references if collapse(reference.as_written) in line}
    return bool(cited and named) and not cited & named


def wording_notices(composed: Composed) -> tuple[str, ...]:
    """Name in words what ska, bör, får and kan ask in the first quote."""
    if composed.status is Status.NOT_IN_GUIDELINES or not composed.citations:
        return ()
    named = modalities(composed.citations[0].quote)
    return (f"I citatet betyder {'; '.join(modality.explanation for modality in named)}.",) if named else ()


def query_notices(query: Query, composed: Composed, on: datetime.date) -> tuple[str, ...]:
    """Say how the question was understood where that matters.

    A municipality was preferred, one has no document here, a section that was asked for is another rule in today's act
    than in the one that the quotes mean, or it is in no law that is known.
    """
    asked = query.legal_references
    bare = [reference for reference in asked if reference.sfs and reference.sfs not in query.text]
    cited = {reference.canonical for reference in composed.references}
    unknown = [one for one in asked if one.canonical not in cited and standing(one, on).status is LegalStatus.UNKNOWN]
    return (*query.notices, *namesakes(bare, composed.references, on, SUBJECT), *notices(unknown, on, ""))
