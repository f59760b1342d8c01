"""The API's own description: an OpenAPI document for programs, a page in Swedish for people."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi

from assistant import __version__

DESCRIPTION = """\
Answers from municipal guidelines on violence in close relationships, quoted word for word.

It shows what the guidelines say; it assesses no case and decides nothing. Answers and error messages are in Swedish, names of
fields in English. Send no personal data: a question that holds some is stopped before the search.

Where the municipality has turned a login on, send a key as `Authorization: Bearer ha_…`. No CORS headers are sent: the API is
for programs, not for other sites' pages. Under `/v1` the same answers are given the way OpenAI's chat completions are.
"""
KEY = "key"
IN_SWEDISH = {
    "ask": "Svaret på en fråga, med ordagranna citat och lagens ställning.",
    "check": "Om riktlinjerna säger det som ett påstående säger, och vilka ord som skiljer.",
    "quiz": "Frågor till utbildning, med facit och källa.",
    "refs": "Lagrummen i en text och om de gäller.",
    "law": "Ett lagrum: om det gäller, vad som har ersatt det och var riktlinjerna nämner det.",
    "documents": "Dokumenten som svaren hämtas ur.",
    "paragraph": "Ett stycke i sin helhet.",
}
"""What the page says of each operation."""


def openapi_of(router: APIRouter, *, logs_in: bool) -> dict[str, Any]:
    """Give the OpenAPI document of a router's routes.

    Parameters
    ----------
    router
        The routes of ``/api/v1``.
    logs_in
        Whether a key is needed.
    """
    document = get_openapi(title="Handläggarassistenten", version=__version__, description=DESCRIPTION, routes=router.routes)
    scheme = {"type": "http", "scheme": "bearer", "description": "A key from `assistant user key add`."}
    document["components"]["securitySchemes"] = {KEY: scheme}
    document["security"] = [{KEY: []}] if logs_in else [{}, {KEY: []}]
    return document


def operations_of(document: dict[str, Any]) -> list[dict[str, str]]:
    """Give each operation's method, path and Swedish words, for the page."""
    return [
        {"method": method.upper(), "path": path, "words": IN_SWEDISH[operation["operationId"]]}
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
