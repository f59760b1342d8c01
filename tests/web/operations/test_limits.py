from __future__ import annotations

import pytest

from assistant.errors import SettingsError
from assistant.web.operations.limits import RateLimit, is_costly


def test_a_user_who_asks_too_often_is_told_how_long_to_wait() -> None:
    limit = RateLimit("2/minute")

    assert [limit.wait("a"), limit.wait("a")] == [0, 0]
    assert 1 <= limit.wait("a") <= 60


def test_one_users_questions_do_not_count_for_another() -> None:
    limit = RateLimit("1/minute")
    limit.wait("a")

    assert limit.wait("b") == 0


def test_without_a_limit_nobody_waits() -> None:
    limit = RateLimit("")

    assert {limit.wait("a") for _ in range(500)} == {0}


@pytest.mark.parametrize("limit", ["många", "-1/minute", "5/måne"])
def test_a_limit_that_cannot_be_read_is_told_of(limit: str) -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_RATE_LIMIT"):
        RateLimit(limit)


@pytest.mark.parametrize(
    ("method", "path", "counts"),
    [
        ("POST", "/gradio_api/queue/join", True),
        ("POST", "/api/v1/ask", True),
        ("POST", "/v1/chat/completions", True),
        ("POST", "/prova", True),
        ("GET", "/prova", False),
        ("GET", "/gradio_api/queue/data", False),
        ("POST", "/logga-ut", False),
        ("GET", "/statiskt/style.css", False),
    ],
)
def test_what_makes_the_machine_work_counts(method: str, path: str, counts: bool) -> None:
    assert is_costly(method, path) is counts
