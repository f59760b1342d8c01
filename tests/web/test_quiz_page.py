from __future__ import annotations

import html
import json
import re
import zipfile
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.quiz.items import ItemType
from assistant.web import quiz
from assistant.web.quiz.export_pages import FORMATS
from assistant.web.quiz.store import IDLE_SECONDS, QuizStore
from assistant.web.site import Site
from tests.web.pages_app import AnyUser

ANNA, BO = {"x-test-user": "anna"}, {"x-test-user": "bo"}
WISH = {"antal": "16", "fro": "3"}
SENTINEL = "kvittrande sentinel"
HOSTILE = '<img src=x onerror=alert(1)>"'
SUBPAGES = ("", "/redigera", "/facit", "/hamta", "/hamta/json", "/redigera/single_choice-000000000000")


@pytest.fixture(scope="module")
def address(pages: TestClient) -> str:
    """Give the address of a quiz of Anna's, with every type of question."""
    response = pages.post("/quiz", data=WISH, headers=ANNA)
    assert response.status_code == 303
    return str(response.headers["location"])


def read(pages: TestClient, path: str) -> str:
    response = pages.get(path, headers=ANNA)
    assert response.status_code == 200
    return response.text


def ids(page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'name="ratta" value="([\w-]+)"', page)))


def fresh(pages: TestClient, **wish: str) -> str:
    """Make a small quiz to change."""
    wish = {"antal": "3", "fro": "5", "typ": "cloze"} | wish
    return str(pages.post("/quiz", data=wish, headers=ANNA).headers["location"])


def first(pages: TestClient, address: str) -> str:
    return ids(read(pages, address))[0]


def form_of(pages: TestClient, path: str) -> dict[str, str | list[str]]:
    """Give the fields of the form where a question is edited, as they stand there."""
    page = read(pages, path)
    fields: dict[str, str | list[str]] = {
        name: html.unescape(text) for name, text in re.findall(r'<textarea[^>]* name="([\w-]+)"[^>]*>\n(.*?)</textarea>', page)
    }
    fields["ratt"] = re.findall(r'name="ratt" value="(\d)"[^>]* checked', page)
    return fields


def test_the_empty_page_teaches_and_has_good_defaults(pages: TestClient) -> None:
    page = read(pages, "/quiz")
    assert "Så går det till" in page
    assert "Börja med ett exempel" in page
    assert 'name="antal" type="number" inputmode="numeric" min="1" max="100" required value="10"' in page
    assert re.search(r'name="fro"[^>]* value="\d+"', page)
    assert '<option value="stockholm-vald-riktlinjer/handlaggning">Handläggning</option>' in page
    assert all(f'value="{one.value}"' in page for one in ItemType)


def test_a_quiz_is_made_and_shown_without_its_key(pages: TestClient, address: str) -> None:
    page = read(pages, address)
    assert page.count('class="ruta fraga"') == 16
    assert "Rätt svar" not in page
    assert " checked" not in page
    assert address in read(pages, "/quiz")


def test_the_same_seed_gives_the_same_questions(pages: TestClient) -> None:
    one, other = fresh(pages), fresh(pages)
    assert one != other
    assert ids(read(pages, one)) == ids(read(pages, other))


def test_what_is_chosen_is_what_is_asked_about(pages: TestClient) -> None:
    address = fresh(pages, urval="huddinge-vald-riktlinjer", typ="true_false", antal="2")
    page = read(pages, f"{address}/facit")
    assert "Urval</dt><dd>Huddinges riktlinjer</dd>" in page
    assert "Stockholms" not in page
    assert page.count("Sant eller falskt ·") == 2


