"""Fetching statutes, from a made-up database on this machine."""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import ExternalServiceError, StorageError, UsageError
from assistant.law.download import Limits
from assistant.law.fetch import Fetcher, LawSource, fetch_all, number_of
from assistant.law.registry import shipped_registry
from assistant.law.wording import load_statute, statute_path

TODAY = datetime.date(2026, 11, 22)
TEXT = "1 kap. Innehåll\r\n\r\nInledning\r\n\r\n1 § Denna lag är påhittad.\r\n\r\n2 § Den har två paragrafer."
STATUTE = {
    "beteckning": "2025:400",
    "rubrik": "Påhittad lag (2025:400)",
    "ikraftDateTime": "2025-07-01T00:00:00",
    "upphavdDateTime": None,
    "fulltext": {"andringInford": "t.o.m. SFS 2025:9", "forfattningstext": TEXT},
}
RIKSDAG = {
    "dokumentstatus": {
        "dokument": {
            "beteckning": "2025:400",
            "titel": "Påhittad lag (2025:400)",
            "subtitel": "t.o.m. SFS 2025:9",
            "text": TEXT,
        }
    }
}


class _Database:
    """A server that gives the queued answers, (status, body), and keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, bytes]] = []
        self.asked: list[tuple[str, bytes]] = []
        self.redirect = ""
        self.garbage = b""
        database = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self._answer(self.rfile.read(int(self.headers["Content-Length"])))

            def do_GET(self) -> None:
                self._answer(b"")

            def _answer(self, body: bytes) -> None:
                database.asked.append((self.path, body))
                if database.garbage:
                    self.wfile.write(database.garbage)
                    return
                if database.redirect:
                    self.send_response(302)
                    self.send_header("Location", database.redirect)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                status, data = database.answers.pop(0)
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: Any) -> None:
                """Stay silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, data: object, status: int = 200) -> None:
        self.answers.append((status, json.dumps(data).encode()))


@pytest.fixture
def database() -> Iterator[_Database]:
    one = _Database()
    thread = threading.Thread(target=one.server.serve_forever, daemon=True)
    thread.start()
    yield one
    one.server.shutdown()
    one.server.server_close()
    thread.join()


def _fetcher(database: _Database, **limits: Any) -> Fetcher:
    return Fetcher(url=f"{database.url}/sok", limits=Limits(timeout_s=5, wait_s=0.0, **limits))


def test_a_statute_is_fetched_kept_and_read_back(database: _Database, tmp_path: Path) -> None:
    database.answer({"hits": {"hits": [{"_source": STATUTE}]}})
    (fetched,) = fetch_all(["SoL"], tmp_path, TODAY, _fetcher(database))
    assert json.loads(database.asked[0][1])["json"]["query"]["bool"]["must"][0] == {"term": {"beteckning.keyword": "2025:400"}}
    assert (fetched.title, fetched.consolidated, fetched.fetched) == ("Påhittad lag (2025:400)", "t.o.m. SFS 2025:9", TODAY)
    kept = load_statute(tmp_path, "2025:400")
    assert kept is not None
    wording = kept.find("1", "2", TODAY)
    assert wording is not None
    assert wording.text == "Den har två paragrafer."


def test_a_statute_has_no_wording_before_it_is_in_force(database: _Database, tmp_path: Path) -> None:
    database.answer(STATUTE)
    statute = _fetcher(database).fetch("2025:400", tmp_path, TODAY)
    assert statute.find("1", "1", datetime.date(2025, 6, 30)) is None
    assert statute.find("1", "1", datetime.date(2025, 7, 1)) is not None


def test_the_riksdags_data_is_a_second_source(database: _Database, tmp_path: Path) -> None:
    database.answer(RIKSDAG)
    fetcher = Fetcher(LawSource.RIKSDAG, url=f"{database.url}/dokument/{{document}}.json")
    assert fetcher.fetch("2025:400", tmp_path, TODAY).title == "Påhittad lag (2025:400)"
    assert database.asked[0][0] == "/dokument/sfs-2025-400.json"


def test_a_passing_failure_is_tried_again(database: _Database, tmp_path: Path) -> None:
    database.answer({}, 503)
    database.answer(STATUTE)
    assert _fetcher(database).fetch("2025:400", tmp_path, TODAY).number == "2025:400"


def test_a_lasting_failure_keeps_what_was_fetched_before(database: _Database, tmp_path: Path) -> None:
    database.answer(STATUTE)
    _fetcher(database).fetch("2025:400", tmp_path, TODAY)
    for _ in range(3):
        database.answer({}, 500)
    with pytest.raises(ExternalServiceError, match="fel 500"):
        _fetcher(database).fetch("2025:400", tmp_path, TODAY)
    assert load_statute(tmp_path, "2025:400") is not None


@pytest.mark.parametrize(
    "answer",
    [
        {"hits": {"hits": [{"_source": {"beteckning": "2025:400"}}]}},
        {"hits": {"hits": ["x"]}},
        {"hits": {"hits": {"a": 1}}},
        {"hits": {"hits": 7}},
        {"hits": [1]},
        [],
        None,
        {"beteckning": "2025:400"},
        {**STATUTE, "ikraftDateTime": "igår"},
        {**STATUTE, "fulltext": {"forfattningstext": "/Träder i kraft I:2025-02-30/\n1 § Text."}},
    ],
)
def test_an_answer_of_another_shape_is_refused(database: _Database, tmp_path: Path, answer: object) -> None:
    database.answer(answer)
    with pytest.raises(ExternalServiceError, match="format"):
        _fetcher(database).fetch("2025:400", tmp_path, TODAY)


