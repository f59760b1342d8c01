from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.chat import Assistant
from assistant.settings import load_settings
from assistant.text import collapse
from evals import try_llama_cpp
from evals.model_replies import Kept, keep, read_kept
from evals.model_sentences import Heard, Totals, lines_of, listening
from evals.serve_llama_cpp import NO_MODEL
from evals.serve_llama_cpp import main as serve
from tests.doubles.model_server import ModelServer, Request
from tests.doubles.writing_model import Says, reply_to, sources_in

QUESTION = "Vem upprättar genomförandeplanen?"
WORDS = "Utföraren ska tillsammans med den enskilde upprätta en genomförandeplan"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


@pytest.fixture
def with_model(server: ModelServer, assistant: Assistant) -> Assistant:
    kept = assistant.settings
    return Assistant.open(load_settings(data_dir=kept.data_dir, today=kept.today, llm_base_url=server.url, llm_model="double"))


def right_and_wrong(request: Request) -> str:
    messages = request.body["messages"]
    assert any(WORDS in collapse(text) for text in sources_in(messages).values())
    return reply_to(
        messages,
        Says("Utföraren ska upprätta en genomförandeplan tillsammans med den enskilde.", WORDS),
        Says("Utföraren bör upprätta en genomförandeplan tillsammans med den enskilde.", WORDS),
        Says("Rektor upprättar planen.", "ord som inte står där"),
    )


def heard_of(with_model: Assistant) -> tuple[Heard, Totals]:
    heard, totals = Heard(), Totals()
    with listening(heard):
        answer = with_model.ask(QUESTION)
    assert answer.made_by is not None
    totals.add(heard, answer.made_by.trouble, answer.made_by.first_sentence_ms)
    return heard, totals


def test_every_proposed_sentence_is_noted_with_why_it_was_dropped(server: ModelServer, with_model: Assistant) -> None:
    server.script(right_and_wrong)
    heard, _ = heard_of(with_model)
    assert [one.reason for one in heard.sentences] == ["", "modality", "handle"]
    assert heard.sentences[1].differences[0].claim == "bör"


def test_a_person_who_judges_is_shown_the_whole_sentence_that_the_words_are_from(
    server: ModelServer, with_model: Assistant
) -> None:
    server.script(right_and_wrong)
    heard, _ = heard_of(with_model)
    stood, changed, _ = ["\n".join(lines_of(one)) for one in heard.sentences]
    assert stood.startswith("STOOD")
    assert f"{WORDS} som mer i detalj beskriver hur insatsen ska genomföras." in stood
    assert "dropped (modality)" in changed
    assert "”bör”" in changed


def test_the_totals_tell_the_share_that_stood_and_the_waits(server: ModelServer, with_model: Assistant) -> None:
    server.script(right_and_wrong)
    _, totals = heard_of(with_model)
    told = "\n".join(totals.lines())
    assert "sentences proposed 3, stood 1, 33% of them, dropped {'modality': 1, 'handle': 1}" in told
    assert "answers with at least one sentence of the model's: 1" in told
    assert "first verified sentence: median" in told


def test_a_model_that_was_never_asked_gives_no_times() -> None:
    totals = Totals()
    totals.add(Heard())
    assert "seconds to the first word: none" in totals.lines()


def test_kept_replies_are_judged_again_without_a_model(
    server: ModelServer,
    with_model: Assistant,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    server.script(right_and_wrong)
    heard, _ = heard_of(with_model)
    file = tmp_path / "replies.jsonl"
    keep(file, Kept(QUESTION, heard.handles, heard.text))
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(with_model.settings.data_dir))
    asked = len(server.requests)
    assert try_llama_cpp.main(["--again", str(file)]) == 0
    assert "sentences proposed 3, stood 1" in capsys.readouterr().out
    assert len(server.requests) == asked


def test_replies_are_kept_one_a_line_and_read_back(tmp_path: Path) -> None:
    file = tmp_path / "replies.jsonl"
    kept = [Kept("Vem?", {"id": "a2b3c"}, '{"completeness": "not_answered"}'), Kept("När?", {}, "å")]
    for one in kept:
        keep(file, one)
    assert list(read_kept(file)) == kept
    assert len(file.read_text(encoding="utf-8").splitlines()) == 2
    assert json.loads(file.read_text(encoding="utf-8").splitlines()[0])["question"] == "Vem?"


def test_a_file_that_is_no_model_is_refused_before_anything_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(b"PK\x03\x04")
    assert serve([str(tmp_path), "8192", "1", str(file)]) == NO_MODEL
    assert serve([str(tmp_path), "8192", "1", str(tmp_path / "nowhere.gguf")]) == NO_MODEL


def test_whoever_names_such_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        try_llama_cpp.main(["--model", str(tmp_path / "nowhere.gguf")])
    assert "no GGUF file" in str(caught.value)
