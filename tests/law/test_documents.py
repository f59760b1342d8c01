"""The references of the four guideline documents, against a table made by hand.

The table's references were read from the documents independently of the parser, and then compared with what it finds:
151 were listed, 127 of them agreed in every particular. docs/law.md says what became of the rest.
"""

from __future__ import annotations

import csv
import datetime
import re
from pathlib import Path

from assistant.documents.corpus import Corpus
from assistant.documents.model import LegalReference
from assistant.law.annotate import heading_references
from assistant.law.lookup import all_references
from assistant.law.standing import standing

ON = datetime.date(2026, 11, 22)
TABLE = Path(__file__).with_name("references.tsv")
LONGEST = 6
"""No reference runs over more lines of its document."""


def _expected() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def _found(corpus: Corpus) -> list[dict[str, str]]:
    rows = []
    for paragraph in corpus.paragraphs:
        rows += [_row(paragraph.id, "text", one) for one in paragraph.legal_references]
        rows += [_row(paragraph.id, note.number, one) for note in paragraph.footnotes for one in note.legal_references]
    for document in corpus.documents.values():
        for section, references in heading_references(document):
            rows += [_row(" › ".join((document.id, *section.path)), "heading", one) for one in references]
    return rows


def _row(paragraph: str, where: str, one: LegalReference) -> dict[str, str]:
    reading = "uncertain" if "osäkert" in one.reading else "ours" if one.reading else ""
    return {
        "paragraph": paragraph,
        "place": f"{where} {one.start}",
        "as_written": one.as_written,
        "canonical": one.canonical,
        "sfs": one.sfs,
        "stycke": one.paragraph or "",
        "reading": reading,
        "status": standing(one, ON).status.value,
    }


def test_every_reference_in_the_four_documents_is_the_one_in_the_hand_checked_table(corpus: Corpus) -> None:
    expected = [{key: value for key, value in row.items() if key != "line"} for row in _expected()]
    assert _found(corpus) == expected


def test_each_row_of_the_table_gives_the_line_of_the_file_on_which_its_words_begin(corpus: Corpus) -> None:
    for row in _expected():
        document = corpus.documents[re.split(r"/| › ", row["paragraph"])[0]]
        first = int(row["line"]) - 1
        lines = [" ".join(line.split()) for line in document.source.split("\n")[first : first + LONGEST]]
        assert -1 < " ".join(line for line in lines if line).find(row["as_written"]) < len(lines[0]), row


def test_offsets_cut_out_what_was_written(corpus: Corpus) -> None:
    for paragraph in corpus.paragraphs:
        for one in paragraph.legal_references:
            assert paragraph.text[one.start : one.end] == one.as_written
        for note in paragraph.footnotes:
            assert all(note.text[one.start : one.end] == one.as_written for one in note.legal_references)


def test_the_older_documents_mean_the_repealed_act_and_the_newer_ones_the_act_in_force(corpus: Corpus) -> None:
    meant = {
        paragraph.document_id: one.sfs
        for paragraph in corpus.paragraphs
        for one in all_references(paragraph)
        if one.canonical.startswith("SoL")
    }
    assert meant == {
        "stockholm-vald-riktlinjer": "2001:453",
        "huddinge-vald-riktlinjer": "2001:453",
        "stockholm-stod-valdsutsatta": "2025:400",
        "stockholm-samtalsgrupp": "2025:400",
    }


def test_merged_tracked_changes_are_read_as_old_and_new_and_marked_as_ours(corpus: Corpus) -> None:
    merged = [one for paragraph in corpus.paragraphs for one in paragraph.legal_references if "76 kap. 1 §" in one.as_written]
    assert [(one.canonical, one.as_written) for one in merged] == [
        ("SOSFS 2014:4 7:1", "76 kap. 1 § SOSFS 2014:4HSLF-FS 2022:39"),
        ("HSLF-FS 2022:39 6:1", "76 kap. 1 § SOSFS 2014:4HSLF-FS 2022:39"),
    ]
    assert all("Läsningen är vår" in one.reading for one in merged)


def test_a_chapter_that_cannot_be_read_is_called_uncertain(corpus: Corpus) -> None:
    uncertain = [one for paragraph in corpus.paragraphs for one in paragraph.legal_references if "osäkert" in one.reading]
    assert {one.as_written for one in uncertain} == {
        "4 kap. HSLF-FS 2022:39SOSFS 2014:4",
        "HSLF-FS 2022:39 allmänna råd till 5 kap. SOSFS 2014:4",
    }
    assert {(one.chapter, one.section) for one in uncertain} == {(None, None)}


def test_a_regulation_whose_number_is_cut_off_stays_unknown(corpus: Corpus) -> None:
    cut = [one for paragraph in corpus.paragraphs for one in all_references(paragraph) if one.as_written == "HSLF-FS"]
    assert [(one.sfs, one.reading) for one in cut] == [("", "Numret på föreskriften (HSLF-FS) saknas i texten.")]
