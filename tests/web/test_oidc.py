"""Logging in at the municipality's own provider, which is a real one, small, and does wrong when it is told to."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.access.audit import Audit
from assistant.access.model import Role
from assistant.settings import Settings, load_settings
from assistant.web.app import create_app
from tests.doubles.oidc_provider import CLIENT_ID, CLIENT_SECRET, Provider, new_key, provider, visited
from tests.web.fake_assistant import FakeAssistant

HTML = {"accept": "text/html"}
BASE = "https://fraga.exempel.se"


@pytest.fixture(scope="module")
def runs() -> Iterator[Provider]:
    with provider() as running:
        yield running


@pytest.fixture
def idp(runs: Provider) -> Iterator[Provider]:
    runs.behave()
    yield runs
    runs.behave()


@pytest.fixture(scope="module")
def oidc_settings(runs: Provider, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load_settings(
        data_dir=tmp_path_factory.mktemp("oidc"),
        login="oidc",
        public_url=BASE,
        oidc_url=runs.discovery,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=CLIENT_SECRET,
        oidc_roles_map={"vald-handlaggare": Role.HANDLAGGARE, "vald-led": Role.ARBETSLEDARE},
        rate_limit="",
    )


@pytest.fixture(scope="module")
def app(oidc_settings: Settings, fake: FakeAssistant) -> FastAPI:
    return create_app(oidc_settings, fake)


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app, base_url=BASE, follow_redirects=False)


def to_provider(client: TestClient, target: str = "/kallor") -> str:
    """Begin, visit the provider as a browser does, and give our address that it sends the browser back to."""
    begun = client.get("/logga-in/start", params={"till": target}, headers=HTML)
    assert begun.status_code == 303, begun.text
    return visited(begun.headers["location"]).removeprefix(BASE)


def log_in(client: TestClient, target: str = "/kallor") -> Any:
    return client.get(to_provider(client, target), headers=HTML)


def events(settings: Settings) -> list[str]:
    return [one.event for one in Audit(settings).read()]


def test_a_person_logs_in_and_comes_back_to_the_page(client: TestClient, idp: Provider, oidc_settings: Settings) -> None:
    page = client.get("/logga-in?till=/kallor", headers=HTML)
    assert 'href="/logga-in/start?till=/kallor"' in page.text
    answer = log_in(client)
    assert (answer.status_code, answer.headers["location"]) == (303, "/kallor")
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("__Host-inloggning="))
    assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"))
    shown = client.get("/kallor", headers=HTML)
    assert shown.status_code == 200
    assert "Anna Ek" in shown.text
    assert client.get("/granskning", headers=HTML).status_code == 403
    assert [(one.event, one.user) for one in Audit(oidc_settings).read()][-2] == ("login.succeeded", "oidc:anna-7")


def test_every_request_went_to_the_provider_that_is_set(client: TestClient, idp: Provider) -> None:
    log_in(client)
    assert idp.asked == ["discovery", "discovery", "token", "jwks"]


def test_state_nonce_and_verifier_are_new_for_each_login_and_not_in_the_cookie(client: TestClient, idp: Provider) -> None:
    seen = []
    for _ in range(2):
        begun = client.get("/logga-in/start", headers=HTML)
        asked = parse_qs(urlsplit(begun.headers["location"]).query)
        seen.append((asked["state"][0], asked["nonce"][0], asked["code_challenge"][0]))
        assert not any(value in begun.headers["set-cookie"] for value in seen[-1])
        assert asked["redirect_uri"] == [f"{BASE}/logga-in/svar"]
    assert not set(seen[0]) & set(seen[1])


BAD_CLAIMS: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "x"},
    "no nonce": {"nonce": None},
    "another audience": {"aud": "en-annan-app"},
    "another audience beside": {"aud": ["en-annan-app", "till"]},
    "no audience": {"aud": None},
    "another issuer": {"iss": "https://annan.se"},
    "no issuer": {"iss": None},
    "expired": {"exp": int(time.time()) - 3600},
    "no end": {"exp": None},
    "not yet": {"nbf": int(time.time()) + 3600},
    "issued later": {"iat": int(time.time()) + 3600},
    "for another party": {"azp": "en-annan-app"},
    "nobody": {"sub": None},
    "an empty name": {"sub": ""},
    "a number": {"sub": 7},
    "another access token": {"at_hash": "x"},
}


@pytest.mark.parametrize("what", sorted(BAD_CLAIMS))
def test_an_id_token_that_does_not_hold_lets_nobody_in(
    client: TestClient, idp: Provider, oidc_settings: Settings, what: str
) -> None:
    idp.claims = BAD_CLAIMS[what]
    refused(client, log_in(client), 401)
    assert events(oidc_settings)[-1] == "login.failed"


def refused(client: TestClient, answer: Any, status: int) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert 'role="alert"' in answer.text
    assert not [one for one in answer.headers.get_list("set-cookie") if one.startswith("__Host-inloggning=")]
    assert client.get("/kallor", headers=HTML).status_code == 303


def test_another_key_signs_nothing_for_the_provider(client: TestClient, idp: Provider) -> None:
    idp.signs_with = new_key()
    refused(client, log_in(client), 401)


def test_a_token_without_a_signature_is_refused(client: TestClient, idp: Provider) -> None:
    idp.algorithm = "none"
    refused(client, log_in(client), 401)


def test_a_token_signed_with_what_everybody_knows_is_refused(client: TestClient, idp: Provider) -> None:
    idp.algorithm = "HS256"
    refused(client, log_in(client), 401)


def test_a_token_that_is_missing_is_refused(client: TestClient, idp: Provider) -> None:
    idp.broken = "no_id_token"
    refused(client, log_in(client), 401)


def test_an_answer_is_good_for_one_login(client: TestClient, idp: Provider) -> None:
    back = to_provider(client)
    cookies = dict(client.cookies)
    assert client.get(back, headers=HTML).status_code == 303
    client.post("/logga-ut")
    client.cookies.update(cookies)
    refused(client, client.get(back, headers=HTML), 401)


def test_an_answer_that_another_browser_began_is_refused(
    app: FastAPI, client: TestClient, idp: Provider, oidc_settings: Settings
) -> None:
    back, before = to_provider(client), events(oidc_settings)
    victim = TestClient(app, base_url=BASE, follow_redirects=False)
    refused(victim, victim.get(back, headers=HTML), 401)
    assert events(oidc_settings) == before  # else anybody could fill the log
    to_provider(victim)  # a login of the victim's own does not make it theirs
    refused(victim, victim.get(back, headers=HTML), 401)


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x", "?code=x&state=y", "?error=access_denied&error_description=<b>hej"]
)
def test_an_answer_without_what_belongs_to_it_is_refused(client: TestClient, idp: Provider, query: str) -> None:
    to_provider(client)
    answer = client.get(f"/logga-in/svar{query}", headers=HTML)
    refused(client, answer, 401)
    assert "hej" not in answer.text


def test_the_state_of_another_login_is_refused(client: TestClient, idp: Provider) -> None:
    first = parse_qs(urlsplit(to_provider(client)).query)
    second = parse_qs(urlsplit(to_provider(client)).query)
    mixed = f"/logga-in/svar?code={second['code'][0]}&state={first['state'][0]}"
    refused(client, client.get(mixed, headers=HTML), 401)


def test_somebody_without_a_role_is_told_and_not_logged_in(client: TestClient, idp: Provider, oidc_settings: Settings) -> None:
    idp.claims = {"roles": ["en-annan-grupp"]}
    answer = log_in(client)
    refused(client, answer, 403)
    assert "ger dig ingen roll" in answer.text
    last = list(Audit(oidc_settings).read())[-1]
    assert (last.event, last.facts) == ("access.no_role", {"user": "oidc:anna-7"})


@pytest.mark.parametrize("roles", [None, 7, {}, [7], "", ["VALD-HANDLAGGARE"]])
def test_roles_in_another_form_are_none(client: TestClient, idp: Provider, roles: object) -> None:
    idp.claims = {"roles": roles}
    refused(client, log_in(client), 403)


def test_several_groups_give_several_roles_and_one_may_be_a_word(client: TestClient, idp: Provider) -> None:
    idp.claims = {"roles": ["vald-led", "vald-handlaggare", "annat"]}
    assert log_in(client).status_code == 303
    assert client.get("/granskning", headers=HTML).status_code != 403
    client.post("/logga-ut")
    idp.claims = {"roles": "vald-led"}
    assert log_in(client).status_code == 303


def test_a_name_from_outside_is_shown_as_text(client: TestClient, idp: Provider) -> None:
    idp.claims = {"name": "<script>alert(1)</script>\r\nAnna" + "x" * 500}
    log_in(client)
    shown = client.get("/kallor", headers=HTML).text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown
    assert "x" * 101 not in shown


@pytest.mark.parametrize("broken", ["discovery", "token"])
def test_a_provider_that_fails_is_told_in_swedish(client: TestClient, idp: Provider, broken: str) -> None:
    back = to_provider(client)
    idp.broken = broken
    answer = client.get(back, headers=HTML)
    refused(client, answer, 503)
    assert "Kommunens inloggning svarar inte" in answer.text


def test_a_provider_that_is_down_is_told_in_swedish(fake: FakeAssistant, oidc_settings: Settings) -> None:
    down = oidc_settings.model_copy(update={"oidc_url": "http://127.0.0.1:9/.well-known/openid-configuration"})
    client = TestClient(create_app(down, fake), base_url=BASE, follow_redirects=False)
    answer = client.get("/logga-in/start", headers=HTML)
    assert answer.status_code == 503
    assert "Kommunens inloggning svarar inte" in answer.text


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://annan.se"},
        {"authorization_endpoint": "https://annan.se/authorize"},
        {"token_endpoint": "https://annan.se/token"},
        {"jwks_uri": "http://127.0.0.1:9/jwks"},
        {"end_session_endpoint": "https://annan.se/logout"},
        {"end_session_endpoint": "javascript:alert(1)"},
        {"end_session_endpoint": "{address}/logout\r\nset-cookie: a=b"},
        {"token_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
    ],
)
def test_a_description_that_leads_elsewhere_is_not_followed(
    client: TestClient, idp: Provider, described: dict[str, str | None]
) -> None:
    idp.described = {name: value and value.replace("{address}", idp.address) for name, value in described.items()}
    answer = client.get("/logga-in/start", headers=HTML)
    assert answer.status_code == 503
    assert "inte den som programmet är inställt på" in answer.text
    assert idp.asked == ["discovery"]


def test_logging_out_ends_our_login_and_leads_to_the_providers_logout(client: TestClient, idp: Provider) -> None:
    log_in(client)
    answer = client.post("/logga-ut")
    assert answer.status_code == 200
    onward = answer.headers["refresh"].removeprefix("0; url=")
    asked = parse_qs(urlsplit(onward).query)
    assert onward.startswith(f"{idp.address}/logout?")
    assert asked["post_logout_redirect_uri"] == [f"{BASE}/logga-in"]
    assert asked["id_token_hint"]
    assert "Du är utloggad" in answer.text
    assert client.get("/kallor", headers=HTML).status_code == 303


def test_where_the_provider_has_no_logout_ours_is_enough(client: TestClient, idp: Provider) -> None:
    idp.described = {"end_session_endpoint": None}
    log_in(client)
    answer = client.post("/logga-ut")
    assert (answer.status_code, answer.headers["location"]) == (303, "/logga-ut")


def test_a_password_opens_nothing_here(client: TestClient) -> None:
    assert client.post("/logga-in", data={"namn": "Anna", "losenord": "x"}).status_code == 404
