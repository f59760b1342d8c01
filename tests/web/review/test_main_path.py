"""From a mark to an approved answer in a browser: the whole way, wide and narrow, and nothing that axe finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assistant.chat import Assistant
from assistant.settings import Settings, load_settings
from tests.conftest import TODAY
from tests.web.conftest import Visit, served
from tests.web.test_browser import load_axe, violations

pytestmark = pytest.mark.browser

QUESTION = "Vem beslutar om fingerade personuppgifter?"
NUMBER = "19121212-1212"


@pytest.fixture
def own_settings(tmp_path: Path) -> Settings:
    return load_settings(data_dir=tmp_path, today=TODAY)


@pytest.fixture
def visit(browser: Browser, own_settings: Settings, assistant: Assistant) -> Iterator[Visit]:
    """Open the page on a queue of its own, with the real assistant and the session's index."""
    real = Assistant(own_settings, assistant.corpus, assistant.searcher)
    with served(own_settings, real) as address:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        yield Visit(context, address)
        context.close()


def mark_as_good(visit: Visit) -> None:
    """Mark the answer on the page with a note; the first try is refused for what the note holds."""
    page = visit.page
    page.click("#samtal [data-verdict=good]")
    expect(page.locator("#samtal .omdome-form textarea")).to_be_focused()
    expect(page.locator("#samtal .omdome-form")).to_contain_text("Frågan och svaret sparas för granskning.")
    page.keyboard.type(f"Enligt {NUMBER}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#samtal .omdome-fel")).to_contain_text("Anteckningen innehåller ett personnummer.")
    assert violations(visit, load_axe()) == []
    page.fill("#samtal .omdome-form textarea", "Kontrollerat mot rutinen.")
    page.click("#samtal .omdome-form [type=submit]")
    expect(page.locator("#samtal .omdome-svar")).to_contain_text("Du har märkt svaret som bra.")
    expect(page.locator("#samtal .omdome-svar")).to_be_focused()


def test_a_marked_answer_is_approved_and_given_again(visit: Visit, own_settings: Settings) -> None:
    page, axe = visit.page, load_axe()
    visit.ask(QUESTION)
    mark_as_good(visit)
    page.goto(f"{visit.address}granskning")
    assert violations(visit, axe) == []
    page.click(f"text={QUESTION}")
    expect(page.locator(".kalla mark").first).to_contain_text("Polisen utreder och fattar beslut")
    page.set_viewport_size({"width": 320, "height": 640})
    assert violations(visit, axe) == []
    page.fill("#anteckning", "Stämmer.")
    page.click("text=Godkänn som det är")
    expect(page.get_by_role("status")).to_contain_text("Svaret är godkänt.")
    for path in ("granskning/1", "granskning/1/ratta", "granskning/godkanda", "granskning/1/gallra", "administration"):
        page.goto(visit.address + path)
        assert not visit.scrolls_sideways(), path
        assert violations(visit, axe) == [], path
    page.goto(visit.address)
    page.wait_for_selector("#samtal .omdome-svar")  # the conversation is still there, and says that it is marked
    visit.ask(QUESTION)
    expect(page.locator("#samtal .tur").last).to_contain_text("Besvarad ur riktlinjerna, granskad och godkänd")
    expect(page.locator("#samtal .tur").last).to_contain_text("Granskarens anteckning: Stämmer.")
    assert all(url.startswith((visit.address, "data:")) for url in visit.requests)
    told = [complaint for complaint in visit.complaints if "422" not in complaint]  # the refusal of the personal data
    assert told == []
    assert NUMBER.encode() not in b"".join(file.read_bytes() for file in own_settings.data_dir.rglob("*") if file.is_file())
