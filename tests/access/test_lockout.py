from __future__ import annotations

import threading

import pytest

from assistant.access.lockout import Lockout, Tried
from assistant.access.users import Users
from assistant.settings import Settings, load_settings
from tests.access.test_sessions import Clock

MINUTE = 60


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lockout(access_settings: Settings, clock: Clock) -> Lockout:
    return Lockout(access_settings, clock)


def fail(lockout: Lockout, times: int, known: str | None = "user:1", typed: str = "anna", address: str = "10.0.0.1") -> Tried:
    tried = Tried.OPEN
    for _ in range(times):
        tried = lockout.count(lockout.subjects(known, typed, address))
    return tried


def test_the_fifth_failure_is_the_last_for_now(lockout: Lockout) -> None:
    assert fail(lockout, 4) is Tried.OPEN
    assert fail(lockout, 1) is Tried.JUST_LOCKED
    assert fail(lockout, 1) is Tried.LOCKED


def test_a_lock_ends_after_a_while(lockout: Lockout, clock: Clock) -> None:
    fail(lockout, 5)
    clock.now += 15 * MINUTE - 1
    assert fail(lockout, 1) is Tried.LOCKED
    clock.now += 1
    assert fail(lockout, 1) is Tried.OPEN


def test_failures_long_ago_do_not_count(lockout: Lockout, clock: Clock) -> None:
    for _ in range(10):
        assert fail(lockout, 1) is Tried.OPEN
        clock.now += 4 * MINUTE


def test_a_name_that_nobody_has_is_locked_like_one_that_somebody_has(lockout: Lockout) -> None:
    assert fail(lockout, 5, known=None, typed="finns inte") is Tried.JUST_LOCKED
    assert fail(lockout, 1, known=None, typed="finns inte") is Tried.LOCKED
    assert fail(lockout, 1, known=None, typed="en annan") is Tried.OPEN


def test_one_address_cannot_try_every_name(lockout: Lockout) -> None:
    for number in range(29):
        assert fail(lockout, 1, known=None, typed=f"namn {number}") is Tried.OPEN
    assert fail(lockout, 1, known=None, typed="namn 30") is Tried.JUST_LOCKED
    assert fail(lockout, 1, known="user:7", typed="namn 31") is Tried.LOCKED
    assert fail(lockout, 1, known="user:7", typed="namn 31", address="10.0.0.2") is Tried.OPEN


def test_a_login_that_succeeds_forgets_the_failures_of_the_name_but_not_of_the_address(lockout: Lockout) -> None:
    for number in range(29):
        fail(lockout, 1, known=None, typed=f"namn {number}")
    own = lockout.subjects("user:1", "anna", "10.0.0.1")
    for _ in range(3):
        lockout.count(own)
        lockout.succeeded(own)
    assert fail(lockout, 1, known=None, typed="namn 30") is Tried.JUST_LOCKED


def test_tries_at_the_same_time_are_all_counted(access_settings: Settings) -> None:
    lockout = Lockout(access_settings)
    found: list[Tried] = []
    threads = [threading.Thread(target=lambda: found.append(fail(lockout, 1))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found.count(Tried.OPEN) == 4
    assert found.count(Tried.LOCKED) == 7


def test_unlocking_lets_a_user_try_again(users: Users, lockout: Lockout, clock: Clock, access_settings: Settings) -> None:
    lockout = Lockout(access_settings)
    fail(lockout, 5)
    assert [one.is_locked for one in users.all()] == [True, False]
    users.unlock("Anna")
    assert [one.is_locked for one in users.all()] == [False, False]
    assert fail(lockout, 1) is Tried.OPEN


def test_a_password_typed_as_a_name_can_be_read_out_of_nothing(lockout: Lockout, access_settings: Settings) -> None:
    fail(lockout, 2, known=None, typed="tallkotte-fjäll-92")
    written = b"".join(path.read_bytes() for path in access_settings.access_file.parent.iterdir())
    assert b"tallkotte" not in written


def test_the_limits_are_settings(access_settings: Settings) -> None:
    lockout = Lockout(load_settings(data_dir=access_settings.data_dir, login_tries=2))
    assert fail(lockout, 2) is Tried.JUST_LOCKED
