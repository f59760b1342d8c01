from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing

import pytest
from argon2 import PasswordHasher

from assistant.access import passwords
from assistant.access.audit import Audit
from assistant.access.model import Role
from assistant.access.sessions import Sessions
from assistant.access.users import Account, Users
from assistant.errors import StorageError, UsageError
from assistant.settings import Settings
from tests.access.conftest import GOOD, OTHER, WEAK, events


def test_a_user_is_known_by_name_and_password(users: Users) -> None:
    found = users.check("Anna", GOOD)
    assert found is not None
    assert (found.name, set(found.roles), found.user.id) == ("Anna", {Role.HANDLAGGARE}, "user:1")
    assert users.check("Anna", OTHER) is None
    assert users.check("Bo", GOOD) is None


@pytest.mark.parametrize("name", ["anna", " ANNA ", "Anna"])
def test_the_case_of_a_name_makes_no_difference(users: Users, name: str) -> None:
    assert users.check(name, GOOD)
    with pytest.raises(UsageError, match="redan"):
        users.add(name, GOOD, [Role.HANDLAGGARE])


@pytest.mark.parametrize("name", ["", " ", "-", "a\nb", "a;b", "<script>", "x" * 200, "anna."])
def test_what_is_no_name_is_refused(users: Users, name: str) -> None:
    with pytest.raises(UsageError, match="Namnet"):
        users.add(name, GOOD, [Role.HANDLAGGARE])


def test_a_user_without_a_role_is_refused(users: Users) -> None:
    with pytest.raises(UsageError, match="roll"):
        users.add("Bo", GOOD, [])
    with pytest.raises(UsageError, match="roll"):
        users.set_roles("Anna", [])


def test_only_the_owner_can_read_the_file_and_no_password_stands_in_it(users: Users, access_settings: Settings) -> None:
    file = access_settings.access_file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    written = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert GOOD.encode() not in written


def test_a_new_password_and_new_roles_end_every_login(users: Users, access_settings: Settings) -> None:
    sessions = Sessions(access_settings)
    changes: tuple[Callable[[], Account], ...] = (
        lambda: users.set_password("Anna", OTHER),
        lambda: users.set_roles("Anna", [Role.UTBILDARE]),
    )
    for change in changes:
        account = next(one for one in users.all() if one.name == "Anna")
        token = sessions.start(account.user, account=account.id)
        assert sessions.find(token)
        change()
        assert sessions.find(token) is None
    assert users.check("Anna", GOOD) is None
    changed = users.check("Anna", OTHER)
    assert changed is not None
    assert changed.roles == {Role.UTBILDARE}


def test_a_removed_user_is_logged_out_and_the_number_is_not_used_again(users: Users, access_settings: Settings) -> None:
    account = next(one for one in users.all() if one.name == "Chef Ek")
    sessions = Sessions(access_settings)
    token = sessions.start(account.user, account=account.id)
    users.remove("Chef Ek")
    assert sessions.find(token) is None
    assert users.add("Bo", GOOD, [Role.HANDLAGGARE]).id > account.id


@pytest.mark.parametrize("action", ["remove", "unlock", "set_password", "set_roles"])
def test_nobody_by_that_name_is_told_without_the_name(users: Users, action: str) -> None:
    more = {"set_password": (GOOD,), "set_roles": ([Role.HANDLAGGARE],)}.get(action, ())
    with pytest.raises(UsageError, match="ingen användare") as caught:
        getattr(users, action)("Hemliga Namnet", *more)
    assert "Hemliga" not in str(caught.value)


def test_every_change_is_in_the_audit_log_by_id(users: Users, access_settings: Settings) -> None:
    users.set_password("Anna", OTHER)
    users.set_roles("Anna", [Role.UTBILDARE])
    users.unlock("Anna")
    users.remove("Anna")
    assert events(access_settings) == [
        "user.added", "user.added", "user.password", "user.roles", "user.unlocked", "user.removed",
    ]  # fmt: skip
    assert all("Anna" not in str(entry) for entry in Audit(access_settings).read())


def test_a_password_is_hashed_anew_when_the_strength_has_grown(
    users: Users, access_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    stronger = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: stronger)
    assert users.check("Anna", GOOD)
    with closing(sqlite3.connect(access_settings.access_file)) as connection:
        (kept,) = connection.execute("SELECT password_hash FROM users WHERE name = 'Anna'").fetchone()
    assert "t=2" in kept
    assert stronger.verify(kept, GOOD)
    assert WEAK.verify(kept, GOOD)


def test_what_cannot_be_recorded_is_not_done(users: Users, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StorageError("Disken är full.")

    monkeypatch.setattr(Audit, "record", refuse)
    with pytest.raises(StorageError):
        users.remove("Anna")
    assert users.check("Anna", GOOD)
