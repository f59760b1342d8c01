"""One question to a language model over HTTP, in a thread of its own. Imports the packages of the extra ``llm``."""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import httpx
from llama_index.core.base.llms.types import ChatMessage, ChatResponse
from llama_index.llms.openai_like import OpenAILike

from assistant.generation.failures import Reason
from assistant.generation.limits import Limits
from assistant.generation.shapes import Shape, Shapes
from assistant.generation.thinking import WithoutThinking
from assistant.generation.transport import Line, Transport, trusted_certificates
from assistant.generation.verdict import judge

CONNECT_SECONDS = 5.0
_FIRST_PAUSE = 0.5
"""Before the first further try, in seconds; each next one waits twice as long."""
_NO_KEY = "none"
"""What the client is given where there is no key: with nothing it would take one from the environment. It is never sent."""

_TALKATIVE = frozenset({"openai", "httpx", "httpcore"})


@dataclass(frozen=True, slots=True)
class Target:
    """Which model is asked, and where."""

    url: str
    model: str
    key: str


@dataclass(frozen=True, slots=True)
class End:
    """The end of a reply. ``reason`` is None where all went well; ``blames_model`` False where it answered all the same."""

    reason: Reason | None
    blames_model: bool = True


class Exchange:
    """Asks a model and puts what it answers, piece by piece and then an `End`, into ``pieces``."""

    def __init__(
        self,
        target: Target,
        messages: Sequence[tuple[str, str]],
        schema: Mapping[str, Any] | None,
        shapes: Shapes,
        limits: Limits,
    ) -> None:
        self.pieces: queue.SimpleQueue[str | End] = queue.SimpleQueue()
        self._target = target
        self._messages = [ChatMessage(role=role, content=text) for role, text in messages]
        self._schema = schema
        self._shapes = shapes
        self._limits = limits
        self._line = Line()
        self._sent = 0
        self._thread = threading.Thread(target=self._run, name="language-model", daemon=True)

    def start(self) -> None:
        """Begin to ask."""
        self._thread.start()

    def cancel(self) -> None:
        """End it at once, from any thread; who waits for a piece gets an `End`."""
        self._line.hang_up()
        self.pieces.put(End(None))

    def join(self, seconds: float) -> None:
        """Wait for the thread to end after `cancel`."""
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            with httpx.Client(transport=Transport(self._line, self._target.key), trust_env=False) as client:
                end = self._ask(self._model(client))
        except (
            Exception
        ):  # whatever a strange server makes the client raise; it may hold the question, so nothing is kept of it
            end = End(Reason.FAILED)
        self.pieces.put(end)

    def _model(self, client: httpx.Client) -> OpenAILike:
        arguments: dict[str, Any] = {  # the class declares its fields, and takes `http_client` beside them
            "model": self._target.model,
            "api_base": self._target.url,
            "api_key": self._target.key or _NO_KEY,
            "http_client": client,
            "max_retries": 0,  # retries are ours: bounded, told apart, and ended by the user's stop
            "temperature": 0.0,
            "max_tokens": self._limits.tokens,
            "is_chat_model": True,
            "is_function_calling_model": False,
        }
        return OpenAILike(**arguments)

    def _ask(self, model: OpenAILike) -> End:
        shape, tries = self._shapes.current, 0
        while True:
            try:
                return self._listen(model, shape)
            except Exception as error:  # judged one by one
                verdict = judge(error, begun=self._sent > 0)
            if verdict.bad_request and self._schema is not None:
                weaker = self._shapes.after(shape, named=verdict.names_shape)
                if weaker is not None:
                    shape = weaker
                    continue
            tries += 1
            if not verdict.again or tries > self._limits.retries:
                return End(verdict.reason)
            if self._line.hung_up.wait(_FIRST_PAUSE * 2 ** (tries - 1) if verdict.wait is None else verdict.wait):
                return End(None)

    def _listen(self, model: OpenAILike, shape: Shape) -> End:
        thinking, finish = WithoutThinking(), None
        with contextlib.closing(self._replies(model, shape)) as replies:
            for reply in replies:
                if self._line.hung_up.is_set():
                    return End(None)
                finish = _finish_of(reply) or finish
                if not self._pass_on(thinking.feed(reply.delta or ""), shape):
                    return End(Reason.CUT, blames_model=False)
        self._pass_on(thinking.end(), shape)
        if not self._sent:
            return End(Reason.EMPTY)
        if finish is None:
            return End(Reason.CUT)
        return End(Reason.CUT, blames_model=False) if finish in {"length", "content_filter"} else End(None)

    def _replies(self, model: OpenAILike, shape: Shape) -> Generator[ChatResponse, None, None]:
        patience = httpx.Timeout(self._limits.whole, connect=CONNECT_SECONDS)
        return model.stream_chat(self._messages, timeout=patience, **shape.arguments(self._schema))

    def _pass_on(self, text: str, shape: Shape) -> bool:
        """Hand a piece over; False where the reply has become longer than any may be."""
        if not text:
            return True
        if not self._sent and self._schema is not None:
            self._shapes.taken(shape)
        room = self._limits.characters - self._sent
        self._sent += len(text)
        self.pieces.put(text[:room])
        return len(text) <= room


def _finish_of(reply: ChatResponse) -> str | None:
    """Give why the model stopped, where this piece says so."""
    choices = getattr(reply.raw, "choices", None) or [None]
    return getattr(choices[0], "finish_reason", None)


@cache
def prepare() -> None:
    """Do once what the first question would else wait for, and what has to be done before it."""
    import_module("openai.resources.chat")  # 650 classes, which the client would load with its first request
    trusted_certificates()
    _keep_out_of_logs()


def _keep_out_of_logs() -> None:
    """Keep what these packages log from every log: at DEBUG they write whole requests, at INFO addresses."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in _TALKATIVE:
            logging.getLogger(name).addFilter(_nothing)  # a filter on the package's own logger would not bind those below it


def _nothing(_record: logging.LogRecord) -> bool:
    return False
