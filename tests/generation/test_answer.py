"""Answers in running text, end to end: the real assistant and the real protocol, with a model that says what it is told to."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from assistant.answering.answer import Answer, Confidence, Mode, Status
from assistant.answering.stop import Stop
from assistant.chat import Assistant
from assistant.generation.prompts import prompts
from assistant.settings import Settings, load_settings
from assistant.text import collapse
from tests.doubles.model_server import Answer as Reaction
from tests.doubles.model_server import Failure, HangUp, ModelServer, Reply
from tests.doubles.writing_model import Says, reply_to

PLAN = "Vem ska upprätta genomförandeplanen?"
BASIS = "Utföraren ska tillsammans med den enskilde upprätta en genomförandeplan"
RIGHT = Says("Utföraren ska upprätta genomförandeplanen tillsammans med den enskilde.", BASIS)
PURPOSE = Says(
    "Genomförandeplanens syfte är att skapa en tydlig struktur för genomförandet.", "Syftet med genomförandeplanen är att skapa"
)
SHOULD = Says("Utföraren bör upprätta genomförandeplanen tillsammans med den enskilde.", BASIS)
CHILDREN = "Måste boendet ha personal som kan barns behov?"
STAFF = Says("Det bör finnas personal i boendet med kunskap om barns behov.", "I boendet bör det finnas personal med kunskap")


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


@pytest.fixture(scope="module")
def writer(settings: Settings, assistant: Assistant, model: ModelServer) -> Assistant:
    """Give the real assistant with the model; it shares the index of the session's."""
    set_up = load_settings(
        data_dir=settings.data_dir,
        today=settings.today,
        llm_base_url=model.url,
        llm_model="gemma",
        llm_first_word_seconds=2,
        llm_timeout_seconds=4,
        llm_retries=0,
    )
    opened = Assistant.open(set_up)
    assert opened.writes_with is not None
    opened.writes_with.prepare()
    return opened


@pytest.fixture(autouse=True)
def _awake(writer: Assistant, model: ModelServer) -> None:
    """Forget the failures of the test before, after which the model would be left alone."""
    from assistant.generation.circuit import Circuit

    assert writer.writes_with is not None
    writer.writes_with._circuit = Circuit()
    model.requests.clear()
    model.gone.clear()


def says(model: ModelServer, *said: Says, completeness: str = "complete") -> None:
    model.script(lambda request: reply_to(request.body["messages"], *said, completeness=completeness))


def quotes_of(writer: Assistant, assistant: Assistant, question: str) -> tuple[Answer, Answer]:
    """Give the answer with the model and the one without."""
    return writer.ask(question), assistant.ask(question)


def test_verified_sentences_are_the_answer_each_with_its_source(writer: Assistant, model: ModelServer) -> None:
    says(model, RIGHT, PURPOSE)
    answer = writer.ask(PLAN)
    assert answer.mode is Mode.GENERATED
    assert answer.status is Status.ANSWERED
    assert answer.answer == f"{RIGHT.text} [1] {PURPOSE.text} [2]"
    for citation, said in zip(answer.citations, (RIGHT, PURPOSE), strict=False):
        assert said.words in citation.quote
        assert citation.quote in collapse(citation.text)


def test_the_record_says_what_made_the_answer_and_holds_no_words_of_the_question(
    writer: Assistant, assistant: Assistant, model: ModelServer
) -> None:
    says(model, RIGHT, SHOULD)
    made_by = writer.ask(PLAN).to_dict()["made_by"]
    assert made_by["mode"] == "generated"
    assert (made_by["model"], made_by["where"]) == ("gemma", "på den här datorn")
    assert made_by["prompts"] == prompts().version
    assert made_by["shown"] == 1
    assert made_by["dropped"] == {"modality": 1}
    assert made_by["first_sentence_ms"] > 0
    assert "genomförandeplan" not in json.dumps(made_by, ensure_ascii=False)
    quoted = assistant.ask(PLAN).to_dict()["made_by"]
    assert (quoted["mode"], quoted["model"], quoted["index"]) == ("quotes", "", made_by["index"])


def test_the_page_can_say_who_writes(writer: Assistant, assistant: Assistant, model: ModelServer) -> None:
    says(model, RIGHT)
    assert "språkmodellen gemma (på den här datorn)" in " ".join(writer.ask(PLAN).notices)
    assert assistant.writes_with is None
    assert "språkmodell" not in " ".join(assistant.ask(PLAN).notices).lower()


def test_a_sentence_that_turns_ska_into_bor_is_replaced_by_the_words_themselves(writer: Assistant, model: ModelServer) -> None:
    says(model, SHOULD, PURPOSE)
    answer = writer.ask(PLAN)
    assert "bör" not in answer.answer
    assert f"”{BASIS}" in answer.answer
    assert PURPOSE.text in answer.answer
    assert "En mening gick inte att belägga" in " ".join(answer.notices)


