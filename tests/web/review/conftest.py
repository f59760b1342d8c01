"""The pages of Granskning and Administration over HTTP, on a queue of their own, where a header says who asks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.access.audit import Audit, Entry
from assistant.access.model import Role, User
from assistant.answering.answer import Answer
from assistant.documents.corpus import Corpus
from assistant.review.model import Person, Review, Verdict
from assistant.review.reviews import Reviews
from assistant.settings import Settings, load_settings
from assistant.web import admin_page, feedback, review
from assistant.web.conversations import Conversation, Shown
from assistant.web.site import USER_KEY, Site
from tests.conftest import TODAY
from tests.web.fake_assistant import CONSENT, COST, PLAN, FakeAssistant

STAFF = Person(Role.HANDLAGGARE)
POLICE = "stockholm-vald-riktlinjer/handlaggning/skyddade-personuppgifter/2"
POLICE_WORDS = "Polisen utreder och fattar beslut om fingerade personuppgifter."


class RoleInHeader:
    """Takes the user and the role from headers, in the access check's place."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = dict(scope["headers"])
            user = headers.get(b"x-test-user", b"chef").decode()
            role = Role[headers.get(b"x-test-role", b"ARBETSLEDARE").decode()]
            scope[USER_KEY] = User(user, f"Namn {user}", frozenset({role}))
        await self.app(scope, receive, send)


class Finding(FakeAssistant):
    """The assistant of canned answers, whose search finds the paragraphs that have the words, in the documents' order."""

    @property
    def searcher(self) -> Any:  # the little of a search that the page uses
        return SimpleNamespace(search=self._search)

    def _search(self, question: str) -> Any:
        words = [word for word in question.lower().split() if len(word) > 4]
        found = [one for one in self.corpus.paragraphs if any(word in one.full_text.lower() for word in words)]
        return SimpleNamespace(hits=tuple(SimpleNamespace(paragraph_id=one.id) for one in found[:20]))


@dataclass
class Desk:
    """A supervisor's browser, and what lies behind the pages."""

    site: Site
    client: TestClient
    assistant: FakeAssistant

    @property
    def settings(self) -> Settings:
        return self.site.settings

    @property
    def reviews(self) -> Reviews:
        return Reviews(self.settings, self.site.corpus)

    @property
    def events(self) -> list[Entry]:
        return list(Audit(self.settings).read())

    def mark(self, canned: str = PLAN, verdict: Verdict = Verdict.GOOD, note: str = "", **changes: Any) -> Review:
        """Mark the canned answer to a question."""
        answer: Answer = replace(self.assistant.ask(canned), **changes)
        return self.reviews.mark(answer, verdict, note, by=STAFF)

    def get(self, path: str, **headers: str) -> Any:  # httpx's response
        return self.client.get(path, headers=headers)

    def post(self, path: str, **fields: str | list[str]) -> Any:
        """Send a form; a redirect is not followed."""
        return self.client.post(path, data=fields, follow_redirects=False)

    def show(self, question: str = PLAN, owner: str = "anna", **limits: Any) -> str:
        """Put an answer on somebody's page; gives its address."""
        opened = self.site.conversations.open(Conversation(), owner, f"tab {question}")
        shown = Shown(self.assistant.ask(question), 1, TODAY, **limits)
        self.site.conversations.change(opened, lambda now: replace(now, asked=1, turns=(shown,)))
        return f"/svar/{opened.id}/1"

    def say(self, address: str, body: object, owner: str = "anna", **headers: str) -> Any:
        """Send a mark as the page's script does."""
        content = body if isinstance(body, str | bytes) else json.dumps(body)
        told = {"content-type": "application/json", "x-test-user": owner, "x-test-role": "HANDLAGGARE"}
        return self.client.post(f"{address}/omdome", content=content, headers={**told, **headers})


def desk_on(settings: Settings, corpus: Corpus) -> Desk:
    """Give a desk on a data folder."""
    assistant = Finding(corpus)
    site = Site(settings, assistant)
    app = FastAPI()
    for part in (feedback, review, admin_page):
        part.add(app, site)
    app.add_middleware(RoleInHeader)
    return Desk(site, TestClient(app, base_url="http://127.0.0.1:7860"), assistant)


@pytest.fixture
def desk(tmp_path: Path, corpus: Corpus) -> Iterator[Desk]:
    """Give a desk with an empty queue."""
    made = desk_on(load_settings(data_dir=tmp_path, today=TODAY), corpus)
    with made.client:
        yield made


def questions() -> Sequence[str]:
    """Give three questions with canned answers of different kinds."""
    return (PLAN, CONSENT, COST)
