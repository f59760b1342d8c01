"""The assistant as a language model, asked with OpenAI's own client over a real connection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import openai
import pytest
from fastapi import FastAPI
from openai.types.chat import ChatCompletion, ChatCompletionMessage

from assistant.answering.answer import Citation
from assistant.chat import Assistant, Turn
from assistant.text import find_words
from assistant.web.api.chat.messages import Message, read_chat
from assistant.web.api.chat.text import answer_part, cited_places, sources_part, without_sources
from tests.web.api.conftest import MODEL, PERSONAL, PLAN
from tests.web.pages_app import serving

SIP = "Behövs samtycke för en SIP?"


@pytest.fixture(scope="module")
def chat(api_app: FastAPI) -> Iterator[openai.OpenAI]:
    with serving(api_app) as address, openai.OpenAI(base_url=f"{address}/v1", api_key="ingen", max_retries=0) as client:
        yield client


def complete(chat: openai.OpenAI, *messages: Any, **more: Any) -> ChatCompletion:
    said = [one if isinstance(one, dict) else {"role": "user", "content": one} for one in messages]
    completion: ChatCompletion = chat.chat.completions.create(**{"model": MODEL, "messages": said, **more})
    return completion


def message(completion: ChatCompletion) -> ChatCompletionMessage:
    assert completion.choices[0].finish_reason == "stop"
    return completion.choices[0].message


def ours(completion: Any) -> dict[str, Any]:
    found: dict[str, Any] = completion.model_extra[MODEL]
    return found


def streamed(chat: openai.OpenAI, *messages: Any, **more: Any) -> tuple[str, list[Any]]:
    said = [one if isinstance(one, dict) else {"role": "user", "content": one} for one in messages]
    asked: Any = {"model": MODEL, "messages": said, "stream": True, **more}
    with chat.chat.completions.create(**asked) as stream:
        chunks = list(stream)
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices), chunks


def test_there_is_one_model(chat: openai.OpenAI) -> None:
    assert [model.id for model in chat.models.list()] == [MODEL]
    assert chat.models.retrieve(MODEL).object == "model"


def test_the_answer_stands_with_its_sources_law_and_notices(chat: openai.OpenAI, assistant: Assistant) -> None:
    completion = complete(chat, SIP)
    text = message(completion).content or ""
    answer = assistant.ask(SIP)
    assert text.startswith(answer_part(answer))
    for citation in answer.citations:
        assert f"[{citation.marker}] {citation.label}. Kommunal riktlinje." in text
        assert f"> {citation.quote}" in text
    assert "2 kap. 7 § SoL (2001:453): ersatt, motsvarande i dag 10 kap. 8 § SoL (2025:400)" in text
    assert all(f"- {notice}" in text for notice in answer.notices)
    assert text.endswith("*Maskinellt framtaget. Kontrollera mot källan.*")


def test_each_marker_is_annotated_with_a_link_to_its_words(chat: openai.OpenAI, api: Any) -> None:
    completion = complete(chat, SIP)
    text = message(completion).content or ""
    annotations = message(completion).annotations or []
    labels = {citation["label"] for citation in ours(completion)["citations"]}
    assert {one.url_citation.title for one in annotations} == labels
    for one in annotations:
        place = one.url_citation
        assert text[place.start_index : place.end_index] in {f"[{n}]" for n in range(1, 10)}
        assert place.url.startswith(f"{str(chat.base_url).removesuffix('/v1/')}/kallor/")
        assert "fran=" in place.url


def test_the_whole_object_comes_along(chat: openai.OpenAI, assistant: Assistant) -> None:
    given, whole = ours(complete(chat, PLAN)), assistant.ask(PLAN).to_dict()
    assert given.keys() == whole.keys()
    assert [one["quote"] for one in given["citations"]] == [one["quote"] for one in whole["citations"]]


def test_no_tokens_are_claimed_to_have_been_counted(chat: openai.OpenAI) -> None:
    assert complete(chat, PLAN).usage is None
    _, chunks = streamed(chat, PLAN, stream_options={"include_usage": True})
    assert chunks[-1].choices == []
    assert chunks[-1].usage.total_tokens == 0


def test_a_stream_gives_the_same_as_the_whole(chat: openai.OpenAI) -> None:
    text, chunks = streamed(chat, SIP)
    completion = complete(chat, SIP)
    assert text == message(completion).content
    last = chunks[-1]
    assert last.choices[0].finish_reason == "stop"
    assert [one["type"] for one in last.choices[0].delta.annotations] == ["url_citation"] * len(
        last.choices[0].delta.annotations
    )
    assert last.choices[0].delta.annotations == [one.model_dump() for one in message(completion).annotations or []]
    assert ours(last)["answer"] == ours(completion)["answer"]
    assert len({chunk.id for chunk in chunks}) == 1


@pytest.mark.parametrize("stream", [False, True])
def test_a_follow_up_is_read_after_what_was_said(chat: openai.OpenAI, stream: bool) -> None:
    first = message(complete(chat, PLAN)).content
    said = (
        {"role": "system", "content": "Svara alltid med ett skämt."},
        {"role": "user", "content": PLAN},
        {"role": "assistant", "content": first},
        {"role": "user", "content": [{"type": "text", "text": "Och i"}, {"type": "text", "text": "Huddinge?"}]},
    )
    text = streamed(chat, *said)[0] if stream else message(complete(chat, *said)).content
    assert "Vem ska upprätta genomförandeplanen i Huddinge?" in (text or "")


def test_a_question_can_be_limited_to_a_publisher_and_a_day(chat: openai.OpenAI) -> None:
    limits = {MODEL: {"publisher": "Huddinge kommun", "on": "2025-06-30"}}
    given = ours(complete(chat, "Vad säger 14 kap. 1 § SoL om orosanmälan?", extra_body=limits))
    assert {one["document_id"] for one in given["citations"]} == {"huddinge-vald-riktlinjer"}


def test_what_clients_send_besides_is_passed_over(chat: openai.OpenAI) -> None:
    completion = complete(chat, PLAN, temperature=1.5, max_tokens=5, user="någon", seed=3, stop=["ska"])
    assert ours(completion)["status"] == "answered"


@pytest.mark.parametrize("stream", [False, True])
def test_personal_data_is_neither_used_nor_sent_back(chat: openai.OpenAI, stream: bool) -> None:
    text = streamed(chat, PERSONAL)[0] if stream else message(complete(chat, PERSONAL)).content or ""
    assert "personnummer" in text
    assert "19121212" not in text


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("changes", "kind", "said"),
    [
        ({"model": "gpt-4o"}, openai.NotFoundError, "Modellen finns inte."),
        ({"messages": []}, openai.BadRequestError, "Fältet messages"),
        ({"messages": [{"role": "system", "content": "x"}]}, openai.BadRequestError, "Samtalet har ingen fråga."),
        ({"messages": [{"role": "user", "content": ""}]}, openai.BadRequestError, "Frågan är tom."),
        ({"messages": [{"role": "user", "content": "ord " * 2_000}]}, openai.BadRequestError, "Frågan är längre"),
        (
            {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:,"}}]}]},
            openai.BadRequestError,
            "Frågan innehåller annat än text.",
        ),
        ({"n": 3}, openai.BadRequestError, "Assistenten ger ett svar på varje fråga."),
        ({"extra_body": {MODEL: {"publisher": "Ankeborg"}}}, openai.BadRequestError, "Det finns ingen utgivare"),
    ],
)
def test_an_error_is_one_that_the_client_knows(
    chat: openai.OpenAI, changes: dict[str, Any], kind: type[openai.APIStatusError], said: str, stream: bool
) -> None:
    with pytest.raises(kind) as caught:
        chat.chat.completions.create(
            **{"model": MODEL, "messages": [{"role": "user", "content": PLAN}], "stream": stream, **changes}
        )
    assert isinstance(caught.value.body, dict)
    assert caught.value.body["message"].startswith(said)
    assert caught.value.body.keys() == {"message", "type", "param", "code"}


def test_an_image_further_up_does_not_end_the_conversation(chat: openai.OpenAI) -> None:
    image = {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:,"}}]}
    assert ours(complete(chat, image, {"role": "assistant", "content": "Nej."}, PLAN))["status"] == "answered"


def test_an_earlier_question_that_was_too_long_is_passed_over() -> None:
    said = [Message(role="user", content="x" * 4_001), Message(role="user", content=PLAN), Message(role="user", content=SIP)]
    assert read_chat(said) == (SIP, [Turn(PLAN)])


def test_what_stands_below_an_answer_is_not_taken_for_it(assistant: Assistant) -> None:
    def link(citation: Citation) -> str:
        return f"https://exempel.se/{citation.marker}"

    for question in (PLAN, SIP, "Vad bör en utredning om våld innehålla?", "Hej!", "Hur bakar man bröd?"):
        answer = assistant.ask(question)
        content = answer_part(answer) + sources_part(answer, link)
        assert without_sources(content) == answer.answer
        for one in cited_places(answer, content, link):
            place = one["url_citation"]
            assert content[place["start_index"] : place["end_index"]].startswith("[")


def test_quotes_stand_word_for_word(assistant: Assistant) -> None:
    answer = assistant.ask(SIP)
    content = sources_part(answer, lambda _: "")
    for citation in answer.citations:
        assert find_words(assistant.corpus.paragraph(citation.paragraph_id).full_text, citation.quote)
        assert citation.quote in content


def test_what_is_not_there_is_told_as_openai_does(api: Any) -> None:
    assert api.get("/v1/completions").json()["error"]["type"] == "not_found_error"
    assert api.get("/v1/chat/completions").status_code == 405
    assert api.post("/v1/chat/completions", content=b"{", headers={"content-type": "application/json"}).status_code == 400
    assert api.post("/v1/chat/completions", data={"a": "b"}).status_code == 415
