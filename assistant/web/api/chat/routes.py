"""OpenAI's routes."""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.responses import Response

from assistant.answering.answer import Citation
from assistant.text import clean_question, find_words
from assistant.web.api.chat.messages import MODEL, ChatBody, read_chat
from assistant.web.api.chat.objects import Completion, model_object
from assistant.web.api.chat.stream import ChatStream
from assistant.web.api.chat.text import Link
from assistant.web.api.errors import ApiRoute, ChatError
from assistant.web.api.tasks import Tasks
from assistant.web.api.work import Work
from assistant.web.markup import place_url
from assistant.web.site import Site


def make_chat_router(site: Site, tasks: Tasks, work: Work) -> APIRouter:
    """Give the routes of ``/v1``."""
    router = APIRouter(prefix="/v1", route_class=ApiRoute, include_in_schema=False)

    @router.get("/models")
    def models() -> dict[str, Any]:
        return {"object": "list", "data": [model_object()]}

    @router.get("/models/{name:path}")
    def model(name: str) -> dict[str, Any]:
        _refuse_other_model(name)
        return model_object()

    @router.post("/chat/completions")
    async def completions(body: ChatBody, request: Request) -> Response:
        _refuse_other_model(body.model)
        if body.n not in {None, 1}:
            raise ChatError(400, "Assistenten ger ett svar på varje fråga.", "Utelämna n eller sätt det till 1.")
        limits = body.handlaggarassistenten
        question, history = read_chat(body.messages)
        clean_question(question)  # a question that cannot be used is refused before a stream begins
        assistant = tasks.assistant_for(limits)
        completion = Completion(_link_to(site, request))
        if body.stream:
            with_usage = bool(body.stream_options and body.stream_options.include_usage)
            return ChatStream(work, partial(assistant.grow, question, history, limits.on), completion, with_usage=with_usage)
        answer = await work.run(request, lambda stop: tasks.answer(assistant, question, history, limits.on, stop))
        return JSONResponse(completion.whole(answer))

    return router


def _refuse_other_model(name: str) -> None:
    if name != MODEL:
        raise ChatError(404, "Modellen finns inte.", f"Den som finns heter {MODEL}.", "model_not_found")


def _link_to(site: Site, request: Request) -> Link:
    """Give what makes addresses that work outside the app: below its public address, or the one it was asked at."""
    base = site.settings.public_url.rstrip("/") or f"{request.url.scheme}://{request.headers.get('host', '')}"

    def link(citation: Citation) -> str:
        span = find_words(site.corpus.paragraph(citation.paragraph_id).full_text, citation.quote)
        return f"{base}{place_url(citation.paragraph_id, span)}"

    return link
