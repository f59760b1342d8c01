from __future__ import annotations

import datetime
import html
import re

import pytest
from starlette.testclient import TestClient

from assistant.answering.citing import cite
from assistant.answering.stretches import Stretch
from assistant.documents.corpus import Corpus
from assistant.interpretation import Check, Finding, Verdict
from assistant.verification.model import Difference, Kind
from assistant.web.check_page import EXAMPLES
from assistant.web.check_view import view_of
from assistant.web.marks import find_deciding, marked

TODAY = datetime.date(2026, 2, 2)

SHOULD = "Socialtjänsten bör ha rutiner för hur och när frågor om våld ska ställas."
PERSONAL = "Anna Andersson, 19121212-1212, ska få skyddat boende."
HOSTILE = '<script>alert(1)</script> " onfocus="x ska gälla'


def result(client: TestClient, statement: str, **fields: str) -> str:
    """Check a statement; gives the page's text from the result on."""
    response = client.post("/prova", data={"pastaende": statement, **fields})
    assert response.status_code == 200
    return response.text.split('id="resultat"', 1)[1]


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_empty_page_teaches(pages: TestClient) -> None:
    page = pages.get("/prova").text
    assert page.count('name="pastaende" value=') == len(EXAMPLES) == 6
    assert "4\u00a0000 tecken" in page
    assert "Stockholms stad" in page
    assert "Huddinge kommun" in page


def test_the_examples_show_every_verdict(pages: TestClient) -> None:
    verdicts = {words_of(result(pages, statement)).split("Resultat: ")[1][:9] for _, statement in EXAMPLES}
    assert {"Stöds av ", "Motsägs a", "Osäkert: ", "Behandlas"} <= verdicts


def test_the_deciding_word_is_marked_in_both_texts_and_named(pages: TestClient) -> None:
    page = result(pages, SHOULD)
    assert 'Socialtjänsten <mark class="avgor" data-nr="1">bör</mark> ha rutiner' in page
    assert 'Det <mark class="avgor" data-nr="1">ska</mark> finnas rutiner' in page
    assert "Styrka: ”bör” i påståendet, ”ska” i riktlinjen" in page
    assert "Motsägs av riktlinjerna" in page


def test_a_quote_leads_to_its_place(pages: TestClient) -> None:
    page = result(pages, SHOULD)
    assert "Kommunal riktlinje" in page
    assert re.search(r'href="/kallor/stockholm-vald-riktlinjer/bemotande/[^"]+fran=\d+&amp;till=\d+', page)


def test_law_in_the_quote_is_judged_on_the_chosen_day(pages: TestClient) -> None:
    statement = "Barn som upplever våld i hemmet är brottsoffer."
    before = words_of(result(pages, statement, datum="2025-06-30"))
    after = words_of(result(pages, statement, datum="2025-07-01"))
    assert "ställning den 30 juni 2025" in before
    assert re.search(r"5 kap\. 11 § SoL (?:\(öppnas på en annan webbplats\) )?2001:453 Gäller", before)
    assert re.search(r"5 kap\. 11 § SoL (?:\(öppnas på en annan webbplats\) )?2001:453 Ersatt", after)
    assert "13 kap. 1 § SoL (2025:400)" in after


def test_only_the_chosen_municipality_is_asked(pages: TestClient) -> None:
    statement = "Skatteverket beslutar om fingerade personuppgifter."
    assert "Stockholms riktlinjer" in words_of(result(pages, statement))
    page = words_of(result(pages, statement, kommun="Huddinge kommun"))
    assert "Stockholms riktlinjer" not in page
    assert "Behandlas inte" in page


def test_publishers_are_told_apart_where_they_differ(pages: TestClient) -> None:
    page = words_of(result(pages, SHOULD))
    assert "Stockholms stad: Motsägs" in page
    assert "Huddinge kommun: Behandlas inte" in page


def test_claims_are_judged_one_by_one(pages: TestClient) -> None:
    page = words_of(result(pages, EXAMPLES[4][1]))
    assert "Texten innehåller 2 påståenden." in page
    assert "Påstående 1 Stöds av riktlinjerna" in page
    assert re.search(r"Påstående 2 (?:Motsägs av riktlinjerna|Osäkert)", page)
    assert "Vem: ”Skatteverket” i påståendet, ”Polisen” i riktlinjen" in page


def test_an_unsure_verdict_says_which_words_to_check(corpus: Corpus) -> None:
    document = next(iter(corpus.documents.values()))
    paragraph = next(one for one in document.paragraphs if "När det handlar om en vuxen person som lever med barn" in one.text)
    quote = cite(document, paragraph, Stretch(paragraph.text.index("När det handlar"), len(paragraph.text)), 1)
    missing = Difference(Kind.CONDITION, "", "vuxen lever barn")
    notice = "Kontrollera ”vuxen lever barn” (i riktlinjen) mot citatet."
    finding = Finding(
        "En orosanmälan ska göras.",
        Verdict.CONTRADICTED,
        {"Stockholms stad": Verdict.CONTRADICTED, "Huddinge kommun": Verdict.NOT_ADDRESSED},
        (missing,),
        (quote,),
        (notice,),
        unsure=True,
    )
    check = Check(finding.text, finding.verdict, finding.differences, finding.citations, finding.notices, (finding,))
    view = view_of(check, corpus, TODAY, TODAY)
    shown = view.findings[0]
    assert view.state.words == shown.state.words == "Osäkert: jämför själv med citatet"
    assert dict(shown.publishers)["Stockholms stad"].words == "Osäkert"
    assert shown.notices == ("Kontrollera ”vuxen person som lever med barn” (i riktlinjen) mot citatet.",)
    assert [one.words for one in shown.differences] == [
        "Villkor: ”vuxen person som lever med barn” i riktlinjen, inte i påståendet"
    ]
    assert '<mark class="avgor" data-nr="1">vuxen person som lever med barn</mark>' in shown.quotes[0].html


