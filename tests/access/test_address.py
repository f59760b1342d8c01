from __future__ import annotations

from typing import Any

import pytest

from assistant.access.address import check_settings, public_address
from assistant.access.claims import clean_shown, external_id, groups_in
from assistant.access.proxy import client_address
from assistant.errors import SettingsError, UsageError
from assistant.settings import load_settings

ROLES = {"grupp": "handläggare"}
OIDC: dict[str, Any] = {
    "login": "oidc",
    "public_url": "https://fraga.exempel.se",
    "oidc_url": "https://id.exempel.se/.well-known/openid-configuration",
    "oidc_client_id": "app",
    "oidc_client_secret": "hemlig",
    "oidc_roles_map": ROLES,
}
ANYWHERE = "0.0.0.0"  # noqa: S104  # what must be refused without a login


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"public_url": "http://localhost:8080", "allowed_hosts": "halsa.exempel.se,[::1]"},
        {"login": "users"},
        {"login": "users", "host": ANYWHERE, "public_url": "https://fraga.exempel.se"},
        {"login": "header", "header_trusted": "127.0.0.1", "header_roles_map": ROLES},
        OIDC,
        {**OIDC, "oidc_url": "http://127.0.0.1:9000/.well-known/openid-configuration", "public_url": "http://127.0.0.1:7860"},
    ],
)
def test_settings_that_fit_together_are_taken(settings: dict[str, Any]) -> None:
    check_settings(load_settings(**settings))


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"host": ANYWHERE}, "egna datorn"),
        ({"public_url": "https://fraga.exempel.se"}, "Utan inloggning"),
        ({"login": "users", "host": ANYWHERE}, "ASSISTANT_PUBLIC_URL"),
        ({"login": "users", "public_url": "http://fraga.exempel.se"}, "https"),
        ({"allowed_hosts": "*"}, "ASSISTANT_ALLOWED_HOSTS"),
        ({"allowed_hosts": "a.se, b*c"}, "ASSISTANT_ALLOWED_HOSTS"),
        ({"login": "header"}, "ASSISTANT_HEADER_TRUSTED"),
        ({"login": "header", "header_trusted": "127.0.0.1"}, "ASSISTANT_HEADER_ROLES_MAP"),
        *(({**OIDC, name: type(OIDC[name])()}, name.upper()) for name in OIDC if name != "login"),
        ({**OIDC, "oidc_url": "https://id.exempel.se"}, "ASSISTANT_OIDC_URL"),
        ({**OIDC, "oidc_url": "http://id.exempel.se/.well-known/openid-configuration"}, "https"),
        ({**OIDC, "oidc_scope": "profile"}, "openid"),
    ],
)
def test_what_is_missing_is_told_by_its_name(settings: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_settings(load_settings(**settings))
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "url", ["fraga.exempel.se", "ftp://x.se", "https://", "https://a@b.se", "https://x:port", "https://[::1"]
)
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises(SettingsError, match="webbadress"):
        public_address(load_settings(public_url=url))


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://Fraga.exempel.se/", "https://fraga.exempel.se"),
        ("https://fraga.exempel.se:443", "https://fraga.exempel.se"),
        ("https://fraga.exempel.se:8443/x", "https://fraga.exempel.se:8443"),
        ("http://[::1]:7860", "http://[::1]:7860"),
    ],
)
def test_an_address_is_written_as_browsers_do(url: str, written: str) -> None:
    assert str(public_address(load_settings(public_url=url))) == written


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", "10.0.0.1", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 127.0.0.1", "203.0.113.9"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "skrap", "127.0.0.1"),
    ],
)
def test_a_forwarded_address_is_believed_from_a_listed_proxy_alone(peer: str, forwarded: str, address: str) -> None:
    settings = load_settings(header_trusted="127.0.0.1")
    assert client_address([(b"x-forwarded-for", forwarded.encode())], peer, settings) == address


@pytest.mark.parametrize(
    ("claims", "path", "groups"),
    [
        ({"roles": ["a", 1, "b"]}, "roles", ("a", "b")),
        ({"roles": "a"}, "roles", ("a",)),
        ({"realm_access": {"roles": ["a"]}}, "realm_access.roles", ("a",)),
        ({"https://exempel.se/roller": ["a"]}, "https://exempel.se/roller", ("a",)),
        ({"roles": {"a": 1}}, "roles", ()),
        ({}, "a.b.c", ()),
    ],
)
def test_groups_are_read_from_a_claim_or_from_inside_one(claims: dict[str, Any], path: str, groups: tuple[str, ...]) -> None:
    assert groups_in(claims, path) == groups


def test_an_id_that_is_a_plain_word_is_kept_and_another_is_hashed() -> None:
    assert external_id("header", "anna.ek@exempel.se") == "header:anna.ek@exempel.se"
    odd = external_id("header", "Anna Ek <anna>")
    assert odd.startswith("header:")
    assert "Anna" not in odd


def test_a_name_to_show_is_one_short_line() -> None:
    assert clean_shown("Anna\r\n\u202eEk\0") == "Anna Ek"
    assert clean_shown(7) == ""
    assert len(clean_shown("x" * 500)) == 100
