"""What every page is made with: the settings, the assistant, the templates, and who asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from starlette.types import Scope

from assistant.access.model import WITHOUT_LOGIN, User
from assistant.documents.corpus import Corpus
from assistant.settings import Settings
from assistant.web.conversations import Conversations
from assistant.web.frame import template
from assistant.web.services import Services

if TYPE_CHECKING:
    from assistant.web.ask_page import Asker

USER_KEY = "assistant.user"
"""Where in a request's scope the access check leaves the user."""
WRITTEN_AT_ONCE = 16
"""Answers that a language model may be writing at once: they wait for it and take none of this machine's time."""


def user_of(request: Request | Scope) -> User:
    """Give the user a request comes from.

    Raises
    ------
    KeyError
        Where the access check has not seen the request: nothing is then shown to anybody.
    """
    scope = request.scope if isinstance(request, Request) else request
    user: User = scope[USER_KEY]
    return user


def file_of(content: str | bytes, media_type: str, name: str) -> Response:
    """Give a file to save; its name is of our own making, since file names are seen by others."""
    return Response(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})


@dataclass(frozen=True)
class Site:
    """What pages need. One for each app."""

    settings: Settings
    assistant: Asker
    services: Services = field(init=False)
    conversations: Conversations = field(default_factory=Conversations, init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "services", Services(self.settings, self.assistant))

    @property
    def corpus(self) -> Corpus:
        """Give the documents."""
        return self.assistant.corpus

    def page(self, request: Request, name: str, context: Mapping[str, Any] | None = None, *, status: int = 200) -> HTMLResponse:
        """Render a page.

        Parameters
        ----------
        request
            What asks for it; the menu shows what its user may open.
        name
            The template, without ``.html``. It extends ``base.html`` and sets ``title``.
        context
            What the template shows. Everything is escaped, unless it is `markupsafe.Markup`.
        status
            The HTTP status.
        """
        user = request.scope.get(USER_KEY, WITHOUT_LOGIN if self.settings.login == "none" else None)
        filled = template(name).render(
            dict(context or {}), user=user, path=request.url.path, logs_in=self.settings.login != "none"
        )
        return HTMLResponse(filled, status_code=status)
