"""What every test stands on: no network, no settings from outside, and the real assistant, opened once."""

from __future__ import annotations

import datetime
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.settings import PREFIX, Settings, load_settings
from tests.outside import refuse_outside

if TYPE_CHECKING:
    from assistant.chat import Assistant
    from assistant.documents.corpus import Corpus

TODAY = datetime.date(2026, 2, 2)
"""The day all tests live on: after the new SoL (2025-07-01) and after the newest document (2026-01-21)."""

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}

blocked: list[str] = []


class NetworkBlockedError(AssertionError):
    """Something in a test tried to leave the machine."""


def _refuse(event: str, host: str) -> None:
    blocked.append(f"{event} {host!r}")
    raise NetworkBlockedError(f"a test tried to reach {host!r}")


def pytest_configure(config: pytest.Config) -> None:
    """Cut the network and the developer's own settings off, before anything of ours is imported by a test."""
    for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
        del os.environ[name]
    scratch = tempfile.mkdtemp(prefix="assistant-tests-")
    config.add_cleanup(lambda: shutil.rmtree(scratch, ignore_errors=True))
    os.environ[f"{PREFIX}DATA_DIR"] = scratch  # a test that forgets its own folder must not touch the user's
    os.environ["HF_HUB_OFFLINE"] = "1"
    refuse_outside(_refuse)


def find_chromium() -> str | None:
    """Give the path of the system's Chromium, or None."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def _missing(item: pytest.Item) -> str:
    """Say what the machine lacks for a test, or nothing."""
    if item.get_closest_marker("browser") and find_chromium() is None:
        return "Chromium is not installed (Debian: apt-get install chromium)"
    if item.get_closest_marker("models") and importlib.util.find_spec("sentence_transformers") is None:
        return "the extra `models` is not installed"
    return ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with the reason, what this machine cannot run."""
    for item in items:
        if reason := _missing(item):
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a browser or model test that is skipped has failed."""
    report = yield
    must_run = item.get_closest_marker("browser") or item.get_closest_marker("models")
    if IN_CI and must_run and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where it must run: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def _nothing_left_the_machine() -> Iterator[None]:
    """Fail a test whose code tried the network, even where something swallowed the error."""
    blocked.clear()
    yield
    attempts = blocked.copy()
    blocked.clear()
    assert not attempts, attempts


@pytest.fixture
def network_attempts() -> list[str]:
    """Give the list of refused connections; a test that provokes them empties it."""
    return blocked


@pytest.fixture(scope="session")
def chromium() -> str:
    """Give the path of Chromium, for tests marked `browser`."""
    path = find_chromium()
    assert path is not None, "mark the test with `browser`"
    return path


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Give the settings of the session's assistant: a folder of its own, and a day that stands still."""
    return load_settings(data_dir=tmp_path_factory.mktemp("data"), today=TODAY)


@pytest.fixture(scope="session")
def corpus_folder() -> Path:
    """Give the folder of the corpus that ships."""
    from assistant.documents.corpus import shipped_corpus_folder

    return shipped_corpus_folder()


@pytest.fixture(scope="session")
def corpus(corpus_folder: Path) -> Corpus:
    """Give the real corpus, with its legal references."""
    from assistant.documents.corpus import load_corpus
    from assistant.law.annotate import annotate

    return annotate(load_corpus(corpus_folder))


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Assistant:
    """Give the real assistant with a freshly built index; built once, and only where a test asks for it."""
    from assistant.chat import Assistant

    return Assistant.open(settings)