def test_a_topic_is_searched_for(pages: TestClient) -> None:
    page = read(pages, fresh(pages, amne="skyddat boende") + "/facit")
    assert "skyddat boende" in page.lower()
    assert "Ämne</dt><dd>skyddat boende" in page


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"antal": "0"}, "mellan 1 och 100"),
        ({"antal": "9999"}, "mellan 1 och 100"),
        ({"antal": "tio"}, "mellan 1 och 100"),
        ({"antal": ""}, "mellan 1 och 100"),
        ({"fro": "-1"}, "Quiznumret ska vara ett heltal"),
        ({"fro": "9" * 40}, "Quiznumret ska vara ett heltal"),
        ({"fro": "1; drop"}, "Quiznumret ska vara ett heltal"),
        ({"typ": "essä"}, "Frågetypen finns inte."),
        ({"urval": "finns-inte"}, "Det finns inget dokument"),
        ({"urval": "../../etc"}, "Det finns inget dokument"),
        ({"amne": "x" * 200_000}, "Ämnet är längre än 200 tecken."),
        ({"amne": "recept på kanelbullar"}, "Riktlinjerna handlar inte om det ämnet."),
        ({"amne": "Anna Andersson 19121212-1212"}, "Ämnet innehåller ett personnummer"),
        ({"urval": "stockholm-samtalsgrupp/omfattning", "typ": "ordering"}, "går det inte att göra någon fråga"),
    ],
)
def test_a_wish_that_cannot_be_met_is_told_and_kept(pages: TestClient, fields: dict[str, str], says: str) -> None:
    response = pages.post("/quiz", data={"antal": "5", "fro": "1"} | fields, headers=ANNA)
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert says in html.unescape(response.text)
    assert f'value="{fields.get("antal", "5")}"' in response.text


def test_all_answers_are_marked_with_explanation_quote_and_place(pages: TestClient, address: str) -> None:
    questions = json.loads(pages.get(f"{address}/hamta/json", headers=ANNA).content)["items"]
    answers: dict[str, str | list[str]] = {}
    for item in questions:
        name, options, key = f"svar-{item['id']}", item["options"], item["key"]
        if item["type"] == "matching":
            answers |= {f"{name}-{at}": str(options.index(said)) for at, said in enumerate(key.values())}
        elif item["type"] == "ordering":
            answers |= {f"{name}-{at}": str(key.index(step)) for at, step in enumerate(options)}
        elif options:
            answers[name] = [str(options.index(one)) for one in (key if isinstance(key, list) else [key])]
        else:
            answers[name] = key
    page = pages.post(address, data=answers, headers=ANNA).text
    assert "Resultat: 16 av 16 poäng" in page
    assert page.count("<span>Rätt</span>") == 16
    assert "Läs igen" not in page
    for item in questions:
        assert html.escape(item["citations"][0]["quote"]).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in page
    assert 'href="/kallor/' in page
    assert "Ersatt" in page


def test_unanswered_questions_are_said_and_their_places_are_to_be_read_again(pages: TestClient, address: str) -> None:
    page = pages.post(address, data={}, headers=ANNA).text
    assert "Resultat: 0 av 16 poäng" in page
    assert "16 frågor är inte besvarade" in page
    assert "Läs igen (" in page


def test_one_question_is_marked_and_the_other_answers_stay(pages: TestClient, address: str) -> None:
    page = read(pages, address)
    choice = next(one for one in ids(page) if one.startswith("single_choice"))
    open_ = next(one for one in ids(page) if one.startswith("short_answer"))
    sent = {f"svar-{choice}": "0", f"svar-{open_}": "Mitt svar", "ratta": choice}
    marked = pages.post(address, data=sent, headers=ANNA).text
    assert marked.count('class="aterkoppling') == 1
    assert ">\nMitt svar</textarea>" in marked
    assert f'name="rattad" value="{choice}"' in marked
    assert "Resultat:" not in marked


def test_own_words_are_compared_by_the_one_who_wrote_them(pages: TestClient, address: str) -> None:
    open_ = next(one for one in ids(read(pages, address)) if one.startswith("short_answer"))
    sent = {f"svar-{open_}": HOSTILE, "ratta": open_}
    page = pages.post(address, data=sent, headers=ANNA).text
    assert "Jämför ditt svar med källans" in page
    assert "<span>Fel</span>" not in page
    assert "<img" not in page
    page = pages.post(address, data=sent | {f"egen-{open_}": "delvis"}, headers=ANNA).text
    assert "Delvis rätt enligt din egen bedömning" in page


def test_answers_to_questions_that_are_not_in_the_quiz_change_nothing(pages: TestClient, address: str) -> None:
    forged = {"svar-cloze-000000000000": "0", "ratta": "cloze-000000000000", "rattad": "x' OR 1=1", HOSTILE: HOSTILE}
    page = pages.post(address, data=forged, headers=ANNA)
    assert page.status_code == 200
    assert 'class="aterkoppling' not in page.text
    assert "<img" not in page.text


def test_an_answer_of_two_hundred_thousand_characters_is_cut(pages: TestClient, address: str) -> None:
    open_ = next(one for one in ids(read(pages, address)) if one.startswith("short_answer"))
    page = pages.post(address, data={f"svar-{open_}": "a" * 200_000}, headers=ANNA)
    assert page.status_code == 200
    assert "a" * 4_000 in page.text
    assert "a" * 4_001 not in page.text


