"""Källor och lagrum: the search. It finds what stands there, marks it, and keeps nothing of what was typed."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from assistant.documents.corpus import Corpus
from assistant.errors import UsageError
from assistant.web.sources.outline import outline
from assistant.web.sources.search import LONGEST, Query, TextSearch, read_query

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def search(corpus: Corpus) -> TextSearch:
    return TextSearch(corpus, {key: outline(document) for key, document in corpus.documents.items()})


def hits_of(search: TextSearch, typed: str) -> set[str]:
    return {hit.place_id for hit in search.find(read_query(typed)).hits}


def test_a_word_is_found_in_every_inflection(search: TextSearch) -> None:
    one = search.find(read_query("utredningen"))
    found = {hit.text[start:end].casefold() for hit in one.hits for start, end in hit.spans}
    assert {"utredning", "utredningen", "utredningar"} <= found
    assert all("utredning" in word for word in found)


def test_a_phrase_in_quotation_marks_is_exact(search: TextSearch, corpus: Corpus) -> None:
    for typed in ('"skyddat boende"', "”skyddat boende”", "»Skyddat  boende«"):
        found = search.find(read_query(typed))
        words = {" ".join(hit.text[start:end].split()).casefold() for hit in found.hits for start, end in hit.spans}
        assert words == {"skyddat boende"}
    wanted = {one.id for one in corpus.paragraphs if re.search(r"\bskyddat\s+boende\b", one.full_text, re.IGNORECASE)}
    assert wanted == {hit.place_id for hit in found.hits if not hit.is_heading}


def test_all_words_must_stand_in_a_place(search: TextSearch) -> None:
    both = hits_of(search, "samtycke plan")
    assert both
    assert both == hits_of(search, "samtycke") & hits_of(search, "plan")
    assert hits_of(search, '"skyddat boende" barn') < hits_of(search, '"skyddat boende"')


def test_where_no_place_has_all_words_those_with_most_are_shown_and_it_is_said(search: TextSearch) -> None:
    found = search.find(read_query("samtycke xylofon"))
    assert not found.has_all
    assert {hit.place_id for hit in found.hits} == hits_of(search, "samtycke")


def test_function_words_count_only_alone_or_in_a_phrase(search: TextSearch) -> None:
    assert read_query("vad är en SIP") == read_query("SIP")
    assert read_query("och").stems
    assert read_query('"till och med"').phrases == (("till", "och", "med"),)


def test_footnotes_and_headings_are_searched_too(search: TextSearch, corpus: Corpus) -> None:
    note = next(note for paragraph in corpus.paragraphs for note in paragraph.footnotes)
    assert hits_of(search, f'"{" ".join(note.text.split()[:4])}"')
    assert any(hit.is_heading for hit in search.find(read_query("Förhandsbedömning")).hits)


def test_the_spans_are_disjoint_and_in_order(search: TextSearch) -> None:
    for hit in search.find(Query(("barn", "vål"), (("barn", "som"),))).hits:
        edges = [edge for span in hit.spans for edge in span]
        assert edges == sorted(edges)


def test_a_word_inside_others_is_proposed_where_it_stands_nowhere_alone(search: TextSearch) -> None:
    found = search.find(read_query("förandeplan"))
    assert not found.hits
    assert any("genomförandeplan" in word for word in found.proposals)


@pytest.mark.parametrize("typed", ["", "   ", "???", "\u200b", '""'])
def test_nothing_to_search_for_is_said(typed: str) -> None:
    with pytest.raises(UsageError, match="inte skrivit något"):
        read_query(typed)


def test_hits_are_shown_by_document_and_section_and_lead_to_the_marked_words(pages: TestClient) -> None:
    answer = pages.post("/kallor/sok", data={"ord": '"skyddat boende" barn'})
    assert re.search(r"\d+ träffar på \d+ ställen", answer.text)
    assert "<mark>skyddat boende</mark>" in answer.text
    assert "Stockholms riktlinjer</h3>" in answer.text
    link = next(link for link in re.findall(r'href="(/kallor/[^"]+)#markering"', answer.text))
    assert "<mark" in pages.get(unescape(link)).text


def test_only_one_publisher_is_searched_where_one_is_chosen(pages: TestClient) -> None:
    html = pages.post("/kallor/sok", data={"ord": "barn", "utgivare": "Huddinge kommun"}).text
    assert "Huddinges riktlinjer</h3>" in html
    assert "Stockholms riktlinjer</h3>" not in html
    other = pages.post("/kallor/sok", data={"ord": "barn", "utgivare": "<b>Ingen</b>"})
    assert other.status_code == 400
    assert "<b>Ingen" not in other.text


def test_no_hits_and_no_words_teach(pages: TestClient) -> None:
    assert "Så söker du" in pages.get("/kallor/sok").text
    html = pages.post("/kallor/sok", data={"ord": "xylofon"}).text
    assert "Inga träffar" in html
    assert "Pröva ett kortare ord" in html


def test_what_is_typed_is_only_text(pages: TestClient) -> None:
    answer = pages.post("/kallor/sok", data={"ord": HOSTILE})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text


@pytest.mark.parametrize("typed", ["a" * 10_240, "ord " * 2_500, "å" * (LONGEST + 1)])
def test_a_search_that_is_too_long_is_refused_and_not_repeated(pages: TestClient, typed: str) -> None:
    answer = pages.post("/kallor/sok", data={"ord": typed})
    assert answer.status_code == 400
    assert f"längre än {LONGEST} tecken" in answer.text
    assert typed[:50] not in answer.text


def test_personal_data_stops_the_search_and_is_not_repeated(pages: TestClient) -> None:
    answer = pages.post("/kallor/sok", data={"ord": "19121212-1212 våld"})
    assert answer.status_code == 400
    assert "ett personnummer" in answer.text
    assert "1212" not in answer.text


def test_words_never_stand_in_an_address(pages: TestClient) -> None:
    html = pages.post("/kallor/sok", data={"ord": "samtycke"}).text
    assert not [link for link in re.findall(r'(?:href|action)="([^"]*)"', html) if "samtycke" in link]
    assert 'action="/kallor/sok" method="get"' not in html
    assert "samtycke" not in pages.get("/kallor/sok", params={"ord": "samtycke"}).text


def test_another_sites_page_cannot_search(pages: TestClient) -> None:
    assert pages.post("/kallor/sok", data={"ord": "barn"}, headers={"origin": "https://evil.example"}).status_code == 403


@pytest.mark.parametrize("typed", ["(", "[a-z]+", "\\", "%00\x00", "½ ² ﬁ", "🙂 barn", "ﷺ" * 50, "*" * 100])
def test_no_search_breaks_the_page(pages: TestClient, typed: str) -> None:
    assert pages.post("/kallor/sok", data={"ord": typed}).status_code in {200, 400}


def test_a_form_that_is_none_of_ours_is_refused_and_not_repeated(pages: TestClient) -> None:
    for path, name in (("/kallor/sok", "ord"), ("/kallor/lagrum", "lagrum")):
        for sent in ({"files": {name: ("a.txt", b"hemligt")}}, {"json": {name: "hemligt"}}, {"content": b"hemligt"}):
            answer = pages.post(path, **sent)
            assert answer.status_code == 400
            assert "hemligt" not in answer.text
