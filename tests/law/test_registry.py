"""The facts about statutes, and what a shared abbreviation means."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import CorpusError
from assistant.law.registry import load_registry
from assistant.law.sections import load_sections
from assistant.law.transitions import load_moves, split_place

EMPTY = {"statutes.toml": "statute = 1", "successors.tsv": "a\tb\nc\td\n", "sections.tsv": "number\tplace\nx\ty\n"}


def test_every_fact_has_a_source(corpus_folder: Path) -> None:
    assert all(statute.source for statute in load_registry(corpus_folder).statutes)
    assert all(move.source for move in load_moves(corpus_folder))


def test_what_took_over_is_itself_in_the_registry(corpus_folder: Path) -> None:
    registry = load_registry(corpus_folder)
    assert all(statute.replaced_by in registry.by_number for statute in registry.statutes if statute.replaced_by)


def test_every_new_section_of_the_comparison_table_exists_under_the_heading_given(corpus_folder: Path) -> None:
    sections = load_sections(corpus_folder)
    for move in load_moves(corpus_folder):
        if move.new_number == "2025:400":
            section = sections.find(move.new_number, *_place(move.new_place))
            assert section is not None
            assert section.heading == move.heading


def _place(place: str) -> tuple[str | None, str]:
    chapter, section = split_place(place)
    return chapter, section or ""


def test_the_comparison_table_says_wholly_or_partly_and_nothing_else(corpus_folder: Path) -> None:
    assert {move.extent for move in load_moves(corpus_folder)} == {"helt", "delvis"}


@pytest.mark.parametrize(("date", "sol"), [("2024-01-01", "2001:453"), ("2025-07-01", "2025:400")])
def test_an_undeclared_document_means_the_act_of_its_date(corpus_folder: Path, date: str, sol: str) -> None:
    assert load_registry(corpus_folder).basis_on(datetime.date.fromisoformat(date))["SoL"] == sol


@pytest.mark.parametrize("broken", ["statutes.toml", "successors.tsv", "sections.tsv"])
def test_a_broken_file_of_facts_is_refused(tmp_path: Path, broken: str) -> None:
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / broken).write_text(EMPTY[broken], encoding="utf-8")
    load = {"statutes.toml": load_registry, "successors.tsv": load_moves, "sections.tsv": load_sections}[broken]
    with pytest.raises(CorpusError, match="går inte att läsa"):
        load(tmp_path)


def test_reading_law_needs_no_search_engine() -> None:
    modules = "assistant.law.annotate, assistant.law.affected"
    code = f"import sys, {modules}; print([name for name in ('llama_index', 'chromadb') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
