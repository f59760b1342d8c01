from __future__ import annotations

import socket
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.chat import Assistant
from assistant.errors import AssistantError, UsageError
from assistant.retrieval.statements import statements_of
from assistant.settings import Settings, load_settings
from assistant.web.app import _prepare, create_app, open_listener, serve
from assistant.web.gradio_app import SESSIONS_KEPT
from tests.web.fake_assistant import BROKEN, MASKED, PERSONAL, PLAN, FakeAssistant

SENTINEL = "Zqxwoj undrar vem som upprättar planen?"


def ask(client: TestClient, question: str, session: str = "abc123") -> str:
    """Ask as the page does, over Gradio's queue; gives the events as text."""
    body = {"data": [question, None, "", ""], "fn_index": 0, "session_hash": session, "trigger_id": 7}
    joined = client.post("/gradio_api/queue/join", json=body)
    assert joined.status_code == 200, joined.text
    return client.get(f"/gradio_api/queue/data?session_hash={session}").text


def test_a_question_is_answered_over_the_pages_own_way(client: TestClient) -> None:
    events = ask(client, PLAN, "way1")
    assert "process_completed" in events
    assert "Besvarad ur riktlinjerna" in events


def test_a_source_is_shown_at_the_quote(client: TestClient, fake: FakeAssistant) -> None:
    citation = fake.ask(PLAN).citations[0]
    response = client.get(f"/kalla/{citation.paragraph_id}?fran=0&till=9")
    assert response.status_code == 200
    assert f"<mark>{fake.corpus.paragraph(citation.paragraph_id).text[:9]}</mark>" in response.text


def test_law_that_was_replaced_is_told_in_the_source(client: TestClient, fake: FakeAssistant) -> None:
    paragraph = fake.find("orosanmälan enligt 14 kap. 1 § SoL")
    cited = client.get(f"/kalla/{paragraph.id}").text.split("data-citerat", 1)[1].split('<div class="stycke ', 1)[0]
    assert "14 kap. 1 § SoL (2001:453): ersatt av" in cited
    assert "19 kap. 1 § SoL (2025:400)" in cited


def test_law_in_the_source_is_judged_on_the_day_that_the_question_was_limited_to(
    client: TestClient, fake: FakeAssistant
) -> None:
    paragraph = fake.find("orosanmälan enligt 14 kap. 1 § SoL")
    pages = [client.get(f"/kalla/{paragraph.id}?datum={day}").text for day in ("2025-06-30", "2025-07-01", "i går")]
    cited = [page.split("data-citerat", 1)[1].split("data-stycke", 1)[0] for page in pages]
    assert ["ersatt av" in one for one in cited] == [False, True, True]


@pytest.mark.parametrize("path", ["finns/inte/1", "../../etc/passwd", "%00", "<script>alert(1)</script>"])
def test_an_unknown_place_is_told_in_swedish(client: TestClient, path: str) -> None:
    response = client.get(f"/kalla/{path}")
    assert response.status_code == 404
    assert "Det stället finns inte i dokumenten" in response.text or "Sidan finns inte" in response.text
    assert "<script>alert" not in response.text
    assert "passwd" not in response.text


@pytest.mark.parametrize("query", ["fran=x&till=9", "fran=-5&till=2", "fran=9&till=3", "fran=0&till=999999999"])
def test_an_address_with_odd_places_breaks_nothing(client: TestClient, fake: FakeAssistant, query: str) -> None:
    response = client.get(f"/kalla/{fake.corpus.paragraphs[0].id}?{query}")
    assert response.status_code == 200
    assert "<article" in response.text


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::", "exempel.se"])  # noqa: S104  # what must be refused
def test_others_cannot_reach_an_app_without_a_login(host: str) -> None:
    with pytest.raises(UsageError) as caught:
        serve(load_settings(host=host, port=1))
    assert caught.value.exit_code == 2
    assert "egna datorn" in str(caught.value)


def test_with_a_login_another_address_may_be_listened_on_but_a_name_is_not_looked_up() -> None:
    with open_listener("0.0.0.0", 0) as listener:  # noqa: S104  # what is tried
        assert listener.getsockname()[0] == "0.0.0.0"  # noqa: S104
    with pytest.raises(UsageError, match="ingen IP-adress"):
        open_listener("exempel.se", 0)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_port_that_is_taken_is_told_with_another(host: str) -> None:
    with open_listener("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AssistantError) as caught:
            open_listener(host, port)
    assert caught.value.exit_code == 1
    assert f"Porten {port} används redan" in str(caught.value)
    assert "ASSISTANT_PORT" in caught.value.advice


def test_no_connection_leaves_the_machine_from_start_to_answer(
    settings: Settings, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "local"
        if host not in {"127.0.0.1", "::1", "localhost", "local"}:
            tried.append(host)
            raise OSError("refused by the test")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with TestClient(create_app(settings, fake), base_url="http://127.0.0.1:7860") as client:
        assert client.get("/").status_code == 200
        assert "process_completed" in ask(client, PLAN)
    assert tried == []


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder that takes all temporary files of the test."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "gradio"))
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path


@pytest.mark.parametrize("question", [SENTINEL, PERSONAL, f"{BROKEN} "])
def test_a_question_is_written_nowhere(
    client: TestClient, folder: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, question: str
) -> None:
    caplog.set_level("DEBUG")
    ask(client, question, f"s{len(question)}")
    words = [word for word in (SENTINEL, "19121212", BROKEN) if word in question]
    seen = "".join(capfd.readouterr()) + caplog.text
    written = [path.read_bytes().decode(errors="replace") for path in folder.rglob("*") if path.is_file()]
    assert not [word for word in words if word in seen or any(word in text for text in written)]


def test_masked_words_are_offered_and_the_data_never_sent_back(client: TestClient) -> None:
    events = ask(client, PERSONAL, "personal1")
    assert MASKED in events
    assert "19121212" not in events


def test_what_the_first_questions_would_wait_for_is_read_at_the_start(assistant: Assistant) -> None:
    statements = statements_of(assistant.corpus)
    statements._statements.clear()
    _prepare(assistant)
    assert set(statements._statements) == {paragraph.id for paragraph in assistant.corpus.paragraphs}


def test_gradio_keeps_the_state_of_few_pages(web_app: FastAPI) -> None:
    mounted = [getattr(route, "app", None) for route in web_app.routes]
    holders = [app.state_holder for app in mounted if app is not None and hasattr(app, "state_holder")]

    assert [holder.capacity for holder in holders] == [SESSIONS_KEPT]
