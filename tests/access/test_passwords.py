from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from assistant.access import passwords
from assistant.access.passwords import check_new, hash_password, is_outdated, verify
from assistant.errors import UsageError
from tests.access.conftest import GOOD

COMMON = [
    "Sommar2026!!!",
    "Password1234",
    "P@ssw0rd12345",
    "qwertyuiop123",
    "1q2w3e4r5t6y",
    "123456789012",
    "aaaabbbbcccc",
    "Välkommen123!",
    "abcdefghijklm",
    "Admin-Admin-2026",
    "lösenordlösenord",
    "Stockholm2026!",
    "Handläggare123",
]


@pytest.mark.parametrize("password", COMMON)
def test_what_is_guessed_first_is_refused_and_not_repeated(password: str) -> None:
    with pytest.raises(UsageError, match="gissas först") as caught:
        check_new(password, "Anna")
    assert password not in str(caught.value)


@pytest.mark.parametrize("password", [GOOD, "korrekt häst batteri", "stormhatt kaffe tvål", "Xk9#vT2-plog-Zw"])
def test_what_is_hard_to_guess_is_taken(password: str) -> None:
    assert check_new(password, "Anna Ek") == password


@pytest.mark.parametrize(
    ("password", "told"),
    [("elva tecken", "för kort"), ("x1y2" * 65, "för långt"), ("anna.ek och en båt", "namn"), ("båten ANNA.EK två", "namn")],
)
def test_what_is_refused_is_told_why(password: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        check_new(password, "anna.ek")


def test_a_password_is_kept_as_an_argon2id_hash_of_the_librarys_strength() -> None:
    kept = hash_password(GOOD)
    assert kept.startswith("$argon2id$")
    assert GOOD not in kept
    assert verify(GOOD, kept)
    assert not verify(GOOD + " ", kept)
    assert not is_outdated(kept)


@pytest.mark.usefixtures("quick_hashes")
def test_a_password_typed_with_other_code_points_for_the_same_letters_is_the_same() -> None:
    assert verify("tallkotte-fja\u0308ll-92", hash_password(check_new(GOOD, "Anna")))


@pytest.mark.usefixtures("quick_hashes")
def test_nobodys_password_is_never_right(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not verify("", None)
    assert not verify(GOOD, None)
    assert not verify(GOOD, "no hash at all")


@pytest.mark.usefixtures("quick_hashes")
@pytest.mark.parametrize("password", ["\ud800" * 12, "\0" * 20, "x" * 100_000])
def test_odd_passwords_are_wrong_passwords(password: str) -> None:
    assert not verify(password, hash_password(GOOD))


@pytest.mark.usefixtures("quick_hashes")
def test_a_hash_of_less_strength_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = hash_password(GOOD)
    stronger = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: stronger)
    assert is_outdated(kept)
