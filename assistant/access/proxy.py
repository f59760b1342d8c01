"""The way in through a reverse proxy: who the proxy says it is, believed from listed addresses alone."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from enum import Enum, auto

from assistant.access.claims import external_user, roles_of
from assistant.access.model import User
from assistant.settings import Network, Settings

Headers = Sequence[tuple[bytes, bytes]]


class Refused(Enum):
    """Why a request is not believed."""

    NOT_THE_PROXY = auto()
    NO_USER = auto()
    TWO_USERS = auto()


def is_trusted(peer: str, trusted: Sequence[Network]) -> bool:
    """Tell whether an address is a listed proxy's. An IPv4 address inside an IPv6 one counts as the IPv4 address."""
    try:
        address = ipaddress.ip_address(peer.partition("%")[0])
    except ValueError:
        return False
    inside = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return any((inside or address) in network for network in trusted)


def user_from(headers: Headers, peer: str, settings: Settings) -> User | Refused:
    """Give the user that a trusted proxy names.

    Parameters
    ----------
    headers
        The request's lines, names in small letters.
    peer
        The address at the other end of the connection itself, never one that a header tells.
    settings
        Which headers, which proxies, which groups mean which roles.

    Returns
    -------
    User | Refused
        The user, perhaps without any role; or why the request is not believed.
    """
    if not is_trusted(peer, settings.header_trusted):
        return Refused.NOT_THE_PROXY
    users, groups = (_lines(headers, name) for name in (settings.header_user, settings.header_roles))
    if len(users) > 1 or len(groups) > 1:  # whoever reads the first and whoever reads the last would see different people
        return Refused.TWO_USERS
    if not users or not users[0]:
        return Refused.NO_USER
    named = [group.strip() for group in groups[0].split(",")] if groups else []
    return external_user("header", users[0], users[0], roles_of(named, settings.header_roles_map))


def client_address(headers: Headers, peer: str, settings: Settings) -> str:
    """Give the address that a request comes from: the peer's, or, behind listed proxies, the last that is not one of them."""
    address = peer
    forwarded = [part.strip() for line in _lines(headers, "x-forwarded-for") for part in line.split(",")]
    while forwarded and is_trusted(address, settings.header_trusted):
        address = forwarded.pop()
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:  # a proxy that forwards no address
        return peer


def _lines(headers: Headers, name: str) -> list[str]:
    wanted = name.lower().encode()
    return [_text(value).strip() for key, value in headers if key.lower() == wanted]


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
