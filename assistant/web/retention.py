"""Keeps to the rules on retention while the app runs: once at its start, and once a day."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from assistant.errors import AssistantError
from assistant.retention import sweep
from assistant.web.site import Site

log = logging.getLogger(__name__)

DAY_SECONDS = 24 * 60 * 60.0
PATIENCE_SECONDS = 5.0
"""How long the end of the app waits for a sweep; one that is cut off is done again at the next start."""


def add(app: FastAPI, site: Site, every_seconds: float = DAY_SECONDS) -> None:
    """Let the app sweep from its start to its end, in a thread of its own, so that nobody waits for it."""
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(started: FastAPI) -> AsyncIterator[Any]:
        stopped = threading.Event()
        thread = threading.Thread(target=_sweep_daily, args=(site, every_seconds, stopped), name="retention", daemon=True)
        thread.start()
        try:
            async with inner(started) as state:
                yield state
        finally:
            stopped.set()
            thread.join(timeout=PATIENCE_SECONDS)

    app.router.lifespan_context = lifespan


def _sweep_daily(site: Site, every_seconds: float, stopped: threading.Event) -> None:
    while not stopped.is_set():
        try:
            sweep(site.settings, site.corpus)
        except AssistantError as error:
            log.warning("%s", error)  # in Swedish, for whoever runs the program
        except Exception as error:  # tomorrow it may work
            log.error("retention failed: %s", type(error).__name__)
        stopped.wait(every_seconds)
