"""The check and the maker of quizzes are opened once, when they are first asked for, and shared."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from assistant.chat import Assistant
from assistant.documents.corpus import Corpus
from assistant.errors import IndexUnavailableError
from assistant.settings import Settings
from assistant.web.services import Services
from tests.web.fake_assistant import FakeAssistant


@pytest.fixture(scope="module")
def services(settings: Settings, assistant: Assistant) -> Services:
    return Services(settings, assistant)


def test_whoever_asks_first_everybody_gets_the_same(services: Services) -> None:
    with ThreadPoolExecutor(8) as pool:
        interpreters = list(pool.map(lambda _: services.interpreter, range(8)))
        quizmasters = list(pool.map(lambda _: services.quizmaster, range(8)))
    assert len(set(map(id, interpreters))) == len(set(map(id, quizmasters))) == 1


def test_they_search_with_what_the_assistant_searches_with(services: Services, assistant: Assistant) -> None:
    assert services.searcher is assistant.searcher


def test_the_next_day_law_is_judged_anew(settings: Settings, assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    days: list[datetime.date] = []

    def opened(_self: Services, on: datetime.date) -> object:
        days.append(on)
        return object()

    monkeypatch.setattr(Services, "_open_quizmaster", opened)
    services = Services(settings, assistant)
    today = settings.date_today
    for day in (today, today, today + datetime.timedelta(days=1)):
        monkeypatch.setattr(Settings, "date_today", day)
        assert services.quizmaster
    assert days == [today, today + datetime.timedelta(days=1)]


def test_without_an_index_it_is_told_and_may_be_tried_again(
    settings: Settings, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: Any) -> None:
        raise IndexUnavailableError("Sökindexet saknas.")

    monkeypatch.setattr("assistant.index.store.ensure_index", fail)
    services = Services(settings, FakeAssistant(corpus))
    for _ in range(2):
        with pytest.raises(IndexUnavailableError):
            assert services.interpreter
