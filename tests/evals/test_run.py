"""A run from end to end with a product that finds everything, or nothing: what is printed, written and held against gates."""

from __future__ import annotations

import datetime
import io
import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from assistant.answering.answer import Status
from assistant.documents.corpus import Corpus
from evals import run
from evals.benchmark import seconds_of
from evals.calibration import calibrate
from evals.failures import Trouble, failures
from evals.gates import load_gates
from evals.gates import main as compare_with_gates
from evals.metrics import score
from evals.outcome import Outcome
from evals.product import Product
from evals.suites import Kind, Question, Split, load_suites
from evals.summary import Summary, summarise
from tests.evals.outcomes import answer, cite, outcome, question
from tests.evals.perfect import PerfectProduct

TODAY = datetime.date(2026, 2, 2)
GATES = load_gates()
PLAN = "stockholm-vald-riktlinjer/handlaggning/genomforandeplan/1"


def summary_of(outcomes: list[Outcome], corpus: Corpus) -> Summary:
    table = score(outcomes, corpus, TODAY)
    return summarise("dev", outcomes, table, corpus, calibrate(outcomes, table))


@pytest.fixture(scope="module")
def written(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the report of a product that finds nothing: every development question stands in it."""
    folder = tmp_path_factory.mktemp("report")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Product, "open", lambda _settings: PerfectProduct(corpus, knows_nothing=True))
        assert run.main(["--no-baselines", "--output", str(folder)]) == 1
    return folder


def test_a_product_that_finds_everything_passes_every_gate(
    monkeypatch: pytest.MonkeyPatch, corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Product, "open", lambda _settings: PerfectProduct(corpus))
    monkeypatch.setattr(
        run, "load_gates", lambda: tuple(one for one in GATES if not one.name.startswith(("reference_", "law_")))
    )
    assert run.main(["--no-baselines", "--output", str(tmp_path)]) == 0
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["about"]["corpus_sha256"] == corpus.sha256
    values = report["values"]["test"]
    names = ("hit_at_1", "fact_recall", "citation_recall", "verbatim", "refusal_recall", "later_turns_hit_at_5", "auroc")
    assert {name: values[name] for name in names} == dict.fromkeys(names, 1.0)
    assert values["brier"] == 0
    assert "FAILED" not in capsys.readouterr().out


def test_a_product_that_finds_nothing_fails_the_gates_in_the_run_and_in_its_report(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare_with_gates([str(written / "report.json")]) == 1
    assert "FAILED test: hit_at_1" in capsys.readouterr().out


def test_the_report_has_the_fields_that_are_documented(written: Path) -> None:
    report: dict[str, Any] = json.loads((written / "report.json").read_text(encoding="utf-8"))
    assert list(report) == [
        "schema", "about", "values", "summaries", "systems_test", "sections", "gates", "dev_failures",
    ]  # fmt: skip
    test = report["summaries"]["test"]
    assert set(test["groups"]) == {"style", "role", "chapter", "document", "kind"}
    assert set(test["figures"]["hit_at_1"]) == {"value", "low", "high", "n"}
    assert set(report["sections"]) == {"conversations"}
    documented = (Path(run.__file__).parents[1] / "docs" / "evaluation.md").read_text(encoding="utf-8")
    for name in (*report, *test["figures"], *test["amounts"]):
        assert f"`{name}`" in documented, name


def test_no_question_of_the_test_split_is_in_the_report(written: Path) -> None:
    page = (written / "index.html").read_text(encoding="utf-8") + (written / "report.json").read_text(encoding="utf-8")
    dev = {one.question for one in load_suites() if one.split is Split.DEV}
    shown = [one.id for one in load_suites() if one.split is Split.TEST and one.question not in dev and one.question in page]
    assert shown == []


class _Addresses(HTMLParser):
    """Collects what a browser would load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag] if tag in {"script", "link", "img", "iframe", "object"} else []
        for name, content in attrs:
            if name in {"src", "href", "xlink:href"} and not (content or "").startswith("#"):
                self.found.append(f"{tag} {name}={content}")
            if name == "id":
                self.ids.append(content or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_stands_by_itself_and_is_swedish(written: Path) -> None:
    html = (written / "index.html").read_text(encoding="utf-8")
    page = _Addresses()
    page.feed(html)
    assert page.found == []
    assert not re.search(r"url\((?!#)|@import", html)
    assert 'lang="sv"' in html
    assert html.count("<svg") >= 4
    assert len(page.ids) == len(set(page.ids))
    assert "Rätt stycke bland fem" in " ".join(page.words)


def test_a_failing_question_shows_what_answers_it_and_what_was_shown(written: Path, corpus: Corpus) -> None:
    html = (written / "index.html").read_text(encoding="utf-8")
    asked = next(one for one in load_suites() if one.split is Split.DEV and one.kind is Kind.ANSWERABLE)
    assert asked.id in html
    assert asked.paragraph_ids[0][0] in html
    assert "Riktlinjerna säger inget om det." in html
    assert "Avböjda, fast dokumenten svarar" in html


def test_only_development_questions_are_shown_as_failures_the_worst_first(corpus: Corpus) -> None:
    refused = answer(found=["b"], status=Status.NOT_IN_GUIDELINES)
    outcomes = [
        outcome(question([PLAN], name="fact"), answer("", cite(PLAN, "x", text=corpus.paragraph(PLAN).text), found=[PLAN])),
        outcome(question([PLAN], name="refused"), refused),
        outcome(question([PLAN], name="hidden", split=Split.TEST), refused),
        outcome(question(kind=Kind.NEAR_MISS, name="near"), answer("", status=Status.ANSWERED)),
    ]
    found = failures(outcomes, score(outcomes, corpus, TODAY), corpus)
    assert [(one.id, one.trouble) for one in found] == [
        ("near", Trouble.ANSWERED_WITHOUT),
        ("refused", Trouble.REFUSED),
        ("fact", Trouble.FACTS),
    ]
    assert found[2].expected[0][0].text == corpus.paragraph(PLAN).full_text


def test_a_summary_groups_questions_and_takes_percentiles(corpus: Corpus) -> None:
    outcomes = [
        outcome(question([PLAN], name="hit"), answer("kort", found=[PLAN]), milliseconds=10),
        outcome(question([PLAN], name="miss"), answer("längre", found=["b"]), milliseconds=30),
        outcome(question(kind=Kind.NEAR_MISS, name="near"), answer(status=Status.NOT_IN_GUIDELINES), milliseconds=20),
    ]
    named = summary_of(outcomes, corpus).named()
    assert (named["milliseconds_p50"].value, named["answer_characters_p50"].value) == (20, 5)
    assert named["style.plain.hit_at_1"].value == 0.5
    assert named["chapter.Stockholms riktlinjer › Handläggning.hit_at_1"].value == 0.5
    assert named["kind.near_miss.refusal_recall"].value == 1


def test_nothing_to_summarise_is_an_error(corpus: Corpus) -> None:
    with pytest.raises(ValueError, match="no question"):
        summary_of([], corpus)


def test_questions_are_timed_one_by_one(corpus: Corpus) -> None:
    asked: list[Question] = [one for one in load_suites() if one.split is Split.DEV][:2]
    outcomes = run.ask_all(PerfectProduct(corpus), asked, Console(file=io.StringIO()))
    assert [one.question for one in outcomes] == asked
    assert all(one.milliseconds > 0 for one in outcomes)


def test_a_model_that_cannot_be_loaded_ends_the_run_with_its_advice(
    monkeypatch: pytest.MonkeyPatch, corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Product, "open", lambda _settings: PerfectProduct(corpus, knows_nothing=True))
    assert run.main(["--no-baselines", "--model", str(tmp_path / "saknas"), "--output", str(tmp_path)]) == 4
    assert "Mappen med språkmodellen finns inte." in capsys.readouterr().err


def test_the_benchmark_takes_the_median_of_a_command() -> None:
    assert 0 < seconds_of([sys.executable, "-c", ""], runs=1) < 60
