"""A program gets the very object that the command line prints."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.chat import Assistant
from assistant.cli import main
from assistant.documents.corpus import Corpus
from assistant.interpretation import Interpreter
from assistant.quiz import quizmaster
from assistant.settings import Settings
from assistant.web.api.requests import DEFAULT_COUNT, MOST_ITEMS
from tests.web.api.conftest import PERSONAL, PLAN, Ask


@pytest.fixture(autouse=True)
def _command_line_with_the_same_assistant(monkeypatch: pytest.MonkeyPatch, assistant: Assistant, settings: Settings) -> None:
    def corpus(_settings: Settings) -> Corpus:
        return assistant.corpus

    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("ASSISTANT_TODAY", settings.date_today.isoformat())
    monkeypatch.setattr(Assistant, "open", lambda *_: assistant)
    monkeypatch.setattr(Interpreter, "open", lambda *_: Interpreter(assistant.corpus, assistant.searcher, settings))
    for name in ("quiz", "law", "corpus"):
        monkeypatch.setattr(f"assistant.cli.{name}.open_corpus", corpus)


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def without_times(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "timings_ms"}


@pytest.mark.parametrize(
    "question",
    [
        PLAN,
        "Behövs samtycke för en SIP?",
        "Vad kostar ett dygn på skyddat boende?",
        "Vad säger riktlinjerna om barn?",
        "Hej, vem är du?",
        "Hur bakar man bröd?",
        PERSONAL,
    ],
)
def test_an_answer_of_every_kind(capsys: pytest.CaptureFixture[str], ask: Ask, question: str) -> None:
    given, shown = ask("ask", question=question).json(), printed(capsys, "ask", question)
    assert without_times(given) == without_times(shown)
    assert given["timings_ms"].keys() == shown["timings_ms"].keys()


def test_an_answer_from_one_document_on_a_day(capsys: pytest.CaptureFixture[str], ask: Ask) -> None:
    given = ask("ask", question=PLAN, documents=["huddinge-vald-riktlinjer"], on="2025-06-30").json()
    shown = printed(capsys, "ask", PLAN, "--document", "huddinge-vald-riktlinjer", "--on", "2025-06-30")
    assert without_times(given) == without_times(shown)


@pytest.mark.parametrize(
    "claim",
    [
        "Utföraren bör upprätta en genomförandeplan. Handläggaren ska upprätta den.",
        "Kommunen betalar semesterresor.",
        "Rådgivning ges utan biståndsbeslut.",
    ],
)
def test_a_check(capsys: pytest.CaptureFixture[str], ask: Ask, claim: str) -> None:
    assert ask("check", claim=claim).json() == printed(capsys, "check", claim)


def test_a_quiz(capsys: pytest.CaptureFixture[str], ask: Ask) -> None:
    given = ask("quiz", count=8, seed=3).json()
    assert given == printed(capsys, "quiz", "--count", "8", "--seed", "3")
    assert {item["type"] for item in given["items"]} >= {"matching", "ordering", "multiple_choice"}  # keys of every form


def test_a_quiz_on_a_topic(capsys: pytest.CaptureFixture[str], ask: Ask) -> None:
    given = ask("quiz", topic="lex Sarah", count=2, type=["true_false"]).json()
    assert given == printed(capsys, "quiz", "--topic", "lex Sarah", "--count", "2", "--type", "true_false")


def test_references(capsys: pytest.CaptureFixture[str], ask: Ask) -> None:
    text = "Anmälan enligt 14 kap. 1 § och 26 kap. 1 § OSL, se SOSFS 2014:5 och 4 kap. 1-3 §§ XYZ"
    given = ask("refs", text=text, law="2001:453", on="2026-01-01").json()
    assert given == printed(capsys, "refs", text, "--law", "2001:453", "--on", "2026-01-01")
    assert len(given["references"]) > 3


@pytest.mark.parametrize("query", ["14 kap. 1 § SoL", "SOSFS 2014:4", "OSL"])
def test_law(capsys: pytest.CaptureFixture[str], ask: Ask, query: str) -> None:
    assert ask("law", query=query).json() == printed(capsys, "law", "show", query)


def test_the_documents(capsys: pytest.CaptureFixture[str], api: Any) -> None:
    assert api.get("/api/v1/documents").json() == printed(capsys, "corpus", "list")


def test_a_follow_up_is_read_after_the_turns_before_it(ask: Ask, assistant: Assistant) -> None:
    first = ask("ask", question=PLAN).json()
    history = [{"question": PLAN, "answer": first["answer"]}]
    later = ask("ask", question="Och i Huddinge?", history=history).json()
    assert any("Vem ska upprätta genomförandeplanen i Huddinge?" in notice for notice in later["notices"])


def test_a_quiz_has_the_same_bounds() -> None:
    assert (DEFAULT_COUNT, MOST_ITEMS) == (quizmaster.DEFAULT_COUNT, quizmaster.MOST)
