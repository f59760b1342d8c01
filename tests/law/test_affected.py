"""The list that a municipality needs to revise its guideline."""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import replace

import pytest

from assistant.documents.corpus import Corpus
from assistant.errors import UsageError
from assistant.law.affected import HEADER, affected, render

ON = datetime.date(2026, 11, 22)


def test_every_row_rests_on_law_that_no_longer_stands_or_words_that_are_overtaken(corpus: Corpus) -> None:
    rows = affected(corpus, ON)
    assert {row.standing.status.value for row in rows if row.standing} == {"replaced"}
    assert all(row.remark for row in rows if row.standing is None)


def test_the_documents_that_rest_on_the_new_act_are_not_listed(corpus: Corpus) -> None:
    assert {row.document_id for row in affected(corpus, ON)} == {"stockholm-vald-riktlinjer", "huddinge-vald-riktlinjer"}


def test_before_the_new_act_nothing_of_the_old_act_was_affected(corpus: Corpus) -> None:
    assert affected(corpus, datetime.date(2025, 6, 30)) == ()


def test_a_heading_that_cites_replaced_law_is_listed_before_its_paragraphs(corpus: Corpus) -> None:
    labels = [row.label for row in affected(corpus, ON)]
    heading = labels.index("Stockholms riktlinjer, Handläggning › Utredning enligt 11 kap. 1 § SoL, rubriken")
    assert labels[heading + 1] == "Stockholms riktlinjer, Handläggning › Utredning enligt 11 kap. 1 § SoL, 1 st., s. 34"


def test_a_note_is_withdrawn_where_its_words_no_longer_stand(corpus: Corpus) -> None:
    place = next(row.paragraph_id for row in affected(corpus, ON) if row.standing is None)
    document = corpus.document_of(place)
    paragraphs = tuple(replace(one, text="Annan text.") if one.id == place else one for one in document.paragraphs)
    changed = replace(corpus, documents={document.id: replace(document, paragraphs=paragraphs)})
    assert any(row.standing is None for row in affected(changed, ON))
    assert not any(row.standing is None and row.paragraph_id == place for row in affected(changed, ON))


def test_one_document_can_be_listed_alone(corpus: Corpus) -> None:
    rows = affected(corpus, ON, "huddinge-vald-riktlinjer")
    assert [row.reference.sfs for row in rows if row.reference] == ["2001:453", "SOSFS 2014:4"]


def test_a_document_that_is_not_there_is_refused_with_those_that_are(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="huddinge-vald-riktlinjer"):
        affected(corpus, ON, "finns-inte")


def test_the_spreadsheet_has_a_column_for_the_successor(corpus: Corpus) -> None:
    text = render(affected(corpus, ON), ON, "csv")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    reporting = next(row for row in rows if row["Skrivet"] == "14 kap. 1 § SoL")
    assert (
        "19 kap. 1 § SoL (2025:400), Skyldighet att anmäla oro för ett barn (första stycket, helt)" in reporting["Motsvaras av"]
    )
    assert set(rows[0]) == set(HEADER)


def test_wholly_is_never_said_of_an_act_or_a_regulation(corpus: Corpus) -> None:
    text = render(affected(corpus, ON), ON, "csv")
    cells = {part for row in csv.DictReader(io.StringIO(text), delimiter=";") for part in row["Motsvaras av"].split("; ")}
    assert "SoL (2025:400) (ingen uppgift om hur mycket)" in cells
    assert "HSLF-FS 2022:39 (ingen uppgift om hur mycket)" in cells
    assert "6 kap. 1 § HSLF-FS 2022:39 (åtminstone delvis)" in cells
    assert not any("helt" in cell for cell in cells if cell.startswith("SoL (") or "HSLF-FS" in cell)


def test_the_table_in_markdown_has_a_row_for_each_finding(corpus: Corpus) -> None:
    rows = affected(corpus, ON, "huddinge-vald-riktlinjer")
    lines = [line for line in render(rows, ON, "md").splitlines() if line.startswith("|")]
    assert len(lines) == len(rows) + 2


def test_the_page_says_its_language_and_escapes_what_documents_say(corpus: Corpus) -> None:
    page = render(affected(corpus, ON), ON, "html")
    assert '<html lang="sv">' in page
    assert "<script" not in page


def test_a_format_that_is_not_there_is_refused(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="md, csv, html"):
        render((), ON, "pdf")
