"""What personal data is called, and where it was found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PersonalDataKind(StrEnum):
    """A kind of personal data."""

    IDENTITY_NUMBER = "identity_number"
    COORDINATION_NUMBER = "coordination_number"
    RESERVE_NUMBER = "reserve_number"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    CASE_NUMBER = "case_number"
    ACCOUNT = "account"
    CARD = "card"
    NAME = "name"

    @property
    def label(self) -> str:
        """Give the kind's name in Swedish, in the singular without an article."""
        return _WORDS[self][1]

    @property
    def article(self) -> str:
        """Give the article of the name: ``en`` or ``ett``."""
        return _WORDS[self][0]

    @property
    def plural(self) -> str:
        """Give the name in the plural."""
        return _WORDS[self][2]


_WORDS = {
    PersonalDataKind.IDENTITY_NUMBER: ("ett", "personnummer", "personnummer"),
    PersonalDataKind.COORDINATION_NUMBER: ("ett", "samordningsnummer", "samordningsnummer"),
    PersonalDataKind.RESERVE_NUMBER: ("ett", "reservnummer", "reservnummer"),
    PersonalDataKind.EMAIL: ("en", "e-postadress", "e-postadresser"),
    PersonalDataKind.PHONE: ("ett", "telefonnummer", "telefonnummer"),
    PersonalDataKind.ADDRESS: ("en", "gatuadress", "gatuadresser"),
    PersonalDataKind.CASE_NUMBER: ("ett", "ärendenummer", "ärendenummer"),
    PersonalDataKind.ACCOUNT: ("ett", "kontonummer", "kontonummer"),
    PersonalDataKind.CARD: ("ett", "kortnummer", "kortnummer"),
    PersonalDataKind.NAME: ("ett", "namn", "namn"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of a text, ``text[start:end]`` in code points, that is personal data.

    ``certain`` is false where a rule can only say "probably" (names, diary numbers of unknown origin).
    """

    kind: PersonalDataKind
    start: int
    end: int
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one rule found in a `View`, before the rules are weighed against each other.

    A lower ``rank`` wins where two overlap. ``key`` is the form in which it is compared with what is public
    (`contacts_in`); empty where it is never public.
    """

    kind: PersonalDataKind
    start: int
    end: int
    rank: int
    certain: bool = True
    key: str = ""