@pytest.mark.parametrize(
    "said",
    [
        SHOULD,
        Says("Handläggaren ska upprätta genomförandeplanen.", BASIS),
        Says("Utföraren ska inte upprätta en genomförandeplan.", BASIS),
        Says("Utföraren ska upprätta genomförandeplanen inom 14 dagar.", BASIS),
        Says("Enligt 4 kap. 1 § SoL ska utföraren upprätta en genomförandeplan.", BASIS),
        Says("I Huddinge ska utföraren upprätta en genomförandeplan.", BASIS),
        Says("Utföraren ska upprätta en genomförandeplan.", "Utföraren ska genast upprätta en genomförandeplan"),
        Says("Utföraren ska upprätta en genomförandeplan.", BASIS, handle="qqqq2"),
        Says("Utföraren ska upprätta en genomförandeplan, se https://x.example.", BASIS),
        Says("Ring 08-123 45 67.", BASIS),
    ],
)
def test_where_nothing_stands_the_answer_is_the_quotes(
    writer: Assistant, assistant: Assistant, model: ModelServer, said: Says
) -> None:
    says(model, said)
    generated, quoted = quotes_of(writer, assistant, PLAN)
    assert generated.mode is Mode.QUOTES
    assert generated.answer == quoted.answer
    assert generated.citations == quoted.citations
    assert "gick inte att belägga" in generated.notices[0]
    assert sum(generated.to_dict()["made_by"]["dropped"].values()) == 1


@pytest.mark.parametrize(
    ("reaction", "trouble"),
    [
        (Failure(500), "failed"),
        (Failure(429), "busy"),
        (Failure(401), "refused"),
        (HangUp(), "unreachable"),
        (Reply(""), "empty"),
        (Reply("Självklart! Här är svaret: utföraren."), "nonsense"),
        (Reply('{"completeness": "complete", "sentences": [{"te'), ""),
        (Reply("{}", wait=5), "slow"),
        (Reply("x" * 300, size=1, pause=0.1), "slow"),
        (Reply("{}", raw=("{inte json",)), "failed"),
    ],
)
def test_whatever_is_wrong_with_the_model_the_answer_is_quotes_with_a_notice(
    writer: Assistant, assistant: Assistant, model: ModelServer, reaction: Reaction, trouble: str
) -> None:
    model.script(reaction)
    generated, quoted = quotes_of(writer, assistant, PLAN)
    assert generated.mode is Mode.QUOTES
    assert generated.answer == quoted.answer
    assert generated.notices[0].endswith("Svaret är riktlinjernas egna ord.")
    if trouble:
        assert generated.to_dict()["made_by"]["trouble"] in {trouble, "cut", "nonsense"}


def test_a_reply_that_is_cut_keeps_what_stood_and_says_that_more_may_be_missing(writer: Assistant, model: ModelServer) -> None:
    model.script(lambda request: Reply(reply_to(request.body["messages"], RIGHT, PURPOSE)[:-40], size=40, cut_after=8))
    answer = writer.ask(PLAN)
    assert answer.answer.startswith(RIGHT.text)
    assert PURPOSE.text not in answer.answer
    assert answer.status is Status.PARTLY_ANSWERED
    assert "kan därför sakna något" in " ".join(answer.notices)


def test_after_three_failures_the_model_is_left_alone(writer: Assistant, model: ModelServer) -> None:
    model.script(Failure(500))
    for _ in range(3):
        writer.ask(PLAN)
    asked = len(model.requests)
    started = time.perf_counter()
    answer = writer.ask(PLAN)
    assert len(model.requests) == asked
    assert time.perf_counter() - started < 1
    assert answer.to_dict()["made_by"]["trouble"] == "resting"
    assert "vilar" in answer.notices[0]


def test_a_model_that_finds_no_answer_gives_the_quotes_with_less_certainty(
    writer: Assistant, assistant: Assistant, model: ModelServer
) -> None:
    says(model, completeness="not_answered")
    generated, quoted = quotes_of(writer, assistant, PLAN)
    assert generated.answer == quoted.answer
    assert quoted.confidence is Confidence.HIGH
    assert generated.confidence is Confidence.MEDIUM
    assert "Språkmodellen fann inget svar i källorna" in generated.notices[0]


def test_a_partial_answer_is_said_to_be_one(writer: Assistant, model: ModelServer) -> None:
    says(model, RIGHT, completeness="partial")
    assert writer.ask(PLAN).status is Status.PARTLY_ANSWERED


