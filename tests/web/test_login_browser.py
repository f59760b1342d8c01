"""Logging in and out in a browser: with the keyboard, without JavaScript, narrow and dark, and by WCAG."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assistant.access import passwords
from assistant.access.model import Role
from assistant.access.users import Users
from assistant.settings import load_settings
from assistant.web.app import create_app, make_server, open_listener
from tests.access.conftest import GOOD, WEAK
from tests.doubles.oidc_provider import CLIENT_ID, CLIENT_SECRET, Provider, provider
from tests.web.conftest import served
from tests.web.fake_assistant import PLAN, FakeAssistant
from tests.web.server_pages import breaches, opened

pytestmark = pytest.mark.browser


@pytest.fixture
def with_login(tmp_path: Path, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(passwords, "_hasher", lambda: WEAK)
    passwords._nobody.cache_clear()
    settings = load_settings(data_dir=tmp_path, login="users")
    Users(settings).add("Anna", GOOD, [Role.HANDLAGGARE])
    with served(settings, fake) as address:
        yield address
    passwords._nobody.cache_clear()


def test_the_way_in_and_out_with_the_keyboard_and_without_a_breach_of_wcag(browser: Browser, with_login: str) -> None:
    with opened(browser, 320, "dark") as page:
        page.goto(f"{with_login}kallor")
        expect(page.locator("#namn")).to_be_focused()
        assert page.title().startswith("Logga in")
        assert breaches(page) == []
        page.keyboard.type("Anna")
        page.keyboard.press("Tab")
        page.keyboard.type("fel lösenord")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("stämmer inte")
        assert page.input_value("#namn") == ""
        assert breaches(page) == []
        page.keyboard.type("anna")
        page.keyboard.press("Tab")
        page.keyboard.type(GOOD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{with_login}kallor")
        page.goto(f"{with_login}granskning")
        expect(page.get_by_role("heading", level=1)).to_have_text("Sidan hör till en annan roll")
        assert breaches(page) == []
        page.goto(with_login)
        page.wait_for_selector("#samtal .tom")
        page.fill("#fraga textarea", PLAN)
        page.press("#fraga textarea", "Enter")
        page.wait_for_selector("#samtal .tur")
        page.get_by_text("Sidor", exact=True).click()
        page.get_by_role("button", name="Logga ut").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Du är utloggad")
        assert breaches(page) == []
        page.go_back()
        page.wait_for_url(f"{with_login}logga-in")


@contextmanager
def with_provider(idp: Provider, folder: Path, fake: FakeAssistant) -> Iterator[str]:
    """Serve the app on an address of its own, with the provider on what a browser takes for another site."""
    with open_listener("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        settings = load_settings(
            data_dir=folder,
            login="oidc",
            public_url=address,
            oidc_url=idp.discovery,
            oidc_client_id=CLIENT_ID,
            oidc_client_secret=CLIENT_SECRET,
            oidc_roles_map={"vald-handlaggare": Role.HANDLAGGARE},
        )
        server = make_server(create_app(settings, fake))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.02)
        yield address
        server.should_exit = server.force_exit = True
        thread.join(timeout=10)


def test_the_way_to_another_sites_login_and_back_and_out_of_both(browser: Browser, tmp_path: Path, fake: FakeAssistant) -> None:
    with provider("localhost") as idp, with_provider(idp, tmp_path, fake) as address, opened(browser, 320) as page:
        page.goto(f"{address}/kallor")
        assert breaches(page) == []
        page.keyboard.press("Enter")  # the one thing to do has the focus
        page.wait_for_url(f"{address}/kallor")
        page.get_by_text("Sidor", exact=True).click()
        expect(page.get_by_text("Anna Ek")).to_have_count(2)
        page.get_by_role("button", name="Logga ut").click()
        page.wait_for_url(f"{address}/logga-in")
        assert idp.asked[-1] == "logout"
        page.goto(f"{address}/kallor")
        assert page.url == f"{address}/logga-in?till=/kallor"


def test_the_login_needs_no_javascript(browser: Browser, with_login: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{with_login}kallor")
    page.fill("#namn", "Anna")
    page.fill("#losenord", GOOD)
    page.click("text=Logga in >> nth=-1")
    page.wait_for_url(f"{with_login}kallor")
    page.click(".topp-konto button")
    page.wait_for_url(f"{with_login}logga-ut")
    context.close()
