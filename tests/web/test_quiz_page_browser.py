from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.web.server_pages import breaches, opened

pytestmark = pytest.mark.browser


TYPES = ("single_choice", "matching", "ordering", "short_answer")


def test_a_quiz_is_made_and_taken_with_the_keyboard_and_every_state_can_be_used(browser: Browser, pages_address: str) -> None:
    with opened(browser, 320, "dark") as page:
        page.goto(f"{pages_address}/quiz")
        assert breaches(page) == []
        for type_ in TYPES:
            page.check(f"[value={type_}]")
        page.fill("#antal", "4")
        page.fill("#fro", "3")
        page.keyboard.press("Enter")
        page.wait_for_selector("form.prov")
        address = page.url
        page.locator("#fraga-1 input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")  # in a choice: marks nothing by mistake
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("#fraga-1:focus .aterkoppling")
        assert page.locator(".aterkoppling").count() == 1
        assert page.locator("#fraga-1 input").first.is_checked()
        page.locator(".prov textarea").first.fill("Med egna ord.")
        page.locator(".prov select").first.select_option(index=1)
        page.click("text=Rätta alla frågor")
        page.wait_for_selector("#resultat:focus")
        assert breaches(page) == []
        page.set_viewport_size({"width": 1440, "height": 900})
        page.emulate_media(color_scheme="light")
        assert breaches(page) == []
        page.set_viewport_size({"width": 320, "height": 640})
        for subpage in ("facit", "hamta", "redigera"):
            page.goto(f"{address}/{subpage}")
            assert breaches(page) == []
        page.locator("section.rad-fraga", has_text="Para ihop").locator("a.knapp").click()
        page.fill("[name=namn-0]", "")  # of the widest form
        page.click("text=Spara och pröva")
        page.wait_for_selector("[role=alert]")
        assert breaches(page) == []
        page.goto(f"{pages_address}/quiz/finns-inte")
        assert breaches(page) == []


def test_on_paper_the_questions_stand_without_their_key(browser: Browser, pages_address: str) -> None:
    with opened(browser) as page:
        page.goto(f"{pages_address}/quiz")
        page.fill("#antal", "2")
        page.fill("#fro", "5")
        page.click("text=Gör frågorna")
        page.wait_for_selector("form.prov")
        page.click("text=Rätta alla frågor")
        page.wait_for_selector("#resultat")
        page.emulate_media(media="print")
        assert page.is_visible(".fragetext >> nth=0")
        for selector in (".aterkoppling", "#resultat", ".ratta", ".flikar", ".topp"):
            assert page.is_hidden(f"{selector} >> nth=0"), selector
