"""A page that the server renders, in a browser: what breaches WCAG there, and how wide it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from tests.web.conftest import PATIENCE_MS
from tests.web.test_browser import load_axe


@contextmanager
def opened(browser: Browser, width: int = 1440, scheme: Any = "light") -> Iterator[Page]:
    """Give an empty window; what a page complains of fails the test, apart from its own answer that something is wrong."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce", locale="sv-SE"
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS * 2)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert [one for one in complaints if "the server responded with a status of 4" not in one] == []


def breaches(page: Page) -> list[tuple[str, Any]]:
    """Give what axe finds, and a page that is wider than its window."""
    page.evaluate(load_axe())
    found = page.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})"
        ".then(result => result.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 160))]))"
    )
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*((name, nodes) for name, nodes in found), *([("wider than the window", page.url)] if wide else [])]
