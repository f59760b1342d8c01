from __future__ import annotations

import contextlib
import gc
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from assistant.errors import ExternalServiceError, SettingsError
from assistant.generation import endpoint as endpoint_module
from assistant.generation.address import read_address
from assistant.generation.endpoint import Endpoint, Message, ModelError, Reason
from assistant.generation.limits import Limits
from assistant.settings import load_settings
from tests.doubles.model_server import Answer, Failure, HangUp, ModelServer, Reply, Request, refuses

QUESTION = "Vem upprättar xyzzy-planen?"
KEY = "nyckel-plugh-42"
ASKED = [Message("system", "Svara på svenska."), Message("user", QUESTION)]
SCHEMA = {"title": "answer", "type": "object", "properties": {}}


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.generation import exchange

    monkeypatch.setattr(exchange, "_FIRST_PAUSE", 0.01)


@pytest.fixture(autouse=True)
def _no_thread_left_behind() -> Iterator[None]:
    yield
    until = time.monotonic() + 8
    while time.monotonic() < until and _threads():
        time.sleep(0.01)
    assert not _threads()


def _threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "language-model"]


def endpoint_at(server: ModelServer, key: str = "", **limits: Any) -> Endpoint:
    chosen = Limits(**{"first_word": 10.0, "whole": 20.0, "retries": 1, **limits})
    return Endpoint(read_address(server.url, "double", allow_remote=False), "double", key, chosen)


def reason_of(endpoint: Endpoint) -> Reason:
    with pytest.raises(ModelError) as caught:
        endpoint.complete(ASKED)
    return caught.value.reason


# What is set


def test_where_nothing_is_set_there_is_no_model() -> None:
    assert Endpoint.from_settings(load_settings()) is None


def test_a_key_in_the_environment_for_openai_sets_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-annan")
    assert Endpoint.from_settings(load_settings()) is None


@pytest.mark.parametrize(
    ("given", "missing"),
    [("llm_base_url", "ASSISTANT_LLM_MODEL"), ("llm_model", "ASSISTANT_LLM_BASE_URL")],
)
def test_half_a_setting_is_refused_by_the_name_of_the_other_half(given: str, missing: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Endpoint.from_settings(load_settings(**{given: "http://127.0.0.1:1/v1"}))
    assert missing in caught.value.message


def test_a_remote_model_is_refused_until_it_is_allowed() -> None:
    remote = {"llm_base_url": "https://modell.kommunen.se/v1", "llm_model": "m"}
    with pytest.raises(SettingsError):
        Endpoint.from_settings(load_settings(**remote))
    allowed = Endpoint.from_settings(load_settings(**remote, llm_allow_remote=True))
    assert allowed is not None
    assert (allowed.model, allowed.where, allowed.is_local) == ("m", "modell.kommunen.se", False)


def test_a_key_that_no_header_can_hold_is_refused_without_being_repeated() -> None:
    with pytest.raises(SettingsError) as caught:
        Endpoint.from_settings(load_settings(llm_base_url="http://127.0.0.1/v1", llm_model="m", llm_api_key="hemlig\nnyckel"))
    assert "nyckel\n" not in str(caught.value)
    assert "hemlig" not in str(caught.value)


def test_a_missing_extra_is_named_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint_module, "_PACKAGES", ("no_such_package.inside",))
    with pytest.raises(ExternalServiceError) as caught:
        Endpoint.from_settings(load_settings(llm_base_url="http://127.0.0.1/v1", llm_model="m"))
    assert 'pip install "handlaggarassistenten[llm]"' in caught.value.advice


