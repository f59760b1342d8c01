"""An answer that is taken along: as a note, in Word and as PDF, for its own user alone."""

from __future__ import annotations

import datetime
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
import typst
from docx import Document
from docx.oxml.ns import qn
from starlette.testclient import TestClient

from assistant.answering.answer import Answer, MadeBy, Mode
from assistant.law.model import LegalStatus, ReferenceStanding, Successor
from assistant.settings import Settings
from assistant.web.conversations import Shown
from assistant.web.downloads import pdf, text, word
from assistant.web.downloads.note import Note, note_of
from assistant.web.limits import EVERYTHING, Limits
from assistant.web.site import Site
from tests.web.fake_assistant import CONSENT, CONTENTS, COST, PLAN, FakeAssistant
from tests.web.gradio_way import Tab, small_app
from tests.web.test_resuming import address

DAY = datetime.date(2026, 11, 22)
HOSTILE = '#panic("x") $x$ *fet* _kursiv_ @ref <a> `kod` \\ [1] "citat" #read("/etc/passwd") \u202e\x00\x07\ud800 &amp; ]]>'
"""Markup of typst, XML and Markdown, and characters that no document may hold."""


def note(fake: FakeAssistant, answer: Answer, *, with_question: bool = True, limits: Limits = EVERYTHING) -> Note:
    return note_of(fake.corpus, Shown(answer, 1, DAY, limits), with_question=with_question)


def poisoned(fake: FakeAssistant) -> Answer:
    answer = fake.ask(CONSENT)
    law = ReferenceStanding("X", HOSTILE, "", LegalStatus.REPLACED, (Successor("X", HOSTILE, "helt", HOSTILE, HOSTILE),))
    citation = replace(answer.citations[0], label=HOSTILE, binding=HOSTILE)
    made_by = MadeBy(Mode.GENERATED, index=HOSTILE, model=HOSTILE, where=HOSTILE)
    return replace(
        answer,
        question=HOSTILE,
        answer=f"{HOSTILE} [1]\n– {HOSTILE}",
        citations=(citation,),
        legal_references=(law,),
        notices=(HOSTILE,),
        mode=Mode.GENERATED,
        made_by=made_by,
    )


def test_the_note_says_what_a_record_needs(fake: FakeAssistant) -> None:
    written = text.write(note(fake, fake.ask(CONSENT)))
    lines = written.splitlines()
    assert lines[:4] == ["Vad riktlinjerna säger", "Datum: 2026-11-22", f"Fråga: {CONSENT}", "Status: Besvarad ur riktlinjerna"]
    assert "Stockholms riktlinjer, Samverkan › Extern samverkan och samordnad individuell plan, 1 st., s. 54." in written
    assert "Kommunal riktlinje." in written
    assert "Lagrum, ställning 2026-11-22\n2 kap. 7 § SoL (2001:453): ersatt, motsvaras av 10 kap. 8 § SoL (2025:400)" in written
    assert "odaterad" in written
    assert re.search(r"kopia [0-9a-f]{12}", written)
    assert "Maskinellt framtaget, kontrollera mot källan.\nHandläggarassistenten " in written


def test_the_quotes_of_the_note_are_the_documents_own_words(fake: FakeAssistant) -> None:
    answer = fake.ask(CONTENTS)
    (quote,) = note(fake, answer).quotes
    assert " ".join(line.text for line in quote.lines) == answer.citations[0].quote
    assert sum(line.is_item for line in quote.lines) > 5


def test_the_question_can_be_left_out(fake: FakeAssistant) -> None:
    written = text.write(note(fake, fake.ask(PLAN), with_question=False))
    assert "Fråga" not in written
    assert PLAN not in written


def test_law_is_judged_on_the_day_that_was_chosen(fake: FakeAssistant) -> None:
    written = text.write(note(fake, fake.ask(CONSENT), limits=Limits((), datetime.date(2025, 6, 30))))
    assert "Avgränsning: Lag per 2025-06-30." in written
    assert "Lagrum, ställning 2025-06-30" in written


def test_a_note_names_the_model_that_wrote_and_the_index_that_was_searched(fake: FakeAssistant) -> None:
    made_by = MadeBy(Mode.GENERATED, index="abc123", model="gemma", where="på den här datorn")
    answer = replace(fake.ask(PLAN), mode=Mode.GENERATED, made_by=made_by)
    assert "sökindex abc123, formulerat av språkmodellen gemma (på den här datorn)." in text.write(note(fake, answer))


def test_word_has_headings_a_header_row_a_language_and_no_names(fake: FakeAssistant) -> None:
    document = Document(io.BytesIO(word.write(note(fake, fake.ask(CONSENT)))))
    styles = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.style]
    assert styles[0] == ("Heading 1", "Vad riktlinjerna säger")
    assert ("Heading 2", "Citat") in styles
    assert any(name == "Quote" and words.startswith("Om den enskilde behöver") for name, words in styles)
    (table,) = document.tables
    assert table.rows[0]._tr.get_or_add_trPr().find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[0].cells] == ["Som det står", "Ställning", "Motsvaras av"]
    assert table.rows[1].cells[1].text == "Ersatt"
    properties = document.core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.language == "sv-SE"
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"sv-SE"}


