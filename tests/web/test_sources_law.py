"""Källor och lagrum: every lagrum that the documents cite, and what rests on law that was replaced."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import io
import json
from html import escape, unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.documents.corpus import Corpus
from assistant.documents.model import LegalReference
from assistant.law.affected import affected, render
from assistant.law.annotate import heading_references
from assistant.law.lookup import all_references
from assistant.law.model import LegalStatus
from assistant.law.standing import standing
from assistant.law.wording import statute_path
from assistant.settings import Settings
from assistant.web.sources.law_index import LawIndex, law_index
from assistant.web.sources.outline import outline
from tests.conftest import TODAY

LONG = "stockholm-vald-riktlinjer"


@pytest.fixture(scope="module")
def index(corpus: Corpus) -> LawIndex:
    return law_index(corpus, {key: outline(document) for key, document in corpus.documents.items()})


def cited(corpus: Corpus) -> list[LegalReference]:
    found = [one for paragraph in corpus.paragraphs for one in all_references(paragraph)]
    for document in corpus.documents.values():
        found += [one for _, references in heading_references(document) for one in references]
    return found


def test_every_reference_of_the_documents_is_in_the_index_once(corpus: Corpus, index: LawIndex) -> None:
    references = cited(corpus)
    assert {(one.canonical, one.sfs) for one in references} == set(index.by_key)
    assert sum(len(row.mentions) for row in index.by_key.values()) == len(references)


def test_every_lagrum_of_the_documents_has_a_page_that_leads_to_each_place(pages: TestClient, index: LawIndex) -> None:
    for row in index.by_key.values():
        answer = pages.get(index.url(row.reference))
        assert answer.status_code == 200, row.key
        html = unescape(answer.text)
        for mention in row.mentions:
            assert f"/kallor/{mention.place_id}" in html, (row.key, mention.place_id)


def test_a_mention_marks_the_words_of_the_reference(corpus: Corpus, index: LawIndex) -> None:
    for row in index.by_key.values():
        for one in row.mentions:
            if one.span:
                start, end = one.span
                assert " ".join(corpus.paragraph(one.place_id).full_text[start:end].split()) == one.as_written


def test_laws_and_sections_stand_in_the_order_of_the_law(index: LawIndex) -> None:
    titles = [law.title for law in index.laws]
    assert titles.index("Socialtjänstlag (2025:400)") < titles.index("Socialtjänstlag (2001:453)")
    assert titles[-1] == "Källor som inte är lag eller föreskrift"
    old = next(law for law in index.laws if law.sfs == "2001:453")
    names = [row.reference.canonical for row in old.rows]
    assert names[0] == "SoL"
    assert names.index("SoL 2:7") < names.index("SoL 2a:1") < names.index("SoL 2a:10") < names.index("SoL 11:1")
    assert names.index("SoL 2a:3") < names.index("SoL 2a:10")


def test_the_index_shows_standing_and_successors_on_a_day(pages: TestClient) -> None:
    today = pages.get("/kallor/lagrum").text
    assert "10 kap. 8 § SoL (2025:400)" in today
    assert "När insatser ska samordnas i en individuell plan" in today
    before = pages.get("/kallor/lagrum", params={"datum": "2025-06-30", "stallning": "replaced"}).text
    assert "(2001:453)" not in before.partition("lagrum i urvalet")[2].partition("SOSFS")[0]


def test_the_index_can_be_narrowed(pages: TestClient, index: LawIndex) -> None:
    html = pages.get("/kallor/lagrum", params={"stallning": "unknown"}).text
    unknown = [row for row in index.by_key.values() if standing(row.reference, TODAY).status is LegalStatus.UNKNOWN]
    assert f"{len(unknown)} lagrum" in html
    huddinge = pages.get("/kallor/lagrum", params={"dokument": "huddinge-vald-riktlinjer"}).text
    assert "SOSFS 2014:4" in huddinge
    assert "Brottsbalk" not in huddinge


@pytest.mark.parametrize(
    "query", [{"stallning": "<script>"}, {"dokument": "../x"}, {"stallning": "in_force", "dokument": "nej"}]
)
def test_a_filter_that_is_none_is_said(pages: TestClient, query: dict[str, str]) -> None:
    answer = pages.get("/kallor/lagrum", params=query)
    assert answer.status_code == 400
    assert "Urvalet finns inte" in answer.text
    assert not any(word in answer.text for word in query.values() if not word.isidentifier())


def test_a_page_of_a_lagrum_tells_its_chain_and_where_its_text_is(pages: TestClient) -> None:
    html = pages.get("/kallor/lagrum/SoL 2:7", params={"lag": "2001:453"}).text
    assert "Från äldre till nyare" in html
    assert html.index("Lagrummet på den här sidan") < html.rindex("10 kap. 8 § SoL (2025:400)")
    assert "upphävd 2025-07-01" in html
    assert 'href="https://rkrattsbaser.gov.se/sfst?bet=2001:453"' in html
    assert 'rel="noopener noreferrer"' in html
    assert "öppnas på Regeringskansliets rättsdatabaser" in html
    newer = pages.get("/kallor/lagrum/SoL 10:8").text
    assert newer.index("2 kap. 7 § SoL (2001:453)") < newer.index("Lagrummet på den här sidan")
    assert "under tidigare nummer" in newer


def test_a_name_that_two_laws_bear_gives_both(pages: TestClient) -> None:
    html = pages.get("/kallor/lagrum/SoL 14:1").text
    assert html.index("Socialtjänstlag (2025:400)") < html.index("Socialtjänstlag (2001:453)")
    assert "Flera författningar har det namnet" in html


def test_the_words_of_a_statute_that_was_fetched_are_shown(pages: TestClient, settings: Settings) -> None:
    path = statute_path(settings.data_dir, "2017:900")
    kept = {
        "number": "2017:900",
        "title": "Förvaltningslag",
        "consolidated": "t.o.m. SFS 2025:1",
        "fetched": "2026-01-02",
        "source": "prov",
        "text": "25 § Innan en myndighet fattar ett beslut <b>ska</b> den underrätta parten.",
    }
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(kept), encoding="utf-8")
    try:
        html = pages.get("/kallor/lagrum/FL 25").text
    finally:
        path.unlink()
    assert escape("beslut <b>ska</b> den underrätta") in html
    assert "Hämtad 2026-01-02" in html


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("14 kap. 1 § SoL", "/kallor/lagrum/SoL%2014%3A1"),
        ("SoL 2:7", "/kallor/lagrum/SoL%202%3A7?lag=2001%3A453"),
        ("2 a kap. 10 § SoL", "/kallor/lagrum/SoL%202a%3A10?lag=2001%3A453"),
        ("26 kap 1 § osl", "/kallor/lagrum/OSL%2026%3A1"),
        ("SOSFS 2014:4", "/kallor/lagrum/SOSFS%202014%3A4"),
        ("6 kap. 11 § föräldrabalken", "/kallor/lagrum/FB%206%3A11"),
    ],
)
def test_a_lagrum_is_looked_up_as_it_is_typed(pages: TestClient, typed: str, address: str) -> None:
    answer = pages.post("/kallor/lagrum", data={"lagrum": typed})
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    assert pages.get(answer.headers["location"]).status_code == 200


def test_the_look_up_keeps_the_day(pages: TestClient) -> None:
    answer = pages.post("/kallor/lagrum", data={"lagrum": "25 § FL", "datum": "2017-01-01"})
    assert answer.headers["location"].endswith("?datum=2017-01-01")
    assert "Gäller inte än" in pages.get(answer.headers["location"]).text


def test_of_several_lagrum_one_is_chosen(pages: TestClient) -> None:
    answer = pages.post("/kallor/lagrum", data={"lagrum": "25 § FL och 26 kap. 1 § OSL"})
    assert answer.status_code == 200
    assert "Du skrev flera lagrum" in answer.text


@pytest.mark.parametrize(
    "typed", ["", "hej", "<script>alert(1)</script>", "§" * 10_000, "12 § kalleankalagen", "99 kap. 999 § SoL"]
)
def test_what_is_no_lagrum_is_not_repeated(pages: TestClient, typed: str) -> None:
    answer = pages.post("/kallor/lagrum", data={"lagrum": typed})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert not typed or typed not in answer.text.replace("<!doctype", "")
    assert "kalleanka" not in answer.text


def test_personal_data_is_stopped_in_the_look_up(pages: TestClient) -> None:
    answer = pages.post("/kallor/lagrum", data={"lagrum": "19121212-1212 25 § FL"})
    assert answer.status_code == 400
    assert "ett personnummer" in answer.text
    assert "1212" not in answer.text


@pytest.mark.parametrize("name", ["kalleanka", "../../etc/passwd", "<img src=x>", "x" * 9000, "SoL 99:999x", "%00"])
def test_a_lagrum_that_is_none_has_no_page(pages: TestClient, name: str) -> None:
    answer = pages.get(f"/kallor/lagrum/{name}")
    assert answer.status_code == 404
    assert "<img src" not in answer.text


def test_what_rests_on_replaced_law_is_listed_with_what_took_over(pages: TestClient, corpus: Corpus) -> None:
    html = unescape(pages.get("/kallor/ersatt-lag").text).replace("\u00a0", " ")
    rows = affected(corpus, TODAY)
    assert f"{len(rows)} rader" in html
    for row in rows:
        assert row.label in html
        assert row.remark in html
        for successor in row.standing.replaced_by if row.standing else ():
            assert successor.heading in html
    only = pages.get("/kallor/ersatt-lag", params={"dokument": "huddinge-vald-riktlinjer"}).text
    assert "Huddinges riktlinjer, " in only
    assert "Stockholms riktlinjer, " not in only


def test_nothing_rests_on_replaced_law_before_it_was_replaced(pages: TestClient) -> None:
    html = pages.get("/kallor/ersatt-lag", params={"datum": "2014-10-02", "dokument": "huddinge-vald-riktlinjer"}).text
    assert "Inget ställe vilar på lag" in html


def test_the_list_is_a_file_for_a_spreadsheet(pages: TestClient, corpus: Corpus) -> None:
    answer = pages.get("/kallor/ersatt-lag.csv", params={"datum": "2026-02-02"})
    assert answer.headers["content-disposition"] == 'attachment; filename="ersatt-lag-2026-02-02.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(affected(corpus, datetime.date(2026, 2, 2))) + 1
    assert pages.get("/kallor/ersatt-lag.csv", params={"dokument": "nej"}).status_code == 404
    assert pages.get("/kallor/ersatt-lag.csv", params={"datum": "nej"}).status_code == 400


def test_no_cell_of_the_file_is_a_formula(corpus: Corpus) -> None:
    row = affected(corpus, TODAY)[0]
    for sign in "=+-@\t\r":
        assert f"\n'{sign}1+1;" in render([dataclasses.replace(row, label=f"{sign}1+1")], TODAY, "csv")


def test_a_fetched_statute_that_cannot_be_read_is_said(pages: TestClient, settings: Settings) -> None:
    path: Path = statute_path(settings.data_dir, "2017:900")
    path.parent.mkdir(exist_ok=True)
    path.write_text("{", encoding="utf-8")
    try:
        answer = pages.get("/kallor/lagrum/FL 25")
    finally:
        path.unlink()
    assert answer.status_code == 200
    assert "går inte att läsa" in answer.text
