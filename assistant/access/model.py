"""The shapes of access: a role, and somebody who has roles."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What somebody does at work; each role sees the pages that its work needs (see `assistant.web.pages`)."""

    HANDLAGGARE = "handläggare"
    ARBETSLEDARE = "arbetsledare"
    UTBILDARE = "utbildare"
    ADMINISTRATOR = "administratör"

    @property
    def may_decide(self) -> bool:
        """Tell whether this role approves, corrects, rejects and erases."""
        return self in {Role.ARBETSLEDARE, Role.ADMINISTRATOR}


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who uses the app.

    Attributes
    ----------
    id
        What tells users apart, for rate limits, sessions and the audit log; only the page Administration shows it.
    name
        What the page shows; empty where nobody is logged in (login mode ``none``).
    roles
        What they may do.
    session
        What tells one login of a user from another; empty where there is none to end (a key, a trusted header, no login).
        Nothing that a browser could log in with.
    """

    id: str
    name: str
    roles: frozenset[Role]
    session: str = field(default="", compare=False)

    def has(self, *roles: Role) -> bool:
        """Tell whether the user has one of some roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def acts_as(self) -> Role:
        """Give the role that a mark or decision is recorded with: the one with the widest rights."""
        order = (Role.ADMINISTRATOR, Role.ARBETSLEDARE, Role.UTBILDARE, Role.HANDLAGGARE)
        return next((role for role in order if role in self.roles), Role.HANDLAGGARE)


WITHOUT_LOGIN = User("lokal", "", frozenset(Role))
"""Whoever sits at the machine where the app runs without a login, which then answers that machine alone."""