def test_a_statute_that_does_not_exist_is_said_not_to(database: _Database, tmp_path: Path) -> None:
    database.answer({"hits": {"hits": []}})
    with pytest.raises(UsageError, match="finns inte"):
        _fetcher(database).fetch("1999:9999", tmp_path, TODAY)


def test_an_answer_that_is_too_large_is_refused(database: _Database, tmp_path: Path) -> None:
    database.answer(STATUTE)
    with pytest.raises(ExternalServiceError, match="större"):
        _fetcher(database, max_bytes=100).fetch("2025:400", tmp_path, TODAY)


NOT_JSON = {
    "a page": b"<html>",
    "bytes": bytes(range(256)),
    "too deep": b"[" * 200_000,
    "a number": b"9" * 10_000,
    "nothing": b"",
}


@pytest.mark.parametrize("answer", NOT_JSON.values(), ids=NOT_JSON)
def test_what_is_not_json_is_refused(database: _Database, tmp_path: Path, answer: bytes) -> None:
    database.answers.append((200, answer))
    with pytest.raises(ExternalServiceError, match="format"):
        _fetcher(database).fetch("2025:400", tmp_path, TODAY)


def test_what_was_fetched_before_is_kept_when_a_new_answer_cannot_be_read(database: _Database, tmp_path: Path) -> None:
    database.answer(STATUTE)
    _fetcher(database).fetch("2025:400", tmp_path, TODAY)
    database.answer({**STATUTE, "ikraftDateTime": "igår"})
    with pytest.raises(ExternalServiceError, match="format"):
        _fetcher(database).fetch("2025:400", tmp_path, TODAY)
    assert load_statute(tmp_path, "2025:400") is not None


def test_what_would_steer_a_terminal_is_left_out_of_a_statute(database: _Database, tmp_path: Path) -> None:
    database.answer({**STATUTE, "rubrik": "Lag\x1b[2J\ud800\x9b", "fulltext": {"forfattningstext": "1 § Te\x1bxt."}})
    statute = _fetcher(database).fetch("2025:400", tmp_path, TODAY)
    assert (statute.title, statute.wordings[0].text) == ("Lag[2J", "Text.")


@pytest.mark.parametrize("address", ["http://example.invalid/", "ftp://127.0.0.1/"])
def test_a_redirect_to_an_address_that_is_not_safe_is_not_followed(database: _Database, tmp_path: Path, address: str) -> None:
    database.redirect = address
    with pytest.raises(ExternalServiceError, match="adress som inte får användas"):
        _fetcher(database).fetch("2025:400", tmp_path, TODAY)


def test_a_service_that_drips_is_not_waited_for(database: _Database, tmp_path: Path) -> None:
    database.answer(STATUTE)
    with pytest.raises(ExternalServiceError, match="för långsamt"):
        _fetcher(database, total_s=-1.0).fetch("2025:400", tmp_path, TODAY)


def test_an_answer_that_is_no_http_is_no_answer(database: _Database, tmp_path: Path) -> None:
    database.garbage = b"\x00\xff inget svar\r\n\r\n"
    with pytest.raises(ExternalServiceError, match="gick inte att nå"):
        _fetcher(database, attempts=1).fetch("2025:400", tmp_path, TODAY)


def test_a_very_long_section_is_read_in_time(database: _Database, tmp_path: Path) -> None:
    database.answer({**STATUTE, "fulltext": {"forfattningstext": "1 § Text." + "\n\na." * 200_000}})
    statute = _fetcher(database).fetch("2025:400", tmp_path, TODAY)
    assert len(statute.wordings[0].text) == len("Text.") + 3 * 200_000


def test_without_a_network_the_message_says_what_still_works(tmp_path: Path) -> None:
    with pytest.raises(ExternalServiceError, match="Svaren fungerar ändå"):
        Fetcher(url="http://127.0.0.1:9/", limits=Limits(timeout_s=1, attempts=1)).fetch("2025:400", tmp_path, TODAY)


@pytest.mark.parametrize(
    "url", ["http://example.org/sok", "file:///etc/passwd", "ftp://127.0.0.1/", "example.org", "https://", "https://[x/"]
)
def test_an_address_that_is_not_safe_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(UsageError, match="https"):
        Fetcher(url=url).fetch("2025:400", tmp_path, TODAY)


def test_a_data_folder_that_cannot_be_written_is_said_to_be_so(database: _Database, tmp_path: Path) -> None:
    database.answer(STATUTE)
    statute_path(tmp_path, "2025:400").parent.write_text("not a folder", encoding="utf-8")
    with pytest.raises(StorageError, match="datamappen"):
        _fetcher(database).fetch("2025:400", tmp_path, TODAY)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("SoL", "2025:400"),
        ("osl", "2009:400"),
        ("förvaltningslagen", "2017:900"),
        ("2001:453", "2001:453"),
        ("(2001:453)", "2001:453"),
    ],
)
def test_a_statute_is_named_by_abbreviation_name_or_number(name: str, number: str) -> None:
    assert number_of(name, shipped_registry()) == number


@pytest.mark.parametrize("name", ["SOSFS 2014:5", "hej", ""])
def test_what_is_no_statute_cannot_be_fetched(name: str) -> None:
    with pytest.raises(UsageError, match="SoL, OSL, FL"):
        number_of(name, shipped_registry())


def test_a_name_that_is_no_statute_stops_before_anything_is_fetched(database: _Database, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="inte känd"):
        fetch_all(["SoL", "Nonsens"], tmp_path, TODAY, _fetcher(database))
    assert database.asked == []