def test_no_package_of_the_model_is_loaded_before_it_is_asked() -> None:
    script = (
        "import sys; from assistant.generation.endpoint import Endpoint; from assistant.settings import load_settings;"
        "Endpoint.from_settings(load_settings(llm_base_url='http://127.0.0.1/v1', llm_model='m'));"
        "print([name for name in ('openai', 'httpx', 'llama_index.core', 'tiktoken') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


# What is sent


def test_a_reply_comes_piece_by_piece(server: ModelServer) -> None:
    server.script(Reply("Socialsekreteraren upprättar planen. Åh!", size=5))
    with endpoint_at(server).stream(ASKED) as pieces:
        came = list(pieces)
    assert len(came) == 8
    assert "".join(came) == "Socialsekreteraren upprättar planen. Åh!"


def test_the_model_is_told_the_messages_and_offered_no_tools(server: ModelServer) -> None:
    endpoint_at(server).complete(ASKED)
    body = server.requests[0].body
    assert body["messages"] == [
        {"role": "system", "content": "Svara på svenska."},
        {"role": "user", "content": QUESTION},
    ]
    assert body["model"] == "double"
    assert body["temperature"] == 0
    assert body["max_tokens"] == 2_000
    assert not {"tools", "tool_choice", "functions", "user", "store", "metadata"} & set(body)


def test_the_key_is_sent_and_nothing_else_about_this_machine(server: ModelServer) -> None:
    endpoint_at(server, key=KEY).complete(ASKED)
    headers = server.requests[0].headers
    assert headers["authorization"] == f"Bearer {KEY}"
    assert set(headers) == {"host", "accept", "content-type", "content-length", "user-agent", "authorization"}


def test_nothing_of_the_environment_is_used_or_sent(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with ModelServer() as listener:
        for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
            monkeypatch.setenv(name, listener.url)
        for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY"):
            monkeypatch.setenv(name, "sk-annan")
        monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Annan: sk-annan")
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        endpoint_at(server).complete(ASKED)
        assert not listener.requests
    assert "authorization" not in server.requests[0].headers
    assert "sk-annan" not in str(server.requests[0])


def test_a_redirect_is_not_followed(server: ModelServer) -> None:
    with ModelServer() as elsewhere:
        for status in (301, 302, 307, 308):
            server.script(Failure(status, location=f"{elsewhere.url}/chat/completions"))
            assert reason_of(endpoint_at(server, key=KEY)) is Reason.REFUSED
        assert not elsewhere.requests


# What can go wrong


@pytest.mark.parametrize(
    ("answer", "reason", "requests"),
    [
        (HangUp(), Reason.UNREACHABLE, 2),
        (Failure(500), Reason.FAILED, 2),
        (Failure(503), Reason.BUSY, 2),
        (Failure(429), Reason.BUSY, 2),
        (Failure(429, retry_after="0"), Reason.BUSY, 2),
        (Failure(429, retry_after="60"), Reason.BUSY, 1),
        (Failure(429, retry_after="Fri, 01 Jan 2100 00:00:00 GMT"), Reason.BUSY, 1),
        (Failure(401), Reason.REFUSED, 1),
        (Failure(404), Reason.REFUSED, 1),
        (Failure(400), Reason.REFUSED, 1),
        (Reply(""), Reason.EMPTY, 1),
        (Reply("  \n "), Reason.EMPTY, 1),
        (Reply("<think>Hm.</think>"), Reason.EMPTY, 1),
        (Reply("", thinking="Hm."), Reason.EMPTY, 1),
        (Reply(raw=('{"choices": [',)), Reason.FAILED, 1),
        (Reply(raw=('{"choices": "struntprat"}',)), Reason.FAILED, 1),
        (Reply(raw=('{"error": {"message": "slut på minne"}}',)), Reason.FAILED, 1),
        (Reply(raw=("[DONE]",)), Reason.EMPTY, 1),
        (Reply("Halva sva", cut_after=1), Reason.CUT, 1),
        (Reply("Utan slut", finish=None), Reason.CUT, 1),
        (Reply("För långt", finish="length"), Reason.CUT, 1),
        (Reply("Aldrig slut. ", endless=True, size=0), Reason.CUT, 1),
        (Reply("å" * 3_000_000, size=0), Reason.CUT, 1),
    ],
    ids=lambda value: repr(value)[:60],
)
def test_a_failure_is_told_by_its_reason(server: ModelServer, answer: Answer, reason: Reason, requests: int) -> None:
    server.script(answer)
    assert reason_of(endpoint_at(server)) is reason
    assert len(server.requests) == requests


def test_a_line_without_end_does_not_fill_the_memory(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.generation import transport

    monkeypatch.setattr(transport, "MAX_BYTES", 100_000)
    server.script(Reply(raw=("x" * 1_000_000,)))
    assert reason_of(endpoint_at(server)) is Reason.CUT


def test_a_server_that_is_not_there_is_unreachable(server: ModelServer) -> None:
    with ModelServer() as gone:
        endpoint = endpoint_at(gone)
    assert reason_of(endpoint) is Reason.UNREACHABLE


def test_a_model_name_that_the_client_cannot_use_is_an_error_and_not_a_crash(server: ModelServer) -> None:
    from llama_index.llms.openai.utils import RESPONSES_API_ONLY_MODELS

    address = read_address(server.url, "double", allow_remote=False)
    unusable = Endpoint(address, next(iter(RESPONSES_API_ONLY_MODELS)), "", Limits(10.0, 20.0, 1))
    assert reason_of(unusable) is Reason.FAILED
    assert not server.requests


def test_what_came_before_a_cut_is_given(server: ModelServer) -> None:
    server.script(Reply("Första meningen. Andra men", size=10, cut_after=2))
    came: list[str] = []
    with pytest.raises(ModelError), endpoint_at(server).stream(ASKED) as pieces:
        came.extend(pieces)
    assert "".join(came) == "Första meningen. And"


def test_a_busy_model_is_asked_again_when_it_says(server: ModelServer) -> None:
    server.script(Failure(429, retry_after="0.2"), "Svar.")
    start = time.monotonic()
    assert endpoint_at(server).complete(ASKED) == "Svar."
    assert 0.2 <= time.monotonic() - start < 8


def test_the_number_of_tries_is_bounded(server: ModelServer) -> None:
    server.script(Failure(500))
    assert reason_of(endpoint_at(server, retries=0)) is Reason.FAILED
    assert len(server.requests) == 1
    assert reason_of(endpoint_at(server, retries=3)) is Reason.FAILED
    assert len(server.requests) == 5


# Waiting, and stopping


@pytest.mark.parametrize(
    ("answer", "limits"),
    [
        (Reply("Svar.", wait=30), {"first_word": 0.2}),
        (Reply("Svar.", thinking="Jag tänker. " * 1000, pause=0.02), {"first_word": 0.2}),
        (Reply(" ", endless=True, pause=0.02), {"first_word": 0.2}),
        (Reply("Svar i delar.", size=4, pause=30), {"idle": 0.2}),
        (Reply("Ett ord till. ", endless=True, pause=0.05), {"whole": 0.3}),
    ],
    ids=["first word", "thinking", "white space", "silence", "whole"],
)
def test_nobody_waits_longer_than_was_set(server: ModelServer, answer: Answer, limits: dict[str, Any]) -> None:
    server.script(answer)
    start = time.monotonic()
    assert reason_of(endpoint_at(server, **limits)) is Reason.SLOW
    assert time.monotonic() - start < 8


def test_a_pause_of_the_reader_is_not_the_models_silence(server: ModelServer) -> None:
    server.script(Reply("Ett svar i flera delar.", size=4, pause=0.05))
    with endpoint_at(server, idle=1.0).stream(ASKED) as pieces:
        next(pieces)
        time.sleep(1.3)
        assert "".join(pieces).endswith("delar.")


def test_stop_from_another_thread_ends_the_wait_at_once(server: ModelServer) -> None:
    server.script(Reply("Svar.", wait=30))
    with endpoint_at(server).stream(ASKED) as pieces:
        threading.Timer(0.2, pieces.cancel).start()
        start = time.monotonic()
        assert list(pieces) == []
        assert time.monotonic() - start < 8


def test_stop_in_the_middle_reaches_the_model(server: ModelServer) -> None:
    server.script(Reply("Ett ord till. ", endless=True, pause=0.01))
    with endpoint_at(server).stream(ASKED) as pieces:
        next(pieces)
        pieces.cancel()
        assert list(pieces) == []
    assert server.gone.wait(8)


def test_stop_while_waiting_for_another_try(server: ModelServer) -> None:
    server.script(Failure(429, retry_after="4"))
    with endpoint_at(server).stream(ASKED) as pieces:
        threading.Timer(0.1, pieces.cancel).start()
        start = time.monotonic()
        assert list(pieces) == []
        assert time.monotonic() - start < 8


def test_a_reply_that_nobody_reads_any_more_is_ended(server: ModelServer) -> None:
    server.script(Reply("Ett ord till. ", endless=True, pause=0.01))
    pieces = endpoint_at(server).stream(ASKED)
    next(pieces)
    del pieces
    gc.collect()
    assert server.gone.wait(8)


def test_an_ended_reply_stays_ended(server: ModelServer) -> None:
    pieces = endpoint_at(server).stream(ASKED)
    assert "".join(pieces)
    pieces.cancel()
    pieces.close()
    assert list(pieces) == []


def test_many_may_ask_at_once(server: ModelServer) -> None:
    server.script(lambda request: Reply(request.last, size=3, pause=0.002))
    endpoint = endpoint_at(server)
    questions = [f"Fråga nummer {number}, med svar i delar" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: endpoint.complete([Message("user", text)]), questions)) == questions


# The form of a reply


def shapes_of(server: ModelServer) -> list[str]:
    return [request.shape for request in server.requests]


def test_the_strictest_form_is_asked_for(server: ModelServer) -> None:
    endpoint_at(server).complete(ASKED, SCHEMA)
    assert server.requests[0].body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "answer", "strict": True, "schema": SCHEMA},
    }


