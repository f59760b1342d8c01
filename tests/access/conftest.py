"""Users, keys and logins in a folder of their own, with hashes that take no time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from assistant.access import passwords
from assistant.access.audit import Audit
from assistant.access.model import Role
from assistant.access.users import Users
from assistant.settings import Settings, load_settings

GOOD = "tallkotte-fjäll-92"
OTHER = "granris och måne 7"
WEAK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hash weakly: what is tried is what is done with a hash, not how strong the library's is."""
    monkeypatch.setattr(passwords, "_hasher", lambda: WEAK)
    passwords._nobody.cache_clear()
    yield
    passwords._nobody.cache_clear()


@pytest.fixture
def access_settings(tmp_path: Path, quick_hashes: None) -> Settings:
    return load_settings(data_dir=tmp_path, login="users")


@pytest.fixture
def users(access_settings: Settings) -> Users:
    made = Users(access_settings)
    made.add("Anna", GOOD, [Role.HANDLAGGARE])
    made.add("Chef Ek", OTHER, [Role.ARBETSLEDARE])
    return made


def events(settings: Settings) -> list[str]:
    return [entry.event for entry in Audit(settings).read()]