@pytest.mark.parametrize("subpage", SUBPAGES)
def test_nobody_elses_quiz_can_be_seen_and_an_unknown_one_looks_the_same(pages: TestClient, address: str, subpage: str) -> None:
    others = pages.get(address + subpage, headers=BO)
    unknown = pages.get(f"/quiz/AAAAAAAAAAAAAAAAAAAAAA{subpage}", headers=BO)
    assert others.status_code == unknown.status_code == 404
    assert others.text == unknown.text
    assert "Quizen finns inte" in others.text
    assert urlsplit(address).path not in pages.get("/quiz", headers=BO).text


@pytest.mark.parametrize("action", ["", "/redigera/{item}", "/redigera/{item}/ta-bort"])
def test_nobody_elses_quiz_can_be_changed(pages: TestClient, address: str, action: str) -> None:
    before = read(pages, f"{address}/redigera")
    path = address + action.format(item=first(pages, address))
    assert pages.post(path, data={"fraga": "Ändrad?"}, headers=BO).status_code == 404
    assert pages.post(f"{address}/ta-bort", headers=BO).status_code == 303
    assert read(pages, f"{address}/redigera") == before


def test_a_changed_question_is_kept_and_marked_as_changed(pages: TestClient) -> None:
    address = fresh(pages, typ="short_answer")
    path = f"{address}/redigera/{first(pages, address)}"
    fields = form_of(pages, path)
    response = pages.post(path, data=fields | {"forklaring": "Läs hela avsnittet."}, headers=ANNA)
    assert response.status_code == 303
    page = read(pages, f"{address}/redigera")
    assert "ändrad av dig" in page
    assert "Facit stöds av riktlinjen" in page
    assert "Läs hela avsnittet." in read(pages, f"{address}/facit")
    assert b"avsnittet." in pages.get(f"{address}/hamta/gift", headers=ANNA).content


def test_a_key_that_the_guideline_does_not_support_is_kept_with_a_warning(pages: TestClient) -> None:
    address = fresh(pages)
    path = f"{address}/redigera/{first(pages, address)}"
    fields = form_of(pages, path)
    other = "1" if fields["ratt"] == ["0"] else "0"
    assert pages.post(path, data=fields | {"ratt": other}, headers=ANNA).status_code == 303
    assert "Din ändring går inte att kontrollera mot riktlinjen" in read(pages, f"{address}/redigera")
    assert "inte går att kontrollera mot riktlinjen" in read(pages, f"{address}/hamta")
    pages.post(path, data=fields, headers=ANNA)  # as it was
    assert "går inte att kontrollera" not in read(pages, f"{address}/redigera")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"fraga": ""}, "Frågan är tom."),
        ({"fraga": "Utan lucka"}, "Frågan ska ha en lucka."),
        ({"fraga": "x" * 200_000}, "Frågan är längre än"),
        ({"ratt": []}, "Välj exakt ett rätt svar."),
        ({"ratt": ["0", "1"]}, "Välj exakt ett rätt svar."),
        ({"ratt": ["7"]}, "Det rätta svaret är tomt."),
        ({"rad-0": "ska", "rad-1": "Ska."}, "Två svarsalternativ är lika."),
        ({"forklaring": "”Det här har aldrig stått i någon riktlinje.”"}, "Citat går inte att ändra."),
        ({"forklaring": "Ring Anna Andersson, 19121212-1212."}, "Texten innehåller ett personnummer"),
    ],
)
def test_a_change_that_breaks_a_question_is_refused_and_kept_in_the_form(
    pages: TestClient, changed: dict[str, str | list[str]], says: str
) -> None:
    address = fresh(pages)
    path = f"{address}/redigera/{first(pages, address)}"
    response = pages.post(path, data=form_of(pages, path) | changed, headers=ANNA)
    assert response.status_code == 422
    assert "Ändringen är inte sparad." in response.text
    assert says in response.text
    assert "ändrad av dig" not in read(pages, f"{address}/redigera")


def test_markup_in_a_question_stays_text_everywhere(pages: TestClient) -> None:
    address = fresh(pages, typ="short_answer")
    path = f"{address}/redigera/{first(pages, address)}"
    assert pages.post(path, data=form_of(pages, path) | {"fraga": HOSTILE}, headers=ANNA).status_code == 303
    for subpage in ("", "/redigera", "/facit"):
        assert "<img" not in read(pages, address + subpage)


