"""``assistant serve``: the web interface."""

from __future__ import annotations

import argparse
from contextlib import suppress

from assistant.settings import load_settings


def run_serve(arguments: argparse.Namespace) -> int:
    """Serve the web interface until it is stopped; Ctrl-C is the usual way to do so, and no error."""
    given = {"host": arguments.host, "port": arguments.port}
    settings = load_settings(**{name: value for name, value in given.items() if value is not None})
    from assistant.web.app import serve

    with suppress(KeyboardInterrupt):
        serve(settings)
    return 0
