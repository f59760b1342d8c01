"""Counts and pages of the queue: what a list shows without reading every marked answer."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Sequence

from assistant.review.model import State


def find_unchanged(connection: sqlite3.Connection, since: datetime.date) -> list[int]:
    """Give the numbers of the reviews with which no step has been taken since a day."""
    rows = connection.execute(
        "SELECT id FROM reviews WHERE id NOT IN (SELECT review_id FROM history WHERE at >= ?) ORDER BY id", (since.isoformat(),)
    )
    return [row["id"] for row in rows]


def count_states(connection: sqlite3.Connection) -> dict[State, int]:
    """Give how many reviews are in each state; a state that none is in is left out."""
    return {State(state): count for state, count in connection.execute("SELECT state, count(*) FROM reviews GROUP BY state")}


def page_ids(connection: sqlite3.Connection, states: Sequence[State], most: int, skip: int) -> list[int]:
    """Give the numbers of a page of the reviews in some states: in the order of the states, and the oldest first in each.

    Parameters
    ----------
    connection
        In a transaction.
    states
        The states, the first one first.
    most, skip
        How many, and how many to pass over.
    """
    marks = ", ".join("?" * len(states))
    order = " ".join(f"WHEN ? THEN {place}" for place in range(len(states)))
    rows = connection.execute(
        f"SELECT id FROM reviews WHERE state IN ({marks}) ORDER BY CASE state {order} END, id LIMIT ? OFFSET ?",  # noqa: S608
        [*states, *states, most, skip],
    )
    return [row["id"] for row in rows]
