"""A language model's reply as it comes, with an end to every wait."""

from __future__ import annotations

import queue
import time
import weakref
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self

from assistant.generation.circuit import Circuit
from assistant.generation.failures import ModelError, Reason
from assistant.generation.limits import Limits

if TYPE_CHECKING:
    from assistant.generation.exchange import Exchange

_FAREWELL = 0.5
"""The longest wait for the thread that held the line, in seconds; it ends by itself within `exchange.CONNECT_SECONDS`."""


class ModelStream(Iterator[str]):
    """The pieces of a reply. Iterate it once, in one thread, in a ``with``; `cancel` it from any.

    Raises
    ------
    ModelError
        While iterating: the model was slow, failed, gave nothing, or was cut off (then the pieces before stand).
    """

    def __init__(self, exchange: Exchange, circuit: Circuit, limits: Limits) -> None:
        self._exchange = exchange
        self._circuit = circuit
        self._limits = limits
        self._started = time.monotonic()
        self._begun = False
        self._over = False
        self._cancelled = False
        # Who forgets the stream (a page that is closed in the middle of an answer) must not keep the model at work.
        self._let_go = weakref.finalize(self, exchange.cancel)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        if self._over:
            raise StopIteration
        try:
            piece = self._exchange.pieces.get(timeout=self._patience())
        except queue.Empty:
            raise self._failed(Reason.SLOW) from None
        if self._cancelled:
            self.close()
            raise StopIteration
        if isinstance(piece, str):
            self._begun = True
            return piece
        if piece.reason is None:
            self._circuit.success()
            self._finish()
            raise StopIteration
        raise self._failed(piece.reason, blames_model=piece.blames_model)

    def cancel(self) -> None:
        """End the reply at once, from any thread; iterating it ends without an error. What had come counts as an answer."""
        if self._begun and not self._over and not self._cancelled:
            self._circuit.success()
        self._cancelled = True
        self._let_go()

    def close(self) -> None:
        """End the reply, where it has not ended, and wait for the thread that held the line."""
        self.cancel()
        self._finish()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    def _patience(self) -> float:
        """Give the seconds that may be waited for the next piece; a consumer's own pauses do not count as silence."""
        now = time.monotonic()
        left = self._started + self._limits.whole - now
        if self._begun:
            return max(0.0, min(left, self._limits.idle))
        return max(0.0, min(left, self._started + self._limits.first_word - now))

    def _failed(self, reason: Reason, *, blames_model: bool = True) -> ModelError:
        if blames_model:
            self._circuit.failure()
        else:
            self._circuit.success()
        self._finish()
        return ModelError(reason)

    def _finish(self) -> None:
        self._over = True
        self._let_go()
        self._exchange.join(_FAREWELL)
