"""What a provider or a reverse proxy says of somebody, made a user of the app."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping

from assistant.access.model import Role, User

MOST_NAME = 100
_PLAIN_ID = re.compile(r"[\w.@+:/-]{1,100}")


def roles_of(groups: Iterable[str], mapping: Mapping[str, Role]) -> frozenset[Role]:
    """Give the roles that groups mean; a group that is not in the mapping means none."""
    return frozenset(mapping[group] for group in groups if group in mapping)


def groups_in(claims: Mapping[str, object], path: str) -> tuple[str, ...]:
    """Give the values of a claim: one text or a list of them; a dot goes into an object (``realm_access.roles``).

    A claim whose own name has dots (``https://exempel.se/roller``) is found by its whole name first.
    """
    value: object = claims.get(path)
    if value is None:
        value = claims
        for part in path.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
    found = [value] if isinstance(value, str) else value
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def external_id(kind: str, given: str) -> str:
    """Give an id for somebody known elsewhere: what is known there, or its SHA-256 where that is no plain word."""
    plain = given if _PLAIN_ID.fullmatch(given) else hashlib.sha256(given.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}:{plain}"


def clean_shown(name: object) -> str:
    """Give a name as the page shows it: without control characters and not longer than a line."""
    if not isinstance(name, str):
        return ""
    printable = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in name)
    return " ".join(printable.split())[:MOST_NAME]


def external_user(kind: str, given: str, name: object, roles: frozenset[Role]) -> User:
    """Give a user that somebody else has checked."""
    return User(external_id(kind, given), clean_shown(name), roles)
