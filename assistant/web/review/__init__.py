"""The page Granskning, for those who decide: what is marked, with its sources, and what a supervisor makes of it.

Reading order: `words`, `view` (what the templates show), `frame` (what every page here is made with), `queue`, `entry`,
`correcting`, `erasing`.
"""

from __future__ import annotations

from fastapi import FastAPI

from assistant.access.audit import Audit
from assistant.web.review import correcting, entry, erasing, queue
from assistant.web.review.frame import Bench
from assistant.web.site import Site


def add(app: FastAPI, site: Site) -> None:
    """Add the pages of Granskning to the app; the lists come before one entry, whose address would take theirs."""
    bench = Bench(site, Audit(site.settings))
    for part in (queue, erasing, correcting, entry):
        part.add(app, bench)
