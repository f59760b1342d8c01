"""Starts the app in a process that may reach nothing but this machine, and that tells of every try in a file.

``python -m tests.web.guarded_serve FILE``; settings come from the environment, as for ``app.py``. Each line of the file is
one try.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.outside import refuse_outside


def guard(file: Path) -> None:
    """Refuse every connection and look-up that leaves this machine, and write it down."""

    def refuse(event: str, host: str) -> None:
        with file.open("a", encoding="utf-8") as told:
            told.write(f"{event} {host}\n")
        raise ConnectionRefusedError

    refuse_outside(refuse)


if __name__ == "__main__":
    guard(Path(sys.argv[1]))
    from assistant.cli import main

    sys.exit(main(["serve"]))
