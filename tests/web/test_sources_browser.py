"""Källor och lagrum, Kvalitet and the statement in Chromium: nothing for axe to find, nothing that scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from assistant.web.markup import place_url
from assistant.web.site import Site
from tests.web.pages_app import pages_app, serving
from tests.web.test_browser import load_axe

pytestmark = pytest.mark.browser

DOCUMENT = "/kallor/huddinge-vald-riktlinjer"
PLACE = place_url("stockholm-vald-riktlinjer/handlaggning/genomforandeplan/1", (0, 20))
AXE = "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then(found => found.violations.map(one => one.id))"


@pytest.fixture(scope="module")
def address(pages_site: Site) -> Iterator[str]:
    with serving(pages_app(pages_site)) as address:
        yield address


def test_three_pages_are_accessible_and_fit_a_narrow_screen(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    for path in (DOCUMENT, "/kallor/lagrum", "/kvalitet"):
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(address + path)
        page.evaluate(load_axe())
        assert page.evaluate(AXE) == [], path
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    page.close()


def test_a_link_to_a_place_opens_the_document_with_the_words_in_view(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address + PLACE)
    box = page.locator("mark").first.bounding_box()
    assert box is not None
    assert 0 < box["y"] < 844
    page.goto(address + "/kallor/sok")
    page.fill("#ord", "samtycke")
    page.press("#ord", "Enter")
    page.get_by_role("link", name="Läs i dokumentet").first.click()
    assert page.locator("mark").first.inner_text().casefold().startswith("samtyck")
    assert "samtyck" not in page.url
    page.close()
