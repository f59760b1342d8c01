"""Nobody gets in who should not: every address of the app by raw HTTP, without a login, with another's, with a forged one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.routing import BaseRoute, Mount
from starlette.testclient import TestClient

from assistant.access import passwords
from assistant.access.audit import Audit
from assistant.access.keys import Keys
from assistant.access.model import Role
from assistant.access.sessions import hash_token
from assistant.access.tables import AccessFile
from assistant.access.users import Users
from assistant.settings import Settings, load_settings
from assistant.web.access import safe_target
from assistant.web.app import create_app
from assistant.web.pages import ROLES_BY_PREFIX, is_public, roles_for
from tests.access.conftest import GOOD, OTHER, WEAK
from tests.web.fake_assistant import PLAN, FakeAssistant

HTML = {"accept": "text/html,application/xhtml+xml"}
BASE = "http://127.0.0.1:7860"
PEOPLE = {
    "Anna": (GOOD, [Role.HANDLAGGARE]),
    "Chef Ek": (OTHER, [Role.ARBETSLEDARE]),
    "Utbildaren": (GOOD, [Role.UTBILDARE]),
    "Driften": (OTHER, [Role.ADMINISTRATOR]),
}


@pytest.fixture(scope="module", autouse=True)
def _quick_hashes() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: WEAK)
        passwords._nobody.cache_clear()
        yield
    passwords._nobody.cache_clear()


@pytest.fixture(scope="module")
def with_users(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = load_settings(
        data_dir=tmp_path_factory.mktemp("access"), login="users", login_tries=3, login_tries_address=1000, rate_limit=""
    )
    users = Users(settings)
    for name, (password, roles) in PEOPLE.items():
        users.add(name, password, roles)
    return settings


@pytest.fixture(scope="module")
def app(with_users: Settings, fake: FakeAssistant) -> FastAPI:
    return create_app(with_users, fake)


Visitor = Callable[..., TestClient]


@pytest.fixture(scope="module")
def started(app: FastAPI) -> Iterator[TestClient]:
    """Give the app with Gradio's queue running."""
    with TestClient(app, base_url=BASE) as client:
        yield client


@pytest.fixture(scope="module")
def tokens() -> dict[str, str]:
    return {}


@pytest.fixture
def visitor(app: FastAPI, started: TestClient, tokens: dict[str, str]) -> Visitor:
    """Give a browser of its own, logged in as somebody, or as nobody; ``anew`` where the test ends the login."""

    def visit(name: str = "", *, anew: bool = False) -> TestClient:
        client = TestClient(app, base_url=BASE, follow_redirects=False)
        client.portal = started.portal  # one loop for all, as on a server: what is asked in one is answered in it
        if not name:
            return client
        if anew or name not in tokens:
            answer = log_in(client, name, PEOPLE[name][0])
            assert answer.status_code == 303, answer.text
        if anew:
            return client
        if name not in tokens:
            tokens[name] = client.cookies["inloggning"]
        client.cookies.set("inloggning", tokens[name], domain="127.0.0.1")
        return client

    return visit


def log_in(client: TestClient, name: str, password: str, target: str = "/") -> Any:
    return client.post("/logga-in", data={"namn": name, "losenord": password, "till": target})


def addresses(routes: list[BaseRoute], before: str = "") -> Iterator[tuple[str, str]]:
    """Give every method and address that the app has, Gradio's included."""
    for route in routes:
        path = before + getattr(route, "path", "")
        if router := getattr(route, "original_router", None):
            yield from addresses(list(router.routes), before + route.include_context.prefix)  # type: ignore[attr-defined]
            continue
        if isinstance(route, Mount):
            yield from addresses(list(route.routes), path.rstrip("/"))
            yield "GET", f"{path.rstrip('/')}/x"
            continue
        filled = re.sub(r"\{[^}]*\}", "x", path) or "/"
        for method in sorted(getattr(route, "methods", None) or {"GET"}):
            yield method, filled


def is_closed(status: int, location: str) -> bool:
    return status in {401, 403, 404} or (status == 303 and location.startswith("/logga-in"))


