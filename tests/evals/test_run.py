from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from rich.console import Console

from assistant.answering.answer import Answer, Status
from assistant.chat import Assistant
from assistant.documents.corpus import Corpus
from evals import run
from evals.benchmark import seconds_of
from evals.report import failures, print_summary, print_verdicts, summarise
from evals.suites import Kind, Question, Split, load_suites
from tests.evals.outcomes import answer, cite, outcome, question


class PerfectAssistant:
    """Finds what the suites expect and quotes the whole paragraph; refuses the rest."""

    def __init__(self, corpus: Corpus, blunder: str = "") -> None:
        self.corpus = corpus
        self._gold = {one.question: one for one in load_suites()}
        self._blunder = blunder

    def ask(self, text: str) -> Answer:
        asked = self._gold.get(text)
        if asked is None or not asked.kind.has_answer or asked.id == self._blunder:
            return answer("Riktlinjerna säger inget om det.", status=Status.NOT_IN_GUIDELINES)
        gold = sorted(asked.relevant)
        texts = {one: self.corpus.paragraph(one).full_text for one in gold}
        references = [(one.canonical, one.sfs) for one in asked.legal_references]
        return answer("", *(cite(one, texts[one], texts[one]) for one in gold), found=gold, references=references)


@pytest.fixture
def perfect(monkeypatch: pytest.MonkeyPatch, corpus: Corpus) -> PerfectAssistant:
    made = PerfectAssistant(corpus)
    monkeypatch.setattr(Assistant, "open", lambda settings: made)
    return made


def test_an_assistant_that_finds_everything_passes_every_gate(
    perfect: PerfectAssistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["--output", str(tmp_path)]) == 0
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    figures = report["summaries"]["test"]["figures"]
    assert {
        figures[name]["value"] for name in ("hit_at_1", "fact_recall", "reference_recall", "verbatim", "refusal_recall")
    } == {1.0}
    assert report["dev_failures"] == []
    assert report["corpus_sha256"] == perfect.corpus.sha256
    assert "FAILED" not in capsys.readouterr().out


def test_an_assistant_that_finds_nothing_fails_the_gates(
    monkeypatch: pytest.MonkeyPatch, perfect: PerfectAssistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(perfect, "_gold", {})
    assert run.main(["--output", str(tmp_path)]) == 1
    assert "FAILED" in capsys.readouterr().out


def test_only_development_questions_are_shown_as_failures(corpus: Corpus) -> None:
    wrong = answer(found=["b"], status=Status.NOT_IN_GUIDELINES)
    missed = [outcome(question(["a"], name=split.value, split=split), wrong) for split in Split]
    assert [one["id"] for one in failures(missed, corpus)] == ["dev"]


def test_a_summary_groups_questions_and_takes_percentiles(corpus: Corpus) -> None:
    outcomes = [
        outcome(question(["a"], name="hit"), answer("kort", found=["a"]), milliseconds=10),
        outcome(question(["a"], name="miss"), answer("längre", found=["b"]), milliseconds=30),
        outcome(question(kind=Kind.NEAR_MISS, name="near"), answer(status=Status.NOT_IN_GUIDELINES), milliseconds=20),
    ]
    summary = summarise("dev", outcomes, corpus)
    assert summary.milliseconds["p50"] == 20
    assert summary.characters == 5
    assert summary.groups["style"]["plain"]["hit_at_1"].value == 0.5
    assert summary.groups["kind"]["near_miss"]["refusal_recall"].value == 1
    console = Console(file=io.StringIO(), width=200)
    print_summary(console, summary)
    print_verdicts(console, [])
    assert isinstance(console.file, io.StringIO)
    assert "hit_at_1" in console.file.getvalue()


def test_nothing_to_summarise_is_an_error(corpus: Corpus) -> None:
    with pytest.raises(ValueError, match="no question"):
        summarise("dev", [], corpus)


def test_questions_are_timed_one_by_one(corpus: Corpus) -> None:
    asked: list[Question] = [one for one in load_suites() if one.split is Split.DEV][:2]
    outcomes = run.ask_all(PerfectAssistant(corpus), asked, Console(file=io.StringIO()))
    assert [one.question for one in outcomes] == asked
    assert all(one.milliseconds > 0 for one in outcomes)


def test_the_benchmark_takes_the_median_of_a_command() -> None:
    assert 0 < seconds_of([sys.executable, "-c", ""], runs=1) < 60
