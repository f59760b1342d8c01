from __future__ import annotations

import asyncio
import logging

import pytest

from assistant.web.logs import NoDetails, keep_details_out

TYPED = "Anna frågar"


def record(error: BaseException, name: str = "uvicorn.error") -> logging.LogRecord:
    try:
        raise error
    except BaseException as caught:
        information = (type(caught), caught, caught.__traceback__)
    return logging.LogRecord(name, logging.ERROR, "x.py", 1, "Exception in %s", (TYPED,), information)


def test_an_exceptions_words_and_traceback_stay_out_of_the_log() -> None:
    entry = record(ValueError(TYPED))
    assert NoDetails().filter(entry)
    assert logging.Formatter().format(entry) == "ValueError in the web server"


def test_a_page_that_is_cut_off_when_the_server_stops_is_not_an_error() -> None:
    assert not NoDetails().filter(record(asyncio.CancelledError()))
    stop = logging.LogRecord("uvicorn.error", logging.ERROR, "x.py", 1, "Cancel %s running task(s)", (1,), None)
    assert not NoDetails().filter(stop)


def test_an_ordinary_message_passes() -> None:
    entry = logging.LogRecord("uvicorn.error", logging.WARNING, "x.py", 1, "listening", (), None)
    assert NoDetails().filter(entry)
    assert entry.getMessage() == "listening"


def test_the_filter_is_put_on_once(caplog: pytest.LogCaptureFixture) -> None:
    keep_details_out()
    keep_details_out()
    assert len([known for known in logging.getLogger("uvicorn.error").filters if isinstance(known, NoDetails)]) == 1
