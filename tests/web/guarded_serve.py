"""Starts the app in a process that may reach nothing but this machine, and that tells of every try in a file.

``python guarded_serve.py FILE``; settings come from the environment, as for ``app.py``. Each line of the file is one try.
"""

from __future__ import annotations

import ipaddress
import sys
from pathlib import Path
from typing import Any


def _is_local(host: object) -> bool:
    if host in {None, "", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def guard(file: Path) -> None:
    """Refuse every connection and look-up that leaves this machine, and write it down."""

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        host: object = None
        if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
            host = arguments[1][0] if isinstance(arguments[1], tuple) else None
        elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
            host = arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0]
        if not _is_local(host):
            with file.open("a", encoding="utf-8") as told:
                told.write(f"{event} {host}\n")
            raise ConnectionRefusedError

    sys.addaudithook(refuse)


if __name__ == "__main__":
    guard(Path(sys.argv[1]))
    from assistant.cli import main

    sys.exit(main(["serve"]))
