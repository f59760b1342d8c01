from __future__ import annotations

import datetime

import pytest

from assistant.access.keys import PREFIX, Keys
from assistant.access.model import Role
from assistant.access.sessions import hash_token
from assistant.errors import UsageError
from assistant.settings import Settings, load_settings
from tests.access.conftest import events


def test_a_key_opens_with_its_roles_until_it_is_removed(access_settings: Settings) -> None:
    keys = Keys(access_settings)
    key, secret = keys.add("Open WebUI", [Role.HANDLAGGARE])
    found = keys.find(secret)
    assert found is not None
    assert (found.id, found.name, set(found.roles)) == (f"key:{key.id}", "Open WebUI", {Role.HANDLAGGARE})
    keys.remove("open webui")
    assert keys.find(secret) is None
    assert events(access_settings) == ["key.added", "key.removed"]


def test_a_key_is_long_random_and_not_kept(access_settings: Settings) -> None:
    secrets = [Keys(access_settings).add(f"nyckel {number}", [Role.HANDLAGGARE])[1] for number in range(3)]
    assert len(set(secrets)) == 3
    assert all(secret.startswith(PREFIX) and len(secret) >= len(PREFIX) + 43 for secret in secrets)
    written = b"".join(path.read_bytes() for path in access_settings.access_file.parent.iterdir())
    assert hash_token(secrets[0]).encode() in written
    assert not any(secret.encode() in written for secret in secrets)


def test_a_key_is_good_through_its_last_day(access_settings: Settings) -> None:
    day = datetime.date(2026, 2, 2)

    def on(days: int) -> Keys:
        return Keys(load_settings(data_dir=access_settings.data_dir, today=day + datetime.timedelta(days=days)))

    key, secret = on(0).add("bot", [Role.HANDLAGGARE], days=30)
    assert key.expires_on == datetime.date(2026, 3, 4)
    assert on(30).find(secret)
    assert on(31).find(secret) is None
    assert on(30).all()[0].used_on == datetime.date(2026, 3, 4)


@pytest.mark.parametrize("secret", ["", "ha_", "ha_x", "x", "ha_' OR 1=1 --", "ha_\ud800"])
def test_what_is_no_key_opens_nothing(access_settings: Settings, secret: str) -> None:
    keys = Keys(access_settings)
    assert keys.find(secret) is None
    keys.add("bot", [Role.HANDLAGGARE])
    assert keys.find(secret) is None


def test_what_cannot_be_is_told(access_settings: Settings) -> None:
    keys = Keys(access_settings)
    keys.add("bot", [Role.HANDLAGGARE])
    with pytest.raises(UsageError, match="redan"):
        keys.add("BOT", [Role.HANDLAGGARE])
    with pytest.raises(UsageError, match="så länge"):
        keys.add("evig", [Role.HANDLAGGARE], days=10**9)
    with pytest.raises(UsageError, match="ingen nyckel"):
        keys.remove("finns inte")
