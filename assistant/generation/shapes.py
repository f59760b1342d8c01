"""How a reply's form is asked for: as strictly as the endpoint understands, remembered for the process."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from enum import IntEnum
from typing import Any


class Shape(IntEnum):
    """The strictest way that an endpoint has not refused; each next one asks for less."""

    SCHEMA = 0
    JSON = 1
    PLAIN = 2

    def arguments(self, schema: Mapping[str, Any] | None) -> dict[str, Any]:
        """Give what the request holds for it: OpenAI's ``response_format``, or nothing."""
        if schema is None or self is Shape.PLAIN:
            return {}
        if self is Shape.JSON:
            return {"response_format": {"type": "json_object"}}
        named = {"name": str(schema.get("title", "reply")), "strict": True, "schema": dict(schema)}
        return {"response_format": {"type": "json_schema", "json_schema": named}}


class Shapes:
    """Remembers which shape an endpoint takes. Any thread may use it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shape = Shape.SCHEMA
        self._proven = False

    @property
    def current(self) -> Shape:
        """Give the shape to begin with."""
        with self._lock:
            return self._shape

    def after(self, refused: Shape, *, named: bool) -> Shape | None:
        """Give the shape to try after a refusal.

        Parameters
        ----------
        refused
            The shape of the request that was refused.
        named
            Whether the refusal named the shape as its cause. Where it did not, a shape that was taken before is not doubted.

        Returns
        -------
        Shape or None
            None where the shape is not the cause, or there is no other left.
        """
        with self._lock:
            doubted = named or not self._proven
        return Shape(refused + 1) if doubted and refused is not Shape.PLAIN else None

    def taken(self, shape: Shape) -> None:
        """Remember that the endpoint took this shape."""
        with self._lock:
            self._shape, self._proven = shape, True
