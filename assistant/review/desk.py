"""What every step at the queue needs: the file, the documents, the time, and who may do what."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from assistant.dates import utc_now
from assistant.documents.corpus import Corpus
from assistant.errors import UsageError
from assistant.privacy import contacts_in
from assistant.review.database import Database
from assistant.review.gate import clean_note, clean_person
from assistant.review.model import Person
from assistant.review.question import question_key
from assistant.review.store import Key
from assistant.settings import Settings


@dataclass(frozen=True)
class Desk:
    """The place where the queue is worked on; holds no connection.

    ``contacts`` is what is public because it stands in the corpus; None: it is read from the corpus when it is needed.
    """

    settings: Settings
    corpus: Corpus
    contacts: frozenset[str] | None = None

    @property
    def database(self) -> Database:
        """Give the database of the data folder."""
        return Database(self.settings.review_file)

    @property
    def today(self) -> datetime.date:
        """Give the date that counts as today."""
        return self.settings.date_today

    @property
    def known(self) -> frozenset[str]:
        """Give the contacts that are public."""
        return self.contacts if self.contacts is not None else _contacts_of(self.corpus)

    def now(self) -> str:
        """Give the time in UTC, on the day that counts as today."""
        return utc_now(self.settings.today)

    def note(self, text: str) -> str:
        """Give a note as it may be kept; see `assistant.review.gate.clean_note`."""
        return clean_note(text, self.known)

    def person(self, by: Person) -> Person:
        """Give a person as it may be kept: with a name only where the municipality has chosen names."""
        return clean_person(by, self.settings.review_names)

    def supervisor(self, by: Person) -> Person:
        """Give a person who may decide.

        Raises
        ------
        UsageError
            Where the role may not.
        """
        if not by.role.may_decide:
            raise UsageError(
                "Bara en arbetsledare eller administratör får besluta om märkta svar.",
                "Märk svaret i stället, med en anteckning.",
            )
        return self.person(by)

    def key(self, question: str, documents: Collection[str]) -> Key:
        """Give what tells a question from every other."""
        return Key(question_key(question), tuple(sorted(set(documents))))


_contacts: dict[str, frozenset[str]] = {}


def _contacts_of(corpus: Corpus) -> frozenset[str]:
    """Give the contacts of a corpus, read once in a process: it takes half a second."""
    if corpus.sha256 not in _contacts:
        _contacts.clear()
        _contacts[corpus.sha256] = contacts_in(document.source for document in corpus.documents.values())
    return _contacts[corpus.sha256]