def test_no_form_is_asked_for_where_none_is_wanted(server: ModelServer) -> None:
    endpoint_at(server).complete(ASKED)
    assert shapes_of(server) == [""]


@pytest.mark.parametrize(
    ("refused", "asked"),
    [("json_schema", ["json_schema", "json_object", "json_object"]), ("*", ["json_schema", "json_object", "", ""])],
)
def test_what_an_endpoint_refuses_is_asked_for_once(server: ModelServer, refused: str, asked: list[str]) -> None:
    server.script(refuses(refused, "{}"))
    endpoint = endpoint_at(server, retries=0)
    assert endpoint.complete(ASKED, SCHEMA) == "{}"
    assert endpoint.complete(ASKED, SCHEMA) == "{}"
    assert shapes_of(server) == asked


def refuse_schema_with(status: int, message: str) -> Callable[[Request], Answer]:
    return lambda request: Failure(status, message) if request.shape == "json_schema" else "{}"


@pytest.mark.parametrize(
    ("status", "message"),
    [(400, "bad request"), (404, "not found"), (422, "invalid"), (500, "Failed to parse grammar")],
)
def test_a_form_may_be_refused_in_many_ways(server: ModelServer, status: int, message: str) -> None:
    server.script(refuse_schema_with(status, message))
    assert endpoint_at(server, retries=0).complete(ASKED, SCHEMA) == "{}"


