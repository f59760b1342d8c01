"""How a request is refused: JSON for programs, in OpenAI's shape below ``/v1``, a page for people."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from assistant.web.frame import template
from assistant.web.pages import is_under

FOR_PROGRAMS = ("/api", "/v1", "/mcp")
"""Below these, whoever asks is a program; ``/api`` itself is a page."""

WITHOUT_A_PAGE = ("/gradio_api", "/config", "/statiskt", "/assets", "/static", "/kalla/", "/svar/", "/theme.css", "/favicon")
"""What scripts and pages ask for, which show a refusal in their own place."""

_TYPES = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error"}
"""OpenAI's names of what went wrong, by status; others are the client's fault or, from 500, the server's."""


def is_for_programs(path: str) -> bool:
    """Tell whether a path is asked for by programs, which want JSON also where they are refused."""
    return path != "/api" and any(is_under(path, prefix) for prefix in FOR_PROGRAMS)


def refusal(
    path: str, status: int, message: str, advice: str = "", headers: Mapping[str, str] | None = None, *, code: str | None = None
) -> Response:
    """Give the answer to a request that is refused.

    Parameters
    ----------
    path
        What was asked for; it decides the form.
    status
        The HTTP status.
    message, advice
        What happened and what to do, in Swedish. Never words of the request.
    headers
        Further headers, such as ``Retry-After``.
    code
        OpenAI's name of the very error, where it has one; used below ``/v1`` alone.
    """
    if is_under(path, "/v1"):
        return JSONResponse(openai_error(status, message, advice, code), status, headers)
    if is_for_programs(path):
        return JSONResponse({"error": message, "advice": advice}, status, headers)
    if path.startswith(WITHOUT_A_PAGE):
        return PlainTextResponse(f"{message} {advice}".strip(), status, headers)
    page = template("fel").render(message=message.rstrip("."), advice=advice, user=None, path=path, logs_in=False)
    return HTMLResponse(page, status, headers)


def openai_error(status: int, message: str, advice: str = "", code: str | None = None) -> dict[str, dict[str, str | None]]:
    """Give an error as OpenAI's clients read it."""
    type_ = _TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error")
    return {"error": {"message": f"{message} {advice}".strip(), "type": type_, "param": None, "code": code}}
