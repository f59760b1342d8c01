"""All rules together: candidates in, findings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from assistant.privacy.address import street_addresses
from assistant.privacy.cases import accounts_and_cards, case_numbers, diary_numbers
from assistant.privacy.identity import identity_numbers
from assistant.privacy.model import Candidate, Finding, PersonalDataKind
from assistant.privacy.names import names
from assistant.privacy.reach import reachable_at
from assistant.privacy.view import make_view

_TAKEN = "\0"
"""Stands for what has been found already; `make_view` leaves none in a text."""

_PASSES = 4
"""What one rule has taken may bare what another looks for; more passes than this have never found more."""

_PUBLIC_KINDS = frozenset({PersonalDataKind.EMAIL, PersonalDataKind.PHONE, PersonalDataKind.NAME})


def _candidates(content: str) -> Iterator[Candidate]:
    yield from identity_numbers(content)
    yield from reachable_at(content)
    yield from accounts_and_cards(content)
    yield from case_numbers(content)
    yield from street_addresses(content)
    yield from names(content)


def _chosen(content: str, known: frozenset[str]) -> list[Candidate]:
    """Choose candidates that do not overlap: what is public first, then by rank, then from left to right."""
    taken = bytearray(len(content))
    chosen = []
    for candidate in sorted(_candidates(content), key=lambda c: (c.key not in known, c.rank, c.start, -c.end)):
        if not any(taken[candidate.start : candidate.end]):
            taken[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
            chosen.append(candidate)
    return chosen


def find_personal_data(text: str, known_contacts: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Find the personal data in a text.

    Parameters
    ----------
    text
        What a user typed, as typed: disguises (full-width digits, zero-width characters, line breaks) are seen through.
    known_contacts
        What is public because it stands in the corpus (`contacts_in`); it is not a finding.

    Returns
    -------
    tuple of Finding
        In order, disjoint. Offsets are code points of ``text``.
    """
    view = make_view(text)
    content = view.text
    findings: list[Finding] = []
    for _ in range(_PASSES):
        chosen = _chosen(content, known_contacts)
        if not chosen:
            break
        remaining = list(content)
        for candidate in chosen:
            remaining[candidate.start : candidate.end] = _TAKEN * (candidate.end - candidate.start)
            if candidate.key not in known_contacts:
                findings.append(Finding(candidate.kind, *view.original(candidate.start, candidate.end), candidate.certain))
        content = "".join(remaining)
    return tuple(sorted(findings, key=lambda finding: finding.start))


def contacts_in(texts: Iterable[str]) -> frozenset[str]:
    """Gather what is public because it stands in the corpus.

    Returns
    -------
    frozenset of str
        Telephone numbers (digits as dialled in Sweden), e-mail addresses (case folded), diary numbers and names. The same
        texts are read once in a process: a corpus takes most of a second, and each part that has a gate asks for it.
    """
    return _contacts_in(tuple(texts))


@lru_cache(maxsize=2)
def _contacts_in(texts: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for text in texts:
        content = make_view(text).text
        found.update(c.key for c in _chosen(content, frozenset()) if c.kind in _PUBLIC_KINDS and c.key)
        found.update(diary_numbers(content))
    return frozenset(found)
