"""Whether the app is up (``/healthz``), whether it can answer (``/readyz``), and its figures (``/metrics``)."""

from __future__ import annotations

import threading
import time

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response

from assistant import __version__
from assistant.web.operations.metrics import CONTENT_TYPE
from assistant.web.operations.watch import Watch
from assistant.web.site import Site

TRIAL = "Vem ska upprätta genomförandeplanen?"
"""Asked to see whether the app can answer: of our own, about the documents that ship; any status is an answer."""
TRIAL_SECONDS = 30
"""How long a trial's result holds; a probe that comes more often costs nothing."""


class Trial:
    """Asks a question of our own now and then, to see whether the index can be searched."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._lock = threading.Lock()
        self._at = float("-inf")
        self._answers = False

    def answers(self) -> bool:
        """Tell whether the app can answer."""
        with self._lock:
            if time.monotonic() - self._at > TRIAL_SECONDS:
                self._answers = self._ask()
                self._at = time.monotonic()
            return self._answers

    def _ask(self) -> bool:
        try:
            self._site.assistant.self_contained(TRIAL, ())
        except Exception:  # a probe says no; why is in the log of the start, or in what a question is answered
            return False
        return True


def add(app: FastAPI, site: Site, watch: Watch) -> None:
    """Add the three routes. The first two tell nobody anything but yes or no, and the version."""
    trial = Trial(site)

    @app.get("/healthz")
    def up() -> JSONResponse:
        return JSONResponse({"status": "ok", "version": __version__})

    @app.get("/readyz")
    def ready() -> JSONResponse:
        answers = trial.answers()
        return JSONResponse({"status": "ready" if answers else "not_ready"}, status_code=200 if answers else 503)

    @app.get("/metrics")
    def metrics() -> Response:
        return Response(watch.metrics.text(), media_type=CONTENT_TYPE)
