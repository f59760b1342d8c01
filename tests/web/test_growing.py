"""An answer that a language model is writing, as the page shows it: sentence by sentence, and stopped at once."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Browser

from assistant.answering.answer import Mode
from assistant.answering.stop import Stop
from assistant.chat import Step, Turn
from assistant.documents.corpus import Corpus
from assistant.settings import Settings
from assistant.web.asking import KEPT, Sender, respond
from assistant.web.conversations import Conversation
from assistant.web.site import Site
from tests.web.conftest import Visit, served
from tests.web.fake_assistant import PLAN, FakeAssistant

PATIENCE = 10
FIRST = "Utföraren ska upprätta en genomförandeplan tillsammans med den enskilde. [1]"
SECOND = "Planen har ett syfte. [1]"
STOPPED = "Svaret stoppades innan det var klart."


@dataclass(frozen=True)
class Model:
    """What the page says of a model."""

    model: str = "gemma"
    where: str = "på den här datorn"

    def prepare(self) -> None:
        """Load nothing."""


class WritingAssistant(FakeAssistant):
    """Writes one sentence, then waits until it may go on or is stopped."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__(corpus)
        self.may_go_on = threading.Event()
        self.stopped = threading.Event()

    @property
    def writes_with(self) -> Model:  # type: ignore[override]  # the fake has no model
        return Model()

    def grow(
        self, question: str, history: Sequence[Turn] = (), on: datetime.date | None = None, stop: Stop | None = None
    ) -> Iterator[Step]:
        whole = replace(self.ask(question, history, on), mode=Mode.GENERATED, suggestions=())
        stop = stop or Stop()
        stop.calls(self.stopped.set)
        stop.calls(self.may_go_on.set)
        yield Step(replace(whole, answer=FIRST), is_whole=False)
        assert self.may_go_on.wait(PATIENCE)
        if self.stopped.is_set():
            yield Step(replace(whole, answer=FIRST, notices=(STOPPED,)))
        else:
            yield Step(replace(whole, answer=f"{FIRST} {SECOND}"))


@pytest.fixture
def writing(corpus: Corpus) -> WritingAssistant:
    return WritingAssistant(corpus)


@pytest.fixture
def site(settings: Settings, writing: WritingAssistant) -> Site:
    return Site(settings, writing)


@pytest.fixture
def page(settings: Settings, writing: WritingAssistant, browser: Browser) -> Iterator[Visit]:
    with served(settings, writing) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        yield Visit(context, address)
        writing.may_go_on.set()
        context.close()


def test_each_step_shows_what_stands_and_only_the_last_joins_the_conversation(site: Site, writing: WritingAssistant) -> None:
    writing.may_go_on.set()
    steps = list(respond(site, PLAN, Conversation(), Sender()))
    assert "Språkmodellen skriver" in steps[0].going_on
    assert "tillsammans med den" in steps[1].going_on
    assert "Planen har ett syfte" not in steps[1].going_on
    assert [len(step.conversation.turns) for step in steps] == [0, 0, 1]
    assert "Planen har ett syfte" in steps[2].turns
    assert 'class="tur skrivs"' not in steps[2].turns
    assert steps[2].going_on == ""


def test_a_stop_from_elsewhere_ends_the_answer_with_what_stands(site: Site) -> None:
    steps = respond(site, PLAN, Conversation(), Sender())
    conversation = next(steps).conversation
    next(steps)
    site.conversations.stop(conversation)
    html, _, after, _ = next(steps)
    assert STOPPED in html
    assert after.turns[0].answer.answer == FIRST


def test_a_conversation_that_is_started_over_while_the_model_writes_leaves_nothing_on_the_page(site: Site) -> None:
    steps = respond(site, PLAN, Conversation(), Sender())
    conversation = next(steps).conversation
    assert next(steps).going_on
    site.conversations.end(conversation)
    *_, last = steps
    assert (last.turns, last.going_on, last.text) == (KEPT, "", KEPT)


def test_a_page_that_is_closed_stops_the_model(site: Site, writing: WritingAssistant) -> None:
    steps = respond(site, PLAN, Conversation(), Sender())
    next(steps)
    next(steps)
    steps.close()  # type: ignore[attr-defined]  # a generator; this is what the server does when the tab is gone
    assert writing.stopped.is_set()


def test_nobody_can_stop_another_conversation(site: Site, writing: WritingAssistant) -> None:
    steps = respond(site, PLAN, Conversation(), Sender())
    next(steps)
    site.conversations.stop(Conversation(id="en annan"))
    site.conversations.stop(Conversation())
    assert not writing.stopped.is_set()


@pytest.mark.browser
def test_a_sentence_is_read_before_the_answer_is_whole_and_the_page_says_who_writes(
    page: Visit, writing: WritingAssistant
) -> None:
    assert "Språkmodellen gemma (på den här datorn)" in page.page.locator(".maskin").inner_text()
    assert not page.page.locator("#stoppa").is_visible()
    page.ask(PLAN)
    page.page.wait_for_selector("#samtal .skrivs .kort-svar")
    assert "tillsammans med den enskilde" in page.page.locator("#samtal .kort-svar").inner_text()
    assert page.page.locator("#stoppa").is_visible()
    assert not page.page.locator("#skicka").is_visible()
    writing.may_go_on.set()
    page.page.wait_for_selector("#turer .tur")
    assert "Planen har ett syfte" in page.page.locator("#turer .kort-svar").inner_text()
    assert not page.page.locator("#stoppa").is_visible()
    assert page.complaints == []


@pytest.mark.browser
def test_stop_works_from_the_keyboard_while_the_model_writes(page: Visit, writing: WritingAssistant) -> None:
    page.ask(PLAN)
    page.page.wait_for_selector("#samtal .skrivs .kort-svar")
    page.page.focus("#stoppa")
    page.page.keyboard.press("Enter")
    page.page.wait_for_selector("#turer .tur")
    assert writing.stopped.is_set()
    assert STOPPED in page.page.locator("#samtal .upplysningar").inner_text()