def test_a_form_that_was_taken_before_is_not_doubted(server: ModelServer) -> None:
    endpoint = endpoint_at(server)
    endpoint.complete(ASKED, SCHEMA)
    server.script(Failure(400, "the prompt is too long"))
    with pytest.raises(ModelError):
        endpoint.complete(ASKED, SCHEMA)
    assert shapes_of(server) == ["json_schema", "json_schema"]


def test_a_wrong_model_name_is_refused_whatever_the_form(server: ModelServer) -> None:
    server.script(Failure(404, "model not found"))
    endpoint = endpoint_at(server)
    with pytest.raises(ModelError) as caught:
        endpoint.complete(ASKED, SCHEMA)
    assert caught.value.reason is Reason.REFUSED
    assert "ASSISTANT_LLM_MODEL" in caught.value.advice
    server.script("{}")
    endpoint.complete(ASKED, SCHEMA)
    assert shapes_of(server)[-1] == "json_schema"


# Leaving it alone


def test_after_three_failures_nobody_waits_for_the_model(server: ModelServer) -> None:
    server.script(Failure(500))
    endpoint = endpoint_at(server, retries=0)
    assert [reason_of(endpoint) for _ in range(5)] == [Reason.FAILED] * 3 + [Reason.RESTING] * 2
    assert len(server.requests) == 3
    assert endpoint.is_resting


def test_a_model_that_talks_nonsense_is_left_alone_too(server: ModelServer) -> None:
    endpoint = endpoint_at(server)
    for _ in range(3):
        endpoint.complete(ASKED)
        endpoint.report(Reason.NONSENSE)
    assert reason_of(endpoint) is Reason.RESTING


def test_users_who_press_stop_do_not_make_the_model_rest(server: ModelServer) -> None:
    server.script(Reply("Svar.", wait=30))
    endpoint = endpoint_at(server)
    for _ in range(4):
        with endpoint.stream(ASKED) as pieces:
            pieces.cancel()
    assert not endpoint.is_resting


def test_an_answer_that_was_only_too_long_is_no_failure_of_the_model(server: ModelServer) -> None:
    server.script(Reply("Mycket text", finish="length"))
    endpoint = endpoint_at(server)
    assert {reason_of(endpoint) for _ in range(4)} == {Reason.CUT}


# Nothing that was typed is kept


@pytest.mark.parametrize("answer", ["Svar.", Failure(500, QUESTION), Failure(400, QUESTION), HangUp(), Reply(raw=(QUESTION,))])
def test_no_log_holds_the_question_the_key_or_the_address(
    server: ModelServer, caplog: pytest.LogCaptureFixture, answer: Answer
) -> None:
    caplog.set_level(logging.DEBUG)
    endpoint = endpoint_at(server, key=KEY)
    endpoint.prepare()
    for name in logging.root.manager.loggerDict:
        caplog.set_level(logging.DEBUG, logger=name)
    server.script(answer)
    with contextlib.suppress(ModelError):
        endpoint.complete(ASKED, SCHEMA)
    assert not any(secret in caplog.text for secret in ("xyzzy", KEY, "chat/completions"))


@pytest.mark.parametrize("answer", [Failure(500, QUESTION), Failure(400, QUESTION), HangUp(), Reply(raw=(QUESTION,))])
def test_no_error_holds_the_question_the_key_or_the_address(server: ModelServer, answer: Answer) -> None:
    server.script(answer)
    with pytest.raises(ModelError) as caught:
        endpoint_at(server, key=KEY).complete(ASKED, SCHEMA)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert not any(secret in f"{caught.value!r} {caught.value}" for secret in ("xyzzy", KEY, "/v1/", "127.0.0.1"))


def test_every_reason_has_swedish_words_and_advice() -> None:
    for reason in Reason:
        error = ModelError(reason)
        assert error.message.startswith("Språkmodelle")
        assert error.message.endswith(".")
        assert error.advice.endswith(".")
        assert error.exit_code == 4