def test_questions_are_taken_out_but_not_the_last(pages: TestClient) -> None:
    address = fresh(pages)
    for left in (2, 1):
        path = f"{address}/redigera/{first(pages, address)}/ta-bort"
        assert pages.post(path, headers=ANNA).status_code == 303
        assert len(ids(read(pages, address))) == left
    refused = pages.post(f"{address}/redigera/{first(pages, address)}/ta-bort", headers=ANNA)
    assert refused.status_code == 422
    assert "Det är den enda frågan." in refused.text


def test_a_question_that_is_not_there_is_told(pages: TestClient) -> None:
    address = fresh(pages)
    for path in (f"{address}/redigera/cloze-000000000000", f"{address}/redigera/..%2f..%2fetc"):
        response = pages.get(path, headers=ANNA)
        assert response.status_code == 404
    response = pages.post(f"{address}/redigera/cloze-000000000000", data={"fraga": "x"}, headers=ANNA)
    assert response.status_code == 404
    assert "Frågan finns inte i quizen." in response.text


def test_a_removed_quiz_is_gone(pages: TestClient) -> None:
    address = fresh(pages)
    assert pages.post(f"{address}/ta-bort", headers=ANNA).status_code == 303
    assert pages.get(address, headers=ANNA).status_code == 404


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.id)
def test_every_format_is_a_download_with_its_type_and_name(pages: TestClient, address: str, one: object) -> None:
    wanted = next(each for each in FORMATS if each is one)
    response = pages.get(f"{address}/hamta/{wanted.id}", headers=ANNA)
    assert response.status_code == 200
    assert response.headers["content-type"] == wanted.media_type
    assert response.headers["content-disposition"] == f'attachment; filename="fragor-3.{wanted.ending}"'
    assert response.headers["cache-control"] == "no-store"
    if wanted.id in {"docx", "qti", "anki"}:
        assert zipfile.ZipFile(BytesIO(response.content)).testzip() is None
    else:
        assert "genomförandeplan" in response.content.decode()


def test_a_format_that_is_not_there_is_told(pages: TestClient, address: str) -> None:
    response = pages.get(f"{address}/hamta/exe", headers=ANNA)
    assert response.status_code == 404
    assert "Formatet finns inte." in response.text


def test_the_key_stands_on_a_page_of_its_own(pages: TestClient, address: str) -> None:
    page = read(pages, f"{address}/facit")
    assert page.count('class="facit"') == 16
    assert page.count("Rätt svar:") + page.count("<strong>Rätt:</strong>") == 16
    assert "<input" not in page


def test_a_quiz_that_has_expired_can_be_made_again_as_it_was(pages_site: Site) -> None:
    now = [0.0]
    app = FastAPI()
    quiz.add(app, pages_site, QuizStore(lambda: now[0]))
    app.add_middleware(AnyUser)
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
        address = fresh(client, urval="huddinge-vald-riktlinjer")
        before = ids(read(client, address))
        now[0] = IDLE_SECONDS + 1.0
        page = client.get(address, headers=ANNA)
        assert page.status_code == 404
        assert "Gör samma frågor igen" in page.text
        assert "Huddinges riktlinjer" in page.text
        assert "Gör samma frågor igen" not in client.get(address, headers=BO).text
        again = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        assert ids(read(client, str(client.post("/quiz", data=again, headers=ANNA).headers["location"]))) == before


def test_a_failure_is_told_without_what_was_typed(
    pages: TestClient, pages_site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_arguments: object) -> None:
        raise RuntimeError(SENTINEL)

    monkeypatch.setattr(pages_site.services.quizmaster, "make", fails)
    monkeypatch.setattr(pages_site.services.interpreter, "check", fails)
    made = pages.post("/quiz", data={"amne": SENTINEL}, headers=ANNA)
    checked = pages.post("/prova", data={"pastaende": SENTINEL}, headers=ANNA)
    assert made.status_code == checked.status_code == 500
    assert f'value="{SENTINEL}"' in made.text
    assert f"{SENTINEL}</textarea>" in checked.text
    assert "står kvar" in made.text
    assert "RuntimeError" in caplog.text
    assert SENTINEL not in caplog.text


def test_the_page_is_part_of_the_app(client: TestClient) -> None:
    assert 'aria-current="page">Quiz' in client.get("/quiz").text
    assert client.get("/quiz/finns-inte").status_code == 404
