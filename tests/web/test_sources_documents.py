"""Källor och lagrum: the documents as they are read. What is shown of them is their own words, all of them, in order."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
from starlette.testclient import TestClient

from assistant.documents.corpus import Corpus
from assistant.documents.model import Document
from assistant.web.markup import MARK_ANCHOR, anchor_of, place_url
from assistant.web.sources.days import Day, read_day
from assistant.web.sources.outline import Place, neighbours, outline
from assistant.web.sources.shelf import Shelf
from tests.conftest import TODAY

LONG = "stockholm-vald-riktlinjer"
PLAN = f"{LONG}/handlaggning/genomforandeplan/1"
VOID = {"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle", "polyline"}
NOT_THE_DOCUMENTS = {"anmarkning", "sida", "fotnot-nr", "marginal", "dold"}
"""Classes of what is ours amid a document's words."""


class Words(HTMLParser):
    """Collects the words of a document's paragraphs, by anchor, and every name and link of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, set[str]]] = []
        self.place = ""
        self.words: dict[str, str] = {}
        self.ids: list[str] = []
        self.links: list[str] = []
        self.marked = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        classes = set(found.get("class", "").split())
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if tag == "a" else []
        if "stycke" in classes:
            self.place = found["id"]
            self.words[self.place] = ""
        if tag not in VOID:
            self.open.append((tag, classes))
        self.handle_data(" " if tag in {"p", "li", "div"} else "")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        classes = {name for _, names in self.open for name in names}
        if "brod" in classes and not classes & NOT_THE_DOCUMENTS:
            self.words[self.place] += data
            if any(tag == "mark" for tag, _ in self.open):
                self.marked += data


def squeezed(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def read(pages: TestClient, path: str) -> Words:
    answer = pages.get(path)
    assert answer.status_code == 200, path
    return Words(answer.text)


@pytest.mark.parametrize(
    "document_id", [LONG, "stockholm-stod-valdsutsatta", "stockholm-samtalsgrupp", "huddinge-vald-riktlinjer"]
)
def test_the_words_shown_are_the_documents_own_and_all_of_them(pages: TestClient, corpus: Corpus, document_id: str) -> None:
    page = read(pages, f"/kallor/{document_id}")
    shown = {anchor: squeezed(words) for anchor, words in page.words.items()}
    document = corpus.documents[document_id]
    assert shown == {anchor_of(one.id): squeezed(one.full_text) for one in document.paragraphs}
    assert len(page.ids) == len(set(page.ids))


def test_every_paragraph_is_pointed_out_under_its_own_name(corpus: Corpus) -> None:
    shelf = Shelf(corpus)
    for paragraph in corpus.paragraphs:
        html = shelf.whole(corpus.document_of(paragraph.id), Day(TODAY), paragraph.id)
        assert html.count("data-citerat") == 1
        assert f'data-citerat id="{anchor_of(paragraph.id)}"' in html


def test_a_paragraphs_address_leads_to_it(pages: TestClient, corpus: Corpus) -> None:
    for paragraph in corpus.paragraphs[::20]:
        address = urlsplit(place_url(paragraph.id))
        answer = pages.get(address.path)
        assert answer.status_code == 200
        assert f'data-citerat id="{unquote(address.fragment)}"' in answer.text


def places(document: Document) -> list[Place]:
    return [place for top in outline(document) for place in top.walk()]


def test_headings_have_the_ids_that_their_paragraphs_begin_with(corpus: Corpus) -> None:
    for document in corpus.documents.values():
        own = places(document)
        assert [place.section for place in own] == list(document.sections)
        assert len({place.id for place in own}) == len(own)
        for place in own:
            assert all(name.rpartition("/")[0] == place.id for name in place.section.paragraph_ids)


def test_every_heading_has_a_page_with_what_stands_under_it(pages: TestClient, corpus: Corpus) -> None:
    for document in corpus.documents.values():
        for place in places(document):
            shown = set(re.findall(r'<div class="stycke [^>]* id="([^"]*)"', pages.get(f"/kallor/{place.id}").text))
            under = {anchor_of(name) for one in place.walk() for name in one.section.paragraph_ids}
            assert shown == under


def test_the_sections_can_be_read_one_after_the_other(pages: TestClient, corpus: Corpus) -> None:
    document = corpus.documents[LONG]
    tree = outline(document)
    read_so_far: list[str] = []
    place: Place | None = tree[0]
    while place:
        read_so_far += [name for one in place.walk() for name in one.section.paragraph_ids]
        place = neighbours(tree, place).after
    assert read_so_far == [name for one in places(document) for name in one.section.paragraph_ids]
    html = pages.get(f"/kallor/{LONG}/handlaggning/forhandsbedomning").text
    assert 'rel="prev"' in html
    assert 'rel="next"' in html
    assert f'href="/kallor/{LONG}/handlaggning"' in html


def test_the_contents_lead_to_every_heading(pages: TestClient, corpus: Corpus) -> None:
    page = read(pages, f"/kallor/{LONG}")
    wanted = {"#" + anchor_of(place.id) for place in places(corpus.documents[LONG])}
    assert wanted <= set(page.links)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_exactly_the_words_of_a_link_are_marked_and_scrolled_to(pages: TestClient, corpus: Corpus) -> None:
    paragraph = corpus.paragraph(PLAN)
    start = paragraph.full_text.index("ska")
    address = place_url(PLAN, (start, start + 3))
    html = pages.get(address.partition("#")[0]).text
    assert address.endswith(f"#{MARK_ANCHOR}")
    assert Words(html).marked == "ska"
    assert html.count(f'<mark id="{MARK_ANCHOR}">') == 1


@pytest.mark.parametrize(
    "span", ["fran=9&till=3", "fran=-1&till=5", "fran=a&till=b", "fran=99999999999&till=5", "fran=1", "till=²"]
)
def test_offsets_that_are_no_place_mark_nothing(pages: TestClient, span: str) -> None:
    answer = pages.get(f"/kallor/{PLAN}?{span}")
    assert answer.status_code == 200
    assert "<mark" not in answer.text


def test_replaced_law_is_told_beside_the_text_on_the_day_that_is_chosen(pages: TestClient) -> None:
    section = f"/kallor/{LONG}/handlaggning/utredning-enligt-11-kap-1-sol"
    assert "11 kap. 1 § SoL (2001:453): ersatt" in pages.get(section).text
    before = pages.get(f"{section}?datum=2025-06-30").text
    assert "(2001:453): ersatt" not in before
    assert "?datum=2025-06-30" in before  # links keep the day


def test_the_list_of_documents_says_what_they_are_and_what_is_missing(pages: TestClient, corpus: Corpus) -> None:
    html = pages.get("/kallor").text
    for document in corpus.documents.values():
        assert f'href="/kallor/{document.id}"' in html
    assert "Sidorna 6–62" in html
    assert "hela bilaga 3 saknas" in html
    assert re.search(r"\d+ ställen vilar på lag som inte gällde", html)


@pytest.mark.parametrize(
    "day", ["abc", "2026-13-01", "20260101", "2026-W01-1", "²026-01-01", "2026-01-01T00:00", "<script>", "9" * 10_000]
)
def test_a_day_that_is_none_is_said_and_today_counts(pages: TestClient, day: str) -> None:
    for path in (
        "/kallor",
        f"/kallor/{LONG}",
        f"/kallor/{PLAN}",
        "/kallor/lagrum",
        "/kallor/lagrum/FL 25",
        "/kallor/ersatt-lag",
    ):
        answer = pages.get(path, params={"datum": day})
        assert answer.status_code == 400
        assert 'role="alert"' in answer.text
        assert day not in answer.text
    assert read_day(day, TODAY).date == TODAY


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1900-01-01"])
def test_any_day_of_the_calendar_will_do(pages: TestClient, day: str) -> None:
    assert pages.get("/kallor/ersatt-lag", params={"datum": day}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "nej",
        f"{LONG}/nej",
        f"{PLAN}/1",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/catalogue.toml",
        "%00",
        "<script>x</script>",
        "a" * 5000,
    ],
)
def test_a_place_that_is_none_is_not_found_and_leads_on(pages: TestClient, path: str) -> None:
    answer = pages.get(f"/kallor/{path}")
    assert answer.status_code == 404
    assert "<script>x" not in answer.text
    if answer.headers["content-type"].startswith("text/html"):
        assert "finns inte" in answer.text
        assert 'href="/kallor/sok"' in answer.text


def test_no_document_hides_a_page(corpus: Corpus) -> None:
    assert not {"sok", "lagrum", "ersatt-lag", "ersatt-lag.csv"} & set(corpus.documents)
