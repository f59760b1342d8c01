"""Times as people here read them."""

from __future__ import annotations

import datetime
import functools
import zoneinfo

HERE = "Europe/Stockholm"


@functools.cache
def _zone() -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(HERE)
    except zoneinfo.ZoneInfoNotFoundError:  # a machine without the time zones' data
        return None


def moment(at: str) -> str:
    """Give a time kept in UTC (ISO 8601) as Swedish time to the minute; in UTC, and saying so, where zones are unknown."""
    read = datetime.datetime.fromisoformat(at)
    told = read if read.tzinfo else read.replace(tzinfo=datetime.UTC)
    zone = _zone()
    return f"{told.astimezone(zone or datetime.UTC):%Y-%m-%d %H:%M}{'' if zone else ' (UTC)'}"
