from __future__ import annotations

import datetime
import zoneinfo

import pytest

from assistant import dates

DAY = datetime.date(2026, 7, 2)


class Clock(datetime.datetime):
    """A clock that stands still."""

    at: datetime.datetime

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Clock:
        return cls.combine(cls.at.date(), cls.at.time(), tz)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(datetime, "datetime", Clock)
    return Clock


def test_the_time_is_kept_in_utc_to_the_millisecond(clock: type[Clock]) -> None:
    clock.at = datetime.datetime.fromisoformat("2026-11-22T20:15:00.123456")
    assert dates.utc_now() == "2026-11-22T20:15:00.123Z"


def test_on_a_named_day_it_is_that_day_in_sweden_too_at_any_hour(clock: type[Clock]) -> None:
    told = []
    for hour in range(24):
        clock.at = datetime.datetime.fromisoformat(f"2026-11-22T{hour:02}:59:59.999")
        told.append(dates.utc_now(DAY))
    moments = [datetime.datetime.fromisoformat(one) for one in told]
    sweden = zoneinfo.ZoneInfo("Europe/Stockholm")
    assert {one.date() for one in moments} == {one.astimezone(sweden).date() for one in moments} == {DAY}
    assert told == sorted(set(told))
