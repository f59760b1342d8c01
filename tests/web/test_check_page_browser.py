from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from assistant.web.check_page import EXAMPLES
from tests.web.server_pages import breaches, opened

pytestmark = pytest.mark.browser


def test_a_statement_is_checked_with_the_keyboard_and_every_state_can_be_used(browser: Browser, pages_address: str) -> None:
    with opened(browser, 320, "dark") as page:
        page.goto(f"{pages_address}/prova")
        assert breaches(page) == []
        page.focus("#pastaende")
        page.keyboard.type(EXAMPLES[4][1])
        for _ in range(8):  # a date field has several stops
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.type") == "submit":
                break
        page.keyboard.press("Enter")
        page.wait_for_selector("#resultat:focus")
        assert page.locator("mark.avgor").count() >= 2
        assert page.input_value("#pastaende") == EXAMPLES[4][1]
        page.click(".anteckning summary")
        assert page.is_visible("#anteckning")
        assert breaches(page) == []
        page.set_viewport_size({"width": 1440, "height": 900})
        page.emulate_media(color_scheme="light")
        assert breaches(page) == []
        page.fill("#pastaende", "Anna Andersson, 19121212-1212, ska få skyddat boende.")
        page.click("text=Pröva påståendet")
        page.wait_for_selector("[role=alert]")
        assert breaches(page) == []
        page.click("button:has-text('Pröva förslaget')")
        page.wait_for_selector("#resultat")
        stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
        assert stored == '[{},{},""]'
