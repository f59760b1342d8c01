from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import openai
import pytest

from assistant.generation.failures import Reason
from assistant.generation.verdict import judge, seconds_to_wait

REQUEST = httpx.Request("POST", "http://127.0.0.1/v1/chat/completions")


def timeout(cause: Exception) -> openai.APITimeoutError:
    error = openai.APITimeoutError(request=REQUEST)
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (timeout(httpx.ConnectTimeout("")), Reason.UNREACHABLE),
        (timeout(httpx.ReadTimeout("")), Reason.SLOW),
        (httpx.ReadTimeout(""), Reason.SLOW),
    ],
)
def test_a_server_that_does_not_pick_up_is_unreachable_and_one_that_says_nothing_is_slow(
    error: Exception, reason: Reason
) -> None:
    assert judge(error, begun=False).reason is reason


def test_nothing_is_tried_again_once_the_answer_has_begun() -> None:
    for error in (httpx.ReadError(""), httpx.RemoteProtocolError(""), openai.APIConnectionError(request=REQUEST), ValueError()):
        assert not judge(error, begun=True).again


def test_retry_after_is_seconds_or_a_date() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert seconds_to_wait("3") == 3
    assert seconds_to_wait("0.5") == 0.5
    assert 28 <= (seconds_to_wait(soon) or 0) <= 30
    assert seconds_to_wait("Fri, 01 Jan 2010 00:00:00 GMT") == 0


@pytest.mark.parametrize("header", ["", "snart", "-3", "nan", "inf", "Fri, 01 Jan 2100 00:00:00"])
def test_what_says_no_time_is_no_time_to_wait_for(header: str) -> None:
    assert seconds_to_wait(header) is None