def test_the_note_can_be_read_without_the_page(pages: TestClient) -> None:
    note = html.unescape(result(pages, SHOULD).split("readonly>")[1].split("</textarea>")[0])
    assert "Prövning mot riktlinjerna 2026-02-02" in note
    assert f"Påstående: {SHOULD}" in note
    assert "Bedömning: Motsägs av riktlinjerna" in note
    assert "s. 32. Kommunal riktlinje.)" in note
    assert "Maskinellt framtaget" in note


def test_personal_data_stops_the_check_and_a_statement_without_it_is_offered(pages: TestClient) -> None:
    response = pages.post("/prova", data={"pastaende": PERSONAL})
    assert response.status_code == 422
    assert "Påståendet innehåller ett personnummer" in response.text
    assert "19121212" not in response.text
    assert "ska få skyddat boende.</textarea>" in response.text
    suggestion = response.text.split('type="hidden" name="pastaende" value="')[1].split('"')[0]
    assert "19121212" not in suggestion
    assert "Anna" not in suggestion
    assert pages.post("/prova", data={"pastaende": html.unescape(suggestion)}).status_code == 200


def test_an_empty_statement_leaves_the_examples_that_the_advice_speaks_of(pages: TestClient) -> None:
    page = pages.post("/prova", data={"pastaende": " "}).text
    assert "välj ett av exemplen" in page
    assert "Pröva ett exempel" in page


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Påståendet är tomt."),
        ({"pastaende": " \u200b "}, "Påståendet är tomt."),
        ({"pastaende": "x" * 200_000}, "Påståendet är längre än 4\u00a0000 tecken."),
        ({"pastaende": SHOULD, "datum": "2025-02-30"}, "Datumet går inte att läsa."),
        ({"pastaende": SHOULD, "datum": "igår"}, "Datumet går inte att läsa."),
        ({"pastaende": SHOULD, "kommun": "Solna stad"}, "Det finns inga dokument från den kommunen."),
    ],
)
def test_a_form_that_cannot_be_used_is_told_and_kept(pages: TestClient, fields: dict[str, str], says: str) -> None:
    response = pages.post("/prova", data=fields)
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert says in response.text
    assert fields.get("pastaende", "").strip("\u200b ") in response.text


def test_markup_in_a_statement_stays_text(pages: TestClient) -> None:
    page = pages.post("/prova", data={"pastaende": HOSTILE, "kommun": HOSTILE, "datum": HOSTILE}).text
    assert "<script>alert" not in page
    assert '" onfocus="x' not in page


def test_a_file_or_json_in_place_of_the_form_is_no_statement(pages: TestClient) -> None:
    response = pages.post("/prova", files={"pastaende": ("a.txt", b"text")})
    assert response.status_code == 400
    assert "Formuläret går inte att läsa." in response.text
    assert pages.post("/prova", json={"pastaende": SHOULD}).status_code == 422


def test_a_form_with_more_fields_than_any_of_ours_is_not_read(pages: TestClient) -> None:
    response = pages.post("/prova", data={f"falt-{number}": "x" for number in range(3_000)})
    assert response.status_code == 400
    assert "Formuläret går inte att läsa." in response.text


def test_another_sites_form_is_refused_and_our_own_is_not(pages: TestClient) -> None:
    sent = {"pastaende": SHOULD}
    ours = {"origin": "null", "sec-fetch-site": "same-origin"}  # what browsers say of our forms, which send no referrer
    theirs = {"origin": "null", "sec-fetch-site": "cross-site"}
    assert pages.post("/prova", data=sent, headers=ours).status_code == 200
    assert pages.post("/prova", data=sent, headers=theirs).status_code == 403
    assert pages.post("/prova", data=sent, headers={"origin": "null"}).status_code == 403


def test_the_page_is_part_of_the_app(client: TestClient) -> None:
    page = client.get("/prova").text
    assert 'aria-current="page">Pröva tolkning' in page


def test_a_word_in_several_places_is_marked_where_its_neighbours_are() -> None:
    text = "Nämnden ska utreda. Handläggaren ska upprätta planen. Frågor ska ställas."
    ((start, _),) = find_deciding(text, "ska", "Handläggaren bör upprätta planen. Frågor ska ställas.", (13, 16))
    assert text[:start].endswith("Handläggaren ")


def test_words_that_stand_apart_are_found_in_order() -> None:
    text = "När det handlar om en vuxen person som lever med barn ska en anmälan göras."
    assert [text[a:b] for a, b in find_deciding(text, "vuxen lever barn")] == ["vuxen", "lever", "barn"]
    assert [text[a:b] for a, b in find_deciding(text, "vuxen lever barn", as_one=True)] == ["vuxen person som lever med barn"]
    assert find_deciding(text, "barn lever vuxen") == ()
    assert find_deciding(text, "") == ()


def test_marking_escapes_everything() -> None:
    assert marked("<b> & ska", [(1, ((6, 9),)), (2, ((7, 8),))]) == '&lt;b&gt; &amp; <mark class="avgor" data-nr="1">ska</mark>'
