"""What may happen to an open page: it is duplicated, asks too often, loses its conversation or its server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.settings import Settings
from assistant.web import conversations
from tests.web.conftest import Visit, served
from tests.web.fake_assistant import CONSENT, CONTENTS, PLAN, FakeAssistant

pytestmark = pytest.mark.browser
TROUBLE = "#avbrott-text"


@contextmanager
def visiting(browser: Browser, address: str) -> Iterator[Visit]:
    """Open the page in a narrow window, where no document opens by itself and counts as a request."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    yield Visit(context, address)
    context.close()


def send(page: Page, question: str) -> None:
    page.fill("#fraga textarea", question)
    page.press("#fraga textarea", "Enter")


def test_a_duplicated_tab_is_its_own_and_a_page_tells_of_what_it_has_lost_and_of_asking_too_often(
    browser: Browser, settings: Settings, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversations, "MOST_TABS", 1)
    with (
        served(settings.model_copy(update={"rate_limit": "4/minute"}), fake) as address,
        visiting(browser, address) as visit,
    ):
        page = visit.page
        visit.ask(PLAN)
        with visit.context.expect_page() as opened:
            page.evaluate("window.open('/')")  # as the browser's own Duplicate, it takes what the tab keeps along
        copy = opened.value
        copy.wait_for_selector("#samtal .tom")
        send(copy, CONSENT)
        copy.wait_for_selector("#samtal .tur")
        expect(copy.locator("#samtal .tur")).to_have_count(1)
        send(page, CONTENTS)  # the first tab's conversation had to make room for the copy's
        page.wait_for_selector(f"{TROUBLE}:text('De tidigare svaren finns inte kvar.')")
        expect(page.locator("#samtal .tur")).to_have_count(1)
        page.reload()
        page.wait_for_selector("#samtal .tur")  # the number is its own: a reload is no copy, though it counts as a request
        send(page, PLAN)
        page.wait_for_selector(f"{TROUBLE}:text('Du frågar oftare än vad assistenten tillåter.')")
        assert page.input_value("#fraga textarea") == PLAN
        assert not page.is_visible("[data-ladda-om]")


def test_a_page_whose_server_comes_back_says_so(visit: Visit) -> None:
    page = visit.page
    visit.ask(PLAN)
    for path in ("**/queue/join**", "**/healthz"):
        page.route(path, lambda route: route.abort())
    send(page, CONSENT)
    page.wait_for_selector(f"{TROUBLE}:text('Assistenten svarar inte.')")
    page.unroute_all()
    page.wait_for_selector(f"{TROUBLE}:text('Assistenten svarar igen.')")
    assert page.is_visible("[data-ladda-om]")
    assert page.input_value("#fraga textarea") == CONSENT
    expect(page.locator("#samtal .tur")).to_have_count(1)
