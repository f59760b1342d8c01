"""The way in through a reverse proxy: its word counts, and nobody else's."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.access.keys import Keys
from assistant.access.model import Role
from assistant.settings import Settings, load_settings
from assistant.web.app import create_app, make_server
from tests.web.fake_assistant import FakeAssistant

HTML = {"accept": "text/html"}
BASE = "https://fraga.exempel.se"
ANNA = {"x-forwarded-user": "anna.ek@exempel.se", "x-forwarded-groups": "alla, vald-handlaggare"}
PROXY = "10.1.2.3"


@pytest.fixture(scope="module")
def proxy_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load_settings(
        data_dir=tmp_path_factory.mktemp("proxy"),
        login="header",
        public_url=BASE,
        header_trusted="10.1.2.0/24, ::1",
        header_roles_map={"vald-handlaggare": Role.HANDLAGGARE, "vald-led": Role.ARBETSLEDARE},
        rate_limit="",
    )


@pytest.fixture(scope="module")
def app(proxy_settings: Settings, fake: FakeAssistant) -> FastAPI:
    return create_app(proxy_settings, fake)


def from_address(app: FastAPI, address: str) -> TestClient:
    return TestClient(app, base_url=BASE, follow_redirects=False, client=(address, 50_000))


@pytest.mark.parametrize("address", [PROXY, "::1", "::ffff:10.1.2.9"])
def test_whom_a_listed_proxy_names_is_let_in_with_the_roles_of_the_groups(app: FastAPI, address: str) -> None:
    client = from_address(app, address)
    page = client.get("/kallor", headers={**HTML, **ANNA})
    assert page.status_code == 200
    assert "anna.ek@exempel.se" in page.text
    assert client.get("/api/v1/documents", headers=ANNA).status_code == 200
    assert client.get("/granskning", headers={**HTML, **ANNA}).status_code == 403
    led = {**ANNA, "x-forwarded-groups": "vald-led"}
    assert client.get("/granskning", headers={**HTML, **led}).status_code == 200


@pytest.mark.parametrize("address", ["10.1.3.3", "127.0.0.1", "192.168.1.1", "::2", "testclient", ""])
@pytest.mark.parametrize("path", ["/", "/kallor", "/api/v1/documents", "/config", "/gradio_api/queue/data?session_hash=x"])
def test_nobody_else_is_believed(app: FastAPI, address: str, path: str) -> None:
    for more in ({}, {"x-forwarded-for": PROXY}, {"forwarded": f"for={PROXY}"}, {"x-real-ip": PROXY}):
        answer = from_address(app, address).get(path, headers={**ANNA, **more})
        assert answer.status_code == 403


def test_somebody_who_came_past_the_proxy_is_told_what_to_do(app: FastAPI) -> None:
    answer = from_address(app, "10.1.3.3").get("/", headers={**HTML, **ANNA})
    assert answer.status_code == 403
    assert answer.headers["content-type"].startswith("text/html")
    assert "Öppna sidan på kommunens vanliga adress" in answer.text


@pytest.mark.parametrize("headers", [{}, {"x-forwarded-user": ""}, {"x-forwarded-user": "  "}, {"x_forwarded_user": "anna"}])
def test_without_a_name_from_the_proxy_nobody_is_let_in(app: FastAPI, headers: dict[str, str]) -> None:
    assert from_address(app, PROXY).get("/kallor", headers={**HTML, **headers}).status_code == 401


@pytest.mark.parametrize("name", ["x-forwarded-user", "x-forwarded-groups"])
def test_two_lines_of_one_header_are_refused(app: FastAPI, name: str) -> None:
    lines = [*ANNA.items(), (name.title(), "vald-led")]
    assert from_address(app, PROXY).get("/kallor", headers=lines).status_code == 403


@pytest.mark.parametrize("groups", [None, "", "okänd", "VALD-LED", "vald-led;vald-handlaggare", "administratör"])
def test_without_a_group_that_means_a_role_a_person_is_told(app: FastAPI, groups: str | None) -> None:
    given = [(b"accept", b"text/html"), (b"x-forwarded-user", b"anna")]
    given += [(b"x-forwarded-groups", groups.encode())] if groups is not None else []
    answer = from_address(app, PROXY).get("/kallor", headers=given)
    assert answer.status_code == 403
    assert "ger dig ingen roll" in answer.text


def test_a_forged_cookie_and_a_login_form_mean_nothing(app: FastAPI) -> None:
    client = from_address(app, PROXY)
    assert client.get("/kallor", headers={**HTML, "cookie": "__Host-inloggning=x"}).status_code == 401
    assert client.post("/logga-in", data={"namn": "anna", "losenord": "x"}, headers=ANNA).status_code == 404


def test_a_name_in_letters_of_our_own_is_read_as_such(app: FastAPI) -> None:
    given = [(b"accept", b"text/html"), (b"x-forwarded-user", "Åsa Öberg".encode()), (b"x-forwarded-groups", b"vald-led")]
    assert "Åsa Öberg" in from_address(app, PROXY).get("/kallor", headers=given).text


def test_a_program_uses_its_key_also_past_the_proxy(app: FastAPI, proxy_settings: Settings) -> None:
    _, secret = Keys(proxy_settings).add("bot", [Role.HANDLAGGARE])
    key = {"authorization": f"Bearer {secret}"}
    assert from_address(app, "10.9.9.9").get("/v1/models", headers=key).status_code == 200
    assert from_address(app, PROXY).get("/v1/models", headers=ANNA).status_code == 401


def test_logging_out_is_done_where_one_logged_in(app: FastAPI) -> None:
    client = from_address(app, PROXY)
    assert client.post("/logga-ut", headers=ANNA).status_code == 303
    assert "Logga ut där" in client.get("/logga-ut", headers={**HTML, **ANNA}).text
    assert client.get("/logga-in", headers={**HTML, **ANNA}).headers["location"] == "/"
    assert "kommunens vanliga adress" in client.get("/logga-in", headers=HTML).text


def test_the_app_answers_to_its_public_name_and_this_machines_alone(app: FastAPI) -> None:
    for host, status in (("fraga.exempel.se", 200), ("127.0.0.1", 200), ("annan.se", 400), ("fraga.exempel.se.annan.se", 400)):
        assert from_address(app, PROXY).get("/kallor", headers={**ANNA, "host": host}).status_code == status


def test_nobody_is_believed_about_our_own_address(app: FastAPI) -> None:
    told = {"x-forwarded-host": "annan.se", "x-forwarded-proto": "gopher", "forwarded": "host=annan.se"}
    config = from_address(app, PROXY).get("/config", headers={**ANNA, **told})
    assert config.status_code == 200
    assert config.json()["root"].startswith(BASE)
    assert "annan.se" not in config.text


def test_the_server_does_not_take_another_address_for_the_peers(app: FastAPI) -> None:
    assert not make_server(app).config.proxy_headers
