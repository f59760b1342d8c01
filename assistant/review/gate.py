"""What may be kept of a text that somebody typed: nothing with sure personal data, and nothing of what is probably some."""

from __future__ import annotations

from assistant.errors import UsageError
from assistant.privacy import describe, find_personal_data, mask, stops
from assistant.review.model import Person
from assistant.text import collapse, visible

LONGEST_NOTE = 2_000
"""Characters of the longest note: some three hundred words."""
LONGEST_NAME = 100


def without_personal_data(text: str, what: str, contacts: frozenset[str]) -> str:
    """Give a text as it may be kept.

    Parameters
    ----------
    text
        What somebody typed.
    what
        What it is, in Swedish with its article, for the message: ``Frågan``.
    contacts
        What is public because it stands in the corpus (`assistant.privacy.contacts_in`).

    Returns
    -------
    str
        The text, with the kind in the place of what is probably personal data: ``[namn]``.

    Raises
    ------
    UsageError
        Where something is personal data for sure. The message names its kind and does not repeat it.
    """
    findings = find_personal_data(text, contacts)
    if stops(findings):
        raise UsageError(f"{what} innehåller {describe(findings)}. Inget har sparats.", "Ta bort uppgifterna och försök igen.")
    return mask(text, findings)


def clean_note(note: str, contacts: frozenset[str]) -> str:
    """Give a note as it may be kept: on one line, visible, without personal data.

    Raises
    ------
    UsageError
        Where it is too long or holds personal data.
    """
    text = collapse(visible(note))
    if len(text) > LONGEST_NOTE:
        raise UsageError(f"Anteckningen är längre än {LONGEST_NOTE} tecken.", "Korta den.")
    return without_personal_data(text, "Anteckningen", contacts)


def clean_person(person: Person, keep_names: bool) -> Person:
    """Give a person as it may be kept: the role alone, where the municipality has not chosen names.

    Raises
    ------
    UsageError
        Where the name is too long.
    """
    name = collapse(visible(person.name)) if keep_names else ""
    if len(name) > LONGEST_NAME:
        raise UsageError(f"Namnet är längre än {LONGEST_NAME} tecken.", "Korta det.")
    return Person(person.role, name)
