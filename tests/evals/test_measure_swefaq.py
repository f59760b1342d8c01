"""The script that measures the embedding model on questions of Swedish agencies, on a file made here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.measure_swefaq import PUBLISHED, main

ANSWERS = {
    "a": "Barn som har fyllt 18 år samtycker själva till vaccination.",
    "b": "Använda kanyler ska lämnas som smittförande avfall.",
    "c": "Föräldrapenning betalas ut till den som är hemma med sitt barn.",
}


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    rows = [
        {"id": "1", "query": "Vart lämnar jag använda kanyler?", "positives": ["b"], "candidates_in_category": ["a", "b"]},
        {"id": "2", "query": "Vem får föräldrapenning?", "positives": ["c"], "candidates_in_category": ["c"]},
    ]
    file = tmp_path / "dev.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    answers = "\n".join(json.dumps({"id": key, "text": text}) for key, text in ANSWERS.items())
    (tmp_path / "dev.corpus.jsonl").write_text(answers, encoding="utf-8")
    return file


def test_figures_stand_beside_the_published_ones(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(cases)]) == 0
    printed = capsys.readouterr().out
    assert "2 questions, 3 answers, multilingual-e5-small" in printed
    assert printed.count("1.000 (1.000–1.000)") == 12
    assert all(f"{value:.3f}" in printed for value in PUBLISHED.values())


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "dev.jsonl")]) == 2
    assert "not there" in capsys.readouterr().err
