"""A language model's server that speaks the OpenAI protocol over HTTP and does as the script says.

    with ModelServer() as server:
        server.script("Svaret.")                      # one reply a request, in order; the last one is given again
        server.script(lambda request: request.last)   # a reply made from what was asked
        server.script(Reply("Svar", pause=0.1), Failure(429, retry_after="1"))
        settings = load_settings(llm_base_url=server.url, llm_model="double")
        ...
        assert "tools" not in server.requests[0].body

Everything runs on 127.0.0.1, in threads that end with the ``with``.
"""

from __future__ import annotations

import json
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self, TypeAlias

MODEL = "double"


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came: its path, headers (names in small letters) and body."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def system(self) -> str:
        """Give the system's messages."""
        return "\n".join(str(message["content"]) for message in self.body["messages"] if message["role"] == "system")

    @property
    def last(self) -> str:
        """Give the last message."""
        return str(self.body["messages"][-1]["content"])

    @property
    def shape(self) -> str:
        """Give the form that the reply is asked for in: ``json_schema``, ``json_object`` or nothing."""
        return str(self.body.get("response_format", {}).get("type", ""))


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply in text.

    Parameters
    ----------
    text
        What the model says.
    size
        Characters a chunk; 0: all in one.
    wait, pause
        Seconds before the first chunk, and before each next one.
    thinking
        What it says before, as ``reasoning_content``.
    finish
        ``finish_reason`` of the last chunk; None: the reply ends without one.
    cut_after
        Chunks with text after which the connection ends; None: never.
    endless
        Whether the text is said again and again, for as long as anybody listens.
    raw
        Lines that are sent as they are instead of the chunks: broken JSON, an error within a stream.
    """

    text: str = ""
    size: int = 8
    wait: float = 0.0
    pause: float = 0.0
    thinking: str = ""
    finish: str | None = "stop"
    cut_after: int | None = None
    endless: bool = False
    raw: tuple[str, ...] = ()

    def deltas(self) -> Iterator[dict[str, str]]:
        """Give the chunks' contents."""
        yield {"role": "assistant", "content": ""}
        for piece in _pieces(self.thinking, self.size):
            yield {"reasoning_content": piece}
        while True:
            for piece in _pieces(self.text, self.size):
                yield {"content": piece}
            if not self.endless:
                return


@dataclass(frozen=True, slots=True)
class Failure:
    """A refusal: an HTTP status, its message, and the headers ``Retry-After`` and ``Location``."""

    status: int
    message: str = "the double refuses"
    retry_after: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class HangUp:
    """The connection is reset without a word."""


Answer: TypeAlias = "str | Reply | Failure | HangUp"
Step: TypeAlias = "Answer | Callable[[Request], Answer]"


def refuses(shape: str, reply: Answer) -> Callable[[Request], Answer]:
    """Give a step that answers 400 to a ``response_format`` of one type (``json_schema``, or any: ``*``), else the reply."""

    def answer(request: Request) -> Answer:
        asked = request.shape
        if asked and shape in {asked, "*"}:
            return Failure(400, f"response_format.type {asked} is not supported")
        return reply

    return answer


@dataclass
class ModelServer:
    """The server. ``requests`` holds what it was asked, ``gone`` is set when somebody has hung up in the middle of a reply."""

    requests: list[Request] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._steps: list[Step] = ["Svar från dubbelgångaren."]
        self._lock = threading.Lock()
        self.closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _handler_of(self))
        self._server.faults = []
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), name="model-double")

    @property
    def url(self) -> str:
        """Give the address for ``ASSISTANT_LLM_BASE_URL``."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def script(self, *steps: Step) -> None:
        """Say what the next requests get, one step each; the last step is for all that follow."""
        with self._lock:
            self._steps = list(steps)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        assert not self._server.faults, self._server.faults

    def answer_to(self, request: Request) -> Answer:
        """Note a request and give what the script says."""
        with self._lock:
            self.requests.append(request)
            step = self._steps.pop(0) if len(self._steps) > 1 else self._steps[0]
        answer = step(request) if callable(step) else step
        return Reply(answer) if isinstance(answer, str) else answer

    def sleep(self, seconds: float) -> None:
        """Wait, but no longer than the server lives."""
        if seconds:
            self.closing.wait(seconds)


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # server_close() waits for them, so that no test leaves one behind
    request_queue_size = 128
    faults: list[BaseException]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of connections that ended, which is what many tests are about, and keep what is a fault of the double."""
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, OSError):
            self.faults.append(error)


def _handler_of(double: ModelServer) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        server_double = double

    return Handler


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_double: ModelServer

    def log_message(self, format: str, *args: object) -> None:  # the name in the base class
        """Log nothing."""

    def do_GET(self) -> None:
        models = {"object": "list", "data": [{"id": MODEL, "object": "model"}]}
        self._send(*((200, models) if self.path == "/v1/models" else (404, _error("no such path"))))

    def do_POST(self) -> None:
        data = self.rfile.read(length := int(self.headers.get("content-length", "0")))
        if len(data) < length:  # somebody hung up while asking
            self.close_connection = True
            return
        body = json.loads(data)
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server_double.answer_to(Request(self.path, headers, body))
        try:
            self._answer(answer, stream=bool(body.get("stream")))
        except (ConnectionError, TimeoutError):
            self.server_double.gone.set()
            self.close_connection = True

    def _answer(self, answer: Answer, *, stream: bool) -> None:
        if isinstance(answer, HangUp):
            self._reset()
        elif isinstance(answer, Failure):
            named = {"Retry-After": answer.retry_after, "Location": answer.location}
            self._send(answer.status, _error(answer.message), {name: value for name, value in named.items() if value})
        elif self.path != "/v1/chat/completions":
            self._send(404, _error("no such path"))
        elif isinstance(answer, Reply) and stream:
            self._stream(answer)
        elif isinstance(answer, Reply):
            self.server_double.sleep(answer.wait)
            message = {"role": "assistant", "content": answer.text}
            self._send(200, _completion({"message": message, "finish_reason": answer.finish}, "chat.completion"))

    def _stream(self, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.server_double.sleep(reply.wait)
        for number, line in enumerate(_lines(reply)):
            if self.server_double.closing.is_set():
                return
            if reply.cut_after is not None and number > reply.cut_after:
                self.close_connection = True  # without the last chunk, which tells that nothing is missing
                return
            if number > 1:
                self.server_double.sleep(reply.pause)
            self._chunk(f"data: {line}\n\n")
        self._chunk("")

    def _chunk(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def _send(self, status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> None:
        data = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _reset(self) -> None:
        """Cut the connection so that the other side notices at once (SO_LINGER 0 sends RST)."""
        with suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()


def _lines(reply: Reply) -> Iterator[str]:
    if reply.raw:
        yield from reply.raw
        return
    for delta in reply.deltas():
        yield json.dumps(_completion({"delta": delta, "finish_reason": None}, "chat.completion.chunk"))
    if reply.finish is not None:
        yield json.dumps(_completion({"delta": {}, "finish_reason": reply.finish}, "chat.completion.chunk"))
    yield "[DONE]"


def _completion(choice: Mapping[str, Any], kind: str) -> dict[str, Any]:
    return {"id": "c1", "object": kind, "created": 0, "model": MODEL, "choices": [{"index": 0, **choice}]}


def _error(message: str) -> dict[str, Any]:
    return {"error": {"message": message, "type": "invalid_request_error"}}


def _pieces(text: str, size: int) -> Iterator[str]:
    step = size or max(1, len(text))
    return (text[at : at + step] for at in range(0, len(text), step))