def words_of_word(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def streams(data: bytes) -> bytes:
    """Give a PDF with what is packed in it unpacked."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    unpacked = []
    for one in packed:
        try:
            unpacked.append(zlib.decompress(one))
        except zlib.error:
            unpacked.append(one)
    return data + b"\n".join(unpacked)


def test_pdf_is_tagged_swedish_and_names_nobody(fake: FakeAssistant) -> None:
    whole = streams(pdf.write(note(fake, fake.ask(CONSENT))))
    assert whole.startswith(b"%PDF-1.7")
    assert b"pdfuaid:part" in whole
    assert re.search(rb"/Lang\s*\(sv-SE\)", whole)
    assert b"/StructTreeRoot" in whole
    for role in (b"/H1", b"/H2", b"/BlockQuote", b"/Table", b"/TH", b"/L"):
        assert re.search(rb"/S\s*" + role + rb"\b", whole), role
    assert b"/Author" not in whole
    assert b"Libertinus" in whole


@pytest.mark.parametrize("question", [PLAN, CONTENTS, COST])
def test_every_kind_of_answer_can_be_written(fake: FakeAssistant, question: str) -> None:
    made = note(fake, fake.ask(question))
    assert pdf.write(made).startswith(b"%PDF")
    assert made.quotes[0].label in words_of_word(word.write(made))


def test_markup_is_only_text_in_every_form(fake: FakeAssistant) -> None:
    made = note(fake, poisoned(fake))
    shown = " ".join(HOSTILE.translate(dict.fromkeys(map(ord, "\u202e\x00\x07\ud800"))).split())
    assert f"Fråga: {shown}" in text.write(made)
    assert words_of_word(word.write(made)).count(shown) >= 6
    assert pdf.write(made).startswith(b"%PDF")
    items = json.loads(typst.query(pdf.template(), "list", sys_inputs=pdf.inputs(made)))
    assert [child["body"] for child in items[0]["children"]] == [{"func": "text", "text": shown}]


def test_the_same_answer_gives_the_same_files(fake: FakeAssistant) -> None:
    made = note(fake, fake.ask(CONSENT))
    assert pdf.write(made) == pdf.write(made)


@pytest.fixture(scope="module")
def app(settings: Settings, fake: FakeAssistant) -> Iterator[TestClient]:
    with TestClient(small_app(Site(settings, fake)), base_url="http://127.0.0.1:7860") as client:
        yield client


@pytest.fixture(scope="module")
def tab(app: TestClient) -> Tab:
    return Tab(app, "anna", "filer")


@pytest.fixture(scope="module")
def place(tab: Tab) -> str:
    return address(tab.ask(CONSENT))


@pytest.mark.parametrize(
    ("form", "begins", "media_type"),
    [
        ("txt", b"Vad riktlinjerna", "text/plain; charset=utf-8"),
        ("docx", b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("pdf", b"%PDF", "application/pdf"),
    ],
)
def test_a_file_is_fetched_under_a_name_that_tells_the_day_and_no_word_of_the_question(
    tab: Tab, place: str, form: str, begins: bytes, media_type: str
) -> None:
    response = tab.fetch(f"{place}.{form}")
    assert response.status_code == 200
    assert response.content.startswith(begins)
    assert response.headers["content-type"] == media_type
    assert response.headers["content-disposition"] == f'attachment; filename="svar-2026-02-02.{form}"'


def test_a_file_without_the_question(tab: Tab, place: str) -> None:
    assert CONSENT in tab.fetch(f"{place}.txt").text
    assert CONSENT not in tab.fetch(f"{place}.txt?fraga=nej").text


def test_another_user_gets_nothing(app: TestClient, place: str) -> None:
    response = Tab(app, "bo", "annan").fetch(f"{place}.docx")
    assert response.status_code == 404
    assert "Svaret finns inte kvar" in response.text
    assert CONSENT not in response.text


@pytest.mark.parametrize(
    "end", ["2.txt", "0.txt", "1.exe", "1", "-1.pdf", "999999999999.pdf", "1.txt.docx", "%2e%2e/1.txt", "١.txt"]
)
def test_an_address_that_no_page_has_gives_nothing(tab: Tab, place: str, end: str) -> None:
    assert tab.fetch(f"{place.rpartition('/')[0]}/{end}").status_code == 404


def test_nothing_is_written_to_disk(
    tab: Tab, place: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("tomt")
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.chdir(folder)
    for form in ("txt", "docx", "pdf"):
        tab.fetch(f"{place}.{form}")
    assert list(folder.rglob("*")) == []