def test_a_municipality_that_the_model_passes_over_keeps_its_own_words(
    writer: Assistant, assistant: Assistant, model: ModelServer
) -> None:
    says(model, STAFF)
    answer = writer.ask(CHILDREN)
    assert answer.answer.startswith(f"Stockholms stad: {STAFF.text} [1]")
    assert "Huddinge kommun: ”" in answer.answer
    assert "ska ha kunskap om barns behov" in answer.answer
    for citation in answer.citations:
        assert citation.quote in collapse(citation.text)
    assert [citation.marker for citation in answer.citations] == list(range(1, len(answer.citations) + 1))


def test_a_true_sentence_that_passes_by_the_question_does_not_push_out_what_the_search_found(
    writer: Assistant, assistant: Assistant, model: ModelServer
) -> None:
    question = "Hur många gånger får man komma på stödet utan beslut?"
    quoted = assistant.ask(question)
    assert "Insatsen är begränsad till max 15 tillfällen." in quoted.answer
    beside = Says("Den enskilde får individuellt stöd genom insatsen.", "Genom insatsen får den enskilde individuellt stöd")
    says(model, beside)
    answer = writer.ask(question)
    assert f"{beside.text} [1]" in answer.answer
    assert "”Insatsen är begränsad till max 15 tillfällen.” [2]" in answer.answer


def test_a_notice_names_its_source_by_the_marker_it_has_now(writer: Assistant, model: ModelServer) -> None:
    says(model, STAFF)
    answer = writer.ask(CHILDREN)
    notice = next(one for one in answer.notices if one.startswith("Citatet bygger på ett allmänt råd"))
    marker = int(notice.rsplit("[", 1)[1].rstrip("]"))
    cited = next(one for one in answer.citations if one.marker == marker)
    assert cited.quote in notice


@pytest.mark.parametrize(
    "question",
    [
        "Vad kostar det per dygn att bo på skyddat boende?",
        "Hur lagar man en cykel?",
        "hej!",
        "Vad har kvinnofridslinjen för telefonnummer?",
        "Han står utanför dörren nu",
        "19121212-1212 är rädd, vad gör jag?",
    ],
)
def test_no_model_is_asked_where_the_guidelines_do_not_answer_or_must_be_quoted(
    writer: Assistant, assistant: Assistant, model: ModelServer, question: str
) -> None:
    says(model, RIGHT)
    generated, quoted = quotes_of(writer, assistant, question)
    assert model.requests == []
    assert dataclasses.replace(generated, timings_ms=None) == dataclasses.replace(quoted, timings_ms=None)


def test_the_model_sees_the_paragraphs_and_nothing_that_it_could_call_or_invent(writer: Assistant, model: ModelServer) -> None:
    says(model, RIGHT)
    answer = writer.ask(PLAN)
    body = model.requests[0].body
    assert not {"tools", "functions", "tool_choice", "user", "metadata", "store"} & set(body)
    sent = json.dumps(body, ensure_ascii=False)
    assert answer.citations[0].quote in sent
    assert "stockholm-vald-riktlinjer" not in sent
    assert body["temperature"] == 0


def test_each_sentence_comes_as_soon_as_it_stands(writer: Assistant, model: ModelServer) -> None:
    model.script(lambda request: Reply(reply_to(request.body["messages"], RIGHT, PURPOSE), size=200, pause=0.4))
    steps, times = [], []
    started = time.perf_counter()
    for step in writer.grow(PLAN):
        steps.append(step)
        times.append(time.perf_counter() - started)
    assert [step.is_whole for step in steps] == [False, False, True]
    assert steps[0].answer.answer == f"{RIGHT.text} [1]"
    assert times[1] - times[0] > 0.2


def test_stop_ends_the_request_at_once(writer: Assistant, model: ModelServer) -> None:
    model.script(lambda request: Reply(reply_to(request.body["messages"], RIGHT, PURPOSE), size=150, pause=1.2))
    stop = Stop()
    threading.Timer(0.3, stop.now).start()
    started = time.perf_counter()
    *_, last = writer.grow(PLAN, stop=stop)
    assert time.perf_counter() - started < 1.0
    assert last.is_whole
    assert "Svaret stoppades innan det var klart." in last.answer.notices[0]
    assert model.gone.wait(5)


def test_quotes_load_nothing_of_a_model(settings: Settings) -> None:
    code = (
        "import sys; from assistant.chat import Assistant; from assistant.settings import load_settings\n"
        f"Assistant.open(load_settings()).ask({PLAN!r})\n"
        "print([name for name in sys.modules if name.split('.')[0] in {'openai', 'httpx2'} "
        "or name.startswith(('assistant.generation', 'assistant.verification', 'llama_index.llms'))])"
    )
    environment = {"ASSISTANT_DATA_DIR": str(settings.data_dir), "PATH": ""}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
