from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from assistant.documents.corpus import Corpus
from tests.cli.conftest import Cli

DAY = ("--on", "2026-02-02")
STATUTE = {
    "beteckning": "2017:900",
    "rubrik": "Förvaltningslag (2017:900)",
    "fulltext": {
        "andringInford": "t.o.m. SFS 2022:1",
        "forfattningstext": "Utgångspunkter\n\n25 § Innan en myndighet fattar ett beslut ska parten underrättas.",
    },
}


@pytest.fixture(autouse=True)
def _the_corpus(monkeypatch: pytest.MonkeyPatch, corpus: Corpus, tmp_path: Path) -> None:
    """Read the corpus once for all tests; keep what is fetched in a folder of the test's own."""
    monkeypatch.setattr("assistant.cli.law.open_corpus", lambda _settings: corpus)
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path))


@pytest.fixture
def database() -> Iterator[str]:
    """Serve one statute in the official database's format on this machine, and give the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.dumps({"hits": {"hits": [{"_source": STATUTE}]}}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_replaced_section_is_shown_with_its_successor_and_where_it_is_cited(cli: Cli) -> None:
    flat = " ".join(cli("law", "show", "14 kap. 1 § SoL (2001:453)", *DAY).out.split())
    for words in ("Ställning 2026-02-02: ersatt", "19 kap. 1 § SoL (2025:400)", "Förhandsbedömning, 3 st., s. 34"):
        assert words in flat


def test_an_abbreviation_of_two_acts_gives_a_card_for_each(cli: Cli) -> None:
    cards = cli("law", "show", "14 kap. 1 § SoL", *DAY, "--json").json["law"]
    assert [card["reference"]["sfs"] for card in cards] == ["2025:400", "2001:453"]
    assert [card["wording"] for card in cards] == [None, None]


def test_what_is_no_law_is_told_without_repeating_it(cli: Cli) -> None:
    run = cli("law", "show", "Anna Andersson")
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert "Anna" not in run.err


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("99 kap. 999 § SoL", "99 kap. 999 § finns inte i SoL (2025:400), så vitt vi vet. Kontrollera."),
        ("5 § XYZL", "5 § XYZL: den lagen finns inte i vårt register. Kontrollera."),
        ("lagen (1999:9999)", "SFS 1999:9999: Den författningen finns inte i vårt register. Kontrollera."),
        ("SOU 1900:1", "Nämns inte i riktlinjerna."),
    ],
)
def test_what_does_not_exist_is_said_plainly_and_has_no_link(cli: Cli, query: str, words: str) -> None:
    flat = " ".join(cli("law", "show", query, *DAY).out.split())
    assert words in flat
    assert "http" not in flat


def test_the_list_for_a_revision_is_markdown_or_a_table_for_a_spreadsheet(cli: Cli) -> None:
    assert cli("law", "affected", *DAY).out.startswith("# Stycken som vilar på lag som inte gäller 2026-02-02")
    table = cli("law", "affected", "--document", "huddinge-vald-riktlinjer", "--format", "csv", *DAY).out
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert rows
    assert all(row["Stycke"].startswith("Huddinges riktlinjer") for row in rows)


def test_before_the_new_act_less_was_affected(cli: Cli) -> None:
    then = cli("law", "affected", "--on", "2025-06-30").out.splitlines()
    now = cli("law", "affected", *DAY).out.splitlines()
    assert len(then) < len(now)


def test_a_fetched_statute_shows_its_wording(cli: Cli, database: str) -> None:
    run = cli("law", "fetch", "FL", "--url", database)
    assert (run.code, run.err) == (0, "")
    assert "Förvaltningslag (2017:900): 1 paragraf, t.o.m. SFS 2022:1." in run.out
    assert "Innan en myndighet fattar ett beslut ska parten underrättas." in " ".join(cli("law", "show", "25 § FL").out.split())


def test_an_address_that_is_not_encrypted_is_refused(cli: Cli) -> None:
    run = cli("law", "fetch", "FL", "--url", "http://example.org/")
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
