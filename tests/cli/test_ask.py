from __future__ import annotations

import dataclasses
import datetime
import io
import sys
from pathlib import Path

import pytest

from assistant.errors import ExternalServiceError, IndexUnavailableError, StorageError
from tests.cli.conftest import QUOTE, Cli, FakeAssistant, an_answer

QUESTION = "Vem upprättar genomförandeplanen?"


def a_stdin(raw: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8")


def test_a_question_is_answered_with_quote_label_law_and_what_to_ask_next(cli: Cli, fake: FakeAssistant) -> None:
    run = cli("ask", QUESTION)
    assert run.code == 0
    flat = " ".join(run.out.split())
    for words in (
        "Besvarad ur riktlinjerna",
        f"{QUOTE} [1]",
        "[1] Stockholms riktlinjer, Handläggning › Genomförandeplan, 1 st., s. 38. Kommunal riktlinje.",
        "2 kap. 7 § SoL (2001:453)",
        "Ersatt",
        "10 kap. 8 § SoL (2025:400)",
        "Dokumentet bygger på äldre lag.",
        "Vad ska planen innehålla?",
    ):
        assert " ".join(words.split()) in flat or words in run.out


def test_json_is_exactly_one_object_with_the_keys_of_the_contract(cli: Cli, fake: FakeAssistant) -> None:
    run = cli("ask", QUESTION, "--json")
    assert list(run.json) == [
        "question", "status", "confidence", "mode", "answer", "citations", "legal_references", "retrieved", "notices",
        "suggestions", "timings_ms", "made_by",
    ]  # fmt: skip
    assert run.json["citations"][0]["section"] == ["Handläggning", "Genomförandeplan"]
    assert set(run.json["legal_references"][0]) >= {"canonical", "as_written", "sfs", "status", "replaced_by", "url"}
    assert run.err == ""


def test_a_question_may_be_typed_without_quotation_marks(cli: Cli, fake: FakeAssistant) -> None:
    cli("ask", "Vad", "är", "en", "SIP?")
    assert fake.asked[0][0] == "Vad är en SIP?"


def test_the_day_of_the_law_is_passed_on(cli: Cli, fake: FakeAssistant) -> None:
    run = cli("ask", QUESTION, "--on", "2025-06-30")
    assert fake.asked[0][2] == datetime.date(2025, 6, 30)
    assert "2025-06-30" in run.out


def test_a_dash_reads_the_question_from_standard_in(cli: Cli, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", a_stdin(b"\xef\xbb\xbfVad \xc3\xa4r en SIP?\r\n"))
    cli("ask", "-")
    assert fake.asked[0][0] == "Vad är en SIP?"


def test_standard_in_that_is_not_text_is_refused(cli: Cli, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", a_stdin(b"\xff\xfe\x00V"))
    run = cli("ask", "-")
    assert (run.code, run.out) == (2, "")
    assert run.err == "Texten är inte UTF-8. Spara den som UTF-8 och försök igen.\n"


@pytest.mark.parametrize("question", ["", "   ", "\u200b\u202e", "😀🔥", "x" * 100_000, "\x00"])
def test_a_question_that_is_none_is_refused_in_one_swedish_line(cli: Cli, fake: FakeAssistant, question: str) -> None:
    run = cli("ask", question)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert run.err.startswith("Frågan ")
    assert not fake.asked


def test_a_question_with_broken_bytes_is_told_so(cli: Cli, fake: FakeAssistant) -> None:
    run = cli("ask", "Vad \udce4r en SIP?")  # what Python makes of an argument in Latin-1
    assert (run.code, run.err) == (2, "Texten är inte UTF-8. Spara den som UTF-8 och försök igen.\n")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (IndexUnavailableError("Sökindexet är skadat.", "Bygg det på nytt."), 3),
        (ExternalServiceError("Modellen svarar inte."), 4),
        (StorageError("Mappen går inte att skriva."), 1),
        (OSError(28, "No space left on device"), 1),
        (PermissionError(13, "Permission denied"), 1),
        (RuntimeError("något om Anna Andersson"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_every_trouble_is_one_swedish_line_and_an_exit_code(
    cli: Cli, fake: FakeAssistant, error: BaseException, code: int
) -> None:
    fake.opening = error
    run = cli("ask", QUESTION)
    assert (run.code, run.out, run.err.count("\n")) == (code, "", 1)
    assert "Traceback" not in run.err
    assert "Anna" not in run.err
    assert QUESTION not in run.err


def test_debug_shows_the_traceback(cli: Cli, fake: FakeAssistant) -> None:
    fake.opening = RuntimeError("inuti")
    assert "Traceback" in cli("ask", QUESTION, "--debug").err


def test_a_list_keeps_its_lines(cli: Cli, fake: FakeAssistant) -> None:
    fake.reply = lambda question: an_answer(question, answer="Ring 020-50 50 50, och tänk på:\n– barnen\n– djuren [1]")
    lines = [line.rstrip() for line in cli("ask", QUESTION).out.splitlines()]
    assert {"Ring 020-50 50 50, och tänk på:", "– barnen", "– djuren [1]"} <= set(lines)


def test_a_quoted_list_is_read_as_a_list(cli: Cli, fake: FakeAssistant) -> None:
    citation = dataclasses.replace(
        an_answer("").citations[0], quote="Utred: våldet barnen", text="Utred:\nvåldet\nbarnen\nannat"
    )
    fake.reply = lambda question: an_answer(question, citations=(citation,))
    lines = [line.strip() for line in cli("ask", QUESTION).out.splitlines()]
    assert [line for line in lines if line.startswith("│")] == ["│ Utred:", "│ våldet", "│ barnen"]


@pytest.mark.parametrize("columns", ["30", "60", "200"])
def test_nothing_is_cut_however_narrow_the_terminal(
    cli: Cli, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    fake.reply = lambda question: an_answer(question, answer="ord " * 60 + "våldsutsatthetsbedömningsinstrumentet" * 3)
    out = cli("ask", QUESTION).out
    assert all(len(line) <= int(columns) for line in out.splitlines())
    assert "…" not in out
    together = "".join(out.replace("│", "").split())
    assert "våldsutsatthetsbedömningsinstrumentet" * 3 in together
    assert "".join(QUOTE.split()) in together


def test_a_pipe_gets_no_colours(cli: Cli, fake: FakeAssistant) -> None:
    assert "\x1b" not in cli("ask", QUESTION).out


def test_the_question_is_tried_before_anything_is_loaded(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "assistant.chat", None)  # importing it would fail
    assert cli("ask", " ").code == 2
