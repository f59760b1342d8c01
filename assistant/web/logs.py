"""What the web server may write in its log: what happened, never what a request held."""

from __future__ import annotations

import logging

SERVER_LOGS = ("uvicorn.error", "asyncio")
"""The logs that uvicorn and the event loop write exceptions to."""


class NoDetails(logging.Filter):
    """Takes messages and tracebacks of exceptions out of log records: both may hold what somebody typed.

    Requests that are cut off when the server stops (a page keeps one open for as long as it is shown) are not told at all.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Let a record pass, without details; False for a request that was cut off."""
        if record.name == "uvicorn.error" and record.getMessage().startswith("Cancel "):
            return False
        if not record.exc_info:
            return True
        kind = record.exc_info[0]
        record.msg = "%s in the web server" % (kind.__name__ if kind else "an error")
        record.args, record.exc_info, record.exc_text = (), None, None
        return kind is None or kind.__name__ != "CancelledError"


def keep_details_out() -> None:
    """Put the filter on the server's logs, once."""
    for name in SERVER_LOGS:
        log = logging.getLogger(name)
        if not any(isinstance(known, NoDetails) for known in log.filters):
            log.addFilter(NoDetails())
