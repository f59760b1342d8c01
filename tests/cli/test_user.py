from __future__ import annotations

import getpass
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.access.keys import Keys
from assistant.access.model import Role, User
from assistant.access.sessions import Sessions
from assistant.access.users import Users
from assistant.settings import Settings, load_settings
from tests.access.conftest import GOOD, OTHER, quick_hashes
from tests.cli.conftest import Cli, Run

__all__ = ["quick_hashes"]
Type = Callable[..., Run]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None) -> Settings:
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path))
    return load_settings()


@pytest.fixture
def piped(cli: Cli, folder: Settings, monkeypatch: pytest.MonkeyPatch) -> Type:
    """Run ``user`` with a password on standard in."""

    def run(*words: str, password: bytes = GOOD.encode()) -> Run:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(password), encoding="utf-8"))
        return cli("user", *words)

    return run


@pytest.mark.parametrize("ending", [b"", b"\n", b"\r\n"])
def test_a_user_is_added_with_a_password_from_a_file(piped: Type, folder: Settings, ending: bytes) -> None:
    run = piped(
        "add", "Anna", "--role", "handläggare", "--role", "utbildare", "--password-stdin", password=GOOD.encode() + ending
    )
    assert (run.code, run.err) == (0, "")
    assert Users(folder).check("Anna", GOOD)
    assert json.loads(piped("list", "--json").out)["users"][0]["roles"] == ["handläggare", "utbildare"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "code"), [([GOOD, GOOD], 0), ([GOOD, OTHER], 2), (["åtta ord", "åtta ord"], 2)])
def test_a_password_is_typed_twice_and_never_shown(
    cli: Cli, folder: Settings, monkeypatch: pytest.MonkeyPatch, typed: list[str], code: int
) -> None:
    answers = iter(typed)
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", lambda prompt: next(answers))
    run = cli("user", "add", "Anna", "--role", "handläggare")
    assert run.code == code
    assert not any(word in run.out + run.err for word in typed)
    assert bool(Users(folder).all()) is (code == 0)


def test_without_a_keyboard_the_way_is_told(piped: Type) -> None:
    run = piped("add", "Anna", "--role", "handläggare")
    assert run.code == 2
    assert "--password-stdin" in run.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "Anna", "--password-stdin"), "--role"),
        (("add", "Anna", "--role", "chef", "--password-stdin"), "--role"),
        (("remove", "Hemliga Namnet"), "ingen användare"),
        (("unlock", "Hemliga Namnet"), "ingen användare"),
        (("key", "remove", "Hemliga Namnet"), "ingen nyckel"),
        (("key", "add", "bot", "--role", "handläggare", "--days", "0"), "--days"),
        ((), "saknas"),
        (("key",), "saknas"),
    ],
)
def test_what_cannot_be_done_is_told_without_the_name(piped: Type, words: tuple[str, ...], told: str) -> None:
    run = piped(*words)
    assert run.code == 2
    assert told in run.err
    assert "Hemliga" not in run.err


def test_a_users_whole_way(piped: Type, folder: Settings) -> None:
    assert "inga användare" in piped("list").out
    for words, password in (
        (("add", "Anna", "--role", "handläggare", "--password-stdin"), GOOD),
        (("password", "anna", "--password-stdin"), OTHER),
        (("roles", "anna", "--role", "arbetsledare"), ""),
        (("unlock", "anna"), ""),
    ):
        assert piped(*words, password=password.encode()).code == 0
    assert Users(folder).check("Anna", OTHER)
    assert "Anna (arbetsledare)" in piped("list").out
    assert piped("remove", "anna").code == 0
    assert Users(folder).all() == ()


def test_everybody_is_logged_out_by_a_command(piped: Type, folder: Settings) -> None:
    assert "inloggningar: 0" in piped("logout").out
    token = Sessions(folder).start(User("oidc:anna", "Anna", frozenset({Role.HANDLAGGARE})))
    assert "inloggningar: 1" in piped("logout").out
    assert Sessions(folder).find(token) is None


def test_a_key_is_shown_once_and_alone_on_standard_out(piped: Type, folder: Settings) -> None:
    assert "inga nycklar" in piped("key", "list").out
    made = piped("key", "add", "bot", "--role", "handläggare", "--days", "30")
    secret = made.out.strip()
    assert Keys(folder).find(secret)
    assert "visas bara nu" in made.err
    assert secret not in made.err
    for listed in (piped("key", "list").out, piped("key", "list", "--json").out):
        assert "bot" in listed
        assert secret not in listed
    assert piped("key", "remove", "bot").code == 0
    assert Keys(folder).find(secret) is None
