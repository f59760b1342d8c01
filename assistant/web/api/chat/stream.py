"""A completion as a stream: each verified sentence as it comes, then the sources; a client that leaves stops the work."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from typing import Any, cast

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from assistant.answering.answer import Answer
from assistant.answering.stop import Stop
from assistant.chat import Step
from assistant.web.api.chat.objects import DONE, KEEP_ALIVE, Completion, event
from assistant.web.api.chat.text import answer_part, sources_part
from assistant.web.api.errors import refusal_of
from assistant.web.api.work import Running, Work
from assistant.web.refusals import openai_error

KEEP_ALIVE_SECONDS = 10.0
"""Half of what proxies commonly wait before they give a silent connection up, and less."""
CHANGED = "\n\n---\n\n**Svaret i sin slutliga form:**\n\n"
"""Stands between what has been sent and the whole answer, where that is not how the sent words go on."""

Grow = Callable[[Stop], Iterator[Step]]


class ChatStream(StreamingResponse):
    """Sends a completion in chunks.

    Parameters
    ----------
    work
        Where the work is done.
    grow
        Begins the answer; takes what stops it.
    completion
        Makes the chunks.
    with_usage
        Whether the client asks for a count of tokens.

    Raises
    ------
    BusyError
        Where too many wait: before anything has been sent.
    """

    def __init__(self, work: Work, grow: Grow, completion: Completion, *, with_usage: bool) -> None:
        self._completion = completion
        self._with_usage = with_usage
        self._steps: asyncio.Queue[Step | Exception] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def job(stop: Stop) -> None:
            def put(item: Step | Exception) -> None:
                loop.call_soon_threadsafe(self._steps.put_nowait, item)

            try:
                with closing(cast(Any, grow(stop))) as steps:
                    for step in steps:
                        put(step)
            except Exception as error:  # told to the client by the loop, in its words
                put(error)

        self._running = Running(work, job)
        super().__init__(self._events(), media_type="text/event-stream", headers={"x-accel-buffering": "no"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream; whichever way it ends, the work has ended with it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._running.end()

    async def _events(self) -> AsyncIterator[bytes]:
        yield self._completion.chunk({"role": "assistant", "content": ""})
        sent = ""
        while True:
            try:
                item = await asyncio.wait_for(self._steps.get(), KEEP_ALIVE_SECONDS)
            except TimeoutError:
                yield KEEP_ALIVE
                continue
            if isinstance(item, Exception):
                found = refusal_of(item)
                yield event(openai_error(found.status, found.message, found.advice, found.code))
                return
            new = _added(sent, item)
            if new:
                sent += new
                yield self._completion.chunk({"content": new})
            if item.is_whole:
                for chunk in self._ending(item.answer, sent):
                    yield chunk
                return

    def _ending(self, answer: Answer, sent: str) -> Iterator[bytes]:
        below = sources_part(answer, self._completion.link)
        yield self._completion.chunk({"content": below})
        yield self._completion.last(answer, sent + below)
        if self._with_usage:
            yield self._completion.usage()
        yield DONE


def _added(sent: str, step: Step) -> str:
    """Give what is to be sent now; what has been sent cannot be taken back, so another answer follows whole, and says so."""
    text = answer_part(step.answer)
    if text.startswith(sent):
        return text[len(sent) :]
    return CHANGED + text if step.is_whole else ""
