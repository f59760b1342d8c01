"""The JSON API under ``/api/v1``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request, Response
from starlette.routing import BaseRoute, Match, Route

from assistant.web.api.errors import ApiRoute, answer_to
from assistant.web.api.objects.answers import Answer, Check
from assistant.web.api.objects.base import Trouble
from assistant.web.api.objects.corpus import Documents, Paragraph
from assistant.web.api.objects.law import Law, References
from assistant.web.api.objects.quizzes import Quiz
from assistant.web.api.requests import AskBody, CheckBody, LawBody, QuizBody, RefsBody
from assistant.web.api.tasks import Tasks
from assistant.web.api.work import Work

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"]
SOME_PARAGRAPH = "stockholm-vald-riktlinjer/handlaggning/genomforandeplan/1"
Responses = dict[int | str, dict[str, Any]]

_WORDS = {
    400: "The body is not JSON.",
    401: "No login, or a key that is not valid (only where the municipality has turned a login on).",
    403: "The role of the user or key may not do this, or the request comes from another site's page.",
    404: "No such paragraph.",
    413: "The request is too large, or does not say how large it is.",
    415: "The content type is not application/json.",
    422: "A field is missing, unknown or has a value that cannot be used; or the text holds personal data.",
    429: "Too many requests; `Retry-After` says when to come again.",
    503: "Busy, or something that is needed is missing; `Retry-After` says when to come again.",
}


def _responses(*statuses: int) -> Responses:
    return {status: {"model": Trouble, "description": _WORDS[status]} for status in statuses}


POSTED = _responses(400, 401, 403, 413, 415, 422, 429, 503)
FETCHED = _responses(401, 403, 413)
FOUND = _responses(401, 403, 404, 413, 422)


def make_router(tasks: Tasks, work: Work, quizzes: Work) -> APIRouter:
    """Give the routes of ``/api/v1``, as they stand in its OpenAPI document; quizzes wait in a queue of their own."""
    router = APIRouter(prefix="/api/v1", route_class=ApiRoute)
    _add_guidelines(router, tasks, work, quizzes)
    _add_law(router, tasks, work)
    _add_documents(router, tasks)
    return router


def _add_guidelines(router: APIRouter, tasks: Tasks, work: Work, quizzes: Work) -> None:
    @router.post("/ask", response_model=Answer, responses=POSTED, operation_id="ask", summary="Answer a question")
    async def ask(body: AskBody, request: Request) -> Any:  # noqa: ANN401  # checked against the response model
        """Answer a question from the guidelines, quoted word for word.

        A question with personal data is not searched for: the status is then `personal_data`, and `question` is masked.
        """
        return await work.run(request, lambda stop: tasks.ask(body, stop))

    @router.post("/check", response_model=Check, responses=POSTED, operation_id="check", summary="Judge a statement")
    async def check(body: CheckBody, request: Request) -> Any:  # noqa: ANN401
        """Tell whether the guidelines say what a statement says, claim by claim, with the words that differ."""
        return await work.run(request, lambda stop: tasks.check(body, stop))

    @router.post("/quiz", response_model=Quiz, responses=POSTED, operation_id="quiz", summary="Make a quiz")
    async def quiz(body: QuizBody, request: Request) -> Any:  # noqa: ANN401
        """Make questions with key, explanation and source. With a login: for utbildare, arbetsledare and administratör."""
        return await quizzes.run(request, lambda stop: tasks.quiz(body, stop))


def _add_law(router: APIRouter, tasks: Tasks, work: Work) -> None:
    @router.post("/refs", response_model=References, responses=POSTED, operation_id="refs", summary="Find references to law")
    async def refs(body: RefsBody, request: Request) -> Any:  # noqa: ANN401
        """Find the references to Swedish law in a text, with their standing on a date and what took over."""
        return await work.run(request, lambda stop: tasks.refs(body, stop))

    @router.post("/law", response_model=Law, responses=POSTED, operation_id="law", summary="Look law up")
    async def law(body: LawBody, request: Request) -> Any:  # noqa: ANN401
        """Look a lagrum up: its standing on a date, successors, predecessors, and the paragraphs that cite it."""
        return await work.run(request, lambda stop: tasks.law(body, stop))


def _add_documents(router: APIRouter, tasks: Tasks) -> None:
    @router.get(
        "/documents", response_model=Documents, responses=FETCHED, operation_id="documents", summary="List the documents"
    )
    def documents() -> Any:  # noqa: ANN401
        """List the documents that answers are taken from."""
        return tasks.documents()

    @router.get(
        "/paragraphs/{paragraph_id:path}",
        response_model=Paragraph,
        responses=FOUND,
        operation_id="paragraph",
        summary="Read a paragraph",
    )
    def paragraph(paragraph_id: Annotated[str, Path(examples=[SOME_PARAGRAPH])]) -> Any:  # noqa: ANN401
        """Give a paragraph whole, by the id that citations have. The id holds slashes, which stand as they are."""
        return tasks.paragraph(paragraph_id)


def unknown_below(prefix: str, known: Sequence[BaseRoute]) -> Route:
    """Give the route that answers everything else below a prefix: 405 where only the method is wrong, else 404.

    Without it the page's own routes, which stand last and match everything, would answer as if a person had asked.
    """

    async def unknown(request: Request) -> Response:
        scope = {"type": "http", "path": request.url.path, "method": request.method}
        partly = [route for route in known if route.matches(scope)[0] is Match.PARTIAL]
        answer = answer_to(request.url.path, HTTPException(405 if partly else 404))
        allowed = {method for route in partly for method in getattr(route, "methods", ())}
        if allowed:
            answer.headers["allow"] = ", ".join(sorted(allowed))
        return answer

    return Route(f"{prefix}/{{rest:path}}", unknown, methods=METHODS, include_in_schema=False)
