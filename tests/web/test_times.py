"""Times on pages: kept in UTC, read as the clock on the wall."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator

import pytest

from assistant.web import times


@pytest.fixture
def without_zones(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def unknown(_: str) -> zoneinfo.ZoneInfo:
        raise zoneinfo.ZoneInfoNotFoundError

    times._zone.cache_clear()
    monkeypatch.setattr(zoneinfo, "ZoneInfo", unknown)
    yield
    times._zone.cache_clear()


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("2026-02-02T23:30:00+00:00", "2026-02-03 00:30"),
        ("2026-07-01T12:00:05.123+00:00", "2026-07-01 14:00"),
        ("2026-07-01T12:00:05", "2026-07-01 14:00"),
    ],
)
def test_a_time_is_shown_as_swedish_time(kept: str, shown: str) -> None:
    assert times.moment(kept) == shown


@pytest.mark.usefixtures("without_zones")
def test_a_machine_that_knows_no_time_zones_says_that_it_shows_utc() -> None:
    assert times.moment("2026-07-01T12:00:05+00:00") == "2026-07-01 12:00 (UTC)"
