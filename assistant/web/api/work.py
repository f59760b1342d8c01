"""Where the API's work is done: some at once, some waiting, and a polite refusal for what is more."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from starlette.requests import Request

from assistant.answering.stop import Stop
from assistant.errors import AssistantError

Result = TypeVar("Result")
LOOKS_EVERY = 1.0
"""Seconds between looks whether the client is still there."""
RETRY_AFTER = 5
"""Seconds after which a client that was refused may come again; what waits has been answered by then."""


class BusyError(AssistantError):
    """As many are waiting as may wait."""

    def __init__(self) -> None:
        super().__init__("Många frågar samtidigt just nu.", "Vänta några sekunder och försök igen.")


class GoneError(AssistantError):
    """The client has left; nobody reads the answer."""

    def __init__(self) -> None:
        super().__init__("Klienten avbröt anropet.")


class Work:
    """A bounded pool of threads with a bounded queue. Safe to use from several threads and event loops.

    Parameters
    ----------
    at_once
        Jobs that are done at the same time.
    waiting
        Jobs that may wait for their turn.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="api")
        self._lock = threading.Lock()
        self._room = at_once + waiting

    def start(self, job: Callable[[], Result]) -> Future[Result]:
        """Put a job in the queue.

        Raises
        ------
        BusyError
            Where the queue is full.
        """
        with self._lock:
            if not self._room:
                raise BusyError
            self._room -= 1
        future = self._pool.submit(job)
        future.add_done_callback(self._leave)
        return future

    def _leave(self, _future: Future[Result]) -> None:
        with self._lock:
            self._room += 1

    async def run(self, request: Request | None, job: Callable[[Stop], Result]) -> Result:
        """Do a job for a request; where the client leaves, the job is taken out of the queue or stopped.

        Parameters
        ----------
        request
            What asks for it; None where somebody else looks whether the client is still there, and cancels.
        job
            Takes what stops it.

        Raises
        ------
        BusyError
            Where the queue is full.
        GoneError
            Where the client has left.
        """
        running = Running(self, job)
        try:
            while not await running.wait(LOOKS_EVERY):
                if request and await request.is_disconnected():
                    raise GoneError
            return running.result
        finally:
            running.end()


class Running(Generic[Result]):
    """A job that has been put in the queue, as its event loop sees it."""

    def __init__(self, work: Work, job: Callable[[Stop], Result]) -> None:
        self.stop = Stop()
        self._future = asyncio.wrap_future(work.start(lambda: job(self.stop)))

    async def wait(self, seconds: float) -> bool:
        """Wait until the job is done, at most some seconds; tells whether it is."""
        done, _ = await asyncio.wait({self._future}, timeout=seconds)
        return bool(done)

    @property
    def result(self) -> Result:
        """Give what a job that is done gave, or raise what it raised."""
        return self._future.result()

    def end(self) -> None:
        """Stop the job where it is not done: what waits leaves the queue."""
        if not self._future.done():
            self.stop.now()
            self._future.cancel()
