"""A conversation is its user's and its tab's: there after a reload or a visit elsewhere, gone when ended, never another's."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.web.conversations import MOST_TABS, Conversation, Conversations
from assistant.web.site import Site
from tests.web.fake_assistant import CONSENT, PERSONAL, PLAN, FakeAssistant
from tests.web.gradio_way import Tab, small_app

HUDDINGE = '{"documents": ["huddinge-vald-riktlinjer"], "on": "2025-06-30"}'


@pytest.fixture(scope="module")
def site(settings: Settings, fake: FakeAssistant) -> Site:
    return Site(settings, fake)


@pytest.fixture(scope="module")
def app(site: Site) -> Iterator[TestClient]:
    with TestClient(small_app(site), base_url="http://127.0.0.1:7860") as client:
        yield client


def address(html: str, number: int = 1) -> str:
    found = re.search(rf'href="(/svar/[\w-]+/{number})\.docx"', html)
    assert found is not None
    return found[1]


def test_a_reloaded_page_shows_its_conversation_and_goes_on_with_it(app: TestClient, fake: FakeAssistant) -> None:
    tab = Tab(app, "anna", "omladdad")
    tab.ask(PLAN)
    tab.open()
    html, *_ = tab.resume()
    assert html.count('<article class="tur"') == 1
    assert PLAN in html
    assert tab.ask(CONSENT).count('<article class="tur"') == 2
    assert [turn.question for turn in fake.histories[-1]] == [PLAN]


def test_a_question_before_the_page_has_found_its_conversation_joins_it(app: TestClient) -> None:
    tab = Tab(app, "anna", "snabb")
    tab.ask(PLAN)
    tab.open()
    assert tab.ask(CONSENT).count('<article class="tur"') == 2


@pytest.mark.parametrize(("user", "name"), [("bo", "delad"), ("anna", "en annan flik"), ("anna", "")])
def test_another_user_or_tab_never_gets_it(app: TestClient, user: str, name: str) -> None:
    Tab(app, "anna", "delad").ask(PLAN)
    other = Tab(app, user, name)
    html, *_ = other.resume()
    assert "Ditt tidigare samtal finns inte kvar." in html
    assert '<article class="tur"' not in html
    assert other.ask(CONSENT).count('<article class="tur"') == 1


def test_starting_over_ends_it_also_for_a_reload(app: TestClient) -> None:
    tab = Tab(app, "anna", "omstart")
    place = address(tab.ask(PLAN))
    tab.open()  # and starts over before the conversation is found again
    tab.restart()
    tab.open()
    assert '<article class="tur"' not in tab.resume()[0]
    assert tab.fetch(f"{place}.txt").status_code == 404


def test_logging_out_ends_all_of_a_users_conversations_and_no_others(app: TestClient, site: Site) -> None:
    leaving, staying = Tab(app, "ulla", "ut"), Tab(app, "anna", "kvar")
    place, other = address(leaving.ask(PLAN)), address(staying.ask(PLAN))
    site.conversations.end_all("ulla")
    assert leaving.fetch(f"{place}.txt").status_code == 404
    assert leaving.ask(CONSENT).count('<article class="tur"') == 1
    assert staying.fetch(f"{other}.txt").status_code == 200


def test_what_the_last_question_was_limited_to_is_chosen_again(app: TestClient) -> None:
    tab = Tab(app, "anna", "avgränsad")
    tab.ask(PLAN, HUDDINGE)
    tab.open()
    _, _, choices, field = tab.resume()
    assert 'value="huddinge-vald-riktlinjer" checked' in choices
    assert 'value="2025-06-30"' in choices
    assert field == HUDDINGE


def test_personal_data_is_in_no_state_of_the_server_once_it_is_told_of(app: TestClient, site: Site) -> None:
    tab = Tab(app, "anna", "uppgifter")
    html = tab.ask(PERSONAL)
    assert "Skicka frågan utan uppgifterna" in html
    assert "19121212" not in html
    conversation = site.conversations.resume("anna", "uppgifter")
    assert conversation is not None
    assert "19121212" not in repr(conversation)
    blocks = app.app.routes  # type: ignore[attr-defined]  # a FastAPI app
    gradio = next(route.app for route in blocks if hasattr(getattr(route, "app", None), "state_holder"))
    session = gradio.state_holder.session_data[tab.session]
    assert "19121212" not in repr(session.config_values) + repr(session.state_data)


class TestTheStore:
    def test_a_page_that_is_closed_ends_only_what_no_other_page_shows(self) -> None:
        store = Conversations(grace=0.01)
        first = store.open(Conversation(), "anna", "flik")
        shown = store.resume("anna", "flik")
        assert shown is not None
        store.leave(first)
        time.sleep(0.05)
        assert store.open(shown, "anna", "flik").id == first.id
        store.leave(shown)
        time.sleep(0.05)
        assert store.resume("anna", "flik") is None

    def test_a_page_that_is_closed_for_a_visit_elsewhere_comes_back_to_its_conversation(self) -> None:
        store = Conversations(grace=60)
        store.leave(store.open(Conversation(), "anna", "flik"))
        assert store.resume("anna", "flik") is not None

    def test_a_question_keeps_a_conversation_that_was_left(self) -> None:
        store = Conversations(grace=0.01)
        left = store.open(Conversation(), "anna", "flik")
        store.leave(left)
        store.open(Conversation(), "anna", "flik")
        time.sleep(0.05)
        assert store.open(left, "anna", "flik").id == left.id

    def test_a_state_with_somebody_elses_conversation_opens_a_new_one(self) -> None:
        store = Conversations()
        hers = store.open(Conversation(), "anna", "flik")
        assert store.open(hers, "bo", "flik").id != hers.id

    def test_a_user_with_very_many_tabs_loses_the_oldest(self) -> None:
        store = Conversations()
        theirs = [store.open(Conversation(), "anna", f"flik {number}") for number in range(MOST_TABS + 1)]
        hers = store.open(Conversation(), "bo", "flik 0")
        assert store.resume("anna", "flik 0") is None
        assert store.resume("anna", f"flik {len(theirs) - 1}") is not None
        assert store.open(hers, "bo", "flik 0").id == hers.id
