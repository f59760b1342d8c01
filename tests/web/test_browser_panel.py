"""The source beside the answer, the limits above the question and the folded menu, in Chromium."""

from __future__ import annotations

import pytest

from tests.web.conftest import Visit
from tests.web.fake_assistant import CHILDREN, CONSENT, FakeAssistant
from tests.web.test_browser import NARROW, load_axe, violations

pytestmark = pytest.mark.browser


def test_one_goes_from_paragraph_to_paragraph_and_from_quote_to_quote(visit: Visit) -> None:
    page = visit.page
    visit.ask(CHILDREN)
    page.wait_for_selector("#kalla mark")
    assert page.inner_text("#citat-plats") == "Citat 1 av 2"
    assert page.inner_text("#kalla-fakta") == "Kommunal riktlinje · odaterad"
    first = page.inner_text("#kalla-rubrik")
    page.focus("#kalla-innehall")
    page.keyboard.press("Alt+ArrowDown")
    second = page.inner_text("#kalla-rubrik")
    assert second != first
    assert page.inner_text("#kalla-besked").startswith(second)
    box = page.locator("#kalla [data-lases]").bounding_box()
    assert box is not None
    assert 0 < box["y"] < 900
    page.keyboard.press("Alt+ArrowUp")
    assert page.inner_text("#kalla-rubrik") == first
    page.focus("[data-steg='citat:1']")
    page.keyboard.press("Enter")
    page.wait_for_selector("#kalla-rubrik:text('Huddinges')")
    assert page.inner_text("#citat-plats") == "Citat 2 av 2"
    assert page.get_attribute("[data-steg='citat:1']", "aria-disabled") == "true"
    assert page.evaluate("document.activeElement.dataset.steg") == "citat:1"
    page.keyboard.press("Enter")
    assert "inga fler citat" in page.inner_text("#kalla-besked")
    link = page.get_attribute("#kalla-lank", "href")
    assert link is not None
    assert link.startswith(f"{visit.address}kallor/huddinge-vald-riktlinjer/")
    assert visit.complaints == []


def test_what_a_question_is_limited_to_stands_beside_it_and_survives_a_reload(visit: Visit, fake: FakeAssistant) -> None:
    page = visit.page
    page.click("#avgransning summary")
    page.check("[data-plats]")
    page.fill("#lag-dag", "2025-06-30")
    page.press("#lag-dag", "Enter")
    page.wait_for_selector("#avgransat :text('Söker bara i Stockholms dokument. Lag per 2025-06-30.')")
    visit.ask(CONSENT)
    page.wait_for_selector("#kalla-fakta:text('Lag per 2025-06-30')")
    assert [str(fake.limits[-1][1]), len(fake.limits[-1][0])] == ["2025-06-30", 3]
    page.reload()
    page.wait_for_selector("#samtal .tur")
    page.wait_for_selector("#avgransat :text('Stockholms dokument')")
    page.click("#avgransning summary")
    page.click("[data-rensa]")
    page.wait_for_selector("#avgransat p", state="detached")
    visit.ask(CONSENT)
    assert fake.limits[-1] == ((), None)


@NARROW
def test_the_menu_of_a_narrow_page_is_one_word_that_unfolds(visit: Visit) -> None:
    page = visit.page
    header = page.locator("#topp").bounding_box()
    assert header is not None
    assert header["height"] < 60
    page.click(".topp-fall summary")
    assert page.is_visible(".topp-fall >> text=Källor och lagrum")
    assert violations(visit, load_axe()) == []
    assert not visit.scrolls_sideways()
    page.keyboard.press("Escape")
    assert not page.is_visible(".topp-fall nav")
    assert visit.focused() == "Sidor"
    page.click(".topp-fall summary")
    page.click("#fraga textarea")
    assert not page.is_visible(".topp-fall nav")
