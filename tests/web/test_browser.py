"""The page as people use it, in Chromium: with the keyboard alone, wide and narrow, and without leaving the machine."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.conftest import BAG, PATIENCE_MS, Visit
from tests.web.fake_assistant import CHILDREN, CONSENT, CONTENTS, COST, MASKED, PERSONAL, PLAN, PLAN_QUOTE

pytestmark = pytest.mark.browser

NARROW = pytest.mark.parametrize("visit", [(320, 640)], indirect=True)
BOTH = pytest.mark.parametrize("visit", [(1440, 900), (320, 640)], indirect=True, ids=["wide", "narrow"])
HOSTILE = '<script>window.hit=1</script><img src="https://a.se/x.png" onerror="window.hit=1"> ![x](https://a.se/y.png) vem?'


def marked(visit: Visit) -> str:
    return " ".join(" ".join(visit.page.locator("#kalla mark").all_inner_texts()).split())


def test_a_question_is_asked_and_checked_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit.page
    page.keyboard.press("Tab")
    assert visit.focused() == "Hoppa till frågan"
    page.keyboard.press("Enter")
    page.keyboard.type(PLAN)
    page.keyboard.press("Enter")
    page.wait_for_selector("#samtal .tur")
    page.keyboard.press("Shift+Tab")  # from the input back, past the limits, into the answer
    while "citat 1" not in str(page.evaluate("document.activeElement.ariaLabel")):
        assert page.evaluate("document.querySelector('#samtalsdel').contains(document.activeElement)")
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#kalla:focus, #kalla :focus")  # the source that opened by itself is marked before it has the focus
    page.wait_for_selector("#kalla mark")
    assert marked(visit).startswith(PLAN_QUOTE)
    assert visit.focused().startswith("Riktlinjer")  # in the document, ready to be read with the arrow keys
    box = page.locator("#kalla mark").first.bounding_box()
    assert box is not None
    assert 0 < box["y"] < 900


def test_what_has_the_focus_can_be_seen(visit: Visit) -> None:
    page = visit.page
    seen = set()
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement !== document.body"):
        style = page.evaluate(
            "(() => { const e = document.activeElement; const o = e.type === 'radio' ? e.nextElementSibling : e;"
            " return [getComputedStyle(o).outlineStyle, parseFloat(getComputedStyle(o).outlineWidth)]; })()"
        )
        assert style[0] == "solid", visit.focused()
        assert style[1] >= 2
        seen.add(visit.focused().strip())
        page.keyboard.press("Tab")
    assert {"Hoppa till frågan", PLAN, "TEXTAREA", "Fråga"} <= seen


def test_the_answer_is_announced_and_its_first_source_stands_beside_it(visit: Visit) -> None:
    visit.ask(PLAN)
    visit.page.wait_for_selector("#kalla mark")
    assert visit.page.inner_text("#besked").startswith("Besvarad ur riktlinjerna. ”Utföraren")
    assert marked(visit).startswith(PLAN_QUOTE)
    assert "Genomförandeplan" in visit.page.inner_text("#kalla-rubrik")
    assert visit.page.evaluate("document.activeElement.tagName") == "TEXTAREA"  # ready for the next question


def test_every_item_of_a_quoted_list_is_marked(visit: Visit) -> None:
    visit.ask(CONTENTS)
    visit.page.wait_for_selector("#kalla mark")
    items = visit.page.locator("#kalla .citerat .brod > ul li").count()
    assert items > 5
    assert visit.page.locator("#kalla .citerat .brod > ul li mark").count() == items


def test_a_long_list_is_unfolded_with_the_keyboard(visit: Visit) -> None:
    visit.ask(BAG)
    summary = visit.page.locator("#samtal .hela-listan summary")
    last = visit.page.locator("#samtal .hela-listan").get_by_text("12. Om du planerar att lämna hemmet")
    assert summary.inner_text() == "Hela listan, 12 punkter (s. 60–61)"
    assert last.is_hidden()
    assert "husdjur" not in visit.page.inner_text("#besked")
    summary.focus()
    visit.page.keyboard.press("Enter")
    assert last.is_visible()


@NARROW
def test_a_long_list_is_unfolded_on_paper(visit: Visit) -> None:
    visit.ask(BAG)
    visit.page.emulate_media(media="print")
    assert visit.page.locator("#samtal .hela-listan").get_by_text("12. Om du planerar att lämna hemmet").is_visible()


def test_a_conversation_goes_on_and_starts_over(visit: Visit) -> None:
    visit.ask(PLAN)
    visit.page.locator("#samtal .vidare button", has_text=CONSENT).click()
    visit.page.wait_for_selector("#tur-2")
    assert visit.page.inner_text("#tur-2").endswith(CONSENT)
    assert visit.focused().endswith(CONSENT)  # the button that was pressed is gone; the new answer has the focus
    visit.ask(COST)
    box = visit.page.locator("#tur-3").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 450
    visit.page.click("#borja-om")
    visit.page.wait_for_selector("#samtal .tom")
    assert visit.page.locator("#samtal .tur").count() == 0


def test_an_example_is_a_question(visit: Visit) -> None:
    visit.page.check("[value=utbildare]")
    visit.page.click("text=Vad menas med ekonomiskt våld?")
    visit.page.wait_for_selector("#samtal .tur")
    assert "ekonomiskt våld" in visit.page.inner_text("#tur-1")


def test_personal_data_is_not_shown_and_the_question_without_it_is_offered(visit: Visit) -> None:
    visit.ask(PERSONAL)
    assert "Stoppad" in visit.page.inner_text("#samtal .status")
    expect(visit.page.locator("#fraga textarea")).to_have_value("", timeout=PATIENCE_MS)  # follows its card, not at once
    assert "19121212" not in visit.page.content()
    visit.page.click("text=Skicka frågan utan uppgifterna")
    visit.page.wait_for_selector("#tur-2")
    assert visit.page.inner_text("#tur-2").endswith(MASKED)
    assert "19121212" not in visit.page.content()


def test_an_error_keeps_the_question_in_the_input(visit: Visit) -> None:
    visit.page.fill("#fraga textarea", "???")
    visit.page.click("#skicka")
    visit.page.wait_for_selector("#samtal .fel")
    assert "inga bokstäver" in visit.page.inner_text("#samtal .fel")
    assert visit.page.input_value("#fraga textarea") == "???"
    assert "inga bokstäver" in visit.page.inner_text("#besked")


def test_a_copied_answer_carries_its_source(visit: Visit) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.ask(CONSENT)
    visit.page.click("text=Kopiera svaret")
    visit.page.wait_for_selector("text=Kopierat")
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"Fråga: {CONSENT}\nBesvarad ur riktlinjerna\n")
    assert "s. 54" in copied


def test_markup_in_a_question_does_nothing(visit: Visit) -> None:
    visit.ask(HOSTILE)
    assert visit.page.inner_text("#tur-1").endswith(HOSTILE)
    assert visit.page.evaluate("window.hit") is None
    assert visit.page.locator("#samtal img, #samtal script").count() == 0
    assert not [url for url in visit.requests if not url.startswith(visit.address)]


@BOTH
def test_nothing_leaves_the_machine_and_nothing_is_left_in_the_browser(visit: Visit) -> None:
    for question in (CONSENT, PERSONAL):
        visit.ask(question)
    visit.page.locator("#samtal .visa").first.click()
    visit.page.wait_for_selector("#kalla mark", state="attached")
    assert len(visit.requests) > 10
    assert not [url for url in visit.requests if not url.startswith((visit.address, "data:", "blob:"))]
    assert not [url for url in visit.requests if "SIP" in url or "19121212" in url]
    stored = visit.page.evaluate("[{...localStorage}, {...sessionStorage}, document.cookie]")
    assert stored[0] == {}
    assert list(stored[1]) == ["flik"]
    assert re.fullmatch("[0-9a-f]{32}", stored[1]["flik"])  # a number drawn by chance, and no word
    assert stored[2] == ""
    databases = visit.page.evaluate("indexedDB.databases().then(all => all.length)")
    assert databases == 0
    assert visit.complaints == []


@NARROW
def test_on_a_narrow_page_the_source_is_a_sheet_with_a_way_back(visit: Visit) -> None:
    page = visit.page
    visit.ask(CONSENT)
    assert not page.is_visible("#kalla-innehall")
    page.focus("#samtal .visa")
    page.keyboard.press("Enter")
    page.wait_for_selector("#kalla mark")
    assert page.locator("#kalla mark").first.is_visible()
    assert page.get_attribute("#kalla-panel", "aria-modal") == "true"
    assert not visit.scrolls_sideways()
    page.click("text=Tillbaka till svaret")
    assert not page.is_visible("#kalla-innehall")
    assert page.evaluate("document.activeElement.className") == "visa"
    page.keyboard.press("Enter")
    page.wait_for_selector("#kalla mark")
    page.keyboard.press("Escape")
    assert not page.is_visible("#kalla-innehall")


@NARROW
def test_nothing_is_wider_than_the_narrowest_page(visit: Visit) -> None:
    assert not visit.scrolls_sideways()
    for question in (CONSENT, CONTENTS, BAG, CHILDREN, COST, PERSONAL, "x" * 400):
        visit.ask(question)
        assert not visit.scrolls_sideways(), question
    box = visit.page.locator("#skicka").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 640  # the input stays at the bottom


@BOTH
def test_every_word_is_swedish_under_an_english_browser(visit: Visit) -> None:
    visit.ask(CONSENT)
    assert visit.page.get_attribute("html", "lang") == "sv"
    names = visit.page.evaluate(
        "[...document.querySelectorAll('body :not(script, style, noscript)')].flatMap(e => [e.ariaLabel, e.title, e.alt,"
        " e.placeholder, e.children.length ? '' : e.textContent]).filter(Boolean).join('\\n')"
    )
    assert not re.findall(
        r"\b(?:the|copy|submit|clear|settings|built|loading|error|share|message|button|with|toggle)\b", names.lower()
    )


def test_a_lost_server_takes_neither_the_conversation_nor_the_question(visit: Visit) -> None:
    visit.ask(CONSENT)
    visit.page.route("**/queue/join**", lambda route: route.abort())
    visit.page.fill("#fraga textarea", PLAN)
    visit.page.press("#fraga textarea", "Enter")
    visit.page.wait_for_selector("text=Assistenten svarar inte.")
    assert visit.page.is_hidden(".toast-wrap")
    for _ in range(2):  # Gradio asks every other second whether it may reload: the second time tells that it did not
        with visit.page.expect_response("**/app_id"):
            pass
    assert visit.page.input_value("#fraga textarea") == PLAN
    assert visit.page.locator("#samtal .tur").count() == 1
    visit.page.unroute_all()
    visit.page.click("text=Ladda om sidan")
    visit.page.wait_for_selector("#samtal .tur")
    assert visit.page.inner_text("#tur-1").endswith(CONSENT)
    visit.ask(COST)
    assert visit.page.locator("#samtal .tur").count() == 2


def test_a_full_queue_is_told_and_the_question_can_be_sent_again(visit: Visit) -> None:
    full = {"detail": "Queue is full. Max size is 32 and size is 32."}
    visit.page.route("**/queue/join**", lambda route: route.fulfill(status=503, json=full))
    visit.page.fill("#fraga textarea", PLAN)
    visit.page.press("#fraga textarea", "Enter")
    visit.page.wait_for_selector("text=Många frågar just nu.")
    assert visit.page.input_value("#fraga textarea") == PLAN
    visit.page.unroute_all()
    visit.ask(PLAN)
    assert visit.page.inner_text("#avbrott").strip() == ""


def unfold(visit: Visit) -> None:
    """Unfold what is folded, with a day that cannot be read among the limits."""
    visit.page.evaluate("document.querySelectorAll('#samtalsdel details').forEach(one => { one.open = true; })")
    visit.page.fill("#lag-dag", "i går")
    visit.page.press("#lag-dag", "Enter")
    visit.page.wait_for_selector("#avgransat .fel")


def load_axe() -> str:
    spec = importlib.util.find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(visit: Visit, axe: str) -> list[tuple[str, Any]]:
    visit.page.evaluate(axe)
    found = visit.page.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})"
        ".then(result => result.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 160))]))"
    )
    return [(name, nodes) for name, nodes in found]


@pytest.mark.parametrize(
    ("visit", "scheme"), [((1440, 900), "light"), ((320, 640), "dark")], indirect=["visit"], ids=["wide", "narrow"]
)
def test_axe_finds_nothing_in_any_state(visit: Visit, scheme: str) -> None:
    axe = load_axe()
    visit.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    assert violations(visit, axe) == []
    for question in (CONSENT, COST, PERSONAL, CHILDREN, BAG):
        visit.ask(question)
    unfold(visit)
    visit.page.fill("#fraga textarea", "???")
    visit.page.click("#skicka")
    visit.page.wait_for_selector("#samtal .fel")
    if scheme == "dark":
        assert violations(visit, axe) == []  # narrow: the source lies over the conversation and hides it
    visit.page.locator("#samtal [data-tur='4'] .visa").last.click()  # Huddinge's, which is short: axe reads every word of it
    visit.page.wait_for_selector("#kalla-innehall:focus")  # wide, another source was open before: its mark tells nothing
    visit.page.wait_for_selector("#kalla mark")
    assert violations(visit, axe) == []
