"""From an error to the API's answer: the right status, what happened and what to do; never a word of the request."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from assistant.errors import AssistantError, UsageError
from assistant.web.api.work import RETRY_AFTER, BusyError, GoneError
from assistant.web.pages import is_under
from assistant.web.refusals import refusal
from assistant.web.words import UNEXPECTED

log = logging.getLogger(__name__)

SEE_DESCRIPTION = "Vad som går att skicka står på sidan /api."
NOT_JSON = "Innehållet går inte att läsa som JSON."
WRONG_TYPE = "Anropets innehåll ska vara JSON."
WRONG_TYPE_ADVICE = "Sätt Content-Type till application/json."
NOT_FOUND = "Adressen finns inte i API:et."
WRONG_METHOD = "Adressen tar inte emot den metoden."
NO_DATE = ("är inget datum", "Skriv en dag som finns, som ÅÅÅÅ-MM-DD, till exempel 2025-07-01.")


class NotFoundError(AssistantError):
    """What was asked for by its id is not there."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A status with its words; ``code`` is OpenAI's name of the error."""

    status: int
    message: str
    advice: str = ""
    retry_after: int | None = None
    code: str | None = None


class ChatError(AssistantError):
    """A chat request that cannot be answered; ``status`` and ``code`` are OpenAI's."""

    def __init__(self, status: int, message: str, advice: str = "", code: str | None = None) -> None:
        super().__init__(message, advice)
        self.status = status
        self.code = code


class ApiRoute(APIRoute):
    """A route whose errors are answered by us: FastAPI's own words repeat what was sent."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Give the handler, with everything that may go wrong in it turned into an answer."""
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            try:
                _refuse_other_content(request)
                return await handle(request)
            except Exception as error:  # the API's boundary: a client gets words, the log no question
                return answer_to(request.url.path, error)

        return guarded


def _refuse_other_content(request: Request) -> None:
    if request.method != "POST":
        return
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415)


def answer_to(path: str, error: Exception) -> Response:
    """Give the answer to a request that failed."""
    found = refusal_of(error)
    status = 400 if found.status == 422 and is_under(path, "/v1") else found.status  # as OpenAI has it
    headers = {"retry-after": str(found.retry_after)} if found.retry_after else None
    return refusal(path, status, found.message, found.advice, headers, code=found.code)


def refusal_of(error: Exception) -> Refusal:
    """Give the status and the words for an error; one that nobody expected is logged by its kind alone."""
    match error:
        case RequestValidationError():
            return invalid(error.errors())
        case HTTPException():
            return _of_status(error.status_code)
        case BusyError() | GoneError():
            return Refusal(503, error.message, error.advice, RETRY_AFTER)
        case ChatError():
            return Refusal(error.status, error.message, error.advice, code=error.code)
        case NotFoundError():
            return Refusal(404, error.message, error.advice)
        case UsageError():
            return Refusal(422, error.message, error.advice)
        case AssistantError():
            return Refusal(503, error.message, error.advice, RETRY_AFTER)
    log.error("an API request failed: %s", type(error).__name__)
    return Refusal(500, UNEXPECTED, "Försök igen.")


def _of_status(status: int) -> Refusal:
    match status:
        case 404:
            return Refusal(404, NOT_FOUND, SEE_DESCRIPTION)
        case 405:
            return Refusal(405, WRONG_METHOD, SEE_DESCRIPTION)
        case 415:
            return Refusal(415, WRONG_TYPE, WRONG_TYPE_ADVICE)
    return Refusal(400, NOT_JSON, SEE_DESCRIPTION)  # what else FastAPI raises, for a body that it cannot read


def invalid(errors: Sequence[Mapping[str, Any]]) -> Refusal:
    """Say what is wrong with the first field that is; its value, and a name that is not ours, are left out."""
    first = errors[0]
    kind, context = str(first["type"]), first.get("ctx", {})
    if kind == "json_invalid":
        return Refusal(400, NOT_JSON, SEE_DESCRIPTION)
    if kind == "extra_forbidden":
        return Refusal(422, "Anropet har ett fält som inte finns.", SEE_DESCRIPTION)
    where = [str(part) for part in first["loc"][1:]]
    if not where:
        return Refusal(422, "Anropet saknar innehåll eller är inget JSON-objekt.", SEE_DESCRIPTION)
    words, advice = _wrong(kind, context)
    return Refusal(422, f"Fältet {'.'.join(where)} {words}.", advice)


def _wrong(kind: str, context: Mapping[str, Any]) -> tuple[str, str]:
    match kind:
        case "missing":
            return "saknas", SEE_DESCRIPTION
        case "string_too_long":
            return f"är för långt: högst {context['max_length']} tecken", "Korta det."
        case "too_long":
            return f"har för många delar: högst {context['max_length']}", SEE_DESCRIPTION
        case "greater_than_equal":
            return f"ska vara minst {context['ge']}", SEE_DESCRIPTION
        case "less_than_equal":
            return f"ska vara högst {context['le']}", SEE_DESCRIPTION
        case "value_error" | "date_from_datetime_parsing" | "date_parsing":
            return NO_DATE
    return "har ett värde som inte går att använda", SEE_DESCRIPTION
