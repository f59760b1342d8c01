"""Notes on paragraphs whose content is overtaken by law."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from assistant.documents.corpus import Corpus
from assistant.errors import CorpusError
from assistant.law.changes import changes_for, load_changes
from assistant.law.grammar import parse
from assistant.law.model import LegalStatus
from assistant.law.standing import standing
from assistant.text import collapse

ON = datetime.date(2026, 11, 22)
INVESTIGATION = "stockholm-vald-riktlinjer/handlaggning/utredning-enligt-11-kap-1-sol/1"
SHELTER = "stockholm-vald-riktlinjer/insatser/insatser-till-den-som-ar-utsatt-for-vald/skyddat-boende/3"


def test_every_note_is_about_words_that_stand_in_its_paragraph(corpus: Corpus, corpus_folder: Path) -> None:
    for paragraph, notes in load_changes(corpus_folder).items():
        assert all(note.quote in collapse(corpus.paragraph(paragraph).full_text) for note in notes)


def test_every_section_a_note_rests_on_exists_and_is_in_force(corpus_folder: Path) -> None:
    for note in (note for notes in load_changes(corpus_folder).values() for note in notes):
        for law in note.law:
            (one,) = parse(law, {"SoL": note.sfs})
            assert (one.canonical, standing(one, ON).status) == (law, LegalStatus.IN_FORCE)


def test_every_note_asks_the_reader_to_check(corpus_folder: Path) -> None:
    assert all("ontrollera" in note.note for notes in load_changes(corpus_folder).values() for note in notes)


def test_an_investigation_must_now_be_opened_at_once() -> None:
    (note,) = changes_for(INVESTIGATION, ON)
    assert "genast" in note.note
    assert "14 kap. 2 § SoL (2025:400)" in note.note


def test_a_child_may_now_be_placed_in_a_shelter() -> None:
    (note,) = changes_for(SHELTER, ON)
    assert "lagen (2024:79) om placering av barn i skyddat boende" in note.note


def test_a_note_is_shown_from_the_day_its_law_applies() -> None:
    assert changes_for(INVESTIGATION, datetime.date(2025, 6, 30)) == ()
    assert len(changes_for(INVESTIGATION, datetime.date(2025, 7, 1))) == 1


def test_a_paragraph_without_a_note_has_none() -> None:
    assert changes_for("stockholm-vald-riktlinjer/inledning/1", ON) == ()


def test_a_broken_file_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "changes.toml").write_text('[[change]]\nparagraph = "x"\n', encoding="utf-8")
    with pytest.raises(CorpusError, match=r"changes\.toml"):
        load_changes(tmp_path)


def test_a_corpus_without_the_file_has_no_notes(tmp_path: Path) -> None:
    assert load_changes(tmp_path) == {}