def test_every_address_is_closed_without_a_login(app: FastAPI, visitor: Visitor) -> None:
    client, tried = visitor(), 0
    for method, path in addresses(list(app.routes)):
        if is_public(path):
            continue
        for headers in ({}, HTML, {"authorization": "Bearer ha_forged"}, {"cookie": "inloggning=forged"}):
            answer = client.request(method, path, headers=headers)
            assert is_closed(answer.status_code, answer.headers.get("location", "")), (method, path, headers)
            tried += 1
    assert tried > 400


def test_every_address_of_gradios_that_the_page_uses_is_among_them(app: FastAPI) -> None:
    found = {path for _, path in addresses(list(app.routes))}
    assert {"/gradio_api/queue/join", "/gradio_api/queue/data", "/gradio_api/heartbeat/x", "/config", "/assets/x"} <= found
    assert {"/gradio_api/upload", "/gradio_api/file=x", "/gradio_api/cancel", "/gradio_api/reset"} <= found


@pytest.mark.parametrize("prefix", sorted(ROLES_BY_PREFIX))
@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_a_page_opens_for_its_roles_alone(visitor: Visitor, prefix: str, name: str) -> None:
    answer = visitor(name).get(prefix, headers=HTML)
    if roles_for(prefix).isdisjoint(PEOPLE[name][1]):
        assert answer.status_code == 403
        assert "annan roll" in answer.text
        assert prefix.startswith("/api") or f"Du är inloggad som {' och '.join(sorted(PEOPLE[name][1]))}." in answer.text
    else:
        assert answer.status_code not in {401, 403}


