from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.access.model import Role
from assistant.answering.answer import Answer, Mode
from assistant.cli import arguments
from assistant.documents.corpus import Corpus
from assistant.review.export import Form
from assistant.review.model import State, Verdict
from assistant.review.reviews import Reviews
from assistant.settings import load_settings
from assistant.web.words import APPROVED, state_of
from evals.suites import read_suite
from tests.cli.conftest import Cli, FakeAssistant, Run, an_answer
from tests.review.conftest import DECIDES, DECIDES_PLACE, DECIDES_QUOTE, STAFF, SUPERVISOR, quoted_answer

Mark = Callable[..., Run]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, corpus: Corpus) -> None:
    """Give the command a folder of its own, and the documents as they are read already."""
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ASSISTANT_TODAY", "2026-02-02")
    monkeypatch.setattr("assistant.cli.review.open_corpus", lambda _: corpus)


@pytest.fixture
def answer(corpus: Corpus) -> Answer:
    return quoted_answer(corpus, DECIDES, [(DECIDES_PLACE, DECIDES_QUOTE)])


@pytest.fixture
def mark(cli: Cli, answer: Answer, monkeypatch: pytest.MonkeyPatch) -> Mark:
    """Run ``review mark`` with an answer on standard in, as ``ask --json`` prints it."""

    def run(*words: str, stdin: object = None) -> Run:
        data = stdin if isinstance(stdin, bytes) else json.dumps(answer.to_dict() if stdin is None else stdin).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        return cli("review", "mark", *(words or ("--verdict", "good")))

    return run


def test_the_choices_of_the_command_are_those_of_the_queue() -> None:
    assert tuple(role.value for role in Role) == arguments.ROLES
    assert tuple(state.value for state in State) == arguments.REVIEW_STATES
    assert tuple(verdict.value for verdict in Verdict) == arguments.REVIEW_VERDICTS
    assert tuple(form.value for form in Form) == arguments.REVIEW_EXPORTS


def test_an_answer_from_ask_is_marked_and_approved(cli: Cli, mark: Mark) -> None:
    assert mark("--verdict", "good", "--note", "bra svar").out == "Nr 1: väntar på granskning.\n"
    listed = " ".join(cli("review", "list").out.split())
    assert listed.startswith("1 märkt svar.")
    assert f"1 {DECIDES} (1 bra, 0 fel; väntar på granskning)" in listed
    assert cli("review", "approve", "1", "--note", "Kontrollerat").out == "Nr 1: godkänt.\n"
    assert cli("review", "list").out == "Inga märkta svar väntar.\n"
    assert "godkänt" in cli("review", "list", "--state", "approved").out
    assert cli("review", "list", "--state", "rejected").out == "Det finns inga sådana.\n"


def test_a_marked_answer_is_shown_with_its_sources_and_history(cli: Cli, mark: Mark) -> None:
    mark("--verdict", "wrong", "--note", "Gäller det polisen?", "--document", "stockholm-vald-riktlinjer")
    cli("review", "reject", "1", "--note", "Ja.", "--role", "administratör")
    flat = " ".join(cli("review", "show", "1").out.split())
    for words in (
        "Nr 1. Avslaget (0 bra, 1 fel)",
        "Granskarens anteckning: Ja.",
        "Frågan ställdes bara till stockholm-vald-riktlinjer.",
        DECIDES,
        f"”{DECIDES_QUOTE}” [1]",
        f"Id: {DECIDES_PLACE}",
        "märkt som fel av handläggare. Anteckning: Gäller det polisen?",
        "avslaget av administratör. Anteckning: Ja.",
    ):
        assert words in flat


