"""What counts as leaving this machine: the one rule for the tests and for the app that a test starts in a process."""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Callable
from typing import Any

CONNECTIONS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
LOOK_UPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})


def refuse_outside(refuse: Callable[[str, str], None]) -> None:
    """Call ``refuse`` with the event and the host before anything leaves this machine, whichever library tries (an audit hook).

    What ``refuse`` raises, the one who tried gets. The hook stays for the rest of the process.
    """

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        if event in CONNECTIONS:
            host = arguments[1][0] if isinstance(arguments[1], tuple) else None
        elif event in LOOK_UPS:
            host = arguments[0]
        else:
            return
        if not is_local(host):
            refuse(event, host.decode(errors="replace") if isinstance(host, bytes) else str(host))

    sys.addaudithook(heard)


def is_local(host: object) -> bool:
    """Tell whether a host, as a name or an address, is this machine itself; a socket of the file system has none."""
    if host is None or host in {"", b"", "localhost", b"localhost"}:
        return True
    try:
        address = ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