@pytest.mark.parametrize("path", ["/granskning/1", "/granskning/1/godkann", "/administration/logg", "/api/v1/quiz"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"])
def test_another_role_gets_nowhere_below_a_page_by_any_method(visitor: Visitor, path: str, method: str) -> None:
    assert visitor("Anna").request(method, path).status_code == 403


def test_what_is_refused_is_recorded_by_page_and_never_by_address(visitor: Visitor, with_users: Settings) -> None:
    visitor("Anna").get("/granskning/hemligt-i-adressen", headers=HTML)
    last = list(Audit(with_users).read())[-1]
    assert (last.event, last.facts, last.role) == ("access.refused", {"path": "/granskning"}, "handläggare")


# --- people who are not logged in -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "to"), [("/", "/logga-in"), ("/kallor", "/logga-in?till=/kallor")])
def test_a_person_is_sent_to_the_login_and_then_on(visitor: Visitor, path: str, to: str) -> None:
    client = visitor()
    answer = client.get(path, headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, to)
    page = client.get(to, headers=HTML)
    assert page.status_code == 200
    assert f'name="till" value="{path}"' in page.text
    assert log_in(client, "Anna", GOOD, path).headers["location"] == path


def test_a_query_is_not_carried_into_the_logins_address(visitor: Visitor) -> None:
    answer = visitor().get("/kallor?q=ord-ur-en-fråga", headers=HTML)
    assert answer.headers["location"] == "/logga-in?till=/kallor"


@pytest.mark.parametrize(
    "target",
    [
        "https://annan.se", "//annan.se", "/\\annan.se", "\\\\annan.se", "javascript:alert(1)", "/x\r\nset-cookie: a=b",
        "kallor", "", "/logga-ut", "/logga-in/start", "/x?fraga=hemligt", "/x#y", "https:/annan.se", " //annan.se",
        "/\t/annan.se",
    ],
)  # fmt: skip
def test_the_login_leads_to_no_other_site(visitor: Visitor, target: str) -> None:
    assert safe_target(target) == "/"
    answer = log_in(visitor(), "Anna", GOOD, target)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_path_with_swedish_letters_comes_back_as_it_was(visitor: Visitor) -> None:
    client = visitor()
    to = client.get("/kallor/våld i nära", headers=HTML).headers["location"]
    page = client.get(to, headers=HTML).text
    assert 'value="/kallor/våld i nära"' in page
    assert log_in(client, "Anna", GOOD, "/kallor/våld i nära").headers["location"] == "/kallor/v%C3%A5ld%20i%20n%C3%A4ra"


def test_programs_and_scripts_are_told_in_json(visitor: Visitor) -> None:
    for path, challenge in (("/api/v1/documents", "Bearer"), ("/mcp", "Bearer"), ("/gradio_api/queue/join", None)):
        answer = visitor().post(path, json={}, headers=HTML)
        assert answer.status_code == 401
        assert set(answer.json()) == {"error", "advice"}
        assert answer.headers.get("www-authenticate") == challenge
    openai = visitor().get("/v1/models")
    assert openai.status_code == 401
    assert openai.json()["error"]["code"] == "invalid_api_key"


# --- logging in -------------------------------------------------------------------------------------------------------


def test_a_login_gives_a_new_token_whatever_the_browser_held(visitor: Visitor) -> None:
    client = visitor()
    planted = "planted-by-somebody-else"
    client.cookies.set("inloggning", planted, domain="127.0.0.1")
    answer = log_in(client, "Anna", GOOD)
    cookie = answer.headers["set-cookie"]
    assert planted not in cookie
    for part in ("HttpOnly", "SameSite=lax", "Path=/"):
        assert part in cookie
    assert "max-age" not in cookie.lower()
    stranger = visitor()
    stranger.cookies.set("inloggning", planted, domain="127.0.0.1")
    assert stranger.get("/kallor").status_code == 401


def test_logging_in_again_ends_the_login_before(visitor: Visitor) -> None:
    client, other = visitor("Anna", anew=True), visitor()
    other.cookies.set("inloggning", client.cookies["inloggning"], domain="127.0.0.1")
    assert other.get("/kallor").status_code == 200
    assert log_in(client, "Chef Ek", OTHER).status_code == 303
    assert client.get("/granskning", headers=HTML).status_code == 200
    assert other.get("/kallor").status_code == 401


@pytest.mark.parametrize(
    ("name", "password"), [("Anna", OTHER), ("Finns inte", GOOD), ("", ""), ("Anna", "x" * 5000), ("A\0", GOOD)]
)
def test_a_failed_login_says_the_same_whoever_it_was(visitor: Visitor, with_users: Settings, name: str, password: str) -> None:
    Users(with_users).unlock("Anna")
    answer = log_in(visitor(), name, password)
    assert answer.status_code == 401
    assert "Namnet eller lösenordet stämmer inte." in answer.text
    assert 'role="alert"' in answer.text
    assert "set-cookie" not in answer.headers
    assert password not in answer.text or not password
    last = list(Audit(with_users).read())[-1]
    assert last.event == "login.failed"
    assert last.facts == ({"known": 1, "user": "user:1"} if name == "Anna" else {"known": 0, "user": ""})


def test_an_unknown_name_takes_the_same_steps_as_a_wrong_password(
    visitor: Visitor, with_users: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    Users(with_users).unlock("Anna")
    steps: list[str] = []
    hasher, record = passwords._hasher(), Audit.record

    class Counting:
        def verify(self, *words: bytes) -> bool:
            steps.append("verify")
            return bool(hasher.verify(*words))

        def hash(self, word: bytes) -> str:
            return hasher.hash(word)

    def noting(audit: Audit, event: str, *more: Any, **facts: Any) -> None:
        steps.append(event)
        record(audit, event, *more, **facts)

    monkeypatch.setattr(passwords, "_hasher", lambda: Counting())
    monkeypatch.setattr(Audit, "record", noting)
    passwords._nobody()
    taken = []
    for name in ("Anna", "Finns inte alls"):
        steps.clear()
        log_in(visitor(), name, "fel lösenord")
        taken.append(tuple(steps))
    assert taken == [("verify", "login.failed")] * 2


@pytest.mark.parametrize("name", ["Utbildaren", "Ingen med det namnet"])
def test_too_many_failures_lock_a_name_that_exists_like_one_that_does_not(
    visitor: Visitor, with_users: Settings, name: str
) -> None:
    for _ in range(3):
        assert log_in(visitor(), name, "fel").status_code == 401
    locked = log_in(visitor(), name, GOOD)
    assert locked.status_code == 429
    assert locked.headers["retry-after"] == "900"
    assert "stängd en stund" in locked.text
    assert [one.event for one in Audit(with_users).read()][-2:] == ["login.failed", "login.locked"]
    if name in PEOPLE:
        Users(with_users).unlock(name)
        assert log_in(visitor(), name, GOOD).status_code == 303


@pytest.mark.parametrize("headers", [{"origin": "https://annan.se"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}])
def test_another_site_cannot_log_somebody_in_or_out(visitor: Visitor, headers: dict[str, str]) -> None:
    answer = visitor().post("/logga-in", data={"namn": "Anna", "losenord": GOOD}, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    client = visitor("Anna")
    assert client.post("/logga-ut", headers=headers).status_code == 403
    assert client.get("/kallor").status_code == 200


def test_a_link_on_another_site_leads_here(visitor: Visitor) -> None:
    followed = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document", **HTML}
    assert visitor("Anna").get("/kallor", headers=followed).status_code == 200
    assert visitor("Anna").post("/kallor/sok", headers=followed).status_code == 403
    assert visitor("Anna").get("/kallor", headers={**followed, "sec-fetch-dest": "iframe"}).status_code == 403


def test_logging_out_ends_the_login_on_the_server(visitor: Visitor) -> None:
    client, other = visitor("Anna", anew=True), visitor()
    token = client.cookies["inloggning"]
    answer = client.post("/logga-ut")
    assert (answer.status_code, answer.headers["location"]) == (303, "/logga-ut")
    assert "inloggning" not in client.cookies
    assert "Du är utloggad" in client.get("/logga-ut", headers=HTML).text
    other.cookies.set("inloggning", token, domain="127.0.0.1")
    assert other.get("/kallor").status_code == 401


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{}", "application/json"),
        (b"\xff\xfe=%zz&namn=%", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b"&".join(b"a=b" for _ in range(500)), "application/x-www-form-urlencoded"),
        (
            b'--x\r\nContent-Disposition: form-data; name="namn"; filename="a"\r\n\r\nx\r\n--x--',
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_a_form_that_is_none_lets_nobody_in(visitor: Visitor, content: bytes, kind: str) -> None:
    answer = visitor().post("/logga-in", content=content, headers={"content-type": kind})
    assert answer.status_code in {401, 429}
    assert "set-cookie" not in answer.headers


def test_where_the_file_is_damaged_nobody_is_let_in_and_people_are_told(
    fake: FakeAssistant, tmp_path: Path, with_users: Settings
) -> None:
    settings = load_settings(data_dir=tmp_path, login="users", rate_limit="")
    settings.access_file.parent.mkdir()
    settings.access_file.write_bytes(b"skrap" * 1000)
    client = TestClient(create_app(settings, fake), base_url=BASE, cookies={"inloggning": "x"})
    assert "skadad" in client.get("/kallor", headers=HTML).text
    assert client.get("/kallor", headers=HTML).status_code == 503
    assert client.get("/api/v1/documents", headers={"authorization": "Bearer ha_x"}).status_code == 503
    assert log_in(client, "Anna", GOOD).status_code == 503


# --- keys -------------------------------------------------------------------------------------------------------------


def test_a_key_opens_the_api_and_no_page(visitor: Visitor, with_users: Settings) -> None:
    _, secret = Keys(with_users).add("bot", [Role.HANDLAGGARE])
    client, key = visitor(), {"authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/documents", headers=key).status_code == 200
    assert client.get("/v1/models", headers=key).status_code == 200
    for path in ("/", "/kallor", "/config", "/api", "/gradio_api/startup-events", "/svar/x/1.docx"):
        assert client.get(path, headers=key).status_code == 401, path
    assert client.post("/api/v1/quiz", headers=key, json={}).status_code == 403
    assert client.get("/metrics", headers=key).status_code == 403
    Keys(with_users).remove("bot")
    assert client.get("/api/v1/documents", headers=key).status_code == 401


@pytest.mark.parametrize("path", ["/v1/models", "/v1/chat/completions", "/mcp"])
def test_a_browsers_login_opens_nothing_that_is_for_programs_alone(visitor: Visitor, path: str) -> None:
    assert visitor("Driften").get(path).status_code == 401


def test_a_key_that_is_wrong_is_not_made_up_for_by_a_login(visitor: Visitor, with_users: Settings) -> None:
    client = visitor("Anna")
    assert client.get("/api/v1/documents").status_code == 200
    for given in ("Bearer ha_forged", "Bearer", "Basic QW5uYTp4", "ha_x", ""):
        assert client.get("/api/v1/documents", headers={"authorization": given}).status_code == 401
    _, secret = Keys(with_users).add("dubbel", [Role.HANDLAGGARE])
    twice = [("authorization", f"Bearer {secret}"), ("authorization", "Bearer ha_forged")]
    assert client.get("/api/v1/documents", headers=twice).status_code == 401


# --- forged cookies ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["", "x", "a" * 5000, "%00", "../../etc/passwd", "ha_x", '"', "user:1", "å"])
def test_a_forged_cookie_opens_nothing(visitor: Visitor, value: str) -> None:
    headers = [(b"cookie", f"inloggning={value}".encode()), (b"accept", b"text/html")]
    assert visitor().get("/kallor", headers=headers).status_code == 303


@pytest.mark.parametrize("column", ["started", "seen"])
def test_a_login_that_is_too_old_opens_nothing(visitor: Visitor, with_users: Settings, column: str) -> None:
    client = visitor("Anna", anew=True)
    old = AccessFile(with_users.access_file)
    with old.writing() as connection:
        change = f"UPDATE sessions SET {column} = {column} - 36000 WHERE token_hash = ?"  # noqa: S608  # our own words
        connection.execute(change, (hash_token(client.cookies["inloggning"]),))
    assert client.get("/kallor", headers=HTML).status_code == 303
    assert client.get("/api/v1/documents").status_code == 401


def test_of_two_cookies_none_is_believed(visitor: Visitor) -> None:
    token = visitor("Anna").cookies["inloggning"]
    for pair in (f"inloggning={token}; inloggning=x", f"inloggning=x; inloggning={token}"):
        assert visitor().get("/kallor", headers={"cookie": pair}).status_code == 401


# --- Gradio's own sessions --------------------------------------------------------------------------------------------


def question(session: object) -> dict[str, object]:
    return {"data": [PLAN, None, "", ""], "fn_index": 0, "session_hash": session, "trigger_id": 7}


def test_nobody_reads_or_ends_anothers_conversation_by_its_hash(visitor: Visitor) -> None:
    anna, chef = visitor("Anna"), visitor("Chef Ek")
    assert anna.post("/gradio_api/queue/join", json=question("annas1")).status_code == 200
    assert chef.get("/gradio_api/queue/data?session_hash=annas1").status_code == 404
    assert chef.get("/gradio_api/heartbeat/annas1").status_code == 404
    assert chef.post("/gradio_api/queue/join", json=question("annas1")).status_code == 404
    assert chef.post("/gradio_api/cancel", json={"session_hash": "annas1", "fn_index": 0, "event_id": "x"}).status_code == 404
    assert "process_" in anna.get("/gradio_api/queue/data?session_hash=annas1").text


def test_nobody_smuggles_a_second_hash_past_the_check(visitor: Visitor) -> None:
    anna, chef = visitor("Anna"), visitor("Chef Ek")
    anna.post("/gradio_api/queue/join", json=question("annas2"))
    assert chef.get("/gradio_api/queue/data?session_hash=chefens2&session_hash=annas2").status_code == 404
    assert chef.get("/gradio_api/queue/data?session_hash=annas2&session_hash=chefens2").status_code == 404
    twice = json.dumps(question("chefens2"))[:-1] + ', "session_hash": "annas2"}'
    assert chef.post("/gradio_api/queue/join", content=twice, headers={"content-type": "application/json"}).status_code == 404
    assert "process_" in anna.get("/gradio_api/queue/data?session_hash=annas2").text


@pytest.mark.parametrize("session", [None, 7, "", "x y", "x" * 65, ["a"], {"a": 1}])
def test_a_hash_that_is_none_is_refused(visitor: Visitor, session: object) -> None:
    assert visitor("Anna").post("/gradio_api/queue/join", json=question(session)).status_code == 404


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b"[" * 100_000, b"\xff"])
def test_a_body_that_is_none_is_refused(visitor: Visitor, body: bytes) -> None:
    assert visitor("Anna").post("/gradio_api/queue/join", content=body).status_code == 404


def test_the_login_page_is_shown_to_nobody_who_is_logged_in(visitor: Visitor) -> None:
    assert visitor("Anna").get("/logga-in?till=/kallor", headers=HTML).headers["location"] == "/kallor"
