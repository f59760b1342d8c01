from __future__ import annotations

import pytest

from assistant.access.model import Role, User
from assistant.access.sessions import Sessions, hash_token
from assistant.settings import Settings
from tests.access.conftest import events

ANNA = User("oidc:anna", "Anna", frozenset({Role.HANDLAGGARE}))
MINUTE = 60
HOUR = 3600


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(access_settings: Settings, clock: Clock) -> Sessions:
    return Sessions(access_settings, clock)


def test_a_login_is_found_by_its_token_alone(sessions: Sessions) -> None:
    token = sessions.start(ANNA)
    found = sessions.find(token)
    assert found == ANNA
    assert found is not None
    assert found.session
    for other in ("", "x", token[:-1], hash_token(token), found.session, "' OR 1=1 --"):
        assert sessions.find(other) is None


def test_no_token_stands_in_the_file(sessions: Sessions, access_settings: Settings) -> None:
    token = sessions.start(ANNA)
    written = b"".join(path.read_bytes() for path in access_settings.access_file.parent.iterdir())
    assert hash_token(token).encode() in written
    assert token.encode() not in written


def test_a_login_survives_a_restart(sessions: Sessions, access_settings: Settings, clock: Clock) -> None:
    token = sessions.start(ANNA)
    assert Sessions(access_settings, clock).find(token) == ANNA


def test_a_login_ends_after_an_hour_without_a_request(sessions: Sessions, clock: Clock) -> None:
    token = sessions.start(ANNA)
    clock.now += 59 * MINUTE
    assert sessions.find(token)
    clock.now += 59 * MINUTE
    assert sessions.find(token)
    clock.now += 60 * MINUTE
    assert sessions.find(token) is None


def test_a_page_that_is_only_open_does_not_keep_a_login_alive(sessions: Sessions, clock: Clock) -> None:
    token = sessions.start(ANNA)
    for _ in range(5):
        clock.now += 11 * MINUTE
        assert sessions.find(token, by_person=False)
    clock.now += 11 * MINUTE
    assert sessions.find(token) is None


def test_a_login_ends_after_ten_hours_whatever_is_done(sessions: Sessions, clock: Clock) -> None:
    token = sessions.start(ANNA)
    for _ in range(19):
        clock.now += HOUR / 2
        assert sessions.find(token)
    clock.now += HOUR / 2
    assert sessions.find(token) is None


def test_logging_out_ends_one_login(sessions: Sessions) -> None:
    first, second = sessions.start(ANNA, logout_url="https://inloggning.se/ut"), sessions.start(ANNA)
    ended = sessions.end(first)
    assert ended is not None
    assert ended.logout_url == "https://inloggning.se/ut"
    assert sessions.find(first) is None
    assert sessions.find(second)
    assert sessions.end(first) is None


def test_everybody_is_logged_out_at_once(sessions: Sessions, access_settings: Settings) -> None:
    tokens = [sessions.start(ANNA) for _ in range(3)]
    assert sessions.end_all() == 3
    assert not any(sessions.find(token) for token in tokens)
    assert events(access_settings)[-1] == "login.all_ended"


def test_logging_in_and_out_is_in_the_audit_log(sessions: Sessions, access_settings: Settings) -> None:
    sessions.end(sessions.start(ANNA))
    assert events(access_settings) == ["login.succeeded", "login.ended"]


def test_where_nobody_ever_logged_in_no_file_is_made(sessions: Sessions, access_settings: Settings) -> None:
    assert sessions.find("x") is None
    assert sessions.end("x") is None
    assert not access_settings.access_file.exists()


def test_ended_logins_are_swept_away_by_the_next(sessions: Sessions, clock: Clock, access_settings: Settings) -> None:
    token = sessions.start(ANNA)
    clock.now += 11 * HOUR
    sessions.start(ANNA)
    from assistant.access.tables import AccessFile

    with AccessFile(access_settings.access_file).reading() as connection:
        rows = connection.execute("SELECT token_hash FROM sessions").fetchall()
    assert hash_token(token) not in {row["token_hash"] for row in rows}
    assert len(rows) == 1
