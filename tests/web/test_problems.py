"""What a page says where something went wrong."""

from __future__ import annotations

import pytest

from assistant.errors import AssistantError, OutdatedError, StorageError, UsageError
from assistant.web.problems import Problem, problem_of, status_of


@pytest.mark.parametrize(
    ("error", "status"),
    [(UsageError("Fel."), 422), (OutdatedError("Någon annan var före."), 409), (StorageError("Disken är full."), 503)],
)
def test_the_status_tells_whose_the_trouble_is(error: AssistantError, status: int) -> None:
    assert status_of(error) == status


def test_an_error_of_ours_says_its_words_and_what_is_kept() -> None:
    error = StorageError("Disken är full.", "Gör plats.")
    assert problem_of(error, "a page", "Försök igen.", "Valet står kvar.") == Problem(
        "Disken är full.", "Gör plats. Valet står kvar.", 503
    )


def test_what_nobody_expected_is_told_without_a_word_that_was_typed(caplog: pytest.LogCaptureFixture) -> None:
    found = problem_of(ValueError("hemlig fråga"), "a page", "Försök igen.")
    assert found.status == 500
    assert "hemlig" not in f"{found.message} {found.advice} {caplog.text}"
    assert "a page failed: ValueError" in caplog.text
