"""The page's own way to the server, without a browser: what Gradio's script sends when something is asked or pressed."""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.access.model import Role, User
from assistant.web.downloads import routes as downloads
from assistant.web.gradio_app import mount
from assistant.web.site import USER_KEY, Site


class NamedUser:
    """Takes the user's id from a header, in the access check's place: two users need no login to be told apart."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            name = dict(scope["headers"]).get(b"x-test-user", b"anna").decode()
            scope[USER_KEY] = User(name, name, frozenset({Role.HANDLAGGARE}))
        await self.app(scope, receive, send)


def small_app(site: Site) -> FastAPI:
    """Give an app with the page Fråga and the files of its answers, where a header says who asks."""
    app = FastAPI()
    downloads.add(app, site)
    app.add_middleware(NamedUser)
    return mount(app, site)


class Tab:
    """A browser tab of one user. Each time its page is opened Gradio draws a new session for it."""

    def __init__(self, client: TestClient, user: str, tab: str) -> None:
        self.client = client
        self.user = {"x-test-user": user}
        self.tab = tab
        self.visits = 0
        self.open()

    def open(self) -> None:
        """Open the page, or load it again."""
        self.visits += 1
        self.session = f"{self.user['x-test-user']}{self.tab}{self.visits}"
        config = self.client.get("/config", headers=self.user).json()
        self.events = {one["api_name"]: one["id"] for one in config["dependencies"]}

    def send(self, event: str, *values: object) -> list[Any]:
        """Send an event and give what it changed on the page at last."""
        body = {"data": values, "fn_index": self.events[event], "session_hash": self.session}
        joined = self.client.post("/gradio_api/queue/join", json=body, headers=self.user)
        assert joined.status_code == 200, joined.text
        stream = self.client.get(f"/gradio_api/queue/data?session_hash={self.session}", headers=self.user).text
        done = [json.loads(line[6:]) for line in stream.splitlines() if "process_completed" in line]
        assert len(done) == 1, stream
        assert done[0]["success"], stream
        return list(done[0]["output"]["data"])

    def ask(self, question: str, limits: str = "") -> str:
        """Ask; gives the conversation as the page then shows it."""
        return str(self.send("on_question", question, None, self.tab, limits)[0])

    def resume(self) -> list[Any]:
        """Ask for the tab's conversation, as the page does when it is loaded again."""
        return self.send("on_resume", self.tab)

    def restart(self) -> None:
        """Start over."""
        self.send("on_restart", None, self.tab)

    def fetch(self, address: str) -> Any:
        """Fetch an address as this user."""
        return self.client.get(address, headers=self.user)
