from __future__ import annotations

import pytest

from assistant.settings import Settings
from tests.cli.conftest import Cli


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """Give the settings that the web app was started with; it stops as on Ctrl-C."""
    started: list[Settings] = []

    def serve(settings: Settings) -> None:
        started.append(settings)
        raise KeyboardInterrupt

    monkeypatch.setattr("assistant.web.app.serve", serve)
    return started


def test_the_options_go_before_the_settings(cli: Cli, served: list[Settings], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PORT", "8123")
    cli("serve")
    cli("serve", "--port", "8124", "--host", "::1")
    assert [(settings.host, settings.port) for settings in served] == [("127.0.0.1", 8123), ("::1", 8124)]


def test_stopping_with_ctrl_c_is_no_error(cli: Cli, served: list[Settings]) -> None:
    run = cli("serve")
    assert (run.code, run.err) == (0, "")


def test_an_address_that_others_reach_is_refused(cli: Cli) -> None:
    run = cli("serve", "--host", "0.0.0.0")  # noqa: S104  # the very thing that must be refused
    assert (run.code, run.err.count("\n")) == (2, 1)
