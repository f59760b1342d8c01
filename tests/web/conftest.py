"""The page with an assistant of canned answers: as an app, as a server on this machine, and in a browser."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from starlette.testclient import TestClient

from assistant.answering.answer import Answer, Confidence, Mode, Status
from assistant.answering.focus import Weights
from assistant.answering.layout import answer_text, citations_of
from assistant.answering.selection import choose
from assistant.answering.sources import Source
from assistant.chat import Turn
from assistant.documents.corpus import Corpus
from assistant.quiz.quizmaster import Wish
from assistant.retrieval.query import understand
from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.ask_page import Asker
from assistant.web.site import Site
from tests.web.fake_assistant import FakeAssistant
from tests.web.pages_app import pages_app, serving

BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 15_000
"""How long a test waits for the page: two cores may be busy with other tests."""


BAG = "Är det bra med en väska packad med viktiga saker?"
"""A question about an item of a very long list."""


class PageAssistant(FakeAssistant):
    """The assistant of canned answers, which also answers out of a very long list."""

    def ask(self, question: str, history: Sequence[Turn] = (), on: datetime.date | None = None) -> Answer:
        """Answer; what is said of the long list is chosen as the real assistant does."""
        if question != BAG:
            return super().ask(question, history, on)
        paragraph = self.find("liten väska packad")
        excerpts = choose(paragraph, Weights(self.corpus).focus(understand(question, self.corpus)), ())
        source = Source(True, paragraph, self.corpus.document_of(paragraph.id), excerpts)
        citations = citations_of([source])
        text = answer_text([source], citations)
        return Answer(question, Status.ANSWERED, Confidence.HIGH, Mode.QUOTES, text, citations)


@pytest.fixture(scope="session")
def fake(corpus: Corpus) -> PageAssistant:
    return PageAssistant(corpus)


@pytest.fixture(scope="session")
def web_app(settings: Settings, fake: FakeAssistant) -> FastAPI:
    return create_app(settings, fake)


@pytest.fixture(scope="session")
def client(web_app: FastAPI) -> Iterator[TestClient]:
    with TestClient(web_app, base_url="http://127.0.0.1:7860") as client:
        yield client


@pytest.fixture(scope="session")
def pages_site(settings: Settings, fake: FakeAssistant) -> Site:
    """Give what Pröva tolkning and Quiz are made with: the real interpretation check and quizmaster, opened once."""
    return Site(settings, fake)


@pytest.fixture(scope="session")
def pages(pages_site: Site) -> Iterator[TestClient]:
    """Give a client of those two pages that follows no redirect."""
    with TestClient(pages_app(pages_site), base_url="http://127.0.0.1:7860", follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def pages_address(pages_site: Site) -> Iterator[str]:
    """Serve those pages for a browser, which does not wait for what is slow to open; gives their address, without a slash."""
    assert pages_site.services.interpreter
    assert pages_site.services.quizmaster.make(Wish(count=1))
    with serving(pages_app(pages_site)) as address:
        yield address


@contextmanager
def served(settings: Settings, assistant: Asker) -> Iterator[str]:
    """Serve the page on a free port; gives its address."""
    with serving(create_app(settings, assistant)) as address:
        yield f"{address}/"


@pytest.fixture(scope="session")
def address(settings: Settings, fake: FakeAssistant) -> Iterator[str]:
    with served(settings, fake) as address:
        yield address


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


class Visit:
    """A page in a browser window of its own, with what it asked for and complained of."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        context.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)
        self.wait_until_drawn()

    def wait_until_drawn(self) -> None:
        """Wait until the page before the first question stands there, and Gradio's sign that it is loading does not."""
        self.page.wait_for_selector("#samtal .tom")
        self.page.wait_for_selector("p.loading", state="detached")

    def ask(self, question: str) -> None:
        """Write a question, send it with the keyboard, and wait for its card."""
        before = self.page.locator("#samtal .tur").count()
        self.page.fill("#fraga textarea", question)
        self.page.press("#fraga textarea", "Enter")
        self.page.wait_for_selector(f"#samtal .tur >> nth={before}")
        if not self.page.locator(
            "#samtal .skrivs"
        ).count():  # an answer that is whole empties the input, and what is typed into it
            expect(self.page.locator("#fraga textarea")).to_have_value("")

    def focused(self) -> str:
        """Give what has the focus: its text, or its name where it has none."""
        return str(self.page.evaluate("(e => e.innerText || e.ariaLabel || e.tagName)(document.activeElement)"))

    def scrolls_sideways(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open the page; ``indirect`` parameters are a window's width and height."""
    width, height = getattr(request, "param", (1440, 900))
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-US", reduced_motion="reduce")
    yield Visit(context, address)
    context.close()