def test_an_answer_is_corrected_with_chosen_paragraphs_and_words(cli: Cli, mark: Mark) -> None:
    mark("--verdict", "wrong")
    words = ("--choice", DECIDES_PLACE, *DECIDES_QUOTE.split(), "--choice", "stockholm-stod-valdsutsatta/omfattning/1")
    run = cli("review", "correct", "1", *words, "--json")
    assert run.code == 0
    assert f"”{DECIDES_QUOTE}” [1]" in run.json["review"]["answer"]["text"]
    assert run.json["review"]["state"] == "corrected"
    assert "Används till och med 2027-02-02." in cli("review", "show", "1").out


def test_what_has_changed_is_shown_and_sent_back(cli: Cli, mark: Mark, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    mark("--verdict", "good")
    cli("review", "approve", "1")
    assert cli("review", "refresh").out == "Alla godkända svar gäller fortfarande.\n"
    assert cli("review", "refresh", "--json").json == {"returned": []}
    monkeypatch.setenv("ASSISTANT_TODAY", "2027-06-01")
    sent = cli("review", "refresh").out
    assert "1 svar gick åter för granskning." in sent
    assert "Godkännandet gällde till och med 2027-02-02." in sent
    assert "Godkännandet gällde" in cli("review", "list").out
    other = Reviews(load_settings(), corpus)
    monkeypatch.setattr(Reviews, "changes", lambda *_: ("Stycket bakom citat [1] har ändrats.",))
    assert other.show(1).state is State.RETURNED
    assert "Har ändrats sedan svaret sparades" in cli("review", "show", "1").out


def test_every_action_has_json(cli: Cli, mark: Mark) -> None:
    marked = mark("--verdict", "good", "--json").json["review"]
    assert (marked["id"], marked["state"], marked["good"]) == (1, "waiting", 1)
    assert [one["id"] for one in cli("review", "list", "--json").json["reviews"]] == [1]
    shown = cli("review", "show", "1", "--json").json
    assert shown["review"] == marked
    assert [one["step"] for one in shown["history"]] == ["marked_good"]
    assert shown["changes"] == []
    assert cli("review", "approve", "1", "--json").json["review"]["approved_on"] == "2026-02-02"
    assert cli("review", "reject", "1", "--json").json["review"]["state"] == "rejected"
    assert cli("review", "erase", "1", "--json").json == {"erased": [1]}


def test_answers_are_erased_by_number_and_by_date(cli: Cli, mark: Mark) -> None:
    mark("--verdict", "good")
    assert cli("review", "erase", "7").out == "Det fanns inget att gallra.\n"
    assert cli("review", "erase", "--before", "2026-02-03").out == "1 märkt svar är gallrat.\n"
    assert cli("review", "erase").code == 2
    assert cli("review", "erase", "1", "--role", "handläggare").code == 2


def test_approved_answers_are_written_as_evaluation_questions(cli: Cli, mark: Mark, tmp_path: Path) -> None:
    mark("--verdict", "good")
    cli("review", "approve", "1")
    target = tmp_path / "reviewed.jsonl"
    assert cli("review", "export", "--form", "evals", "--output", str(target)).out == "1 rad är skriven.\n"
    assert [question.question for question in read_suite(target)] == [DECIDES]
    again = cli("review", "export", "--form", "evals", "--output", str(target))
    assert (again.code, "Filen finns redan" in again.err) == (2, True)
    rows = [json.loads(line) for line in cli("review", "export", "--form", "history", "--id", "1").out.splitlines()]
    assert [row["step"] for row in rows] == ["marked_good", "approved"]
    assert cli("review", "export", "--since", "2026-02-03").out == ""


@pytest.mark.parametrize("stdin", [b"", b"inget svar", b"[]", b"3", b"\xff", b"[" * 100_000, {"question": "Vad?"}])
def test_what_is_no_answer_is_told_without_repeating_it(mark: Mark, stdin: object) -> None:
    run = mark(stdin=stdin)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert "inget svar." not in run.err.replace("är inget svar.", "")


@pytest.mark.parametrize(
    "change",
    [
        {"question": 3},
        {"status": "säkert"},
        {"citations": [{"marker": "1", "paragraph_id": DECIDES_PLACE, "quote": DECIDES_QUOTE}]},
        {"citations": [{"marker": 0, "paragraph_id": DECIDES_PLACE, "quote": DECIDES_QUOTE}]},
        {"citations": [{"marker": 1, "paragraph_id": DECIDES_PLACE, "quote": "Skatteverket beslutar."}]},
        {"citations": [{"marker": 1, "paragraph_id": "nix", "quote": DECIDES_QUOTE}]},
        {"legal_references": [{"canonical": "SoL 1:1"}]},
        {"answer": "\ud800"},
        {"made_by": {"model": 3}},
    ],
)
def test_an_answer_that_is_not_the_programs_is_refused(mark: Mark, answer: Answer, change: dict[str, Any]) -> None:
    assert mark(stdin={**answer.to_dict(), **change}).code == 2


def test_personal_data_on_standard_in_is_refused_and_not_repeated(mark: Mark, answer: Answer, tmp_path: Path) -> None:
    run = mark(stdin=replace(answer, question="Vad gör jag med 19121212-1212?").to_dict())
    assert run.code == 2
    assert "personnummer" in run.err
    assert "19121212" not in run.err
    assert not (tmp_path / "reviews").exists()


def test_an_answer_of_another_corpus_is_refused(mark: Mark) -> None:
    assert mark(stdin=an_answer("Vem?").to_dict()).code == 2


def test_a_long_question_is_cut_in_the_list_and_whole_where_it_is_shown(cli: Cli, corpus: Corpus, answer: Answer) -> None:
    question = "Vad gäller " + "verkligen " * 20 + "i slutet?"
    Reviews(load_settings(), corpus).mark(replace(answer, question=question), Verdict.GOOD, by=STAFF)
    assert "i slutet?" not in cli("review", "list").out
    assert question in " ".join(cli("review", "show", "1").out.split())


def test_damage_is_told_in_one_line(cli: Cli, mark: Mark, tmp_path: Path) -> None:
    mark("--verdict", "good")
    (tmp_path / "reviews" / "reviews.sqlite3").write_bytes(b"skrap" * 2_000)
    run = cli("review", "list")
    assert (run.code, run.out, run.err.count("\n")) == (1, "", 1)
    assert "skadad" in run.err


@pytest.mark.parametrize(
    "words",
    [
        ["review"],
        ["review", "show"],
        ["review", "show", "0"],
        ["review", "show", "9" * 30],
        ["review", "mark"],
        ["review", "mark", "--verdict", "kanske"],
        ["review", "approve", "1", "--role", "chef"],
        ["review", "correct", "1"],
        ["review", "export", "--form", "excel"],
        ["review", "erase", "--before", "igår"],
    ],
)
def test_a_command_that_is_wrong_is_told_in_one_swedish_line(cli: Cli, words: list[str]) -> None:
    run = cli(*words)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert not re.search(r"argument|required|invalid|usage|choose|expected", run.err)


@pytest.mark.parametrize("action", ["", "list", "show", "mark", "approve", "correct", "reject", "export", "erase", "refresh"])
def test_help_is_swedish(cli: Cli, action: str) -> None:
    run = cli("review", *filter(None, [action]), "--help")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("Användning: assistant review")


def test_the_role_of_a_decision_is_the_supervisors_unless_told(cli: Cli, mark: Mark, corpus: Corpus) -> None:
    mark("--verdict", "good")
    cli("review", "approve", "1")
    assert Reviews(load_settings(), corpus).show(1).approved_by == SUPERVISOR


def test_an_approved_answer_is_told_from_one_that_was_only_found(cli: Cli, fake: FakeAssistant) -> None:
    fake.reply = lambda question: an_answer(question, mode=Mode.APPROVED)
    assert "Besvarad ur riktlinjerna (granskat och godkänt svar)" in cli("ask", DECIDES).out
    assert state_of(an_answer(DECIDES, mode=Mode.APPROVED)) is APPROVED
